import { given } from '../given.ts';
import type { Environment, ProjectRef, PurgeMode, TargetKind } from '../model.ts';

/**
 * The four purge calls of Vercel's REST API.
 * Source: https://vercel.com/docs/rest-api (edge-cache) and the request schemas of `@vercel/sdk` 1.28.
 */
const PATHS: Readonly<Record<PurgeMode, Readonly<Record<TargetKind, string>>>> = {
  invalidate: {
    tag: '/v1/edge-cache/invalidate-by-tags',
    image: '/v1/edge-cache/invalidate-by-src-images',
  },
  'dangerously-delete': {
    tag: '/v1/edge-cache/dangerously-delete-by-tags',
    image: '/v1/edge-cache/dangerously-delete-by-src-images',
  },
};

/** How many targets one call may hold: 17 tags are refused whole. */
export const MOST_PER_CALL: Readonly<Record<TargetKind, number>> = { tag: 16, image: 8 };

/** Calls in one minute to one endpoint. */
export const CALLS_PER_MINUTE = 5;

/** One request, as it will be sent. All values belong to one kind. */
export interface PurgeCall {
  readonly project: ProjectRef;
  readonly mode: PurgeMode;
  readonly kind: TargetKind;
  /** In wire form, 1–16 tags or 1–8 source images. */
  readonly values: readonly string[];
  /** Tags only; absent means every environment. */
  readonly environment?: Environment;
  /** Deletes only, ≥ 0. */
  readonly revalidationDeadlineSeconds?: number;
}

/** Path and query of a call, without the host. */
export function pathOf(call: PurgeCall): string {
  const { idOrName, teamId } = call.project;
  return `${endpointOf(call)}?${new URLSearchParams(given({ projectIdOrName: idOrName, teamId }))}`;
}

/** The endpoint alone: what the rate limit counts by. */
export function endpointOf(call: Pick<PurgeCall, 'mode' | 'kind'>): string {
  return PATHS[call.mode][call.kind];
}

/** Mode and kind of an endpoint's path; `undefined` for any other path. */
export function endpointKind(path: string): Pick<PurgeCall, 'mode' | 'kind'> | undefined {
  for (const mode of ['invalidate', 'dangerously-delete'] as const) {
    for (const kind of ['tag', 'image'] as const) {
      if (PATHS[mode][kind] === path) {
        return { mode, kind };
      }
    }
  }
  return undefined;
}

/** The JSON body of a call: exactly the fields that its endpoint knows. */
export function bodyOf({ kind, values, environment, revalidationDeadlineSeconds }: PurgeCall): object {
  const targets = kind === 'tag' ? { tags: values } : { srcImages: values };
  return { ...targets, ...given({ target: environment, revalidationDeadlineSeconds }) };
}
