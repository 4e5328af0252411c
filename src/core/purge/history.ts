import * as z from 'zod/mini';
import type { ProjectRef, PurgeMode, PurgeRequest, Target } from '../model.ts';
import type { PurgeEvent } from '../vercel/client.ts';
import { endpointKind } from '../vercel/endpoints.ts';
import type { PurgeReport } from './run.ts';

const StoredTarget = z.object({
  kind: z.enum(['tag', 'image']),
  value: z.string(),
  outcome: z.enum(['accepted', 'refused', 'not-sent', 'unknown']),
});
const StoredPurge = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  mode: z.enum(['invalidate', 'dangerously-delete']),
  project: z.object({ idOrName: z.string(), teamId: z.exactOptional(z.string()) }),
  projectName: z.exactOptional(z.string()),
  environment: z.exactOptional(z.enum(['production', 'preview'])),
  revalidationDeadlineSeconds: z.exactOptional(z.number()),
  targets: z.array(StoredTarget),
});

/** One purge of this machine: what, how, where, when, and what became of each target. Never a token or an answer. */
export type StoredPurge = z.infer<typeof StoredPurge>;

/** One purge as the team's log of events has it. */
export interface TeamPurge {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Who did it: a user name or an address, as far as the event says. */
  readonly who?: string;
  /** `everything`: the whole cache was purged, from the dashboard for instance. */
  readonly what: { readonly mode: PurgeMode; readonly targets: readonly Target[] } | 'everything';
  readonly project?: ProjectRef;
  readonly projectName?: string;
  /** Absent means every environment, or images. */
  readonly environment?: 'production' | 'preview';
}

/** The last purges of this machine that are kept, and how many targets all of them may hold together. */
const MOST_PURGES = 200;
const MOST_TARGETS = 20_000;

/** What the storage held. `damaged`: some of it had no form that we know, and should be set aside before a write. */
export interface ReadHistory {
  readonly purges: readonly StoredPurge[];
  readonly damaged: boolean;
}

/** Reads what {@link remember} made, newest first. What is damaged is left out, the rest stays. */
export function readHistory(stored: unknown): ReadHistory {
  if (stored === undefined) {
    return { purges: [], damaged: false };
  }
  if (!Array.isArray(stored)) {
    return { purges: [], damaged: true };
  }
  const parsed = stored.map((each) => StoredPurge.safeParse(each));
  const purges = parsed.flatMap((each) => (each.success ? [each.data] : []));
  return { purges: capped(purges), damaged: purges.length < stored.length };
}

/**
 * Adds a purge as the newest, or brings it up to date: `at`, when it began, and its project tell which one it is. Targets
 * that the plan refused were never asked of Vercel and are not kept.
 */
export function remember(
  history: readonly StoredPurge[],
  { plan, outcomes }: PurgeReport,
  at: number,
  projectName?: string,
): readonly StoredPurge[] {
  if (outcomes.length === 0) {
    return history;
  }
  const { project, mode, environment, revalidationDeadlineSeconds } = plan.request;
  const purge: StoredPurge = {
    at,
    mode,
    project: project.teamId === undefined ? { idOrName: project.idOrName } : { ...project, teamId: project.teamId },
    ...(projectName === undefined ? {} : { projectName }),
    ...(environment === undefined ? {} : { environment }),
    ...(revalidationDeadlineSeconds === undefined ? {} : { revalidationDeadlineSeconds }),
    targets: outcomes.map(({ target, outcome }) => ({ kind: target.kind, value: target.value, outcome })),
  };
  const others = history.filter((each) => each.at !== at || each.project.idOrName !== project.idOrName);
  return capped([purge, ...others]);
}

/** The request that does the same purge again, with all of its targets; it is planned and confirmed like any other. */
export function requestAgain(purge: StoredPurge): PurgeRequest {
  const { project, mode, environment, revalidationDeadlineSeconds, targets } = purge;
  return {
    project,
    mode,
    targets: targets.map(({ kind, value }) => ({ kind, value })),
    ...(environment === undefined ? {} : { environment }),
    ...(revalidationDeadlineSeconds === undefined ? {} : { revalidationDeadlineSeconds }),
  };
}

/** The same for a purge of the team; `undefined` where the event does not say enough, or everything was purged. */
export function requestAgainOf(purge: TeamPurge): PurgeRequest | undefined {
  if (purge.what === 'everything' || purge.project === undefined || purge.what.targets.length === 0) {
    return undefined;
  }
  const environment = purge.environment === undefined ? {} : { environment: purge.environment };
  return { project: purge.project, ...purge.what, ...environment };
}

/** What the team's events tell of purges, in their order. Events of other types are left out. */
export function teamPurges(events: readonly PurgeEvent[], teamId: string | undefined): TeamPurge[] {
  return events.flatMap((event) => {
    const what = whatOf(event);
    return what === undefined ? [] : [teamPurge(event, what, teamId)];
  });
}

function teamPurge(event: PurgeEvent, what: TeamPurge['what'], teamId: string | undefined): TeamPurge {
  const { id, createdAt, user, payload } = event;
  const who = user?.username ?? user?.email;
  const { projectId, projectName, target } = payload ?? {};
  return {
    id,
    at: createdAt,
    what,
    ...(who === undefined ? {} : { who }),
    ...(projectId === undefined ? {} : { project: { idOrName: projectId, ...(teamId ? { teamId } : {}) } }),
    ...(projectName === undefined ? {} : { projectName }),
    ...(target === 'production' || target === 'preview' ? { environment: target } : {}),
  };
}

function whatOf({ type, payload }: PurgeEvent): TeamPurge['what'] | undefined {
  const name = /^edge-cache-(.+)$/.exec(type ?? '')?.[1];
  if (name === 'purge-all') {
    return 'everything';
  }
  const endpoint = endpointKind(`/v1/edge-cache/${name}`);
  if (endpoint === undefined) {
    return undefined;
  }
  const tags = typeof payload?.tags === 'string' ? payload.tags.split(',') : payload?.tags;
  const values = (endpoint.kind === 'tag' ? tags : payload?.srcImages) ?? [];
  return { mode: endpoint.mode, targets: values.map((value) => ({ kind: endpoint.kind, value })) };
}

/** Newest first; the newest stays however large it is. */
function capped(purges: readonly StoredPurge[]): readonly StoredPurge[] {
  let targets = 0;
  let kept = 0;
  for (const purge of purges.slice(0, MOST_PURGES)) {
    targets += purge.targets.length;
    if (kept > 0 && targets > MOST_TARGETS) {
      break;
    }
    kept++;
  }
  return purges.slice(0, kept);
}
