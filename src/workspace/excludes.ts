import { leavesOut } from '../core/globs.ts';
import type { FileId } from '../core/model.ts';
import { isString } from '../core/text-parts.ts';
import { enabledNames, setting } from '../support/settings.ts';
import { uriOf } from './uris.ts';

/** The settings that leave files out; a change of one asks for a new scan. */
export const EXCLUDING_SETTINGS: readonly string[] = ['files.exclude', 'search.exclude', 'vercelCache.scan.exclude'];

/** What the user's settings leave out of each folder, as they stand now. */
export function excludedGlobs(roots: readonly FileId[]): [root: FileId, globs: string[]][] {
  return roots.map((root) => {
    const folder = uriOf(root);
    const own = setting('scan.exclude', [], folder).filter(isString);
    return [root, [...enabledNames('files.exclude', folder), ...enabledNames('search.exclude', folder), ...own]];
  });
}

/** Whether they leave out a file. */
export const createExcludes = (roots: readonly FileId[]): ((file: FileId) => boolean) =>
  leavesOut(new Map(excludedGlobs(roots)));
