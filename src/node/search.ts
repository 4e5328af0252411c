import fs from 'node:fs';
import { LARGEST_FILE } from '../core/discover/files.ts';
import { mayEnter } from '../core/discover/ignored.ts';
import { readOpened } from './opened.ts';
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

/**
 * Searches a folder several times. What it yields are absolute paths with forward slashes, each once a search. Walking
 * the folder is most of the work: what was listed meanwhile, or by a search without ripgrep, need not be walked again.
 */
export class FolderSearch {
  readonly #root: string;
  readonly #options: SearchOptions;
  readonly #read = createReader();
  #listed: readonly WalkedFile[] | undefined;
  /** Ends when the files are listed, or cannot be. */
  #listing: Promise<void> | undefined;

  constructor(root: string, options: SearchOptions) {
    this.#root = root;
    this.#options = options;
  }

  /** Begins to list the files whose name is wanted, for searches that are to come: only those can be found by them. */
  list(isWanted: (path: string) => boolean): void {
    this.#listing ??= this.#list(isWanted).catch(() => undefined); // then each search walks the folder
  }

  async #list(isWanted: (path: string) => boolean): Promise<void> {
    const { ripgrep, signal } = this.#options;
    if (ripgrep === undefined) {
      return;
    }
    const listed: WalkedFile[] = [];
    for await (const path of listWithRipgrep(ripgrep, this.#root, { signal })) {
      if (isWanted(path) && !this.#isLeftOut(path)) {
        listed.push({ path, isIgnored: () => false });
      }
    }
    this.#listed ??= listed;
  }

  /** The files whose text matches. Only those whose name is wanted are read, and only those can be found later. */
  async *find(pattern: string, isWanted: (path: string) => boolean): AsyncGenerator<string> {
    const seen = new Set<string>();
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
    await this.#listing;
    const known = this.#listed?.map(({ path }) => path).filter(isWanted);
    if (known && fitsOnCommandLines(known)) {
      yield* searchFilesWithRipgrep(ripgrep, this.#root, known, pattern, { signal });
      return;
    }
    for await (const path of searchWithRipgrep(ripgrep, this.#root, pattern, { signal, onUnreadable })) {
      if (isWanted(path) && !this.#isLeftOut(path)) {
        yield path;
      }
    }
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
  const begun = (descriptor: number) =>
    buffer.toString('latin1', 0, fs.readSync(descriptor, buffer, 0, buffer.length, 0));
  return (file) => readOpened(file, begun) ?? '';
}
