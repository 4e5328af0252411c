import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLimiter, type Limiter, memoryRateStore, type Turn } from '../../../src/core/purge/limiter.ts';

const START = 1_800_000_000_000;
const HOUR = 3_600_000;
const NOTHING = { rate: undefined, limited: undefined };

function turn(limiter: Limiter, endpoint: string, now: number): Turn {
  const taken = limiter.take(endpoint, now);
  assert.notEqual(typeof taken, 'number', `has to wait ${taken} ms`);
  return taken as Turn;
}

/** Sends a call that is answered at once. */
function send(limiter: Limiter, endpoint: string, now: number, answer: object = {}): void {
  limiter.answered(turn(limiter, endpoint, now), { ...NOTHING, now, ...answer });
}

function sendFive(limiter: Limiter, now: number): void {
  for (let count = 0; count < 5; count++) {
    send(limiter, '/tags', now);
  }
}

describe('the limiter', () => {
  it('lets five calls pass and the sixth wait for a minute and a second', () => {
    const limiter = createLimiter(memoryRateStore());
    sendFive(limiter, START);
    assert.equal(limiter.take('/tags', START), 61_000);
    assert.equal(limiter.take('/tags', START + 60_999), 1);
    send(limiter, '/tags', START + 61_000);
  });

  it('counts every endpoint on its own', () => {
    const limiter = createLimiter(memoryRateStore());
    sendFive(limiter, START);
    send(limiter, '/images', START);
  });

  it('shares its count with every window that shares the store', () => {
    const store = memoryRateStore();
    sendFive(createLimiter(store), START);
    assert.equal(createLimiter(store).take('/tags', START), 61_000);
  });

  it('counts a call from its answer, for nobody knows when it arrived', () => {
    const limiter = createLimiter(memoryRateStore());
    const slow = turn(limiter, '/tags', START);
    limiter.answered(slow, { ...NOTHING, now: START + 25_000 });
    for (let count = 0; count < 4; count++) {
      send(limiter, '/tags', START + 25_000);
    }
    assert.equal(limiter.take('/tags', START + 61_000), 25_000);
  });

  it('keeps the place of a call that was under way while the machine slept', () => {
    const limiter = createLimiter(memoryRateStore());
    const asleep = turn(limiter, '/tags', START);
    const later = START + 10 * 60_000;
    for (let count = 0; count < 4; count++) {
      send(limiter, '/tags', later);
    }
    assert.equal(limiter.take('/tags', later), 61_000);
    limiter.answered(asleep, { ...NOTHING, now: later });
    assert.equal(limiter.take('/tags', later), 61_000);
  });

  it('waits no longer than a window when the clock is set back', () => {
    const limiter = createLimiter(memoryRateStore());
    sendFive(limiter, START);
    assert.equal(limiter.take('/tags', START - HOUR), 61_000);
    assert.equal(limiter.take('/tags', START - HOUR + 31_000), 30_000);
    send(limiter, '/tags', START - HOUR + 61_000);
  });

  it('obeys a 429, in every window, but no longer than five minutes', () => {
    const store = memoryRateStore();
    const limiter = createLimiter(store);
    send(limiter, '/tags', START, { limited: { retryAfterMs: 90_000 } });
    assert.equal(limiter.take('/tags', START + 30_000), 60_000);
    assert.equal(createLimiter(store).take('/tags', START + 30_000), 60_000);
    send(limiter, '/images', START, { limited: { retryAfterMs: 30 * HOUR } });
    assert.equal(limiter.take('/images', START), 300_000);
  });

  it('keeps a block no longer when the clock is set back', () => {
    const limiter = createLimiter(memoryRateStore());
    send(limiter, '/tags', START, { limited: { retryAfterMs: 90_000 } });
    assert.equal(limiter.take('/tags', START - HOUR), 90_000);
    send(limiter, '/tags', START - HOUR + 90_000);
  });

  it('waits for a window after a 429 that says nothing', () => {
    const limiter = createLimiter(memoryRateStore());
    send(limiter, '/tags', START, { limited: {} });
    assert.equal(limiter.take('/tags', START), 61_000);
  });

  it('believes an answer that says that others used up the limit, for a window at most', () => {
    const limiter = createLimiter(memoryRateStore());
    send(limiter, '/tags', START, { rate: { remaining: 0, resetAt: START + 40_000 } });
    assert.equal(limiter.take('/tags', START), 40_000);
    send(limiter, '/images', START, { rate: { remaining: 0, resetAt: START + HOUR } });
    assert.equal(limiter.take('/images', START), 61_000);
    send(limiter, '/other', START, { rate: { remaining: 0, resetAt: START - 1 } });
    send(limiter, '/other', START);
  });
});
