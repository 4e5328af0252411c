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

/** What a step came to that had nothing to ask. */
export const silently = <T>(answer: T): Answered<T> => ({ answer, silent: true });

/**
 * One question; `skip` says that it does not apply, and Esc then goes back past it. Who comes back to it finds what it
 * came to `earlier`.
 */
export type Step<S> = (state: S, earlier?: S) => Promise<StepResult<S> | Further<S> | 'skip'>;

/** An answer that leads to further steps, before those that were to come. */
interface Further<S> extends Answered<S> {
  readonly further?: readonly Step<S>[];
}

interface Node<S> {
  readonly step: Step<S>;
  readonly next: Node<S> | undefined;
}

/**
 * Asks one question after the other. Each step gets what was answered so far and returns it with its own answer added;
 * back (Esc) returns to the last question that was really asked. `undefined` where the user left at the first one.
 */
export async function runSteps<S>(initial: S, steps: readonly Step<S>[]): Promise<S | undefined> {
  const asked: { readonly at: Node<S>; readonly before: S }[] = [];
  const answers = new Map<Step<S>, S>();
  let state = initial;
  for (let at = chain(steps); at; ) {
    const result: Awaited<ReturnType<Step<S>>> = await at.step(state, answers.get(at.step));
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
    if (result === 'skip') {
      at = at.next;
      continue;
    }
    if (!result.silent) {
      asked.push({ at, before: state });
    }
    state = result.answer;
    answers.set(at.step, state);
    at = chain('further' in result ? result.further : [], at.next);
  }
  return state;
}

const chain = <S>(steps: readonly Step<S>[] = [], next?: Node<S>): Node<S> | undefined =>
  steps.reduceRight<Node<S> | undefined>((after, step) => ({ step, next: after }), next);
