import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type CountedCall, memoryRateStore, type RateStore } from '../core/purge/rate-store.ts';
import { flag, maybe, readJson, that } from '../core/schemas.ts';
import { isCode, namesIn, readOwn, writeWhole } from './own-files.ts';

const Milliseconds = z.number().check(that((ms) => ms >= 0));
const Stored = z.object({ at: Milliseconds, answered: flag(), blockMs: maybe(Milliseconds) });

/** More cannot count at once; whatever else lies there is not looked at. */
const MOST_READ = 100;
const MOST_BYTES = 1000;

/**
 * Calls where every window of this machine sees them: one small file for each, below a folder of its endpoint, named by
 * its number. A number is taken by making its file, which the file system lets only one process do. Where the disk fails,
 * `onUnusable` is told once and this window goes on with its own calls alone.
 */
export function createDiskRateStore(folder: string, onUnusable: (error: unknown) => void): RateStore {
  const own = memoryRateStore();
  let usable = true;

  const folderOf = (endpoint: string) => path.join(folder, encodeURIComponent(endpoint));
  const fileOf = (endpoint: string, number: number) => path.join(folderOf(endpoint), String(number));

  /** What the disk says, else what this window knows itself. */
  async function orOwn<T>(ofDisk: () => Promise<T>, ofWindow: () => Promise<T>): Promise<T> {
    if (usable) {
      try {
        return await ofDisk();
      } catch (error) {
        usable = false;
        onUnusable(error);
      }
    }
    return ofWindow();
  }

  return {
    read: (endpoint) =>
      orOwn(
        () => readFolder(folderOf(endpoint)),
        () => own.read(endpoint),
      ),
    async add(endpoint, number, call) {
      const added = await orOwn(
        () => create(fileOf(endpoint, number), call),
        () => own.add(endpoint, number, call),
      );
      if (added) {
        await own.replace(endpoint, number, call);
      }
      return added;
    },
    async replace(endpoint, number, call) {
      await own.replace(endpoint, number, call);
      await orOwn(
        () => writeWhole(fileOf(endpoint, number), JSON.stringify(call)),
        async () => {},
      );
    },
    async forget(endpoint, number) {
      await own.forget(endpoint, number);
      await orOwn(
        () => fs.rm(fileOf(endpoint, number), { force: true }),
        async () => {},
      );
    },
  };
}

async function readFolder(folder: string): Promise<ReadonlyMap<number, CountedCall>> {
  const numbers = (await namesIn(folder))
    .filter((name) => /^[1-9]\d{0,14}$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .slice(-MOST_READ);
  const calls = await Promise.all(numbers.map((number) => readCall(path.join(folder, String(number)))));
  return new Map(numbers.flatMap((number, at) => (calls[at] ? [[number, calls[at]]] : [])));
}

/** A file that holds no call, or not yet, counts as one of the time of its writing; `undefined` where it is gone. */
async function readCall(file: string): Promise<CountedCall | undefined> {
  try {
    const { mtimeMs } = await fs.stat(file);
    return readJson(Stored, await readOwn(file, MOST_BYTES).catch(() => '')) ?? { at: mtimeMs, answered: true };
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}

async function create(file: string, call: CountedCall): Promise<boolean> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  try {
    await fs.writeFile(file, JSON.stringify(call), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}
