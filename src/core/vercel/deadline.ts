import type { Failure } from '../model.ts';
import { failureOfThrown } from './failures.ts';

/** So long requests may take, in milliseconds. */
const LONGEST_MS = 30_000;

/**
 * What some requests come to, or why they do not: the caller's own signal is aborted, the time is up, or they throw.
 * `AbortSignal.timeout` would keep its timer long after they are over.
 */
export async function withinTime<T>(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failure> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LONGEST_MS);
  try {
    return await work(outer ? AbortSignal.any([late.signal, outer]) : late.signal);
  } catch (thrown) {
    if (outer?.aborted) {
      return { code: 'aborted' };
    }
    return late.signal.aborted ? { code: 'timeout', phase: 'answer' } : failureOfThrown(thrown);
  } finally {
    clearTimeout(timer);
  }
}
