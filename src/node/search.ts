import fs from 'node:fs';
import { LARGEST_FILE } from '../core/discover/files.ts';
import { searchWithRipgrep } from './ripgrep.ts';
import { walk } from './walk.ts';

export interface SearchOptions {
  /** The ripgrep to use; without one the folder is walked. */
  readonly ripgrep?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Which file names matter; others are not read. */
  readonly isReadable: (path: string) => boolean;
}

/** Yields the absolute paths of the files below a folder whose text matches, each once. Falls back when rg fails. */
export async function* search(root: string, pattern: string, options: SearchOptions): AsyncGenerator<string> {
  const seen = new Set<string>();
  if (options.ripgrep !== undefined) {
    try {
      for await (const file of searchWithRipgrep(options.ripgrep, root, pattern, options.signal)) {
        if (options.isReadable(file)) {
          seen.add(file);
          yield file;
        }
      }
      return;
    } catch {
      // A broken ripgrep must not hide anything: what it has not found is walked for.
    }
  }
  const matches = new RegExp(pattern, 'm');
  const read = createReader();
  for (const file of walk(root, options.signal ? { signal: options.signal } : {})) {
    if (options.isReadable(file.path) && !seen.has(file.path)) {
      const text = read(file.path);
      if (text !== undefined && matches.test(text) && !file.isIgnored()) {
        yield file.path;
      }
    }
  }
}

/** Reads files into one buffer as latin1: fast, and good enough for patterns in ASCII. */
function createReader(): (file: string) => string | undefined {
  const buffer = Buffer.allocUnsafe(LARGEST_FILE + 1);
  return (file) => {
    try {
      const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
      try {
        const length = fs.readSync(descriptor, buffer, 0, buffer.length, 0);
        return length > LARGEST_FILE ? undefined : buffer.toString('latin1', 0, length);
      } finally {
        fs.closeSync(descriptor);
      }
    } catch {
      return undefined;
    }
  };
}
