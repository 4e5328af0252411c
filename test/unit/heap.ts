import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are still held on to. */
export async function heapInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await turnOfTheLoop();
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}
