import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure, PurgeRequest } from '../../../src/core/model.ts';
import {
  failureOfStored,
  isCutOff,
  readPurge,
  requestAgain,
  type StoredPurge,
  storedPurge,
  targetsOf,
} from '../../../src/core/purge/history.ts';
import { planFactsAgain, planPurge } from '../../../src/core/purge/plan.ts';
import type { Outcome, PurgeReport } from '../../../src/core/purge/run.ts';

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
const FACTS = { id: '000001800000000-0a1b2c3d', at: 7, process: 4711, projectName: 'storefront' };
const NOW = 1_800_000_000_000;

function reportOf(request: PurgeRequest, outcome: Outcome = 'accepted', failure?: Failure): PurgeReport {
  const outcomes = request.targets.map((target) => ({ target, outcome, ...(failure ? { failure } : {}) }));
  return { plan: planPurge(request, { nextVersion: '16.4.0', fromPattern: true }), outcomes };
}

function kept(report: PurgeReport, state: StoredPurge['state'] = 'ended'): StoredPurge {
  const purge = storedPurge(report, FACTS, state, NOW);
  assert.ok(purge);
  return purge;
}

/** As a disk gives it back. */
const stored = (purge: unknown): string => JSON.stringify(purge);

describe('a purge that is kept', () => {
  it('is read back as it was', () => {
    const purge = kept(reportOf(REQUEST, 'unknown', { code: 'lost', cause: 'ECONNRESET' }));
    assert.deepEqual(readPurge(stored(purge)), purge);
    assert.deepEqual(requestAgain(purge), REQUEST);
  });

  it('keeps the least that a request has', () => {
    const request: PurgeRequest = { project: { idOrName: 'web' }, mode: 'invalidate', targets: REQUEST.targets };
    const purge = readPurge(stored(storedPurge(reportOf(request), { id: 'x', at: 7, process: 1 }, 'ended', NOW)));
    assert.deepEqual(purge && requestAgain(purge), request);
  });

  it('knows what it asked for, so that sending it again asks for no less', () => {
    const purge = kept(reportOf(REQUEST));
    assert.deepEqual(planFactsAgain(purge), { atLeast: 'type-project-name', nextVersion: '16.4.0' });
    const [one] = requestAgain(purge).targets;
    const again = planPurge({ ...requestAgain(purge), targets: one ? [one] : [] }, planFactsAgain(purge));
    assert.equal(again.confirmation, 'type-project-name');
  });

  it('gives each target with its outcome', () => {
    const { plan, outcomes } = reportOf(REQUEST);
    const [first, second] = outcomes;
    assert.ok(first && second);
    const purge = kept({ plan, outcomes: [first, { ...second, outcome: 'not-sent' }] });
    assert.deepEqual(targetsOf(purge, 'accepted'), [{ kind: 'tag', value: 'products' }]);
    assert.deepEqual(targetsOf(purge, 'refused', 'not-sent'), [{ kind: 'image', value: '/hero.png' }]);
  });

  it('is nothing where there was nothing to send', () =>
    assert.equal(storedPurge(reportOf({ ...REQUEST, targets: [] }), FACTS, 'ended', NOW), undefined));

  const failures: readonly Failure[] = [
    { code: 'aborted' },
    { code: 'offline', cause: 'ENOTFOUND' },
    { code: 'certificate', cause: 'SELF_SIGNED_CERT_IN_CHAIN' },
    { code: 'proxy', cause: 'UND_ERR_ABORTED' },
    { code: 'timeout', phase: 'connect' },
    { code: 'lost', cause: 'ECONNRESET' },
    { code: 'token-unreadable', cause: 'secret words' },
    { code: 'bad-request', status: 400, message: 'secret words' },
    { code: 'token-missing', status: 401, message: 'secret words' },
    { code: 'token-invalid', status: 403, message: 'secret words' },
    { code: 'sso', status: 403, message: 'secret words', scope: 'secret words', teamId: 'secret words' },
    { code: 'forbidden', status: 403, message: 'secret words' },
    { code: 'payment', status: 402, message: 'secret words' },
    { code: 'not-found', status: 404, message: 'secret words' },
    { code: 'gone', status: 410, message: 'secret words' },
    { code: 'rate-limited', status: 429, message: 'secret words', retryAfterMs: 7 },
    { code: 'server', status: 503, message: 'secret words' },
    { code: 'unexpected-answer', status: 200, message: 'secret words' },
  ];
  for (const failure of failures) {
    it(`keeps why, and nothing of what a server said: ${failure.code}`, () => {
      const purge = kept(reportOf(REQUEST, 'refused', failure));
      assert.deepEqual(readPurge(stored(purge)), purge);
      assert.ok(!JSON.stringify(purge).includes('secret'));
      const back = purge.targets[0]?.failure;
      assert.equal(back && failureOfStored(back).code, failure.code);
    });
  }
});

describe('a damaged purge', () => {
  const good = kept(reportOf(REQUEST));
  for (const [name, damaged] of [
    ['text', 'x'],
    ['null', null],
    ['an array', [good]],
    ['another time', { ...good, at: 'soon' }],
    ['another target', { ...good, targets: [{ kind: 'page', value: 'a', outcome: 'accepted' }] }],
    ['another state', { ...good, state: 'lost' }],
    [
      'another failure',
      { ...good, targets: [{ kind: 'tag', value: 'a', outcome: 'refused', failure: { code: 'x' } }] },
    ],
  ] as const) {
    it(`is none: ${name}`, () => assert.equal(readPurge(stored(damaged)), undefined));
  }
});

describe('a purge whose window was closed in the middle', () => {
  const cutOff = (state: StoredPurge['state'], now: number, isAlive: boolean) =>
    isCutOff(kept(reportOf(REQUEST, 'not-sent'), state), now, () => isAlive);

  it('is one whose process is gone', () => {
    assert.equal(cutOff('running', NOW + 1000, false), true);
    assert.equal(cutOff('running', NOW + 1000, true), false);
  });

  it('is one that gave no sign of life for long, whoever has its number now', () => {
    assert.equal(cutOff('running', NOW + 600_000, true), true);
    assert.equal(cutOff('running', NOW - 3_600_000, true), true);
  });

  it('is none that ended, or whose rest is settled', () => {
    assert.equal(cutOff('ended', NOW + 600_000, false), false);
    assert.equal(cutOff('settled', NOW + 600_000, false), false);
  });
});
