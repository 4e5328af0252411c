import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps } from '../core/discover/steps.ts';

/** How long one slice may hold the thread, in milliseconds. */
const SLICE_MS = 8;

/** To be awaited between pieces of work that take well under a slice each: gives way to others when one is used up. */
export type Pause = () => Promise<void> | undefined;

/** Lets others on the thread go on when a slice is used up: the event loop turns once. */
export function createSlices(): Pause {
  let began = performance.now();
  return () => {
    if (performance.now() - began < SLICE_MS) {
      return undefined;
    }
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}

/** Takes the steps of some work, and pauses between them. */
export async function inSlices<T>(steps: Steps<T>, pause: Pause): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const paused = pause();
    if (paused !== undefined) {
      await paused;
    }
    step = steps.next();
  }
  return step.value;
}
