import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredPurge } from '../../../src/core/purge/history.ts';
import { requestAgainOf, type TeamPurge, teamPurges, withoutOwn } from '../../../src/core/purge/team-history.ts';
import type { PurgeEvent } from '../../../src/core/vercel/client.ts';
import { Emulator } from '../../emulator/emulator.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';

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

  it('are shown without those that this machine sent itself', () => {
    const own: StoredPurge = {
      id: 'x',
      at: 1_000_000,
      state: 'ended',
      process: 1,
      aliveAt: 1_060_000,
      mode: 'invalidate',
      project: { idOrName: 'prj_web', teamId: 'team_acme' },
      confirmation: 'none',
      targets: ['a', 'b', 'c'].map((value) => ({ kind: 'tag', value, outcome: 'accepted' })),
    };
    const team = (at: number, projectId: string, ...tags: string[]): TeamPurge[] =>
      teamPurges([event('edge-cache-invalidate-by-tags', { projectId, tags }, { createdAt: at })], 'team_acme');
    const left = (purges: readonly TeamPurge[]) => withoutOwn(purges, [own]).length;
    assert.equal(left(team(1_030_000, 'prj_web', 'a', 'b')), 0);
    assert.equal(left(team(1_030_000, 'prj_web', 'a', 'other')), 1);
    assert.equal(left(team(1_030_000, 'prj_docs', 'a')), 1);
    assert.equal(left(team(9_000_000, 'prj_web', 'a')), 1);
    assert.equal(
      left(
        teamPurges([event('edge-cache-purge-all', { projectId: 'prj_web' }, { createdAt: 1_030_000 })], 'team_acme'),
      ),
      1,
    );
  });
});
