import type { Failure } from '../model.ts';

/** What a server said about its rate limit, as far as it said anything. */
export interface RateInfo {
  readonly remaining?: number;
  /** How long it is until the window ends, in milliseconds. */
  readonly resetMs?: number;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly rate?: RateInfo }
  | { readonly ok: false; readonly failure: Failure; readonly rate?: RateInfo };

export const mapResult = <A, B>(result: Result<A>, to: (value: A) => B): Result<B> =>
  result.ok ? { ...result, value: to(result.value) } : result;
