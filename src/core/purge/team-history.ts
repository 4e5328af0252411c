import { given } from '../given.ts';
import type { ProjectRef, PurgeMode, PurgeRequest, Target } from '../model.ts';
import { isString } from '../text-parts.ts';
import type { PurgeEvent } from '../vercel/client.ts';
import { endpointKind } from '../vercel/endpoints.ts';
import type { StoredPurge } from './history.ts';

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

/** The request that does the same purge again; `undefined` where the event does not say enough, or everything was purged. */
export function requestAgainOf(purge: TeamPurge): PurgeRequest | undefined {
  if (purge.what === 'everything' || purge.project === undefined || purge.what.targets.length === 0) {
    return undefined;
  }
  const environment = given({ environment: purge.environment });
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
    ...given({ who }),
    ...(projectId === undefined ? {} : { project: { idOrName: projectId, ...(teamId ? { teamId } : {}) } }),
    ...given({ projectName }),
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
  const tags = isString(payload?.tags) ? payload.tags.split(',') : payload?.tags;
  const values = (endpoint.kind === 'tag' ? tags : payload?.srcImages) ?? [];
  return { mode: endpoint.mode, targets: values.map((value) => ({ kind: endpoint.kind, value })) };
}

/** How much later than a purge its last event may be, in milliseconds: the clocks of both sides differ. */
const SLACK_MS = 120_000;

/** The team's purges without those that this machine sent and keeps itself: each call of a purge is an event of its own. */
export function withoutOwn(team: readonly TeamPurge[], own: readonly StoredPurge[]): TeamPurge[] {
  return team.filter(({ what, at, project }) => {
    if (what === 'everything' || project === undefined) {
      return true;
    }
    return !own.some(
      (purge) =>
        purge.mode === what.mode &&
        (purge.project.idOrName === project.idOrName || purge.projectName === project.idOrName) &&
        at > purge.at - SLACK_MS &&
        at < purge.aliveAt + SLACK_MS &&
        what.targets.every(({ kind, value }) =>
          purge.targets.some((each) => each.kind === kind && each.value === value),
        ),
    );
  });
}
