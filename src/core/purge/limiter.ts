import { CALLS_PER_MINUTE } from '../vercel/endpoints.ts';
import type { RateInfo } from '../vercel/result.ts';

/**
 * Where the times of past calls are kept: in memory, or where all windows of this machine can see them. Times are
 * milliseconds since the epoch, oldest first. Foreign or damaged content reads as empty.
 */
export interface RateStore {
  read(endpoint: string): readonly number[];
  write(endpoint: string, times: readonly number[]): void;
}

export function memoryRateStore(): RateStore {
  const times = new Map<string, readonly number[]>();
  return { read: (endpoint) => times.get(endpoint) ?? [], write: (endpoint, list) => void times.set(endpoint, list) };
}

/** Spaces calls so that no endpoint gets more than the API allows in any minute. */
export interface Limiter {
  /** How long to wait before the next call, in milliseconds; 0 means now. */
  waitFor(endpoint: string, now: number): number;
  /** Notes that a call is being sent. */
  sent(endpoint: string, now: number): void;
  /** Takes an answer's word on the limit. `retryAfterMs` is what a 429 asked for, if it asked. */
  answered(
    endpoint: string,
    now: number,
    rate: RateInfo | undefined,
    limited?: { readonly retryAfterMs?: number },
  ): void;
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
  const blockedUntil = new Map<string, number>();

  /** Calls that still count. A time in the future is a clock that was set back: it counts from now. */
  const recent = (endpoint: string, now: number) =>
    store
      .read(endpoint)
      .map((time) => Math.min(time, now))
      .filter((time) => time > now - windowMs);

  const block = (endpoint: string, now: number, ms: number) =>
    blockedUntil.set(endpoint, now + Math.min(Math.max(ms, 0), LONGEST_BLOCK_MS));

  return {
    waitFor(endpoint, now) {
      const times = recent(endpoint, now);
      const oldest = times[times.length - most];
      const byCount = oldest === undefined ? 0 : oldest + windowMs - now;
      const blocked = (blockedUntil.get(endpoint) ?? 0) - now;
      const byServer = Math.min(blocked, LONGEST_BLOCK_MS);
      return Math.max(0, byCount, byServer);
    },
    sent(endpoint, now) {
      store.write(endpoint, [...recent(endpoint, now), now].slice(-most));
    },
    answered(endpoint, now, rate, limited) {
      if (limited) {
        block(endpoint, now, limited.retryAfterMs ?? windowMs);
      } else if (rate?.remaining === 0 && rate.resetAt !== undefined && rate.resetAt > now) {
        block(endpoint, now, Math.min(rate.resetAt - now, windowMs));
      }
    },
  };
}
