import { given } from '../given.ts';
import type { Failure } from '../model.ts';
import { withinTime } from '../vercel/deadline.ts';
import type { Clock } from './clock.ts';

/** Why an address that the user named is not fetched. The ui makes the words. */
export type AddressProblem = 'not-an-address' | 'not-https' | 'holds-credentials';

/** What one GET showed of the cache. */
export interface Look {
  readonly status: number;
  /** `x-vercel-cache` in upper case: `HIT`, `STALE`, `MISS`, `REVALIDATED`, `PRERENDER`, … */
  readonly cache?: string;
  /** `age`, in seconds. */
  readonly age?: number;
  /** Where a redirect points to. On the same host it was followed; what points elsewhere is only shown. */
  readonly redirects: readonly string[];
}

/**
 * What two looks, one after the other, say together.
 * `refreshed`: the first visitor was served what is stale, the second what is fresh. `made-new`: the first waited for the
 * origin. `fresh`: both are young already. `old`: both come from an entry older than the purge. `not-cached`: nothing of
 * it is kept in Vercel's cache. `not-vercel`: no `x-vercel-cache` at all.
 */
export type Verdict = 'refreshed' | 'made-new' | 'fresh' | 'old' | 'not-cached' | 'not-vercel';

export interface Verified {
  readonly looks: readonly [Look, Look];
  readonly verdict: Verdict;
}

export interface VerifyPorts {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

const MOST_REDIRECTS = 5;
const MOST_ADDRESS = 2048;
/** Long enough for the refresh behind a stale answer, in most cases. */
const BETWEEN_LOOKS_MS = 2000;

/** An address as the user typed it; https only, and `https://` may be left out. */
export function readAddress(typed: string): URL | AddressProblem {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || text.length > MOST_ADDRESS || !URL.canParse(address)) {
    return 'not-an-address';
  }
  const url = new URL(address);
  if (url.protocol !== 'https:') {
    return 'not-https';
  }
  return url.username === '' && url.password === '' ? url : 'holds-credentials';
}

/**
 * Fetches an address twice and tells what the cache did. GET, because HEAD has an entry of its own; never with a token
 * or a cookie. `purgedAt` (milliseconds since the epoch) tells old entries from fresh ones.
 */
export async function verify(address: URL, purgedAt: number, ports: VerifyPorts): Promise<Verified | Failure> {
  const first = await look(address, ports);
  if ('code' in first) {
    return first;
  }
  await ports.clock.sleep(BETWEEN_LOOKS_MS, ports.signal);
  const second = await look(address, ports);
  if ('code' in second) {
    return second;
  }
  const sincePurge = Math.max(0, ports.clock.now() - purgedAt) / 1000;
  return { looks: [first, second], verdict: verdictOf(first, second, sincePurge) };
}

function look(address: URL, { fetch, signal: outer }: VerifyPorts): Promise<Look | Failure> {
  return withinTime(outer, async (signal) => {
    const redirects: string[] = [];
    for (let url = address; ; ) {
      const answer = await fetch(url, { method: 'GET', redirect: 'manual', credentials: 'omit', signal });
      // Only the headers count. A body that cannot be cancelled is no reason to fail.
      await answer.body?.cancel().catch(() => undefined);
      const next = redirectOf(answer, url);
      if (next !== undefined) {
        redirects.push(next.href);
      }
      if (next?.origin !== address.origin || redirects.length > MOST_REDIRECTS) {
        return lookOf(answer, redirects);
      }
      url = next;
    }
  });
}

function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  const location = headers.get('location');
  return status >= 300 && status < 400 && location !== null && URL.canParse(location, from.href)
    ? new URL(location, from)
    : undefined;
}

function lookOf({ status, headers }: Response, redirects: readonly string[]): Look {
  const cache = headers.get('x-vercel-cache')?.toUpperCase();
  const age = Number.parseInt(headers.get('age') ?? '', 10);
  return {
    status,
    redirects,
    ...given({ cache }),
    ...(Number.isFinite(age) && age >= 0 ? { age } : {}),
  };
}

function verdictOf(first: Look, second: Look, secondsSincePurge: number): Verdict {
  if (first.cache === undefined || second.cache === undefined) {
    return 'not-vercel';
  }
  const young = (look: Look) => look.age !== undefined && look.age <= secondsSincePurge;
  if (first.cache === 'STALE') {
    return second.cache === 'STALE' ? 'old' : 'refreshed';
  }
  if (first.cache === 'REVALIDATED') {
    return 'made-new';
  }
  if (first.cache === 'MISS' || first.cache === 'BYPASS') {
    return second.cache === 'MISS' || second.cache === 'BYPASS' ? 'not-cached' : 'made-new';
  }
  return young(first) && young(second) ? 'fresh' : 'old';
}
