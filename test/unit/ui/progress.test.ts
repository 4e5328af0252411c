import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunningPurges } from '../../../src/ui/purge/progress.ts';

test('a purge that tries again says why', async () => {
  const shown: (string | undefined)[] = [];
  const running = new RunningPurges([{ show: (text) => shown.push(text) }]);
  await running.track(async (_, report) => {
    const waiting = { state: 'waiting', until: Date.now() + 4000, done: 1, total: 3 } as const;
    report({ ...waiting, failure: { code: 'offline', cause: 'ENOTFOUND' } });
    report({ ...waiting, failure: { code: 'rate-limited', status: 429, message: '' } });
  });
  const [offline, limited] = shown.slice(-3);
  assert.match(offline ?? '', /^Purging: call 2 of 3 again in 4 s\. Vercel could not be reached \(ENOTFOUND\)/);
  assert.equal(limited, 'Purging: call 2 of 3 in 4 s. Vercel takes five calls a minute.');
});

test('purges that wait for the same thing say so once', async () => {
  const shown: (string | undefined)[] = [];
  const running = new RunningPurges([{ show: (text) => shown.push(text) }]);
  const begin = (total: number) => {
    let end = () => {};
    const ended = running.track((_, report) => {
      report({ state: 'sending', done: 0, total });
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    return async () => {
      end();
      await ended;
    };
  };
  const [first, second, third] = [begin(1), begin(1), begin(3)];
  assert.equal(shown.at(-1)?.split(' · ').length, 2);
  await first();
  await second();
  assert.equal(shown.at(-1)?.split(' · ').length, 1);
  await third();
  assert.equal(shown.at(-1), undefined);
});
