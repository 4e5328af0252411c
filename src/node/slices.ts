/** How long one slice may hold the thread, in milliseconds. */
const SLICE_MS = 8;

/** To be awaited between pieces of work that take well under a slice each: gives way to others when one is used up. */
export type Pause = () => Promise<void> | undefined;

/** Lets others on the thread go on when a slice is used up; by default the event loop turns once. */
export function createSlices(yieldNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))): Pause {
  let began = performance.now();
  return () => {
    if (performance.now() - began < SLICE_MS) {
      return undefined;
    }
    return yieldNow().then(() => {
      began = performance.now();
    });
  };
}
