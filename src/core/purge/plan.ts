import { given } from '../given.ts';
import { counted } from '../maps.ts';
import type { PurgeRequest, Target } from '../model.ts';
import { isString } from '../text-parts.ts';
import { CALLS_PER_MINUTE, endpointOf, MOST_PER_CALL, type PurgeCall } from '../vercel/endpoints.ts';
import { type CheckedTarget, checkTarget, nextEscapesTags, type Refusal } from '../vercel/target-check.ts';

export type Confirmation =
  /** The picks were enough. */
  | 'none'
  /** A modal that names targets, project, team and environment. */
  | 'modal'
  /** The project's name has to be typed. */
  | 'type-project-name';

export type PlanWarning =
  /** A delete makes the next visitors wait for the origin. */
  | 'stampede'
  /** No environment was chosen: production is among them. */
  | 'every-environment'
  /** Tags outside ASCII, and the Next version is unknown: they are sent as they are written. */
  | 'unknown-next-version'
  /** Images have no environment: the whole project is meant. */
  | 'images-ignore-environment';

/** Everything that will happen, before anything happens. */
export interface PurgePlan {
  readonly request: PurgeRequest;
  readonly calls: readonly PlannedCall[];
  readonly refused: readonly { readonly target: Target; readonly refusal: Refusal }[];
  readonly warnings: readonly PlanWarning[];
  readonly confirmation: Confirmation;
  /** The version of Next that decided how tags outside of ASCII are written. */
  readonly nextVersion?: string;
  /** How long the rate limit makes the queue take at least, in milliseconds, when nothing else was sent lately. */
  readonly leastMs: number;
}

export interface PlannedCall extends PurgeCall {
  /** The targets of `values`, in the same order. */
  readonly targets: readonly Target[];
}

/** What a plan sends: neither doubles nor what is refused. */
export const sentBy = ({ calls }: Pick<PurgePlan, 'calls'>): Target[] => calls.flatMap(({ targets }) => targets);

export interface PlanFacts {
  /** The version of Next that the project has installed. */
  readonly nextVersion?: string;
  /** Some of the targets are values that were filled into a pattern. */
  readonly fromPattern?: boolean;
  /** The confirmation that these targets asked for before: to send them again asks for no less. */
  readonly atLeast?: Confirmation;
}

/** What the plan of the same targets has to know when they are sent again. */
export function planFactsAgain({
  confirmation,
  nextVersion,
}: Pick<PurgePlan, 'confirmation' | 'nextVersion'>): PlanFacts {
  return { atLeast: confirmation, ...given({ nextVersion }) };
}

/** From what asks least to what asks most. */
const LADDER: readonly Confirmation[] = ['none', 'modal', 'type-project-name'];

/** From this many targets on a delete wants the project's name typed. */
const MANY = 5;
const MINUTE_MS = 60_000;

/**
 * Cuts a request into calls: 16 tags or 8 source images each, doubles removed, the order kept. What cannot be purged is
 * refused with the reason, and the rest goes on. Pure.
 */
export function planPurge(request: PurgeRequest, facts: PlanFacts = {}): PurgePlan {
  const escapes = nextEscapesTags(facts.nextVersion);
  const refused: { target: Target; refusal: Refusal }[] = [];
  const accepted: CheckedTarget[] = [];
  const seen = new Set<string>();
  for (const target of request.targets) {
    const checked = checkTarget(target, escapes === true);
    if (isString(checked)) {
      refused.push({ target, refusal: checked });
    } else if (!seen.has(`${target.kind}\0${checked.wire}`)) {
      seen.add(`${target.kind}\0${checked.wire}`);
      accepted.push(checked);
    }
  }
  const calls = (['tag', 'image'] as const).flatMap((kind) =>
    batches(
      accepted.filter((each) => each.target.kind === kind),
      MOST_PER_CALL[kind],
    ).map((batch) => callOf(request, kind, batch)),
  );
  return {
    request,
    calls,
    refused,
    warnings: warningsFor(request, accepted, escapes),
    confirmation: higher(confirmationFor(request, accepted.length, facts.fromPattern === true), facts.atLeast),
    ...given({ nextVersion: facts.nextVersion }),
    leastMs: leastMs(calls),
  };
}

function callOf(request: PurgeRequest, kind: Target['kind'], batch: readonly CheckedTarget[]): PlannedCall {
  const { project, mode, environment, revalidationDeadlineSeconds } = request;
  return {
    project,
    mode,
    kind,
    values: batch.map((each) => each.wire),
    targets: batch.map((each) => each.target),
    ...(kind === 'tag' && environment ? { environment } : {}),
    ...(mode === 'dangerously-delete' && revalidationDeadlineSeconds !== undefined
      ? { revalidationDeadlineSeconds: wholeSeconds(revalidationDeadlineSeconds) }
      : {}),
  };
}

/** The API takes whole seconds from 0 on (`@vercel/sdk`); a fraction is rounded to more grace, nonsense means none. */
function wholeSeconds(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
}

function warningsFor(
  request: PurgeRequest,
  accepted: readonly CheckedTarget[],
  escapes: boolean | undefined,
): PlanWarning[] {
  const has = (kind: Target['kind']) => accepted.some((each) => each.target.kind === kind);
  const warnings: PlanWarning[] = [];
  if (request.mode === 'dangerously-delete' && !request.revalidationDeadlineSeconds) {
    warnings.push('stampede');
  }
  if (has('tag') && request.environment === undefined) {
    warnings.push('every-environment');
  }
  if (has('image') && request.environment !== undefined) {
    warnings.push('images-ignore-environment');
  }
  if (
    escapes === undefined &&
    accepted.some((each) => each.target.kind === 'tag' && /[^\t\x20-\x7e]/.test(each.wire))
  ) {
    warnings.push('unknown-next-version');
  }
  return warnings;
}

function confirmationFor(request: PurgeRequest, count: number, fromPattern: boolean): Confirmation {
  if (request.mode === 'invalidate') {
    return 'none';
  }
  return count >= MANY || (fromPattern && count > 1) ? 'type-project-name' : 'modal';
}

function higher(one: Confirmation, other: Confirmation = 'none'): Confirmation {
  return LADDER.indexOf(other) > LADDER.indexOf(one) ? other : one;
}

/** The queue of each endpoint runs on its own; every full five calls before the last wait for a minute. */
function leastMs(calls: readonly PlannedCall[]): number {
  const minutes = [...callsByEndpoint(calls).values()].map((count) => Math.floor((count - 1) / CALLS_PER_MINUTE));
  return Math.max(0, ...minutes) * MINUTE_MS;
}

/** How many calls a plan sends to each endpoint. */
export function callsByEndpoint(calls: readonly PlannedCall[]): ReadonlyMap<string, number> {
  return counted(calls.map(endpointOf));
}

function batches<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) {
    result.push(items.slice(at, at + size));
  }
  return result;
}
