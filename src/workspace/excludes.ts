import type { FileId } from '../core/model.ts';
import { isInside, relative } from '../core/paths.ts';
import { enabledNames, setting } from '../support/settings.ts';
import { compileGlob } from './globs.ts';
import { uriOf } from './uris.ts';

/** The settings that leave files out; a change of one asks for a new scan. */
export const EXCLUDING_SETTINGS: readonly string[] = ['files.exclude', 'search.exclude', 'vercelCache.scan.exclude'];

const MOST_GLOBS = 1000;

/** What the user's settings leave out, folder by folder, as they stand now. */
export function createExcludes(roots: readonly FileId[]): (file: FileId) => boolean {
  return leavesOut(
    new Map(
      roots.map((root) => {
        const folder = uriOf(root);
        const own = setting('scan.exclude', [], folder).filter((glob) => typeof glob === 'string');
        return [root, [...enabledNames('files.exclude', folder), ...enabledNames('search.exclude', folder), ...own]];
      }),
    ),
  );
}

/** Whether one of the globs of the folder that holds a file leaves it out. */
export function leavesOut(globsByRoot: ReadonlyMap<FileId, readonly string[]>): (file: FileId) => boolean {
  const compiled = [...globsByRoot].map(
    ([root, globs]) => [root, globs.slice(0, MOST_GLOBS).map(compileGlob)] as const,
  );
  return (file) =>
    compiled.some(([root, globs]) => {
      const segments = isInside(file, root) ? relative(root, file).split('/') : [];
      return segments.length > 0 && globs.some((matches) => matches(segments));
    });
}
