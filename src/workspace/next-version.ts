import * as z from 'zod/mini';
import type { FileId } from '../core/model.ts';
import { foldersUpTo, join } from '../core/paths.ts';
import { readText, rootOf } from './files.ts';

const Package = z.looseObject({ version: z.string().check(z.maxLength(64)) });

/** The version of Next that is installed for a folder, found as Node finds it: there, then upwards to the root. */
export async function installedNext(folder: FileId): Promise<string | undefined> {
  const root = rootOf(folder);
  if (root === undefined) {
    return undefined;
  }
  for (const above of foldersUpTo(join(folder, 'package.json'), root)) {
    const version = versionIn(await readText(join(above, 'node_modules/next/package.json')));
    if (version !== undefined) {
      return version;
    }
  }
  return undefined;
}

function versionIn(text: string | null): string | undefined {
  try {
    const parsed = Package.safeParse(JSON.parse(text ?? ''));
    return parsed.success ? parsed.data.version : undefined;
  } catch {
    return undefined;
  }
}
