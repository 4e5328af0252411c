import fs from 'node:fs';
import { attempt } from '../core/attempt.ts';
import { isInside } from '../core/paths.ts';

/** Where a path leads once every link on the way is followed; `undefined` where it leads nowhere. */
export const realPath = (path: string): string | undefined => attempt(() => fs.realpathSync.native(path));

/** Whether a path leads into one of the folders, whatever links stand on the way to either. */
export function leadsInto(path: string, folders: readonly string[]): boolean {
  const real = realPath(path);
  return real !== undefined && folders.some((folder) => isBelow(real, realPath(folder) ?? folder));
}

/** The same by the names alone, with either kind of slash. */
export function isBelow(path: string, folder: string): boolean {
  return isInside(path.replaceAll('\\', '/'), folder.replaceAll('\\', '/'));
}
