import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createLimiter, type Limiter } from '../../../src/core/purge/limiter.ts';
import { createDiskRateStore } from '../../../src/node/disk-rate-store.ts';
import { folderWith } from './folder.ts';

const TAGS = '/v1/edge-cache/invalidate-by-tags';

/** A window of the machine; it must find the disk usable. */
const windowOn = (folder: string): Limiter =>
  createLimiter(createDiskRateStore(folder, (error) => assert.fail(`${error}`)));

async function send(limiter: Limiter, now: number): Promise<void> {
  const turn = await limiter.take(TAGS, now);
  assert.ok(typeof turn !== 'number', `has to wait ${turn} ms`);
  await limiter.answered(turn, { now, rate: undefined, limited: undefined });
}

/** The one folder of an endpoint, once there is one. */
const folderOf = (folder: string): string => path.join(folder, readdirSync(folder)[0] ?? '');

function machine(test: TestContext): string {
  return path.join(folderWith(test, {}), 'calls');
}

describe('the calls of all windows of a machine', () => {
  it('are counted together, also by a window that is opened later', async (test) => {
    const folder = machine(test);
    const now = Date.now();
    const [one, other] = [windowOn(folder), windowOn(folder)];
    for (const limiter of [one, other, one, other, windowOn(folder)]) {
      await send(limiter, now);
    }
    for (const limiter of [one, other, windowOn(folder)]) {
      assert.equal(await limiter.take(TAGS, now), 61_000);
    }
  });

  it('are five when many windows ask at the same moment', async (test) => {
    const folder = machine(test);
    const now = Date.now();
    const taken = await Promise.all(Array.from({ length: 30 }, () => windowOn(folder).take(TAGS, now)));
    assert.equal(taken.filter((each) => typeof each !== 'number').length, 5);
  });

  it('leave nothing behind but what may still count', async (test) => {
    const folder = machine(test);
    for (let minute = 0; minute < 50; minute++) {
      await send(windowOn(folder), minute * 61_000);
    }
    assert.ok(readdirSync(folderOf(folder)).length <= 6);
  });

  it('count when their files are damaged, as of the time when they were written', async (test) => {
    const folder = machine(test);
    const now = Date.now();
    for (let call = 0; call < 5; call++) {
      await send(windowOn(folder), now);
    }
    const damages = ['', '{', '{"at":"soon"}', '{"at":-1,"answered":true}', 'x'.repeat(100_000)];
    for (const [at, name] of readdirSync(folderOf(folder)).entries()) {
      writeFileSync(path.join(folderOf(folder), name), damages[at] ?? '');
    }
    const wait = await windowOn(folder).take(TAGS, Date.now());
    assert.ok(typeof wait === 'number' && wait > 30_000 && wait <= 62_000, String(wait));
  });

  it('are told from what else lies there', async (test) => {
    const folder = machine(test);
    await send(windowOn(folder), Date.now());
    for (const name of ['0', '-1', '1e3', '7.4711', 'x']) {
      writeFileSync(path.join(folderOf(folder), name), 'x');
    }
    await send(windowOn(folder), Date.now());
    assert.ok(readFileSync(path.join(folderOf(folder), '2'), 'utf8').includes('"answered":true'));
  });

  it('are those of the window alone where the disk fails, and it is told once', async (test) => {
    const folder = path.join(folderWith(test, { file: '' }), 'file');
    let told = 0;
    const limiter = createLimiter(createDiskRateStore(folder, () => told++));
    const now = Date.now();
    for (let call = 0; call < 5; call++) {
      await send(limiter, now);
    }
    assert.equal(await limiter.take(TAGS, now), 61_000);
    assert.equal(told, 1);
  });
});
