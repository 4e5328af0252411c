import * as z from 'zod/mini';
import { given } from '../given.ts';
import type { Failure, PurgeRequest, Target } from '../model.ts';
import { maybe, readJson } from '../schemas.ts';
import type { Outcome, PurgeReport } from './run.ts';

/** Why something was not accepted, without the words of any server. */
const StoredFailure = z.union([
  z.object({ code: z.literal('aborted') }),
  z.object({ code: z.literal('timeout'), phase: z.literal(['connect', 'answer']) }),
  z.object({ code: z.literal(['offline', 'certificate', 'proxy', 'lost', 'token-unreadable']), cause: z.string() }),
  z.object({
    code: z.literal([
      ...(['bad-request', 'token-missing', 'token-invalid', 'sso', 'forbidden', 'payment'] as const),
      ...(['not-found', 'gone', 'rate-limited', 'server', 'unexpected-answer'] as const),
    ]),
    status: z.number(),
  }),
]);
type StoredFailure = z.infer<typeof StoredFailure>;

const StoredTarget = z.object({
  kind: z.literal(['tag', 'image']),
  value: z.string(),
  outcome: z.literal(['accepted', 'refused', 'not-sent', 'unknown']),
  failure: maybe(StoredFailure),
});
const StoredPurge = z.object({
  id: z.string(),
  /** When it began, in milliseconds since the epoch. */
  at: z.number(),
  /**
   * `running`: its window is at work on it, or was closed in the middle. `ended`: every target has its outcome. `settled`:
   * what was left of it was sent since, or is not wanted any more.
   */
  state: z.literal(['running', 'ended', 'settled']),
  /** The process that works on it, and when it last said so: tells a purge under way from one that was cut off. */
  process: z.number(),
  aliveAt: z.number(),
  mode: z.literal(['invalidate', 'dangerously-delete']),
  project: z.object({ idOrName: z.string(), teamId: maybe(z.string()) }),
  projectName: maybe(z.string()),
  teamName: maybe(z.string()),
  environment: maybe(z.literal(['production', 'preview'])),
  revalidationDeadlineSeconds: maybe(z.number()),
  /** How it was confirmed: to send it again asks for no less. */
  confirmation: z.literal(['none', 'modal', 'type-project-name']),
  /** The version of Next that decided how its tags were written. */
  nextVersion: maybe(z.string()),
  targets: z.array(StoredTarget),
});

/** One purge of this machine: what, how, where, when, and what became of each target. Never a token or an answer. */
export type StoredPurge = z.infer<typeof StoredPurge>;
export type StoredTarget = z.infer<typeof StoredTarget>;

/** The last purges of this machine that are kept. */
export const MOST_PURGES = 200;

/** What a purge is known by besides its report. */
export type PurgeFacts = Pick<StoredPurge, 'id' | 'at' | 'process' | 'projectName' | 'teamName'>;

/**
 * A purge as it is kept. Targets that the plan refused were never asked of Vercel and are not kept; `undefined` where no
 * other is left.
 */
export function storedPurge(
  { plan, outcomes }: PurgeReport,
  facts: PurgeFacts,
  state: StoredPurge['state'],
  now: number,
): StoredPurge | undefined {
  const { project, mode, environment, revalidationDeadlineSeconds } = plan.request;
  return outcomes.length === 0
    ? undefined
    : {
        ...facts,
        state,
        aliveAt: now,
        mode,
        project,
        confirmation: plan.confirmation,
        ...given({ environment, revalidationDeadlineSeconds, nextVersion: plan.nextVersion }),
        targets: outcomes.map(({ target: { kind, value }, outcome, failure }) => ({
          kind,
          value,
          outcome,
          ...given({ failure: failure && withoutWords(failure) }),
        })),
      };
}

/** What {@link storedPurge} made, read back from JSON; `undefined` for what has no form that we know. */
export function readPurge(text: string): StoredPurge | undefined {
  return readJson(StoredPurge, text);
}

/** Longer than the time between two signs of life, with some to spare for a machine that is busy. */
const SILENT_MS = 90_000;

/** Whether a purge was cut off: its window was closed in the middle, or the machine stopped. */
export function isCutOff(purge: StoredPurge, now: number, isAlive: (process: number) => boolean): boolean {
  return purge.state === 'running' && (!isAlive(purge.process) || Math.abs(now - purge.aliveAt) > SILENT_MS);
}

/** The targets of a purge that ended in one of these ways. */
export function targetsOf(purge: StoredPurge, ...outcomes: readonly Outcome[]): Target[] {
  return purge.targets
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ kind, value }): Target => ({ kind, value }));
}

/** The request that does the same purge again, with all of its targets; it is planned and confirmed like any other. */
export function requestAgain(purge: StoredPurge, targets: readonly Target[] = purge.targets): PurgeRequest {
  const { project, mode, environment, revalidationDeadlineSeconds } = purge;
  return {
    project,
    mode,
    targets: targets.map(({ kind, value }) => ({ kind, value })),
    ...given({ environment, revalidationDeadlineSeconds }),
  };
}

/** The failure of a kept target; a server's own words are not among it. */
export function failureOfStored(failure: StoredFailure): Failure {
  // The statuses are those that a failure had when it was kept.
  return { message: '', ...failure } as Failure;
}

function withoutWords(failure: Failure): StoredFailure {
  if ('cause' in failure) {
    // What a keyring says is its own affair.
    const cause = failure.code === 'token-unreadable' ? '' : failure.cause.slice(0, MOST_CAUSE);
    return { code: failure.code, cause };
  }
  return 'status' in failure ? { code: failure.code, status: failure.status } : failure;
}

const MOST_CAUSE = 100;
