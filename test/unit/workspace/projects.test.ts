import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VercelClient } from '../../../src/core/vercel/client.ts';
import { type KnownProject, Projects } from '../../../src/workspace/projects.ts';
import { MemoryMemento } from '../stand-in/vscode.ts';

const LINKED: KnownProject = {
  key: '/prj_shop',
  ref: { idOrName: 'prj_shop' },
  folder: '/code/shop',
  name: 'as-the-file-says',
  from: 'file',
};

test('the names of a project are asked for once in a window, as it may have been renamed since', async () => {
  const memory = new MemoryMemento();
  let asked = 0;
  let name: string | undefined = 'shop';
  const client: Pick<VercelClient, 'project' | 'team'> = {
    project: async () => {
      asked++;
      return name === undefined
        ? { ok: false, failure: { code: 'offline', cause: 'ENOTFOUND' } }
        : { ok: true, value: { id: 'prj_shop', name } };
    },
    team: async () => assert.fail('it has no team'),
  };
  const nameIn = async (window: Projects) => {
    const checked = await window.check(LINKED);
    return checked.ok ? checked.value.name : checked.failure.code;
  };
  const first = new Projects(memory, {}, client);
  assert.deepEqual([await nameIn(first), await nameIn(first), asked], ['shop', 'shop', 1]);

  const same = new Projects(memory, {}, client);
  same.onDidChange(() => assert.fail('nothing has changed'));
  assert.equal(await nameIn(same), 'shop');

  name = undefined;
  const second = new Projects(memory, {}, client);
  assert.equal(await nameIn(second), 'offline');
  name = 'renamed';
  assert.deepEqual([await nameIn(second), await nameIn(second), asked], ['renamed', 'renamed', 4]);
});
