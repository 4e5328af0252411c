import { bodyProblem, ENDPOINTS, type Endpoint } from './bodies.ts';
import { ACCOUNTS, PROJECTS, type SeedAccount, type SeedProject, type SeedTeam } from './seed.ts';

/**
 * Answers as `https://api.vercel.com` does, as far as the extension needs it: no sockets here, one function from a
 * request to an answer. What it knows of the API stands in the comments; where the documents are silent it is strict.
 */

export interface EmulatedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface EmulatedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Cut the connection: before anything is done, or after it was done and before the answer. */
  readonly cut?: true;
  readonly delayMs?: number;
}

/** What goes wrong with one of the next requests. */
export interface Fault {
  /** Only requests whose path contains this; every request by default. */
  readonly path?: string;
  /** How many requests it hits; 1 by default. */
  readonly times?: number;
  /** How many matching requests pass before. */
  readonly after?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer's body; an object is sent as JSON. */
  readonly body?: unknown;
  readonly delayMs?: number;
  readonly cut?: 'before' | 'after';
}

/** A purge that was accepted. */
export interface SeenPurge {
  readonly endpoint: string;
  readonly projectId: string;
  readonly projectIdOrName: string;
  readonly teamId: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Any request, with the status that it got (0 where the connection was cut). */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  readonly at: number;
}

export interface EmulatorOptions {
  /** Purge calls in a window, per endpoint; 5 by default. */
  readonly callsPerWindow?: number;
  /** Milliseconds; a minute by default. */
  readonly windowMs?: number;
  readonly now?: () => number;
  readonly accounts?: Readonly<Record<string, SeedAccount>>;
  readonly projects?: readonly SeedProject[];
}

class Refused extends Error {
  readonly answer: EmulatedAnswer;
  constructor(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(String(error.message));
    this.answer = json(status, { error }, headers);
  }
}

export class Emulator {
  readonly purges: SeenPurge[] = [];
  readonly calls: SeenCall[] = [];
  readonly #faults: { fault: Fault; skipped: number; hit: number }[] = [];
  readonly #windows = new Map<string, number[]>();
  readonly #revoked = new Set<string>();
  readonly #options: EmulatorOptions;
  #callsPerWindow: number;
  #windowMs: number;

  constructor(options: EmulatorOptions = {}) {
    this.#options = options;
    this.#callsPerWindow = options.callsPerWindow ?? 5;
    this.#windowMs = options.windowMs ?? 60_000;
  }

  /** Makes the next requests fail. Faults are tried in the order in which they were added. */
  addFault(fault: Fault): void {
    this.#faults.push({ fault, skipped: 0, hit: 0 });
  }

  setRate(callsPerWindow: number, windowMs: number): void {
    this.#callsPerWindow = callsPerWindow;
    this.#windowMs = windowMs;
  }

  /** From now on the token answers as one that was revoked. */
  revoke(token: string): void {
    this.#revoked.add(token);
  }

  reset(): void {
    this.purges.length = 0;
    this.calls.length = 0;
    this.#faults.length = 0;
    this.#windows.clear();
    this.#revoked.clear();
    this.setRate(this.#options.callsPerWindow ?? 5, this.#options.windowMs ?? 60_000);
  }

  handle(request: EmulatedRequest): EmulatedAnswer {
    const url = new URL(request.url, 'http://emulator');
    const answer = this.#answer(request, url);
    this.calls.push({
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: parse(request.body),
      status: answer.cut ? 0 : answer.status,
      at: this.#now(),
    });
    return answer;
  }

  #answer(request: EmulatedRequest, url: URL): EmulatedAnswer {
    const fault = this.#nextFault(url.pathname);
    if (fault && (fault.cut === 'before' || fault.status !== undefined)) {
      return faultAnswer(fault);
    }
    let answer: EmulatedAnswer;
    try {
      answer = this.#route(request, url);
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      answer = error.answer;
    }
    return fault ? { ...answer, ...faultAnswer(fault, answer) } : answer;
  }

  #nextFault(path: string): Fault | undefined {
    for (const entry of this.#faults) {
      const { fault } = entry;
      if (!path.includes(fault.path ?? '') || entry.hit >= (fault.times ?? 1)) {
        continue;
      }
      if (entry.skipped < (fault.after ?? 0)) {
        entry.skipped++;
        continue;
      }
      entry.hit++;
      return fault;
    }
    return undefined;
  }

  #route(request: EmulatedRequest, url: URL): EmulatedAnswer {
    const account = this.#account(request);
    const endpoint = ENDPOINTS[url.pathname];
    if (endpoint) {
      if (request.method !== 'POST') {
        throw new Refused(405, { code: 'method_not_allowed', message: 'Use POST.' });
      }
      return this.#purge(request, url, endpoint, account);
    }
    if (request.method !== 'GET') {
      throw new Refused(404, { code: 'not_found', message: 'The page could not be found.' });
    }
    const project = /^\/v9\/projects\/([^/]+)$/.exec(url.pathname);
    if (project?.[1] !== undefined) {
      return json(200, projectAnswer(this.#project(decodeURIComponent(project[1]), url, account), account));
    }
    const team = /^\/v2\/teams\/([^/]+)$/.exec(url.pathname);
    if (team?.[1] !== undefined) {
      return json(200, this.#oneTeam(decodeURIComponent(team[1]), account));
    }
    if (account.listsNothing && /^\/v\d\/(?:teams|projects)$/.test(url.pathname)) {
      throw new Refused(403, { code: 'forbidden', message: 'Not authorized' });
    }
    switch (url.pathname) {
      case '/v2/user':
        return json(200, { user: account.user });
      case '/v2/teams':
        return json(200, page('teams', account.teams, url, 'until'));
      case '/v9/projects':
        return this.#projects(url, account);
      case '/v3/events':
        return this.#events(url, account);
      default:
        throw new Refused(404, { code: 'not_found', message: 'The page could not be found.' });
    }
  }

  #account(request: EmulatedRequest): SeedAccount {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      throw new Refused(403, {
        code: 'forbidden',
        message: 'The request is missing an authentication token',
        missingToken: true,
      });
    }
    const accounts = this.#options.accounts ?? ACCOUNTS;
    const account = Object.hasOwn(accounts, token) && !this.#revoked.has(token) ? accounts[token] : undefined;
    if (!account) {
      throw new Refused(403, { code: 'forbidden', message: 'Not authorized', invalidToken: true });
    }
    return account;
  }

  /** The team of the query, which the account must be able to enter; `undefined` for the personal account. */
  #team(url: URL, account: SeedAccount): string | undefined {
    const named = url.searchParams.get('teamId') ?? url.searchParams.get('slug') ?? undefined;
    return named === undefined ? undefined : this.#oneTeam(named, account).id;
  }

  #oneTeam(idOrSlug: string, account: SeedAccount): SeedTeam {
    const team = account.teams.find((each) => each.id === idOrSlug || each.slug === idOrSlug);
    if (!team) {
      throw new Refused(403, { code: 'forbidden', message: 'Not authorized' });
    }
    if (account.samlTeams?.includes(team.id)) {
      throw new Refused(403, {
        code: 'forbidden',
        message: 'SAML is enforced',
        saml: true,
        scope: team.slug,
        teamId: team.id,
      });
    }
    return team;
  }

  #project(idOrName: string, url: URL, account: SeedAccount): SeedProject {
    const teamId = this.#team(url, account);
    const project = (this.#options.projects ?? PROJECTS).find(
      (each) => each.teamId === teamId && (each.id === idOrName || each.name === idOrName),
    );
    if (!project) {
      throw new Refused(404, { code: 'not_found', message: 'Project not found' });
    }
    return project;
  }

  #projects(url: URL, account: SeedAccount): EmulatedAnswer {
    const teamId = this.#team(url, account);
    const search = url.searchParams.get('search') ?? '';
    const projects = (this.#options.projects ?? PROJECTS)
      .filter((each) => each.teamId === teamId && each.name.includes(search))
      .map((project) => projectAnswer(project, account));
    return json(200, page('projects', projects, url, 'from'));
  }

  #events(url: URL, account: SeedAccount): EmulatedAnswer {
    const teamId = this.#team(url, account);
    const types = url.searchParams.get('types')?.split(',');
    const projectIds = url.searchParams.get('projectIds')?.split(',');
    const limit = limitOf(url);
    const until = Number(url.searchParams.get('until') ?? Number.POSITIVE_INFINITY);
    const events = this.purges
      .filter((purge) => purge.teamId === teamId)
      .map((purge, index) => eventOf(purge, index, this.#options.projects ?? PROJECTS))
      .filter((event) => !types || types.includes(event.type))
      .filter((event) => !projectIds || projectIds.includes(event.payload.projectId))
      .filter((event) => event.createdAt < until)
      .reverse()
      .slice(0, limit);
    return json(200, { events });
  }

  #purge(request: EmulatedRequest, url: URL, endpoint: Endpoint, account: SeedAccount): EmulatedAnswer {
    const rate = this.#countCall(url.pathname);
    const idOrName = url.searchParams.get('projectIdOrName');
    if (!idOrName) {
      throw new Refused(
        400,
        { code: 'bad_request', message: 'Missing required query parameter `projectIdOrName`.' },
        rate,
      );
    }
    const problem = bodyProblem(parse(request.body), endpoint);
    if (problem) {
      throw new Refused(400, { code: 'bad_request', message: `Invalid request: ${problem}` }, rate);
    }
    const project = this.#project(idOrName, url, account);
    this.purges.push({
      endpoint: url.pathname,
      projectId: project.id,
      projectIdOrName: idOrName,
      teamId: project.teamId,
      body: JSON.parse(request.body),
      username: account.user.username,
      at: this.#now(),
    });
    return { status: 200, headers: rate, body: '' };
  }

  /** 5 calls a minute for each endpoint; what is refused does not count. */
  #countCall(endpoint: string): Record<string, string> {
    const now = this.#now();
    const recent = (this.#windows.get(endpoint) ?? []).filter((time) => time > now - this.#windowMs);
    const resetMs = (recent[0] ?? now) + this.#windowMs;
    const total = this.#callsPerWindow;
    const headers = (remaining: number) => ({
      'x-ratelimit-limit': String(total),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.ceil(resetMs / 1000)),
    });
    if (recent.length >= total) {
      this.#windows.set(endpoint, recent);
      throw new Refused(
        429,
        {
          code: 'rate_limited',
          message: 'Rate limit exceeded',
          limit: { remaining: 0, reset: Math.ceil(resetMs / 1000), resetMs, total },
        },
        { ...headers(0), 'retry-after': String(Math.ceil((resetMs - now) / 1000)) },
      );
    }
    recent.push(now);
    this.#windows.set(endpoint, recent);
    return headers(total - recent.length);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** One page of a list: `pagination.next` is handed back in the parameter `cursor`, and null on the last page. */
function page(name: string, items: readonly unknown[], url: URL, cursor: string) {
  const limit = limitOf(url);
  const from = clamp(Number(url.searchParams.get(cursor) ?? 0), 0, 1e9);
  const next = from + limit < items.length ? from + limit : null;
  const shown = items.slice(from, from + limit);
  return { [name]: shown, pagination: { count: shown.length, next, prev: null } };
}

const limitOf = (url: URL): number => clamp(Number(url.searchParams.get('limit') ?? 20), 1, 100);

function projectAnswer(project: SeedProject, account: SeedAccount) {
  const { id, name, teamId, domain } = project;
  const given = `${name}.vercel.app`;
  const domains = domain === undefined ? [given] : [domain, given];
  return {
    id,
    name,
    accountId: teamId ?? account.user.id,
    alias: domains.map((each) => ({ domain: each, environment: 'production', target: 'PRODUCTION', redirect: null })),
    targets: { production: { alias: domains } },
  };
}

function eventOf(purge: SeenPurge, index: number, projects: readonly SeedProject[]) {
  const project = projects.find((each) => each.id === purge.projectId);
  return {
    id: `uev_${index + 1}`,
    type: `edge-cache-${purge.endpoint.split('/').at(-1)}`,
    text: `${purge.username} purged the edge cache of ${project?.name}`,
    createdAt: purge.at,
    user: { username: purge.username, email: `${purge.username}@example.com` },
    principal: { type: 'user' },
    payload: { projectId: purge.projectId, projectName: project?.name, ...purge.body },
  };
}

function faultAnswer(fault: Fault, answer?: EmulatedAnswer): EmulatedAnswer {
  const text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? '');
  return {
    status: fault.status ?? answer?.status ?? 0,
    headers: { ...answer?.headers, ...fault.headers },
    body: fault.body === undefined ? (fault.status === undefined ? (answer?.body ?? '') : '') : text,
    ...(fault.cut ? { cut: true } : {}),
    ...(fault.delayMs === undefined ? {} : { delayMs: fault.delayMs }),
  };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): EmulatedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const clamp = (value: number, least: number, most: number) =>
  Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), least), most) : least;
