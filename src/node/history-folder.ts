import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { MOST_PURGES, readPurge, type StoredPurge } from '../core/purge/history.ts';
import { namesIn, readOwn, writeWhole } from './own-files.ts';

/** A larger file holds no purge of ours. */
const MOST_BYTES = 20_000_000;
const FILE = /^(\d{15}-[0-9a-f]{8})\.json$/;

/** The purges of all windows of this machine, a file for each, so that no window can write over another one's. */
export interface HistoryFolder {
  /** Newest first. What is damaged is set aside under another name. Rejects where the disk fails. */
  all(): Promise<readonly StoredPurge[]>;
  /** Writes a purge, or what has become of it since: all of it or nothing. Rejects where the disk fails. */
  keep(purge: StoredPurge): Promise<void>;
}

/** A name for a purge that begins now: unlike any other, and later than the earlier ones. */
export function purgeId(now: number): string {
  return `${String(Math.trunc(now)).padStart(15, '0')}-${randomUUID().slice(0, 8)}`;
}

/** `onDamaged` is told of each file that was set aside. */
export function createHistoryFolder(folder: string, onDamaged: (name: string) => void): HistoryFolder {
  const names = async (): Promise<string[]> =>
    (await namesIn(folder))
      .filter((name) => FILE.test(name))
      .sort()
      .reverse();

  const read = async (name: string): Promise<StoredPurge | undefined> => {
    const file = path.join(folder, name);
    const purge = await readFile(file);
    if (purge === 'gone' || purge?.id === name.slice(0, -'.json'.length)) {
      return purge === 'gone' ? undefined : purge;
    }
    onDamaged(name);
    await fs.rename(file, `${file}.damaged`).catch(() => {});
    return undefined;
  };

  return {
    async all() {
      const purges = await Promise.all((await names()).slice(0, MOST_PURGES).map(read));
      return purges.filter((purge) => purge !== undefined);
    },
    async keep(purge) {
      await writeWhole(path.join(folder, `${purge.id}.json`), JSON.stringify(purge));
      for (const old of (await names()).slice(MOST_PURGES)) {
        await fs.rm(path.join(folder, old), { force: true });
      }
    },
  };
}

/** `gone`: it cannot be read, or another window removed it meanwhile. `undefined`: it holds no purge. */
async function readFile(file: string): Promise<StoredPurge | 'gone' | undefined> {
  try {
    return readPurge(await readOwn(file, MOST_BYTES));
  } catch {
    return 'gone';
  }
}
