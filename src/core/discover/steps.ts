/**
 * Work that can be interrupted: whoever shares the thread may go on between two steps. Between them nothing else may be
 * asked of what works.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Takes all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    step = steps.next();
  }
  return step.value;
}
