import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PurgeMode, Target } from '../../../src/core/model.ts';
import { planPurge } from '../../../src/core/purge/plan.ts';
import { runPurge } from '../../../src/core/purge/run.ts';
import { FAULTS } from './faults.ts';
import { checkRate, checkReport } from './promises.ts';
import { seeded, World } from './simulation.ts';

/** 10 calls of 16 tags. */
const targets = Array.from({ length: 160 }, (_, index): Target => ({ kind: 'tag', value: `tag-${index}` }));

describe('a queue of ten calls', () => {
  for (const mode of ['invalidate', 'dangerously-delete'] as const) {
    it(`keeps its promises whatever hits any one call (${mode})`, async () => {
      for (const fault of FAULTS.keys()) {
        for (let position = 0; position < 10; position++) {
          await runWithFault(mode, fault, position);
        }
      }
    });
  }
});

async function runWithFault(mode: PurgeMode, fault: number, position: number): Promise<void> {
  const random = seeded(fault * 10 + position);
  const world = new World(random);
  let request = 0;
  world.nextFault = () => (request++ === position ? FAULTS[fault]?.(random) : undefined) ?? { kind: 'none' };
  const project = { idOrName: 'storefront', teamId: 'team_acme' };
  const plan = planPurge({ project, mode, targets });
  assert.equal(plan.calls.length, 10);
  const report = await runPurge(plan, world);
  checkReport(report, world);
  checkRate(world);
  const before = report.outcomes.slice(0, position * 16);
  assert.ok(
    before.every(({ outcome }) => outcome === 'accepted'),
    `what was accepted before fault ${fault} stays accepted`,
  );
  const others = report.outcomes.filter((_, index) => Math.floor(index / 16) !== position);
  assert.ok(
    others.every(({ outcome }) => outcome === 'accepted' || outcome === 'not-sent'),
    `fault ${fault} at ${position} hits one call only, or stops the queue`,
  );
}
