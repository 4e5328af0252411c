import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { MOST_PURGES, type StoredPurge } from '../../../src/core/purge/history.ts';
import { createHistoryFolder, purgeId } from '../../../src/node/history-folder.ts';
import { folderWith } from './folder.ts';

function purgeAt(at: number, value = 'a'): StoredPurge {
  return {
    id: purgeId(at),
    at,
    state: 'ended',
    process: 1,
    aliveAt: at,
    mode: 'invalidate',
    project: { idOrName: 'web' },
    confirmation: 'none',
    targets: [{ kind: 'tag', value, outcome: 'accepted' }],
  };
}

function machine(test: TestContext) {
  const folder = path.join(folderWith(test, {}), 'history');
  const damaged: string[] = [];
  return { folder, damaged, window: () => createHistoryFolder(folder, (name) => damaged.push(name)) };
}

describe('the history of all windows of a machine', () => {
  it('is empty where nothing was purged', async (test) => assert.deepEqual(await machine(test).window().all(), []));

  it('holds what every window purged, newest first', async (test) => {
    const { window } = machine(test);
    await Promise.all([3, 1, 2].map((at) => window().keep(purgeAt(at))));
    assert.deepEqual(
      (await window().all()).map(({ at }) => at),
      [3, 2, 1],
    );
  });

  it('brings a purge up to date', async (test) => {
    const { window } = machine(test);
    const purge = purgeAt(1);
    await window().keep({ ...purge, state: 'running' });
    await window().keep(purge);
    assert.deepEqual(await window().all(), [purge]);
  });

  it('brings it up to date when two things happen to it at once', async (test) => {
    const { window } = machine(test);
    const purge = purgeAt(1);
    await Promise.all([window().keep({ ...purge, state: 'running' }), window().keep({ ...purge, state: 'running' })]);
    await window().keep(purge);
    assert.deepEqual(await window().all(), [purge]);
  });

  it('keeps the last 200', async (test) => {
    const { window, folder } = machine(test);
    for (let at = 1; at <= MOST_PURGES + 7; at++) {
      await window().keep(purgeAt(at));
    }
    const all = await window().all();
    assert.deepEqual([all.length, all[0]?.at, all.at(-1)?.at], [200, 207, 8]);
    assert.equal(readdirSync(folder).length, 200);
  });

  it('sets aside what is damaged, tells of it, and gives the rest', async (test) => {
    const { window, folder, damaged } = machine(test);
    const good = purgeAt(2);
    const [cut, foreign, other] = [purgeAt(1), purgeAt(3), purgeAt(4)];
    for (const purge of [good, cut, foreign, other]) {
      await window().keep(purge);
    }
    const fileOf = ({ id }: StoredPurge) => path.join(folder, `${id}.json`);
    writeFileSync(fileOf(cut), readFileSync(fileOf(cut), 'utf8').slice(0, -20));
    writeFileSync(fileOf(foreign), '{"purge":true}');
    writeFileSync(fileOf(other), readFileSync(fileOf(good)));
    assert.deepEqual(await window().all(), [good]);
    assert.equal(damaged.length, 3);
    assert.equal(readdirSync(folder).filter((name) => name.endsWith('.damaged')).length, 3);
    assert.deepEqual(await window().all(), [good]);
    assert.equal(damaged.length, 3);
  });

  it('looks at nothing else that lies there', async (test) => {
    const { window, folder, damaged } = machine(test);
    await window().keep(purgeAt(1));
    for (const name of ['x.json', '.json', '1-2.json', '000000000000001-0a1b2c3d.json.77']) {
      writeFileSync(path.join(folder, name), '{');
    }
    assert.equal((await window().all()).length, 1);
    assert.deepEqual(damaged, []);
  });

  it('says when the disk fails', async (test) => {
    const folder = path.join(folderWith(test, { file: '' }), 'file');
    const history = createHistoryFolder(folder, () => {});
    await assert.rejects(history.keep(purgeAt(1)));
    await assert.rejects(history.all());
  });
});
