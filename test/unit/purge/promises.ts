import assert from 'node:assert/strict';
import type { PurgeMode, Target } from '../../../src/core/model.ts';
import type { PurgeReport } from '../../../src/core/purge/run.ts';
import type { SentCall, World } from './simulation.ts';

const MINUTE = 60_000;

/** What a purge promises for every target, held against what the network and the server saw. */
export function checkReport({ plan, outcomes }: PurgeReport, world: World): void {
  const planned = plan.calls.flatMap((call) => call.targets);
  assert.deepEqual(
    outcomes.map(({ target }) => target),
    planned,
    'every target once, in the order of the plan',
  );
  for (const [index, { target, outcome, failure }] of outcomes.entries()) {
    const calls = world.sent.filter((call) => isFor(call, plan.request.mode, target));
    const done = calls.filter((call) => call.done).length;
    const answered = calls.filter((call) => call.answered).length;
    const where = `target ${index} is ${outcome} (${failure?.code}), sent ${calls.length}, done ${done}`;
    assert.ok(['accepted', 'refused', 'not-sent', 'unknown'].includes(outcome), where);
    assert.equal(outcome === 'accepted', failure === undefined, where);
    assert.ok(
      answered <= 1 && (answered === 0 || calls.at(-1)?.answered),
      `sent again after it was accepted: ${where}`,
    );
    if (outcome === 'accepted') {
      assert.ok(done > 0, where);
    }
    if (outcome === 'not-sent' || outcome === 'refused') {
      assert.equal(done, 0, where);
    }
    if (plan.request.mode === 'dangerously-delete') {
      assert.ok(done <= 1, `a delete was done twice: ${where}`);
      assert.ok(done === 0 || calls.at(-1)?.done, `a delete was repeated: ${where}`);
    }
  }
}

/** What is kept of a purge holds at any moment: the window may be closed in the middle. */
export function checkInterrupted({ plan, outcomes }: PurgeReport, world: World): void {
  for (const { target, outcome } of outcomes) {
    const done = world.sent.some((call) => call.done && isFor(call, plan.request.mode, target));
    assert.ok(!done || outcome === 'accepted' || outcome === 'unknown', `done, but kept as ${outcome}`);
    assert.ok(done || outcome !== 'accepted', 'kept as accepted, but not done');
  }
}

/** The server never had to refuse a call of ours for its own limit. */
export function checkRate(world: World): void {
  for (const endpoint of new Set(world.sent.map((call) => call.endpoint))) {
    const times = world.sent.filter((call) => call.left && call.endpoint === endpoint).map((call) => call.at);
    for (const [index, time] of times.entries()) {
      const sixth = times[index + 5];
      assert.ok(sixth === undefined || sixth - time >= MINUTE, `${endpoint}: six calls in ${(sixth ?? 0) - time} ms`);
    }
  }
  assert.ok(!world.sent.some((call) => call.limited), 'the limit of the API was met');
}

function isFor(call: SentCall, mode: PurgeMode, target: Target): boolean {
  const kind = call.endpoint.endsWith('tags') ? 'tag' : 'image';
  return call.endpoint.includes(mode) && kind === target.kind && call.values.includes(target.value);
}
