import type { Failure, Target } from '../model.ts';
import type { VercelClient } from '../vercel/client.ts';
import { endpointOf } from '../vercel/endpoints.ts';
import type { Result } from '../vercel/result.ts';
import type { Clock } from './clock.ts';
import type { Limiter } from './limiter.ts';
import type { PlannedCall, PurgePlan } from './plan.ts';

/**
 * What became of a target. `accepted`: Vercel answered 200, which does not prove that anything matched. `refused`: Vercel
 * said no. `not-sent`: it never left, or was not accepted as far as is known, and sending it again does no harm.
 * `unknown`: a delete whose answer was lost.
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
      readonly why: 'rate' | 'retry';
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
  /** Asked when Vercel refuses the token in the middle; true means that there is a new one. */
  readonly onTokenRefused?: (failure: Failure) => Promise<boolean>;
}

const MOST_TRIES = 5;
const FIRST_PAUSE_MS = 1000;
const MOST_TOKENS_ASKED = 3;

/**
 * Sends a plan's calls one after the other, never faster than the API allows. Nothing throws: every target ends in
 * exactly one outcome. An invalidation is repeated after 429, 5xx and lost connections; a delete only where it is
 * certain that nothing was done. A refused token stops the queue until there is a new one.
 */
export async function runPurge(plan: PurgePlan, ports: RunPorts): Promise<PurgeReport> {
  const outcomes: TargetOutcome[] = [];
  let stop: Failure | undefined;
  let tokensAsked = 0;

  for (const [index, call] of plan.calls.entries()) {
    let result: CallResult = stop ? { outcome: 'not-sent', failure: stop } : await send(call, index);
    while (!stop && result.failure && isTokenProblem(result.failure)) {
      const renewed = tokensAsked++ < MOST_TOKENS_ASKED && (await ports.onTokenRefused?.(result.failure)) === true;
      if (!renewed) {
        stop = result.failure;
        break;
      }
      result = await send(call, index);
    }
    if (result.failure && endsTheQueue(result.failure)) {
      stop = result.failure;
    }
    outcomes.push(...call.targets.map((target) => ({ target, ...result })));
  }
  return { plan, outcomes };

  async function send(call: PlannedCall, done: number): Promise<CallResult> {
    const progress = { done, total: plan.calls.length };
    for (let tried = 1; ; tried++) {
      if (!(await waitForTurn(endpointOf(call), progress))) {
        return { outcome: 'not-sent', failure: { code: 'aborted' } };
      }
      ports.onProgress?.({ state: 'sending', ...progress });
      const result = await attempt(call);
      if (result.ok) {
        return { outcome: 'accepted' };
      }
      const { failure } = result;
      const again = tried < MOST_TRIES && mayRepeat(call, failure);
      if (!again) {
        return { outcome: outcomeOf(call, failure), failure };
      }
      if (failure.code !== 'rate-limited' && !(await pause(tried, progress))) {
        return { outcome: 'not-sent', failure: { code: 'aborted' } };
      }
    }
  }

  async function attempt(call: PlannedCall): Promise<Result<void>> {
    const endpoint = endpointOf(call);
    ports.limiter.sent(endpoint, ports.clock.now());
    const result = await ports.client.purge(call, ports.signal ? { signal: ports.signal } : {});
    const limited = !result.ok && result.failure.code === 'rate-limited' ? result.failure : undefined;
    ports.limiter.answered(endpoint, ports.clock.now(), result.rate, limited);
    return result;
  }

  async function waitForTurn(endpoint: string, progress: { done: number; total: number }): Promise<boolean> {
    for (;;) {
      if (ports.signal?.aborted) {
        return false;
      }
      const wait = ports.limiter.waitFor(endpoint, ports.clock.now());
      if (wait <= 0) {
        return true;
      }
      ports.onProgress?.({ state: 'waiting', why: 'rate', until: ports.clock.now() + wait, ...progress });
      await ports.clock.sleep(wait, ports.signal);
    }
  }

  async function pause(tried: number, progress: { done: number; total: number }): Promise<boolean> {
    const wait = FIRST_PAUSE_MS * 2 ** (tried - 1) * (1 + ports.clock.random());
    ports.onProgress?.({ state: 'waiting', why: 'retry', until: ports.clock.now() + wait, ...progress });
    await ports.clock.sleep(wait, ports.signal);
    return ports.signal?.aborted !== true;
  }
}

interface CallResult {
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

/** Whether the request may have done its work although no good answer came. */
function mayHaveArrived(failure: Failure): boolean {
  switch (failure.code) {
    case 'lost':
    case 'server':
    case 'aborted':
    case 'unexpected-answer':
      return true;
    case 'timeout':
      return failure.phase === 'answer';
    default:
      return false;
  }
}

function mayRepeat(call: PlannedCall, failure: Failure): boolean {
  switch (failure.code) {
    case 'rate-limited':
    case 'offline':
      return true;
    case 'timeout':
    case 'lost':
    case 'server':
      return call.mode === 'invalidate' || !mayHaveArrived(failure);
    default:
      return false;
  }
}

function outcomeOf(call: PlannedCall, failure: Failure): Outcome {
  if (mayHaveArrived(failure)) {
    return call.mode === 'dangerously-delete' ? 'unknown' : 'not-sent';
  }
  switch (failure.code) {
    case 'bad-request':
    case 'payment':
    case 'not-found':
    case 'gone':
    case 'forbidden':
    case 'sso':
      return 'refused';
    default:
      return 'not-sent';
  }
}

const isTokenProblem = (failure: Failure): boolean =>
  failure.code === 'token-missing' ||
  failure.code === 'token-invalid' ||
  failure.code === 'sso' ||
  failure.code === 'forbidden';

/** After these no later call of the same plan can fare better. */
const endsTheQueue = (failure: Failure): boolean =>
  failure.code === 'aborted' ||
  failure.code === 'not-found' ||
  failure.code === 'gone' ||
  failure.code === 'certificate' ||
  failure.code === 'proxy' ||
  failure.code === 'offline';

/** The targets that may be sent once more on the user's word: refused and not sent, never what was accepted. */
export function leftOver(report: PurgeReport): Target[] {
  return report.outcomes
    .filter((each) => each.outcome === 'refused' || each.outcome === 'not-sent')
    .map((each) => each.target);
}
