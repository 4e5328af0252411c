import { CALLS_PER_MINUTE } from '../vercel/endpoints.ts';
import type { RateInfo } from '../vercel/result.ts';

/**
 * Where the times of past calls are kept: in memory, or where all windows of this machine can see them. A few numbers for
 * each key, milliseconds since the epoch. Foreign or damaged content reads as empty.
 */
export interface RateStore {
  read(key: string): readonly number[];
  write(key: string, times: readonly number[]): void;
}

export function memoryRateStore(): RateStore {
  const times = new Map<string, readonly number[]>();
  return { read: (key) => times.get(key) ?? [], write: (key, list) => void times.set(key, list) };
}

/** The right to send one call, now. */
export interface Turn {
  readonly endpoint: string;
}

/** How a call ended, as far as the limit is concerned. */
export interface AnsweredCall {
  readonly now: number;
  readonly rate: RateInfo | undefined;
  /** A 429, with the wait that it asked for, if it asked. */
  readonly limited: { readonly retryAfterMs?: number } | undefined;
}

/** Spaces calls so that no endpoint gets more than the API allows in any minute. */
export interface Limiter {
  /**
   * Asks to send a call. A turn: send it now, it is counted. A number: how long to wait, in milliseconds, before asking
   * again. Asking and counting are one step, so that purges that run side by side cannot both take the last place.
   */
  take(endpoint: string, now: number): Turn | number;
  /** Takes an answer's word on the limit, or notes that there was none. To be called for every turn. */
  answered(turn: Turn, call: AnsweredCall): void;
}

/** A second more than the documented minute: the server's clock and ours do not tick together. */
const WINDOW_MS = 61_000;
const LONGEST_BLOCK_MS = 300_000;

export interface LimiterOptions {
  readonly callsPerWindow?: number;
  readonly windowMs?: number;
}

export function createLimiter(store: RateStore, options: LimiterOptions = {}): Limiter {
  const windowMs = options.windowMs ?? WINDOW_MS;
  const most = options.callsPerWindow ?? CALLS_PER_MINUTE;

  /** Calls without an answer yet, each with the time under which it stands in the store. */
  const inFlight = new Map<Turn, number>();

  /**
   * Calls that still count, oldest first. A time in the future is a clock that was set back: it counts from now, and that
   * is written down, or it would move along with the clock.
   */
  const recent = (endpoint: string, now: number): readonly number[] => {
    const stored = store.read(endpoint);
    const times = stored.map((time) => Math.min(time, now)).filter((time) => time > now - windowMs);
    if (stored.some((time) => time > now)) {
      store.write(endpoint, times);
    }
    for (const [turn, time] of inFlight) {
      if (turn.endpoint === endpoint && time > now) {
        inFlight.set(turn, now);
      }
    }
    return times;
  };

  /** Calls that have been under way for longer than a window (the machine slept): they may arrive any moment. */
  const overdue = (endpoint: string, now: number): number =>
    [...inFlight].filter(([turn, time]) => turn.endpoint === endpoint && time <= now - windowMs).length;

  const block = (endpoint: string, now: number, ms: number) =>
    store.write(blockOf(endpoint), [now, now + Math.min(Math.max(ms, 0), LONGEST_BLOCK_MS)]);

  /** What is left of a block; it never grows, whatever the clock does. */
  const blockedFor = (endpoint: string, now: number): number => {
    const [from = 0, until = 0] = store.read(blockOf(endpoint));
    if (now < from) {
      block(endpoint, now, until - from);
      return until - from;
    }
    return until - now;
  };

  return {
    take(endpoint, now) {
      const times = recent(endpoint, now);
      const places = most - overdue(endpoint, now);
      const oldest = places > 0 ? times[times.length - places] : now;
      const byCount = oldest === undefined ? 0 : oldest + windowMs - now;
      const wait = Math.max(0, byCount, Math.min(blockedFor(endpoint, now), LONGEST_BLOCK_MS));
      if (wait > 0) {
        return wait;
      }
      const turn = { endpoint };
      inFlight.set(turn, now);
      store.write(endpoint, [...times, now].slice(-most));
      return turn;
    },
    answered(turn, { now, rate, limited }) {
      // The server counted it somewhere between the sending and the answer: the later one is safe.
      const { endpoint } = turn;
      const times = [...recent(endpoint, now)];
      const index = times.indexOf(inFlight.get(turn) ?? Number.NaN);
      if (index >= 0) {
        times.splice(index, 1);
      }
      inFlight.delete(turn);
      store.write(endpoint, [...times, now].slice(-most));
      if (limited) {
        block(endpoint, now, limited.retryAfterMs ?? windowMs);
      } else if (rate?.remaining === 0 && rate.resetAt !== undefined && rate.resetAt > now) {
        block(endpoint, now, Math.min(rate.resetAt - now, windowMs));
      }
    },
  };
}

const blockOf = (endpoint: string): string => `${endpoint} blocked`;
