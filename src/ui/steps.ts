import { isString } from '../core/text-parts.ts';
/** What a step of a dialogue came to: an answer, one step back, or the end of it all. */
export type StepResult<T> = Answered<T> | 'back' | 'cancel';

export interface Answered<T> {
  readonly answer: T;
  /** Nothing was asked: going back goes past it. */
  readonly silent?: boolean;
}

/** What a step came to, its answer made into another. */
export const answered = <A, B>(result: StepResult<A>, to: (answer: A) => B): StepResult<B> =>
  isString(result) ? result : { answer: to(result.answer) };

/**
 * One question; `skip` says that it does not apply, and Esc then goes back past it. Who comes back to it finds what it
 * came to `earlier`.
 */
export type Step<S> = (state: S, earlier?: S) => Promise<StepResult<S> | 'skip'>;

/**
 * Asks one question after the other. Each step gets what was answered so far and returns it with its own answer added;
 * back (Esc) returns to the last question that was really asked. `undefined` where the user left at the first one.
 */
export async function runSteps<S>(initial: S, steps: readonly Step<S>[]): Promise<S | undefined> {
  const asked: { readonly at: number; readonly before: S }[] = [];
  const answers = new Map<number, S>();
  let state = initial;
  for (let at = 0; at < steps.length; ) {
    const result = await steps[at]?.(state, answers.get(at));
    if (result === 'cancel') {
      return undefined;
    }
    if (result === 'back') {
      const last = asked.pop();
      if (!last) {
        return undefined;
      }
      at = last.at;
      state = last.before;
      continue;
    }
    if (result !== undefined && result !== 'skip') {
      if (!result.silent) {
        asked.push({ at, before: state });
      }
      state = result.answer;
      answers.set(at, state);
    }
    at++;
  }
  return state;
}

/** Asks the same of one thing after the other, with the answers before it; back (Esc) returns to the thing before. */
export async function askEach<T, A>(
  things: readonly T[],
  ask: (thing: T, before: readonly A[]) => Promise<StepResult<A>>,
): Promise<StepResult<readonly A[]>> {
  const steps = things.map(
    (thing): Step<readonly A[]> =>
      async (before) =>
        answered(await ask(thing, before), (answer) => [...before, answer]),
  );
  const answers = await runSteps([], steps);
  return answers ? { answer: answers } : 'back';
}
