import type { FileId } from '../core/model.ts';

/** Who is told of changes, and what decides when. */
export interface ChangeListener {
  /** Some files changed, each once however often it did. */
  few(files: readonly FileId[]): void;
  /** So many files changed (another branch, an install) that looking at each is dearer than looking at all. */
  many(): void;
  /** Whether the user looks at the window. */
  isFocused(): boolean;
}

const MANY = 50;
const BATCH_MS = 200;
/** Nobody waits for what happens behind another window: the next focus is told at once anyway. */
const UNFOCUSED_MS = 2000;
/** A storm is over when nothing has changed for so long; one that never ends is looked at all the same. */
const QUIET_MS = 500;
const LONGEST_STORM_MS = 10_000;

/** Gathers changes of files into a set, and hands it over when it is complete: a storm of them ends in one call. */
export class ChangeBatch {
  readonly #listener: ChangeListener;
  readonly #files = new Set<FileId>();
  #timer: NodeJS.Timeout | undefined;
  #first = 0;
  #last = 0;

  constructor(listener: ChangeListener) {
    this.#listener = listener;
  }

  add(file: FileId): void {
    this.#last = Date.now();
    if (this.#files.size === 0) {
      this.#first = this.#last;
    }
    // The names of a storm matter to nobody.
    if (this.#files.size <= MANY) {
      this.#files.add(file);
    }
    this.#timer ??= setTimeout(() => this.#whenDue(), this.#listener.isFocused() ? BATCH_MS : UNFOCUSED_MS);
  }

  /** Hands over what there is, for instance because the window got the focus; a storm goes on until it is over. */
  flush(): void {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#whenDue();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#files.clear();
  }

  #whenDue(): void {
    const now = Date.now();
    const isStorm = this.#files.size > MANY;
    if (isStorm && now - this.#last < QUIET_MS && now - this.#first < LONGEST_STORM_MS) {
      this.#timer = setTimeout(() => this.#whenDue(), this.#last + QUIET_MS - now);
      return;
    }
    const files = [...this.#files];
    this.dispose();
    if (isStorm) {
      this.#listener.many();
    } else {
      this.#listener.few(files);
    }
  }
}
