import { leavesOut } from '../core/globs.ts';
import type { FileId } from '../core/model.ts';
import { enabledNames, setting } from '../support/settings.ts';
import { uriOf } from './uris.ts';

/** The settings that leave files out; a change of one asks for a new scan. */
export const EXCLUDING_SETTINGS: readonly string[] = ['files.exclude', 'search.exclude', 'vercelCache.scan.exclude'];

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
