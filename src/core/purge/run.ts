import type { Failure, PurgeMode, Target } from '../model.ts';
import type { VercelClient } from '../vercel/client.ts';
import { endpointOf } from '../vercel/endpoints.ts';
import type { Result } from '../vercel/result.ts';
import type { Clock } from './clock.ts';
import { answeredNo, endsTheQueue, isTokenProblem, mayHaveArrived, mayRepeat } from './failed-calls.ts';
import type { Limiter, Turn } from './limiter.ts';
import type { PlannedCall, PurgePlan } from './plan.ts';

/**
 * What became of a target. `accepted`: Vercel answered 200, which does not prove that anything matched. `refused`: Vercel
 * said no. `not-sent`: it never arrived, for certain. `unknown`: it may have been done, the answer was lost; to send it
 * again is harmless for an invalidation, and the user's decision for a delete.
 */
export type Outcome = 'accepted' | 'refused' | 'not-sent' | 'unknown';

export interface TargetOutcome {
  readonly target: Target;
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

export interface PurgeReport {
  readonly plan: PurgePlan;
  /** Each target of the plan's calls, exactly once, in the plan's order. */
  readonly outcomes: readonly TargetOutcome[];
}

export type PurgeProgress =
  | { readonly state: 'sending'; readonly done: number; readonly total: number }
  /** Waiting until `until` (milliseconds since the epoch). */
  | {
      readonly state: 'waiting';
      /** What it waits after; absent where the rate is used up. */
      readonly failure?: Failure;
      readonly until: number;
      readonly done: number;
      readonly total: number;
    };

export interface RunPorts {
  readonly client: Pick<VercelClient, 'purge'>;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PurgeProgress) => void;
  /**
   * Told at the beginning, and before and after every request, what would be true if this machine stopped now: a call
   * under way is unknown, what comes after it is not sent. To be kept, so that a window that is closed in the middle
   * leaves no purge untold: nothing is sent before it resolves.
   */
  readonly onOutcomes?: (soFar: PurgeReport) => Promise<void>;
  /** Asked when Vercel refuses the token in the middle; true means that there is a new one. */
  readonly onTokenRefused?: (failure: Failure) => Promise<boolean>;
}

/** Whoever is offline hears of it in a few seconds. */
const mostTries = ({ code }: Failure): number => (code === 'offline' ? 3 : 5);
const FIRST_PAUSE_MS = 1000;
const MOST_TOKENS_ASKED = 3;

/**
 * Sends a plan's calls one after the other, never faster than the API allows; while one endpoint waits, calls to the
 * other go on. Nothing throws: every target ends in exactly one outcome. An invalidation is repeated after 429, 5xx and
 * lost connections; a delete only where it is certain that nothing was done. A refused token stops the queue until there
 * is a new one.
 */
export async function runPurge(plan: PurgePlan, ports: RunPorts): Promise<PurgeReport> {
  const { limiter, clock, signal } = ports;
  const queue = new Set(plan.calls);
  const results = new Map<PlannedCall, CallResult>();
  let tokensAsked = 0;
  let stop: Failure | undefined;

  await ports.onOutcomes?.(reportNow());
  while (queue.size > 0 && !stop) {
    const next = await turnOf(queue);
    if (!next) {
      stop = { code: 'aborted' };
      break;
    }
    const { call, turn } = next;
    const result = await send(call, turn);
    queue.delete(call);
    await note(call, result);
    stop = result.failure && endsTheQueue(result.failure) ? result.failure : undefined;
  }
  return reportNow(stop);

  function reportNow(failure?: Failure): PurgeReport {
    const rest: CallResult = failure ? { outcome: 'not-sent', failure } : { outcome: 'not-sent' };
    return {
      plan,
      outcomes: plan.calls.flatMap((call) =>
        call.targets.map((target) => ({ target, ...(results.get(call) ?? rest) })),
      ),
    };
  }

  /** Notes how far a call is, for good or for now. */
  async function note(call: PlannedCall, result: CallResult): Promise<void> {
    results.set(call, result);
    await ports.onOutcomes?.(reportNow());
  }

  /** Sends one call, whose turn it is, until its outcome is settled. */
  async function send(call: PlannedCall, first: Turn): Promise<CallResult> {
    let turn = first;
    let arrived = false;
    for (let tried = 1; ; tried++) {
      await note(call, { outcome: 'unknown' });
      const result = await attempt(call, turn);
      if (result.ok) {
        return { outcome: 'accepted' };
      }
      const { failure } = result;
      arrived ||= mayHaveArrived(failure);
      const outcome = arrived ? 'unknown' : answeredNo(failure) ? 'refused' : 'not-sent';
      await note(call, { outcome, failure });
      const again = isTokenProblem(failure)
        ? await newToken(failure)
        : tried < mostTries(failure) && mayRepeat(call.mode, failure) && (await pause(tried, failure));
      if (!again) {
        return { outcome, failure };
      }
      const next = await turnOf([call]);
      if (!next) {
        return { outcome: arrived ? 'unknown' : 'not-sent', failure: { code: 'aborted' } };
      }
      turn = next.turn;
    }
  }

  async function attempt(call: PlannedCall, turn: Turn): Promise<Result<void>> {
    ports.onProgress?.({ state: 'sending', ...progress() });
    const result = await ports.client.purge(call, signal ? { signal } : {});
    const failure = result.ok ? undefined : result.failure;
    const limited = failure?.code === 'rate-limited' ? failure : undefined;
    await (failure?.code === 'offline'
      ? limiter.givenBack(turn)
      : limiter.answered(turn, { now: clock.now(), rate: result.rate, limited }));
    return result;
  }

  /** Waits until one of the calls may be sent, the first one if it can choose; `undefined` when cancelled. */
  async function turnOf(
    calls: Iterable<PlannedCall>,
  ): Promise<{ readonly call: PlannedCall; readonly turn: Turn } | undefined> {
    while (!signal?.aborted) {
      const now = clock.now();
      const waits = new Map<string, number>();
      for (const call of calls) {
        const endpoint = endpointOf(call);
        if (waits.has(endpoint)) {
          continue;
        }
        const turn = await limiter.take(endpoint, now);
        if (typeof turn !== 'number') {
          return { call, turn };
        }
        waits.set(endpoint, turn);
      }
      const least = Math.min(...waits.values());
      ports.onProgress?.({ state: 'waiting', until: now + least, ...progress() });
      await clock.sleep(least, signal);
    }
    return undefined;
  }

  async function pause(tried: number, failure: Failure): Promise<boolean> {
    const wait = FIRST_PAUSE_MS * 2 ** (tried - 1) * (1 + clock.random());
    ports.onProgress?.({ state: 'waiting', failure, until: clock.now() + wait, ...progress() });
    await clock.sleep(wait, signal);
    return !signal?.aborted;
  }

  async function newToken(failure: Failure): Promise<boolean> {
    const isNew = tokensAsked++ < MOST_TOKENS_ASKED && (await ports.onTokenRefused?.(failure)) === true;
    return isNew || signal?.aborted === true;
  }

  function progress() {
    return { done: plan.calls.length - queue.size, total: plan.calls.length };
  }
}

interface CallResult {
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

/** The targets that "Try Again" sends: never what was accepted, nor what may be deleted already. */
export const leftOver = (report: PurgeReport): Target[] =>
  targetsWith(report, ...outcomesLeft(report.plan.request.mode));

export const targetsWith = ({ outcomes }: PurgeReport, ...wanted: readonly Outcome[]): Target[] =>
  outcomes.filter(({ outcome }) => wanted.includes(outcome)).map(({ target }) => target);

/** To send an invalidation again does no harm. */
export const outcomesLeft = (mode: PurgeMode): readonly Outcome[] =>
  mode === 'invalidate' ? ['refused', 'not-sent', 'unknown'] : ['refused', 'not-sent'];
