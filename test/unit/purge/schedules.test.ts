import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Environment, PurgeMode, PurgeRequest, Target } from '../../../src/core/model.ts';
import { type PurgePlan, planPurge } from '../../../src/core/purge/plan.ts';
import { type Outcome, type PurgeReport, runPurge } from '../../../src/core/purge/run.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { heapInUse } from '../heap.ts';
import { FAULTS } from './faults.ts';
import { checkInterrupted, checkRate, checkReport } from './promises.ts';
import { seeded, World } from './simulation.ts';

const SCHEDULES = 10_000;
const BATCH = 1000;
const MINUTE = 60_000;
/** A call is tried at most so often, and a token asked for in the middle at most so often in a purge. */
const MOST_TRIES = 5;
const MOST_TOKENS = 3;
/** Five minutes, however long a server asks to wait, then a pause and the answer. */
const LONGEST_WAIT = 5 * MINUTE + MINUTE;

/** Less than what one call of each schedule would take. */
const MOST_LEFT_BYTES = 2_000_000;

const met = new Set<Outcome>();

describe(`${SCHEDULES} random schedules of faults`, () => {
  for (let from = 0; from < SCHEDULES; from += BATCH) {
    it(`keep every promise: seeds ${from} to ${from + BATCH - 1}`, async () => {
      for (let seed = from; seed < from + BATCH; seed++) {
        // What is let go of is only cleared away between turns of the event loop.
        await turnOfTheLoop();
        await runSchedule(seed).catch((error: unknown) => {
          throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
        });
      }
    });
  }

  it('leave nothing in memory', async () => {
    const before = await heapInUse();
    for (let seed = 0; seed < BATCH; seed++) {
      await runSchedule(seed);
    }
    const grown = (await heapInUse()) - before;
    assert.ok(grown < MOST_LEFT_BYTES, `${grown} bytes more after ${BATCH} schedules`);
  });

  it('met every outcome', () => assert.deepEqual([...met].sort(), ['accepted', 'not-sent', 'refused', 'unknown']));
});

async function runSchedule(seed: number): Promise<void> {
  const random = seeded(seed);
  const world = new World(random);
  const cancel = new AbortController();
  const plans = [planPurge(randomRequest(random))];
  if (random() < 0.3) {
    plans.push(planPurge(randomRequest(random, 'other-')));
  }
  const faultRate = random() < 0.1 ? 1 : random() * 0.6;
  let cancelled: { readonly at: number; readonly sent: number } | undefined;
  if (random() < 0.3) {
    world.after(random() * random() * 4 * MINUTE, () => {
      cancelled = { at: world.time, sent: world.sent.length };
      cancel.abort();
    });
  }
  if (random() < 0.2) {
    world.after(random() * 2 * MINUTE, () => {
      world.localShift = -60 * MINUTE;
    });
  }
  if (random() < 0.2) {
    world.after(random() * 2 * MINUTE, () => {
      world.time += 10 * MINUTE;
    });
  }
  const latest = new Map<PurgePlan, PurgeReport>();
  const closed = random() < 0.2;
  if (closed) {
    world.after(random() * random() * 4 * MINUTE, () => {
      for (const soFar of latest.values()) {
        checkInterrupted(soFar, world);
      }
    });
  }
  world.nextFault = () => (random() < faultRate ? pick(FAULTS, random)(random) : { kind: 'none' });
  world.latency = () => (random() < 0.1 ? random() * 20_000 : 20 + random() * 200);
  const ports = {
    client: world.client,
    limiter: world.limiter,
    clock: world.clock,
    signal: cancel.signal,
    ...(closed ? { onOutcomes: async (soFar: PurgeReport) => void latest.set(soFar.plan, soFar) } : {}),
    onTokenRefused: async () => {
      world.token = DEMO_TOKEN;
      return random() < 0.7;
    },
  };
  // The second purge runs in another window.
  const runs = plans.map((plan, at) => runPurge(plan, at === 0 ? ports : { ...ports, limiter: world.window() }));
  const start = world.time;
  for (const report of await Promise.all(runs)) {
    checkReport(report, world);
    for (const { outcome } of report.outcomes) {
      met.add(outcome);
    }
  }
  checkRate(world);
  if (cancelled) {
    const after = world.sent.length - cancelled.sent;
    assert.ok(after <= runs.length, `${after} calls arrived after the cancel`);
    assert.equal(world.time, cancelled.at, 'nothing is waited for after the cancel');
  }
  const calls = plans.reduce((sum, { calls }) => sum + calls.length, 0);
  assert.ok(world.sent.length <= calls * MOST_TRIES + runs.length * MOST_TOKENS, `${world.sent.length} for ${calls}`);
  const waited = world.time - start;
  assert.ok(waited <= 11 * MINUTE + world.sent.length * LONGEST_WAIT, `${calls} calls took ${waited} ms`);
}

function randomRequest(random: () => number, prefix = ''): PurgeRequest {
  const tags = Math.floor(random() * random() * 170);
  const images = random() < 0.4 ? Math.floor(random() * random() * 60) : 0;
  const mode: PurgeMode = random() < 0.5 ? 'invalidate' : 'dangerously-delete';
  const environment = pick<Environment | undefined>(['production', 'preview', undefined], random);
  return {
    project: { idOrName: 'storefront', teamId: 'team_acme' },
    mode,
    targets: [
      ...Array.from({ length: tags }, (_, index): Target => ({ kind: 'tag', value: `${prefix}tag-${index}` })),
      ...Array.from({ length: images }, (_, index): Target => ({ kind: 'image', value: `/${prefix}${index}.png` })),
    ],
    ...(environment ? { environment } : {}),
    ...(mode === 'dangerously-delete' && random() < 0.3 ? { revalidationDeadlineSeconds: 60 } : {}),
  };
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}
