import fs from 'node:fs';

/** By which a file or folder is known to be what it was: its time of change in milliseconds, its size in bytes. */
export interface Stamp {
  readonly time: number;
  readonly size: number;
}

/** What is not there has in common only with what was not there before. */
const GONE: Stamp = { time: 0, size: -1 };

/**
 * A file system may count time so coarsely that what changes again shortly after a change keeps its stamp: FAT does so in
 * steps of two seconds.
 */
const COARSEST_MS = 2000;

export function stampOf(path: string): Stamp {
  try {
    const stats = fs.statSync(path, { throwIfNoEntry: false });
    return stats ? { time: stats.mtimeMs, size: stats.size } : GONE;
  } catch {
    return GONE;
  }
}

/** The stamp of what is about to be read; one that is the same as no other where it could change unnoticed. */
export function lastingStampOf(path: string): Stamp {
  const stamp = stampOf(path);
  return stamp.time > Date.now() - COARSEST_MS ? UNSURE : stamp;
}

/** The same as no other, itself included. */
export const UNSURE: Stamp = { time: Number.NaN, size: Number.NaN };

export const isSame = (a: Stamp | undefined, b: Stamp | undefined): boolean =>
  a !== undefined && b !== undefined && a.time === b.time && a.size === b.size;
