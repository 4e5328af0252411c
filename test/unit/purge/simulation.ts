import type { Clock } from '../../../src/core/purge/clock.ts';
import { createLimiter, type Limiter } from '../../../src/core/purge/limiter.ts';
import { memoryRateStore, type RateStore } from '../../../src/core/purge/rate-store.ts';
import { createVercelClient, type VercelClient } from '../../../src/core/vercel/client.ts';
import { Emulator } from '../../emulator/emulator.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';

/** Random numbers that come out the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the network does to one request. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** An answer that did not come from the API's own logic; `processed`: the purge was done all the same. */
  | {
      readonly kind: 'answer';
      readonly processed: boolean;
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** `fetch` throws with this code. */
  | { readonly kind: 'throw'; readonly processed: boolean; readonly code: string; readonly syscall?: string };

/**
 * A whole world for one purge: the real client, the real limiter, the emulator of the API, a network that fails as it is
 * told, and time that passes only when somebody waits.
 */
export class World {
  readonly emulator: Emulator;
  readonly client: VercelClient;
  readonly clock: Clock;
  /** What all windows of the machine share. */
  readonly #rates: RateStore = memoryRateStore();
  readonly limiter = this.window();
  /** Real time on both sides; the local clock may be set apart from it by `localShift`. */
  time = 1_800_000_000_000;
  localShift = 0;
  token: string | undefined = DEMO_TOKEN;
  /** What happens to the next request; asked once for each. */
  nextFault: () => NetworkFault = () => ({ kind: 'none' });
  /** How long the next request takes, there and back, in milliseconds. */
  latency: () => number = () => 40;
  readonly #alarms: { readonly at: number; readonly ring: () => void }[] = [];
  #sleepsAfterCancel = 0;
  readonly sent: SentCall[] = [];

  constructor(random: () => number) {
    this.emulator = new Emulator({ now: () => this.time });
    this.clock = {
      now: () => this.time + this.localShift,
      random,
      sleep: async (ms, signal) => {
        if (!signal?.aborted) {
          this.#pass(ms, signal);
        } else if (this.#sleepsAfterCancel++ > 100) {
          throw new Error('waits on and on although it was cancelled');
        }
      },
    };
    this.client = createVercelClient({
      baseUrl: 'https://api.vercel.com',
      token: async () => this.token,
      fetch: (input, init) => this.#fetch(String(input), init ?? {}),
    });
  }

  /** The limiter of one more window. */
  window(): Limiter {
    return createLimiter(this.#rates);
  }

  /** Lets something happen after so many milliseconds, in the middle of whatever is going on then. */
  after(ms: number, ring: () => void): void {
    this.#alarms.push({ at: this.time + ms, ring });
    this.#alarms.sort((a, b) => a.at - b.at);
  }

  /** Lets time pass, until the signal is aborted at the most. */
  #pass(ms: number, signal?: AbortSignal | null): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.#alarms[0];
      if (signal?.aborted || next === undefined || next.at > end) {
        break;
      }
      this.#alarms.shift();
      this.time = Math.max(this.time, next.at);
      next.ring();
    }
    this.time = signal?.aborted ? this.time : Math.max(this.time, end);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    init.signal?.throwIfAborted();
    const fault = this.nextFault();
    const latency = this.latency();
    this.#pass(latency / 2, init.signal);
    const body = String(init.body ?? '');
    const headers = Object.fromEntries(new Headers(init.headers));
    const arrives = fault.kind === 'none' || fault.processed;
    const purgesBefore = this.emulator.purges.length;
    const answer = arrives
      ? this.emulator.handle({
          method: init.method ?? 'GET',
          url: url.slice('https://api.vercel.com'.length),
          headers,
          body,
        })
      : undefined;
    const done = this.emulator.purges.length > purgesBefore;
    const seen: SentCall = {
      endpoint: new URL(url).pathname,
      values: valuesOf(body),
      at: this.time,
      left: fault.kind !== 'throw' || !UNCONNECTED.has(fault.code),
      done,
      limited: answer?.status === 429,
      answered: false,
    };
    this.sent.push(seen);
    this.#pass(latency / 2, init.signal);
    init.signal?.throwIfAborted();
    if (fault.kind === 'throw') {
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(fault.code), { code: fault.code, syscall: fault.syscall }),
      });
    }
    const status = fault.kind === 'answer' ? fault.status : (answer?.status ?? 0);
    const sent = { date: new Date(this.time).toUTCString(), ...answer?.headers };
    seen.answered = status === 200 && done && fault.kind === 'none';
    return fault.kind === 'answer'
      ? new Response(fault.body ?? '', { status, headers: { ...sent, ...fault.headers } })
      : new Response(answer?.body ?? '', { status, headers: sent });
  }
}

const UNCONNECTED = new Set(['ENOTFOUND', 'ECONNREFUSED']);

/** A request as it left, and what became of it. */
export interface SentCall {
  readonly endpoint: string;
  readonly values: readonly string[];
  /** When it reached the server, in real time. */
  readonly at: number;
  /** There was a connection to send it on. */
  readonly left: boolean;
  /** The emulator did the purge. */
  readonly done: boolean;
  /** The emulator's own limit refused it. */
  readonly limited: boolean;
  /** The client got the 200 of a purge that was done. */
  answered: boolean;
}

function valuesOf(body: string): readonly string[] {
  const { tags, srcImages } = JSON.parse(body) as { tags?: string[]; srcImages?: string[] };
  return tags ?? srcImages ?? [];
}
