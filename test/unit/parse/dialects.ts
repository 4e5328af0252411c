import type { Dialect } from '../../../src/core/discover/parse/parse.ts';

const BY_EXTENSION: ReadonlyMap<string, Dialect> = new Map([
  ['ts', 'ts'],
  ['mts', 'ts'],
  ['cts', 'ts'],
  ['tsx', 'tsx'],
  ['js', 'js'],
  ['jsx', 'js'],
  ['mjs', 'js'],
  ['cjs', 'js'],
]);

/** How a file of this name is written; `undefined` for what is no source, and for declaration files. */
export function dialectOf(file: string): Dialect | undefined {
  return /\.d\.[cm]?ts$/.test(file) ? undefined : BY_EXTENSION.get(file.slice(file.lastIndexOf('.') + 1));
}
