import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PurgeRequest, Target } from '../../../src/core/model.ts';
import {
  readHistory,
  remember,
  requestAgain,
  requestAgainOf,
  type StoredPurge,
  teamPurges,
} from '../../../src/core/purge/history.ts';
import { planPurge } from '../../../src/core/purge/plan.ts';
import type { Outcome, PurgeReport } from '../../../src/core/purge/run.ts';
import type { PurgeEvent } from '../../../src/core/vercel/client.ts';
import { Emulator } from '../../emulator/emulator.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';

const REQUEST: PurgeRequest = {
  project: { idOrName: 'prj_storefront', teamId: 'team_acme' },
  mode: 'dangerously-delete',
  targets: [
    { kind: 'tag', value: 'products' },
    { kind: 'image', value: '/hero.png' },
  ],
  environment: 'preview',
  revalidationDeadlineSeconds: 60,
};

function reportOf(request: PurgeRequest, outcome: Outcome = 'accepted'): PurgeReport {
  return { plan: planPurge(request), outcomes: request.targets.map((target) => ({ target, outcome })) };
}

/** As VS Code's storage gives it back. */
const stored = (history: readonly StoredPurge[]): unknown => JSON.parse(JSON.stringify(history));

describe('the history of this machine', () => {
  it('gives back what it was given', () => {
    const history = remember([], reportOf(REQUEST, 'unknown'), 7, 'storefront');
    assert.deepEqual(readHistory(stored(history)), { purges: history, damaged: false });
    const [purge] = history;
    assert.ok(purge);
    assert.deepEqual(
      purge.targets.map(({ outcome }) => outcome),
      ['unknown', 'unknown'],
    );
    assert.deepEqual(requestAgain(purge), REQUEST);
  });

  it('keeps the least that a request has', () => {
    const request: PurgeRequest = { project: { idOrName: 'web' }, mode: 'invalidate', targets: REQUEST.targets };
    const [purge] = readHistory(stored(remember([], reportOf(request), 7))).purges;
    assert.deepEqual(purge && requestAgain(purge), request);
  });

  it('brings a purge up to date, and keeps another that began at the same moment', () => {
    let history = remember([], reportOf(REQUEST, 'not-sent'), 7);
    history = remember(history, reportOf({ ...REQUEST, project: { idOrName: 'docs' } }), 7);
    history = remember(history, reportOf(REQUEST), 7);
    assert.deepEqual(
      history.map(({ project, targets }) => [project.idOrName, targets[0]?.outcome]),
      [
        ['prj_storefront', 'accepted'],
        ['docs', 'accepted'],
      ],
    );
  });

  it('keeps the last 200, newest first', () => {
    let history: readonly StoredPurge[] = [];
    for (let at = 1; at <= 250; at++) {
      history = remember(history, reportOf(REQUEST), at);
    }
    assert.deepEqual([history.length, history[0]?.at, history.at(-1)?.at], [200, 250, 51]);
  });

  it('keeps 20,000 targets at most, and the newest purge in any case', () => {
    const targets = Array.from({ length: 15_000 }, (_, index): Target => ({ kind: 'tag', value: String(index) }));
    let history: readonly StoredPurge[] = [];
    for (let at = 1; at <= 3; at++) {
      history = remember(history, reportOf({ ...REQUEST, targets }), at);
    }
    assert.deepEqual(
      history.map(({ at }) => at),
      [3],
    );
  });

  it('keeps nothing of a purge that had nothing to send', () =>
    assert.deepEqual(remember([], reportOf({ ...REQUEST, targets: [] }), 7), []));

  it('tells nothing of an answer', () => {
    const failure = { code: 'forbidden', status: 403, message: 'secret words of a server' } as const;
    const { plan, outcomes } = reportOf(REQUEST, 'refused');
    const history = remember([], { plan, outcomes: outcomes.map((each) => ({ ...each, failure })) }, 7);
    assert.ok(!JSON.stringify(history).includes('secret'));
  });
});

describe('a damaged history', () => {
  const good = remember([], reportOf(REQUEST), 7);
  for (const [name, damaged] of [
    ['text', 'x'],
    ['null', null],
    ['an object', { length: 3 }],
    ['a number', 7],
  ] as const) {
    it(`is empty, not fatal: ${name}`, () => assert.deepEqual(readHistory(damaged), { purges: [], damaged: true }));
  }

  it('that is not there is no damage', () => assert.deepEqual(readHistory(undefined), { purges: [], damaged: false }));

  it('gives back what is whole', () => {
    const [whole] = good;
    const entries = [null, whole, { ...whole, at: 'soon' }, { ...whole, targets: [{ kind: 'page', value: 'a' }] }, []];
    assert.deepEqual(readHistory(entries), { purges: good, damaged: true });
  });
});

describe("the team's purges", () => {
  const event = (type: string, payload: PurgeEvent['payload'], rest: Partial<PurgeEvent> = {}): PurgeEvent => ({
    id: 'uev_1',
    createdAt: 5,
    type,
    payload,
    ...rest,
  });

  it('are read from the events that the API gives', () => {
    const emulator = new Emulator();
    const headers = { authorization: `Bearer ${DEMO_TOKEN}` };
    const body = JSON.stringify({ tags: ['a', 'b'], target: 'preview' });
    const query = 'projectIdOrName=docs&teamId=team_acme';
    emulator.handle({ method: 'POST', url: `/v1/edge-cache/invalidate-by-tags?${query}`, headers, body });
    const answer = emulator.handle({ method: 'GET', url: '/v3/events?teamId=team_acme', headers, body: '' });
    const [purge] = teamPurges(JSON.parse(answer.body).events, 'team_acme');
    assert.equal(purge?.who, 'demo');
    assert.deepEqual(purge && requestAgainOf(purge), {
      project: { idOrName: 'prj_docs', teamId: 'team_acme' },
      mode: 'invalidate',
      targets: [
        { kind: 'tag', value: 'a' },
        { kind: 'tag', value: 'b' },
      ],
      environment: 'preview',
    });
  });

  it('may hold tags as one text, images, or everything', () => {
    const purges = teamPurges(
      [
        event('edge-cache-dangerously-delete-by-tags', { projectId: 'p', tags: 'a,b' }),
        event('edge-cache-invalidate-by-src-images', { projectId: 'p', srcImages: ['/a.png'] }),
        event('edge-cache-purge-all', { projectId: 'p' }),
        event('deployment', {}),
      ],
      undefined,
    );
    assert.deepEqual(
      purges.map(({ what }) => (what === 'everything' ? what : [what.mode, what.targets.map(({ value }) => value)])),
      [['dangerously-delete', ['a', 'b']], ['invalidate', ['/a.png']], 'everything'],
    );
    assert.deepEqual(
      purges.map(requestAgainOf).map((request) => request?.targets.length),
      [2, 1, undefined],
    );
  });

  it('without a payload cannot be purged again', () => {
    const [purge] = teamPurges([event('edge-cache-invalidate-by-tags', null, { user: null })], 'team_acme');
    assert.ok(purge);
    assert.equal(requestAgainOf(purge), undefined);
    assert.equal(purge.who, undefined);
  });
});
