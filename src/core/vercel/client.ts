import * as z from 'zod/mini';
import { given } from '../given.ts';
import { messageOf } from '../message-of.ts';
import type { Failure, ProjectRef } from '../model.ts';
import { ifReadable, nullish, readJson } from '../schemas.ts';
import { isString } from '../text-parts.ts';
import { withinTime } from './deadline.ts';
import { bodyOf, type PurgeCall, pathOf } from './endpoints.ts';
import { epochMs, failureOf, resetInBody } from './failures.ts';
import { mapResult, type RateInfo, type Result } from './result.ts';

const User = z.object({ id: z.string(), username: z.string(), email: z.optional(z.string()) });
const UserAnswer = z.object({ user: User });
const Team = z.object({ id: z.string(), slug: z.string(), name: nullish(z.string()) });
const Pagination = z.object({ next: nullish(z.union([z.number(), z.string()])) });
const TeamsAnswer = z.object({ teams: z.array(Team), pagination: z.optional(Pagination) });
const Project = z.object({
  id: z.string(),
  name: z.string(),
  alias: ifReadable(
    z.array(
      z.object({
        domain: z.string(),
        target: nullish(z.string()),
        redirect: nullish(z.string()),
      }),
    ),
  ),
  targets: ifReadable(z.object({ production: nullish(z.object({ alias: z.optional(z.array(z.string())) })) })),
});
const ProjectsAnswer = z.object({ projects: z.array(Project), pagination: z.optional(Pagination) });
const Event = z.object({
  id: z.string(),
  createdAt: z.number(),
  type: z.optional(z.string()),
  user: nullish(z.object({ username: z.optional(z.string()), email: z.optional(z.string()) })),
  payload: nullish(
    z.object({
      projectId: z.optional(z.string()),
      projectName: z.optional(z.string()),
      tags: z.optional(z.union([z.array(z.string()), z.string()])),
      srcImages: z.optional(z.array(z.string())),
      target: nullish(z.string()),
    }),
  ),
});
const EventsAnswer = z.object({ events: z.array(Event) });

export type User = z.infer<typeof User>;
export type Team = z.infer<typeof Team>;
export type Project = z.infer<typeof Project>;
export type PurgeEvent = z.infer<typeof Event>;
export interface Page<T> {
  readonly items: readonly T[];
  /** To be handed back for the next page; `undefined` on the last. */
  readonly next: string | undefined;
}

/** Types of events that tell of a purge, from everyone in the team (`GET /v3/events`). */
const PURGE_EVENTS = [
  'edge-cache-invalidate-by-tags',
  'edge-cache-dangerously-delete-by-tags',
  'edge-cache-invalidate-by-src-images',
  'edge-cache-dangerously-delete-by-src-images',
  'edge-cache-purge-all',
];

export interface ClientOptions {
  /** Origin without a trailing slash, `https://api.vercel.com`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Asked for every request, with the team that it is for, so that a token is held no longer than one. */
  readonly token: (teamId: string | undefined) => Promise<string | undefined>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** A token that is being tried out, in place of the stored one. */
  readonly token?: string;
}

/** Vercel's REST API, as far as purging needs it. Nothing throws; every failure is a value. Redirects are errors. */
export interface VercelClient {
  /** 200 has no body and does not prove that anything matched. */
  purge(call: PurgeCall, options?: CallOptions): Promise<Result<void>>;
  user(options?: CallOptions): Promise<Result<User>>;
  teams(cursor?: string, options?: CallOptions): Promise<Result<Page<Team>>>;
  team(teamId: string): Promise<Result<Team>>;
  projects(
    query: { readonly teamId?: string; readonly search?: string; readonly cursor?: string },
    options?: CallOptions,
  ): Promise<Result<Page<Project>>>;
  project(ref: ProjectRef, options?: CallOptions): Promise<Result<Project>>;
  /** Purges of everyone in the team, newest first. */
  purgeEvents(query: { readonly teamId?: string; readonly projectId: string }): Promise<Result<readonly PurgeEvent[]>>;
}

const MOST_ANSWER_BYTES = 2_000_000;
const LONGEST_WAIT_MS = 3_600_000;
/** What a header can carry; anything else would make `fetch` throw before it sends. */
const SENDABLE = /^[\x21-\x7e]+$/;

export function createVercelClient(options: ClientOptions): VercelClient {
  async function tokenFor(teamId: string | undefined, call: CallOptions): Promise<string | Failure> {
    let token: string | undefined;
    try {
      token = call.token ?? (await options.token(teamId));
    } catch (error) {
      return { code: 'token-unreadable', cause: messageOf(error) };
    }
    if (!token) {
      return { code: 'token-missing', status: 401, message: '' };
    }
    return SENDABLE.test(token) ? token : { code: 'token-invalid', status: 401, message: '' };
  }

  async function request(
    path: string,
    teamId: string | undefined,
    init: RequestInit,
    call: CallOptions,
  ): Promise<Result<string>> {
    const token = await tokenFor(teamId, call);
    if (!isString(token)) {
      return { ok: false, failure: token };
    }
    const result = await withinTime(call.signal, async (signal) => {
      const answer = await options.fetch(options.baseUrl + path, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}`, accept: 'application/json' },
        redirect: 'manual',
        signal,
      });
      // A server that echoes the token must not bring it into a message.
      const body = (await readCapped(answer)).replaceAll(token, '[token]');
      const rate = rateOf(answer.headers, body);
      return answer.ok
        ? { ok: true as const, value: body, rate }
        : { ok: false as const, failure: failureOf(answer.status, body, waitOf(answer.headers, rate)), rate };
    });
    return 'ok' in result ? result : { ok: false, failure: result };
  }

  async function get<T>(
    path: string,
    query: Readonly<Record<string, string | undefined>> & { readonly teamId?: string | undefined },
    schema: z.ZodMiniType<T>,
    call: CallOptions,
    teamId = query.teamId,
  ): Promise<Result<T>> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = new URLSearchParams(given).toString();
    const result = await request(search ? `${path}?${search}` : path, teamId, { method: 'GET' }, call);
    if (!result.ok) {
      return result;
    }
    const answer = readJson(schema, result.value);
    return answer === undefined ? UNEXPECTED : { ok: true, value: answer };
  }

  return {
    async purge(call, callOptions = {}) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(call)),
      };
      const result = await request(pathOf(call), call.project.teamId, init, callOptions);
      if (!result.ok) {
        return result;
      }
      // A 200 has no body; a page of HTML comes from something in between, not from Vercel.
      return /^\s*</.test(result.value) ? UNEXPECTED : { ...result, value: undefined };
    },
    async user(callOptions = {}) {
      return mapResult(await get('/v2/user', {}, UserAnswer, callOptions), (answer) => answer.user);
    },
    async teams(cursor, callOptions = {}) {
      const result = await get('/v2/teams', { limit: '100', until: cursor }, TeamsAnswer, callOptions);
      return mapResult(result, ({ teams, pagination }) => ({ items: teams, next: cursorOf(pagination) }));
    },
    async projects({ teamId, search, cursor }, callOptions = {}) {
      const query = { limit: '50', teamId, search: search || undefined, from: cursor };
      const result = await get('/v9/projects', query, ProjectsAnswer, callOptions);
      return mapResult(result, ({ projects, pagination }) => ({ items: projects, next: cursorOf(pagination) }));
    },
    team(teamId) {
      return get(`/v2/teams/${encodeURIComponent(teamId)}`, {}, Team, {}, teamId);
    },
    project({ idOrName, teamId }, callOptions = {}) {
      return get(`/v9/projects/${encodeURIComponent(idOrName)}`, { teamId }, Project, callOptions);
    },
    async purgeEvents({ teamId, projectId }) {
      const query = {
        types: PURGE_EVENTS.join(','),
        projectIds: projectId,
        withPayload: 'true',
        limit: '50',
        teamId,
      };
      return mapResult(await get('/v3/events', query, EventsAnswer, {}), (answer) => answer.events);
    },
  };
}

const UNEXPECTED: Result<never> = {
  ok: false,
  failure: { code: 'unexpected-answer', status: 200, message: '' },
};

function cursorOf(pagination: z.infer<typeof Pagination> | undefined): string | undefined {
  return pagination?.next == null ? undefined : String(pagination.next);
}

/** Reads at most {@link MOST_ANSWER_BYTES}; the rest of a larger answer is never fetched. */
async function readCapped(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) {
    return '';
  }
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < MOST_ANSWER_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  // Enough was read: a connection that cannot be closed cleanly is no failure.
  await reader.cancel().catch(() => undefined);
  return text;
}

/** The limit as the headers tell it, or else the body. */
function rateOf(headers: Headers, body: string): RateInfo {
  const reset = numberIn(headers, 'x-ratelimit-reset');
  const resetAt = reset === undefined ? resetInBody(body) : epochMs(reset);
  return given({
    remaining: numberIn(headers, 'x-ratelimit-remaining'),
    resetMs: resetAt === undefined ? undefined : msUntil(resetAt, headers),
  });
}

/** How long the server asks to wait, in milliseconds: `Retry-After` in seconds or as a date, else the window's end. */
function waitOf(headers: Headers, { resetMs }: RateInfo): number | undefined {
  const seconds = numberIn(headers, 'retry-after');
  const until = Date.parse(headers.get('retry-after') ?? '');
  const wait = seconds === undefined ? (Number.isNaN(until) ? resetMs : msUntil(until, headers)) : seconds * 1000;
  return wait === undefined || wait <= 0 ? undefined : Math.min(wait, LONGEST_WAIT_MS);
}

/** How long it is until a time of the server's, whose clock and this one may be hours apart. Lies are bounded: an hour. */
function msUntil(time: number, headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Math.min(time - (Number.isNaN(date) ? Date.now() : date), LONGEST_WAIT_MS);
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : undefined;
}
