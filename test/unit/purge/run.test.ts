import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PurgeMode, Target } from '../../../src/core/model.ts';
import { planPurge } from '../../../src/core/purge/plan.ts';
import {
  leftOver,
  type PurgeProgress,
  type PurgeReport,
  type RunPorts,
  runPurge,
} from '../../../src/core/purge/run.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { type NetworkFault, seeded, World } from './simulation.ts';

const PROJECT = { idOrName: 'storefront', teamId: 'team_acme' };
const MINUTE = 60_000;

function planOf(mode: PurgeMode, tags: number, images = 0) {
  const targets: Target[] = [
    ...Array.from({ length: tags }, (_, index): Target => ({ kind: 'tag', value: `tag-${index}` })),
    ...Array.from({ length: images }, (_, index): Target => ({ kind: 'image', value: `/${index}.png` })),
  ];
  return planPurge({ project: PROJECT, mode, targets });
}

/** Faults for the first requests, one after the other; then none. */
function failing(...faults: NetworkFault[]): World {
  const world = new World(seeded(1));
  world.nextFault = () => faults.shift() ?? { kind: 'none' };
  return world;
}

const run = (mode: PurgeMode, tags: number, world: World, ports: Partial<RunPorts> = {}) =>
  runPurge(planOf(mode, tags), { client: world.client, limiter: world.limiter, clock: world.clock, ...ports });

/** How many targets ended how, in the order of the plan. */
function ends(report: PurgeReport): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, failure } of report.outcomes) {
    const end = failure ? `${outcome} (${failure.code})` : outcome;
    counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return [...counts].map(([end, count]) => `${count} ${end}`);
}

const answer = (status: number, body: object = {}, headers: Record<string, string> = {}): NetworkFault => ({
  kind: 'answer',
  processed: false,
  status,
  headers,
  body: JSON.stringify({ error: body }),
});
const lost = (processed: boolean): NetworkFault => ({ kind: 'throw', processed, code: 'ECONNRESET', syscall: 'read' });
const OFFLINE: NetworkFault = { kind: 'throw', processed: false, code: 'ENOTFOUND' };
const REVOKED = answer(403, { code: 'forbidden', invalidToken: true });

describe('a lost answer', () => {
  for (const processed of [true, false]) {
    it(`to an invalidation is asked for again (${processed ? 'it was done' : 'it was not done'})`, async () => {
      const world = failing(lost(processed));
      assert.deepEqual(ends(await run('invalidate', 3, world)), ['3 accepted']);
      assert.equal(world.sent.length, 2);
    });

    it(`to a delete leaves it unknown, and the rest goes on (${processed ? 'it was done' : 'it was not done'})`, async () => {
      const world = failing(lost(processed));
      const report = await run('dangerously-delete', 20, world);
      assert.deepEqual(ends(report), ['16 unknown (lost)', '4 accepted']);
      assert.equal(world.sent.length, 2);
      assert.deepEqual(leftOver(report), []);
    });
  }

  it('to an invalidation, again and again, leaves it unknown, and sends it no more by itself', async () => {
    const world = failing(...Array.from({ length: 5 }, () => lost(false)));
    const report = await run('invalidate', 2, world);
    assert.deepEqual(ends(report), ['2 unknown (lost)']);
    assert.equal(world.sent.length, 5);
    assert.equal(leftOver(report).length, 2);
  });
});

describe('a refused token', () => {
  it('stops the queue, is asked for, and the queue goes on with what is left', async () => {
    const world = failing({ kind: 'none' }, REVOKED);
    const asked: string[] = [];
    const report = await run('dangerously-delete', 40, world, {
      onTokenRefused: async ({ code }) => {
        asked.push(code);
        world.token = DEMO_TOKEN;
        return true;
      },
    });
    assert.deepEqual(ends(report), ['40 accepted']);
    assert.deepEqual(asked, ['token-invalid']);
    assert.equal(world.sent.length, 4);
  });

  it('ends the queue where there is no other', async () => {
    const world = failing({ kind: 'none' }, REVOKED);
    const report = await run('invalidate', 40, world, { onTokenRefused: async () => false });
    assert.deepEqual(ends(report), ['16 accepted', '24 not-sent (token-invalid)']);
    assert.equal(leftOver(report).length, 24);
  });

  it('is asked for three times at most', async () => {
    const world = failing(...Array.from({ length: 9 }, () => REVOKED));
    let asked = 0;
    const report = await run('invalidate', 1, world, { onTokenRefused: async () => ++asked > 0 });
    assert.equal(asked, 3);
    assert.deepEqual(ends(report), ['1 not-sent (token-invalid)']);
  });

  it('and a cancel while another is asked for: it was cancelled', async () => {
    const abort = new AbortController();
    const report = await run('invalidate', 40, failing(REVOKED), {
      signal: abort.signal,
      onTokenRefused: async () => {
        abort.abort();
        return false;
      },
    });
    assert.deepEqual(ends(report), ['40 not-sent (aborted)']);
  });

  it('that is missing is asked for before anything is sent', async () => {
    const world = failing();
    world.token = undefined;
    assert.deepEqual(ends(await run('invalidate', 1, world)), ['1 not-sent (token-missing)']);
    assert.equal(world.sent.length, 0);
  });
});

describe('a refusal', () => {
  it('of one call lets the others go on', async () => {
    const world = failing(answer(400, { message: 'no' }));
    const report = await run('invalidate', 20, world);
    assert.deepEqual(ends(report), ['16 refused (bad-request)', '4 accepted']);
    assert.equal(leftOver(report).length, 16);
  });

  it('of the project ends the queue, and asks for no other token: another project may be meant', async () => {
    const world = failing(answer(403, { code: 'forbidden' }));
    const report = await run('invalidate', 40, world, { onTokenRefused: () => assert.fail() });
    assert.deepEqual(ends(report), ['16 refused (forbidden)', '24 not-sent (forbidden)']);
  });

  it('of the project ends the queue: it was deleted meanwhile', async () => {
    const world = failing({ kind: 'none' }, answer(404));
    assert.deepEqual(ends(await run('invalidate', 40, world)), [
      '16 accepted',
      '16 refused (not-found)',
      '8 not-sent (not-found)',
    ]);
  });
});

describe('the rate', () => {
  it('holds a queue of 100 tags back, with a countdown', async () => {
    const world = failing();
    const waits: PurgeProgress[] = [];
    const start = world.time;
    const report = await run('invalidate', 100, world, {
      onProgress: (progress) => {
        if (progress.state === 'waiting') {
          waits.push(progress);
        }
      },
    });
    assert.deepEqual(ends(report), ['100 accepted']);
    const [wait] = waits;
    assert.ok(waits.length === 1 && wait?.state === 'waiting' && !wait.failure && wait.done === 5);
    assert.ok(wait.until > start + MINUTE && world.time < start + 63_000);
  });

  it('of one endpoint does not hold the other one', async () => {
    const world = failing();
    const start = world.time;
    const plan = planOf('invalidate', 160, 80);
    const report = await runPurge(plan, world);
    assert.deepEqual(ends(report), ['240 accepted']);
    assert.ok(world.time - start < plan.leastMs + 5000, `${world.time - start} ms`);
  });

  it('is what the answers say, where somebody else sends too', async () => {
    const world = failing(answer(429, {}, { 'retry-after': '30' }));
    const start = world.time;
    assert.deepEqual(ends(await run('dangerously-delete', 1, world)), ['1 accepted']);
    assert.ok(world.time - start >= 30_000 && world.time - start < 33_000);
  });

  it('does not count what never left this machine, which is told soon', async () => {
    const world = failing(...Array.from({ length: 3 }, () => OFFLINE));
    const begun = world.time;
    assert.deepEqual(ends(await run('dangerously-delete', 1, world)), ['1 not-sent (offline)']);
    const start = world.time;
    assert.ok(start - begun < 8000, `${start - begun} ms`);
    assert.deepEqual(ends(await run('dangerously-delete', 80, world)), ['80 accepted']);
    assert.ok(world.time - start < 1000, `${world.time - start} ms`);
  });
});

describe('what is told on the way', () => {
  it('begins with nothing sent, and calls a call unknown before it leaves', async () => {
    const world = failing({ kind: 'none' }, answer(400));
    const told: string[] = [];
    await run('dangerously-delete', 40, world, {
      onOutcomes: async (soFar) => void told.push(`${world.sent.length} sent: ${ends(soFar).join(', ')}`),
    });
    assert.deepEqual(told.slice(0, 6), [
      '0 sent: 40 not-sent',
      '0 sent: 16 unknown, 24 not-sent',
      '1 sent: 16 accepted, 24 not-sent',
      '1 sent: 16 accepted, 16 unknown, 8 not-sent',
      '2 sent: 16 accepted, 16 refused (bad-request), 8 not-sent',
      '2 sent: 16 accepted, 16 refused (bad-request), 8 not-sent',
    ]);
  });

  it('is kept before anything is sent', async () => {
    const world = failing();
    let kept: () => void = () => {};
    const keeping = new Promise<void>((resolve) => {
      kept = resolve;
    });
    const report = run('invalidate', 1, world, { onOutcomes: () => keeping });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(world.sent.length, 0);
    kept();
    assert.deepEqual(ends(await report), ['1 accepted']);
  });
});

describe('a cancel', () => {
  it('while waiting leaves what is left unsent', async () => {
    const world = failing();
    const cancel = new AbortController();
    world.after(20_000, () => cancel.abort());
    const report = await run('invalidate', 100, world, { signal: cancel.signal });
    assert.deepEqual(ends(report), ['80 accepted', '20 not-sent (aborted)']);
    assert.equal(leftOver(report).length, 20);
  });

  it('under way leaves one call unknown', async () => {
    const world = failing();
    world.latency = () => 10_000;
    const cancel = new AbortController();
    world.after(15_000, () => cancel.abort());
    const report = await run('dangerously-delete', 48, world, { signal: cancel.signal });
    assert.deepEqual(ends(report), ['16 accepted', '16 unknown (aborted)', '16 not-sent (aborted)']);
  });

  it('before the start sends nothing', async () => {
    const world = failing();
    const report = await run('invalidate', 3, world, { signal: AbortSignal.abort() });
    assert.deepEqual(ends(report), ['3 not-sent (aborted)']);
    assert.equal(world.sent.length, 0);
  });
});

it('a locked keyring ends the queue, and sends nothing', async () => {
  const world = failing();
  const client = {
    purge: async () => ({ ok: false, failure: { code: 'token-unreadable', cause: 'locked' } }) as const,
  };
  assert.deepEqual(ends(await run('invalidate', 20, world, { client })), ['20 not-sent (token-unreadable)']);
});
