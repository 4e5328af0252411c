import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { PurgeRequest } from '../../../src/core/model.ts';
import { isCutOff } from '../../../src/core/purge/history.ts';
import { planPurge } from '../../../src/core/purge/plan.ts';
import type { Outcome, PurgeReport } from '../../../src/core/purge/run.ts';
import { createHistoryFolder, type HistoryFolder } from '../../../src/node/history-folder.ts';
import { createLog } from '../../../src/support/log.ts';
import { createRedactor } from '../../../src/support/redact.ts';
import { HistoryStore } from '../../../src/workspace/history-store.ts';
import { folderWith } from '../node/folder.ts';
import { OutputLines } from '../stand-in/vscode.ts';

const REQUEST: PurgeRequest = {
  project: { idOrName: 'prj_storefront', teamId: 'team_acme' },
  mode: 'invalidate',
  targets: [{ kind: 'tag', value: 'products' }],
};

const reportOf = (outcome: Outcome): PurgeReport => ({
  plan: planPurge(REQUEST),
  outcomes: REQUEST.targets.map((target) => ({ target, outcome })),
});

const storeOn = (folder: HistoryFolder): HistoryStore => new HistoryStore(folder, createLog('test', createRedactor()));

function machine(test: TestContext) {
  const folder = path.join(folderWith(test, {}), 'history');
  return { window: () => storeOn(createHistoryFolder(folder, (name) => assert.fail(name))) };
}

describe('a purge under way', () => {
  it('is known to every window before it has ended', async (test) => {
    const { window } = machine(test);
    const record = window().begin({ name: 'storefront', teamName: 'Acme' });
    await record.update(reportOf('not-sent'));
    const [purge] = await window().all();
    assert.deepEqual(
      [purge?.id, purge?.state, purge?.projectName, purge?.teamName],
      [record.id, 'running', 'storefront', 'Acme'],
    );
    assert.deepEqual(await window().cutOff(), [], 'its process is at work on it');
    await record.end(reportOf('accepted'));
    const [ended] = await window().all();
    assert.deepEqual([ended?.state, ended?.targets[0]?.outcome], ['ended', 'accepted']);
  });

  it('gives signs of life while nothing is sent, and none once it is over', async (test) => {
    test.mock.timers.enable({ apis: ['setInterval', 'Date'], now: 1_800_000_000_000 });
    const kept: number[] = [];
    const store = storeOn({ all: async () => [], keep: async ({ aliveAt }) => void kept.push(aliveAt) });
    const record = store.begin({});
    await record.update(reportOf('not-sent'));
    for (const pass of [30_000, 30_000, 30_000, 5000]) {
      test.mock.timers.tick(pass);
    }
    await record.end(reportOf('accepted'));
    test.mock.timers.tick(30_000);
    const since = kept.map((at) => at - 1_800_000_000_000);
    assert.deepEqual(since, [0, 30_000, 60_000, 90_000, 95_000]);
  });

  it('that was cut off is offered until it is settled', async (test) => {
    const { window } = machine(test);
    const record = window().begin({ name: 'storefront', teamName: 'Acme' });
    await record.update(reportOf('not-sent'));
    record.close();
    const [purge] = await window().all();
    assert.ok(purge && isCutOff(purge, Date.now(), () => false));
    let changed = 0;
    const store = window();
    store.onDidChange(() => changed++);
    await store.settle(record.id);
    const [settled] = await window().all();
    assert.ok(settled && !isCutOff(settled, Date.now(), () => false));
    assert.equal(changed, 1);
    await store.settle('no such purge');
    assert.equal(changed, 1);
  });
});

it('a disk that fails goes to the log, and stops nothing', async () => {
  OutputLines.clear();
  const broken = () => Promise.reject(new Error('ENOSPC'));
  const store = storeOn({ all: broken, keep: broken });
  const record = store.begin({});
  await record.update(reportOf('unknown'));
  await record.end(reportOf('accepted'));
  assert.deepEqual(await store.all(), []);
  assert.match(OutputLines.text(), /could not be kept[\s\S]*ENOSPC[\s\S]*cannot be read/);
});
