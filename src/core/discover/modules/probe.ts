import type { FileId } from '../../model.ts';
import { extname, join } from '../../paths.ts';
import { wordMap } from '../../word-set.ts';
import { CODE_ENDINGS } from '../files.ts';
import type { SourceHost } from '../port.ts';

/** Endings that a specifier may leave out, in the order in which they are tried. */
const OPTIONAL_ENDINGS: readonly string[] = [...CODE_ENDINGS, '.json'];

/** An ending that a specifier writes, and the sources that it may stand for before the written one. */
const SOURCES_OF = wordMap<readonly string[]>({
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts', '.ts'],
  '.cjs': ['.cts', '.ts'],
});

/** Whether the file holds code or data that can be read for values; anything else that is imported is an asset. */
export const isCode = (file: FileId): boolean => OPTIONAL_ENDINGS.includes(extname(file));

/** The file that a path without certainty about its ending means: as written, with an ending, or a folder's index. */
export function probeFile(host: SourceHost, path: FileId): FileId | undefined {
  return probeWithEnding(host, path) ?? (host.kind(path) === 'directory' ? probeIndex(host, path) : undefined);
}

/** The file that a path means, as written or with an ending. */
export function probeWithEnding(host: SourceHost, path: FileId): FileId | undefined {
  const ending = extname(path);
  const sources = SOURCES_OF.get(ending)?.map((source) => path.slice(0, -ending.length) + source) ?? [];
  return firstFile(host, [...sources, path, ...OPTIONAL_ENDINGS.map((optional) => path + optional)]);
}

/** The index file of a folder. */
export function probeIndex(host: SourceHost, folder: FileId): FileId | undefined {
  return firstFile(
    host,
    OPTIONAL_ENDINGS.map((ending) => join(folder, `index${ending}`)),
  );
}

/** The first of several paths at which there is a file. */
export function firstFile(host: Pick<SourceHost, 'kind'>, paths: readonly FileId[]): FileId | undefined {
  return paths.find((path) => host.kind(path) === 'file');
}
