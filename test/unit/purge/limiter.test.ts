import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLimiter, type Limiter, type Turn } from '../../../src/core/purge/limiter.ts';
import { memoryRateStore } from '../../../src/core/purge/rate-store.ts';

const START = 1_800_000_000_000;
const HOUR = 3_600_000;
const NOTHING = { rate: undefined, limited: undefined };

async function turn(limiter: Limiter, endpoint: string, now: number): Promise<Turn> {
  const taken = await limiter.take(endpoint, now);
  assert.ok(typeof taken !== 'number', `has to wait ${taken} ms`);
  return taken;
}

/** Sends a call that is answered at once. */
async function send(limiter: Limiter, endpoint: string, now: number, answer: object = {}): Promise<void> {
  await limiter.answered(await turn(limiter, endpoint, now), { ...NOTHING, now, ...answer });
}

async function sendFive(limiter: Limiter, now: number): Promise<void> {
  for (let count = 0; count < 5; count++) {
    await send(limiter, '/tags', now);
  }
}

describe('the limiter', () => {
  it('lets five calls pass and the sixth wait for a minute and a second', async () => {
    const limiter = createLimiter(memoryRateStore());
    await sendFive(limiter, START);
    assert.equal(await limiter.take('/tags', START), 61_000);
    assert.equal(await limiter.take('/tags', START + 60_999), 1);
    await send(limiter, '/tags', START + 61_000);
  });

  it('counts every endpoint on its own', async () => {
    const limiter = createLimiter(memoryRateStore());
    await sendFive(limiter, START);
    await send(limiter, '/images', START);
  });

  it('shares its count with every window that shares the store', async () => {
    const store = memoryRateStore();
    await sendFive(createLimiter(store), START);
    assert.equal(await createLimiter(store).take('/tags', START), 61_000);
  });

  it('counts a call from its answer, for nobody knows when it arrived', async () => {
    const limiter = createLimiter(memoryRateStore());
    const slow = await turn(limiter, '/tags', START);
    await limiter.answered(slow, { ...NOTHING, now: START + 25_000 });
    for (let count = 0; count < 4; count++) {
      await send(limiter, '/tags', START + 25_000);
    }
    assert.equal(await limiter.take('/tags', START + 61_000), 25_000);
  });

  it('keeps the place of a call that was under way while the machine slept', async () => {
    const limiter = createLimiter(memoryRateStore());
    const asleep = await turn(limiter, '/tags', START);
    const later = START + 10 * 60_000;
    for (let count = 0; count < 4; count++) {
      await send(limiter, '/tags', later);
    }
    assert.equal(await limiter.take('/tags', later), 61_000);
    await limiter.answered(asleep, { ...NOTHING, now: later });
    assert.equal(await limiter.take('/tags', later), 61_000);
  });

  it('gives up the place of a call that another window never got an answer to', async () => {
    const store = memoryRateStore();
    await turn(createLimiter(store), '/tags', START);
    const limiter = createLimiter(store);
    const later = START + 15 * 60_000;
    await sendFive(limiter, later);
    assert.equal(await limiter.take('/tags', later), 61_000);
  });

  it('gives the last place to one of those who ask at the same time', async () => {
    const store = memoryRateStore();
    const taken = await Promise.all(Array.from({ length: 20 }, () => createLimiter(store).take('/tags', START)));
    assert.equal(taken.filter((each) => typeof each !== 'number').length, 5);
  });

  it('keeps only calls that may still count', async () => {
    const store = memoryRateStore();
    const limiter = createLimiter(store);
    for (let minute = 0; minute < 1000; minute++) {
      await send(limiter, '/tags', START + minute * 61_000);
    }
    assert.ok((await store.read('/tags')).size <= 6);
  });

  it('knows how long a queue will take, with what was sent before', async () => {
    const limiter = createLimiter(memoryRateStore());
    assert.deepEqual(
      await Promise.all([0, 1, 5, 6, 10, 11].map((calls) => limiter.estimate('/tags', calls, START))),
      [0, 0, 0, 61_000, 61_000, 122_000],
    );
    for (const at of [0, 1000, 2000]) {
      await send(limiter, '/tags', START + at);
    }
    const now = START + 10_000;
    assert.deepEqual(
      await Promise.all([2, 3, 4, 5, 6, 8].map((calls) => limiter.estimate('/tags', calls, now))),
      [0, 51_000, 52_000, 53_000, 61_000, 112_000],
    );
    assert.equal(typeof (await limiter.take('/tags', now)), 'object', 'an estimate takes no place');
  });

  it('takes a shorter window, in tests', async () => {
    const limiter = createLimiter(memoryRateStore(), 3000);
    await sendFive(limiter, START);
    assert.equal(await limiter.take('/tags', START), 3000);
  });

  it('waits no longer than a window when the clock is set back', async () => {
    const limiter = createLimiter(memoryRateStore());
    await sendFive(limiter, START);
    assert.equal(await limiter.take('/tags', START - HOUR), 61_000);
    assert.equal(await limiter.take('/tags', START - HOUR + 31_000), 30_000);
    await send(limiter, '/tags', START - HOUR + 61_000);
  });

  it('obeys a 429, in every window, but no longer than five minutes', async () => {
    const store = memoryRateStore();
    const limiter = createLimiter(store);
    await send(limiter, '/tags', START, { limited: { retryAfterMs: 90_000 } });
    assert.equal(await limiter.take('/tags', START + 30_000), 60_000);
    assert.equal(await createLimiter(store).take('/tags', START + 30_000), 60_000);
    await send(limiter, '/images', START, { limited: { retryAfterMs: 30 * HOUR } });
    assert.equal(await limiter.take('/images', START), 300_000);
  });

  it('keeps a block no longer when the clock is set back', async () => {
    const limiter = createLimiter(memoryRateStore());
    await send(limiter, '/tags', START, { limited: { retryAfterMs: 90_000 } });
    assert.equal(await limiter.take('/tags', START - HOUR), 90_000);
    await send(limiter, '/tags', START - HOUR + 90_000);
  });

  it('waits for a window after a 429 that says nothing', async () => {
    const limiter = createLimiter(memoryRateStore());
    await send(limiter, '/tags', START, { limited: {} });
    assert.equal(await limiter.take('/tags', START), 61_000);
  });

  it('believes an answer that says that others used up the limit, for a window at most', async () => {
    const limiter = createLimiter(memoryRateStore());
    await send(limiter, '/tags', START, { rate: { remaining: 0, resetMs: 40_000 } });
    assert.equal(await limiter.take('/tags', START), 40_000);
    await send(limiter, '/images', START, { rate: { remaining: 0, resetMs: HOUR } });
    assert.equal(await limiter.take('/images', START), 61_000);
    await send(limiter, '/other', START, { rate: { remaining: 0, resetMs: -1 } });
    await send(limiter, '/other', START);
  });
});
