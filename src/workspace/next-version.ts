import * as z from 'zod/mini';
import type { FileId } from '../core/model.ts';
import { foldersUpTo, join } from '../core/paths.ts';
import { readJson, that } from '../core/schemas.ts';
import { readText, rootOf } from './files.ts';

const Package = z.object({ version: z.string().check(that((version) => version.length <= 64)) });

/** The version of Next that is installed for a folder, found as Node finds it: there, then upwards to the root. */
export async function installedNext(folder: FileId): Promise<string | undefined> {
  for (const above of foldersUpTo(join(folder, 'package.json'), rootOf(folder))) {
    const installed = readJson(Package, await readText(join(above, 'node_modules/next/package.json')));
    if (installed) {
      return installed.version;
    }
  }
  return undefined;
}
