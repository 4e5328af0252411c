import fs from 'node:fs';

/**
 * What somebody reads from a file that is open meanwhile; `undefined` where it cannot be opened or read. Nothing blocks:
 * what has the name of a source file can be a pipe that nobody writes to.
 */
export function readOpened<T>(file: string, read: (descriptor: number) => T): T | undefined {
  try {
    const descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
    try {
      return read(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
