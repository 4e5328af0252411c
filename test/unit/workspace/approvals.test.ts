import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Approvals } from '../../../src/workspace/approvals.ts';
import type { KnownProject } from '../../../src/workspace/projects.ts';
import { MemoryMemento } from '../stand-in/vscode.ts';

const FOLDER = '/code/shop';
const LINKED: KnownProject = {
  key: 'team_acme/prj_storefront',
  ref: { idOrName: 'prj_storefront', teamId: 'team_acme' },
  folder: FOLDER,
  source: '/code/shop/.vercel/project.json',
  from: 'file',
};

describe('the first look at a project', () => {
  let memory: MemoryMemento;
  let approvals: Approvals;
  beforeEach(() => {
    memory = new MemoryMemento();
    approvals = new Approvals(memory);
  });

  it('is needed once for each folder, and remembered', async () => {
    assert.equal(approvals.has(LINKED), false);
    await approvals.approve(LINKED);
    assert.equal(approvals.has(LINKED), true);
    assert.equal(new Approvals(memory).has(LINKED), true);
    assert.equal(approvals.has({ ...LINKED, folder: '/code/shop/apps/web' }), false);
  });

  const changes: readonly [string, Partial<KnownProject>][] = [
    ['another project', { key: 'team_acme/prj_other', ref: { idOrName: 'prj_other', teamId: 'team_acme' } }],
    ['another team', { key: 'team_other/prj_storefront', ref: { idOrName: 'prj_storefront', teamId: 'team_other' } }],
    ['another file', { source: '/code/shop/.vercel/repo.json' }],
    ['the environment', { from: 'environment' }],
  ];
  for (const [name, change] of changes) {
    it(`is needed again after a change: ${name}`, async () => {
      await approvals.approve(LINKED);
      const changed = { ...LINKED, ...change };
      assert.equal(approvals.has(changed), false);
      await approvals.approve(changed);
      assert.equal(approvals.has(LINKED), false, 'and again when it changes back');
    });
  }

  it('is not needed where the user chose by hand', () =>
    assert.equal(approvals.has({ ...LINKED, from: 'chosen' }), true));

  it('is needed every time for a project of the history, which belongs to no folder', async () => {
    const past: KnownProject = { ...LINKED, folder: '', from: 'history' };
    await approvals.approve(past);
    assert.equal(approvals.has(past), false);
    assert.equal(approvals.has({ ...past, folder: FOLDER }), false);
  });

  it('is not forged by names of folders or by damaged memory', async () => {
    for (const folder of ['__proto__', 'constructor', 'toString', '']) {
      assert.equal(approvals.has({ ...LINKED, folder }), false, folder);
    }
    for (const damaged of [null, [], 'yes', { [FOLDER]: true }, { [FOLDER]: { key: LINKED.key } }]) {
      await memory.update('vercelCache.approvedProjects', damaged);
      assert.equal(approvals.has(LINKED), false);
    }
  });
});
