import type { FileId } from '../core/model.ts';
import { isInside, relative } from '../core/paths.ts';
import { enabledNames } from '../support/settings.ts';
import { matchesGlob } from './globs.ts';
import { uriOf } from './uris.ts';

const SETTINGS = ['files.exclude', 'search.exclude'];

/** What the user's settings leave out, folder by folder, as they stand now. */
export function createExcludes(roots: readonly FileId[]): (file: FileId) => boolean {
  const globs = new Map(roots.map((root) => [root, SETTINGS.flatMap((name) => enabledNames(name, uriOf(root)))]));
  return (file) => {
    for (const [root, patterns] of globs) {
      if (isInside(file, root) && patterns.some((pattern) => matchesGlob(pattern, relative(root, file)))) {
        return true;
      }
    }
    return false;
  };
}
