import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Writes a file of ours and the folders above it: all of it or nothing, for this user alone. Rejects where the disk fails. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const half = `${file}.${randomUUID()}`;
  await fs.mkdir(path.dirname(file), { recursive: true });
  try {
    await fs.writeFile(half, text, { mode: 0o600 });
    await fs.rename(half, file);
  } catch (error) {
    await fs.rm(half, { force: true }).catch(() => {});
    throw error;
  }
}

/** The text of a file of ours, none of one that is larger than ours are. Rejects where the disk fails. */
export async function readOwn(file: string, mostBytes: number): Promise<string> {
  const { size } = await fs.stat(file);
  return size > mostBytes ? '' : await fs.readFile(file, 'utf8');
}

/** The names in a folder, none where it is not there yet. Rejects where the disk fails. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

/** Whether the disk failed in this way. */
export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
