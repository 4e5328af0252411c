import { CALLS_PER_MINUTE } from '../vercel/endpoints.ts';
import type { RateInfo } from '../vercel/result.ts';
import type { CountedCall, RateStore } from './rate-store.ts';

/** The right to send one call, now. */
export interface Turn {
  readonly endpoint: string;
  /** The call's number in the store. */
  readonly number: number;
}

/** How a call ended, as far as the limit is concerned. */
export interface AnsweredCall {
  readonly now: number;
  readonly rate: RateInfo | undefined;
  /** A 429, with the wait that it asked for, if it asked. */
  readonly limited: { readonly retryAfterMs?: number } | undefined;
}

/** Spaces calls so that no endpoint gets more than the API allows in any minute, from all windows that share a store. */
export interface Limiter {
  /**
   * Asks to send a call. A turn: send it now, it is counted. A number: how long to wait, in milliseconds, before asking
   * again. Asking and counting are one step, so that purges that run side by side cannot both take the last place.
   */
  take(endpoint: string, now: number): Promise<Turn | number>;
  /** How long it takes until the last of so many calls may be sent, in milliseconds, if nobody else sends meanwhile. */
  estimate(endpoint: string, calls: number, now: number): Promise<number>;
  /** Takes an answer's word on the limit, or notes that there was none. This or `givenBack` for every turn. */
  answered(turn: Turn, call: AnsweredCall): Promise<void>;
  /** Takes a turn back whose call never left this machine: it does not count. */
  givenBack(turn: Turn): Promise<void>;
}

/** A second more than the documented minute: the server's clock and ours do not tick together. */
const WINDOW_MS = 61_000;
const LONGEST_BLOCK_MS = 300_000;
/**
 * A call without an answer may still arrive: the machine slept while it was under way. So long it keeps a place; then it
 * is one of a window that was closed in the middle.
 */
const LONGEST_UNDER_WAY_MS = 900_000;

/** `windowMs`: the time in which an endpoint may get five calls, where it is not a minute (for tests). */
export function createLimiter(store: RateStore, windowMs = WINDOW_MS): Limiter {
  /** When a call counts: one under way for longer than a window as if it arrived this moment. */
  const counted = ({ at, answered }: CountedCall, now: number): number => (answered || at > now - windowMs ? at : now);

  const counts = ({ at, answered, blockMs = 0 }: CountedCall, now: number): boolean =>
    at > now - (answered ? Math.max(windowMs, blockMs) : LONGEST_UNDER_WAY_MS);

  /**
   * The calls that still count, by number. A time in the future is a clock that was set back: it counts from now, and
   * that is written down, or it would move along with the clock. The last call stays, for the numbers to go on from.
   */
  const recent = async (endpoint: string, now: number): Promise<ReadonlyMap<number, CountedCall>> => {
    const calls = new Map(await store.read(endpoint));
    const last = Math.max(0, ...calls.keys());
    for (const [number, call] of calls) {
      if (call.at > now) {
        calls.set(number, { ...call, at: now });
        await store.replace(endpoint, number, { ...call, at: now });
      } else if (!counts(call, now) && number !== last) {
        calls.delete(number);
        await store.forget(endpoint, number);
      }
    }
    return calls;
  };

  const waitFor = (calls: Iterable<CountedCall>, now: number): number => {
    const times: number[] = [];
    let wait = 0;
    for (const call of calls) {
      const at = counted(call, now);
      if (counts(call, now) && at > now - windowMs) {
        times.push(at);
      }
      wait = Math.max(wait, call.at + (call.blockMs ?? 0) - now);
    }
    const fifthLast = times.sort((a, b) => a - b).at(-CALLS_PER_MINUTE);
    return fifthLast === undefined ? wait : Math.max(wait, fifthLast + windowMs - now);
  };

  return {
    async take(endpoint, now) {
      for (;;) {
        const calls = await recent(endpoint, now);
        const wait = waitFor(calls.values(), now);
        if (wait > 0) {
          return wait;
        }
        const number = Math.max(0, ...calls.keys()) + 1;
        if (await store.add(endpoint, number, { at: now, answered: false })) {
          return { endpoint, number };
        }
      }
    },
    async estimate(endpoint, calls, now) {
      const known = [...(await recent(endpoint, now)).values()];
      // From the sixth call on each waits for the window of the fifth before it.
      const played = Math.min(calls, ((calls - 1) % CALLS_PER_MINUTE) + 1);
      let at = now;
      for (let count = 0; count < played; count++) {
        at += waitFor(known, at);
        known.push({ at, answered: true });
      }
      return at - now + ((calls - played) / CALLS_PER_MINUTE) * windowMs;
    },
    // The server counted the call somewhere between the sending and the answer: the later one is safe.
    answered: ({ endpoint, number }, { now, rate, limited }) =>
      store.replace(endpoint, number, { at: now, answered: true, ...blockOf(rate, limited) }),
    // Not forgotten at once: its number must not be given away again.
    givenBack: ({ endpoint, number }) => store.replace(endpoint, number, { at: 0, answered: true }),
  };

  function blockOf(rate: RateInfo | undefined, limited: AnsweredCall['limited']): { blockMs?: number } {
    if (limited) {
      return { blockMs: Math.min(Math.max(limited.retryAfterMs ?? windowMs, 0), LONGEST_BLOCK_MS) };
    }
    const { remaining, resetMs = 0 } = rate ?? {};
    return remaining === 0 && resetMs > 0 ? { blockMs: Math.min(resetMs, windowMs) } : {};
  }
}
