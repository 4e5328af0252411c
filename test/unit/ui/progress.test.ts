import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunningPurges } from '../../../src/ui/purge/progress.ts';

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
