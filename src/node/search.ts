import fs from 'node:fs';
import { LARGEST_FILE } from '../core/discover/files.ts';
import { mayEnter } from '../core/discover/ignored.ts';
import { fitsOnCommandLines, listWithRipgrep, searchFilesWithRipgrep, searchWithRipgrep } from './ripgrep.ts';
import type { Pause } from './slices.ts';
import { type WalkedFile, walk } from './walk.ts';

export interface SearchOptions {
  /** The ripgrep to use; without one the folder is walked. */
  readonly ripgrep?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Files that the user's settings leave out. */
  readonly isExcluded?: ((path: string) => boolean) | undefined;
  /** Called between files that are read here, so that whoever shares the thread can go on. */
  readonly pause?: Pause | undefined;
  /** Called with a folder that cannot be read, or with one that holds such folders. */
  readonly onUnreadable?: ((folder: string) => void) | undefined;
}

/** To list the files costs about what a search does: so many searches go by before it is worth it. */
const SEARCHES_BEFORE_LISTING = 2;

/**
 * Searches a folder several times. What it yields are absolute paths with forward slashes, each once a search. Walking
 * the folder is most of the work: from the third search on only what the one before has listed is looked into.
 */
export class FolderSearch {
  readonly #root: string;
  readonly #options: SearchOptions;
  readonly #read = createReader();
  #listed: readonly WalkedFile[] | undefined;
  #searches = 0;

  constructor(root: string, options: SearchOptions) {
    this.#root = root;
    this.#options = options;
  }

  /** The files whose text matches. Only those whose name is wanted are read, and only those can be found later. */
  async *find(pattern: string, isWanted: (path: string) => boolean): AsyncGenerator<string> {
    const seen = new Set<string>();
    this.#searches++;
    try {
      for await (const path of this.#findWithRipgrep(pattern, isWanted)) {
        seen.add(path);
        yield path;
      }
    } catch {
      // A broken ripgrep must not hide anything: what it has not found is looked for without it.
      for await (const path of this.#findByReading(pattern, isWanted)) {
        if (!seen.has(path)) {
          yield path;
        }
      }
    }
  }

  async *#findWithRipgrep(pattern: string, isWanted: (path: string) => boolean): AsyncGenerator<string> {
    const { ripgrep, signal, onUnreadable } = this.#options;
    if (ripgrep === undefined) {
      throw new Error('there is no ripgrep');
    }
    const known = this.#listed?.map(({ path }) => path).filter(isWanted);
    if (known && fitsOnCommandLines(known)) {
      yield* searchFilesWithRipgrep(ripgrep, this.#root, known, pattern, { signal });
      return;
    }
    if (this.#searches <= SEARCHES_BEFORE_LISTING) {
      for await (const path of searchWithRipgrep(ripgrep, this.#root, pattern, { signal, onUnreadable })) {
        if (isWanted(path) && !this.#isLeftOut(path)) {
          yield path;
        }
      }
      return;
    }
    const listed: WalkedFile[] = [];
    for await (const files of listWithRipgrep(ripgrep, this.#root, pattern, { signal, onUnreadable })) {
      for (const { path, matches } of files) {
        if (isWanted(path) && !this.#isLeftOut(path)) {
          listed.push({ path, isIgnored: () => false });
          if (matches) {
            yield path;
          }
        }
      }
    }
    this.#listed ??= listed;
  }

  async *#findByReading(pattern: string, isWanted: (path: string) => boolean): AsyncGenerator<string> {
    const { signal, pause, onUnreadable } = this.#options;
    const matches = new RegExp(pattern, 'm');
    const listed: WalkedFile[] = [];
    for (const file of this.#listed ?? walk(this.#root, { signal, onUnreadable })) {
      if (signal?.aborted) {
        return;
      }
      if (isWanted(file.path) && !this.#isLeftOut(file.path)) {
        listed.push(file);
        if (matches.test(this.#read(file.path)) && !file.isIgnored()) {
          yield file.path;
        }
      }
      await pause?.();
    }
    this.#listed ??= listed;
  }

  #isLeftOut(path: string): boolean {
    const isHidden =
      path.includes('/.', this.#root.length) &&
      !path
        .slice(this.#root.length + 1)
        .split('/')
        .slice(0, -1)
        .every(mayEnter);
    return isHidden || this.#options.isExcluded?.(path) === true;
  }
}

/**
 * Reads the beginnings of files into one buffer as latin1: fast, and good enough for patterns in ASCII. Empty where a
 * file cannot be read.
 */
function createReader(): (file: string) => string {
  const buffer = Buffer.allocUnsafe(LARGEST_FILE);
  return (file) => {
    try {
      const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
      try {
        return buffer.toString('latin1', 0, fs.readSync(descriptor, buffer, 0, buffer.length, 0));
      } finally {
        fs.closeSync(descriptor);
      }
    } catch {
      return '';
    }
  };
}
