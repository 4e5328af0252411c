import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentLink, linkOf, readProjectJson, readRepoJson } from '../../../src/core/vercel/links.ts';

const ROOT = '/code/repo';

describe('.vercel/project.json', () => {
  const read = (content: unknown) =>
    readProjectJson(typeof content === 'string' ? content : JSON.stringify(content), ROOT);

  it('links a folder to a project of a team', () =>
    assert.deepEqual(read({ projectId: 'prj_1', orgId: 'team_1', projectName: 'web', settings: {} }), {
      ref: { idOrName: 'prj_1', teamId: 'team_1' },
      name: 'web',
      folder: ROOT,
      source: '/code/repo/.vercel/project.json',
    }));

  it('sends no team for a personal account', () =>
    assert.deepEqual(read({ projectId: 'prj_1', orgId: 'user_abc' })?.ref, { idOrName: 'prj_1' }));

  for (const [name, content] of [
    ['only settings', { settings: { framework: 'nextjs' } }],
    ['an array', [{ projectId: 'prj_1', orgId: 'team_1' }]],
    ['text cut off', '{"projectId":"prj_1","orgId":"tea'],
    ['nothing', ''],
    ['null', null],
    ['ids of other types', { projectId: 1, orgId: ['team_1'] }],
    ['an id that is a path', { projectId: '../../v1/purge', orgId: 'team_1' }],
    ['an id with a query', { projectId: 'prj_1&teamId=team_2', orgId: 'team_1' }],
    ['an empty id', { projectId: '', orgId: 'team_1' }],
    ['an id of a megabyte', { projectId: 'x'.repeat(1_000_000), orgId: 'team_1' }],
    ['a megabyte more', JSON.stringify({ projectId: 'prj_1', orgId: 'team_1' }) + ' '.repeat(1_000_000)],
    ['an endless depth', '['.repeat(500_000)],
  ] as const) {
    it(`is no link: ${name}`, () => assert.equal(read(content), undefined));
  }
});

describe('.vercel/repo.json', () => {
  const read = (content: unknown) => readRepoJson(JSON.stringify(content), ROOT);
  const project = (directory: string, id: string, rest: object = {}) => ({ id, name: id, directory, ...rest });
  const REPO = {
    remoteName: 'origin',
    orgId: 'team_1',
    projects: [
      project('.', 'prj_root'),
      project('apps/web', 'prj_web'),
      project('apps/web/admin', 'prj_admin', { orgId: 'team_2' }),
      project('apps/we', 'prj_we', { orgId: 'user_1' }),
    ],
  };
  const idOf = (file: string) => linkOf(file, read(REPO))?.ref;

  it('links each file to the deepest directory that holds it', () => {
    assert.deepEqual(idOf('/code/repo/README.md'), { idOrName: 'prj_root', teamId: 'team_1' });
    assert.deepEqual(idOf('/code/repo/apps/web/page.tsx'), { idOrName: 'prj_web', teamId: 'team_1' });
    assert.deepEqual(idOf('/code/repo/apps/web/admin/page.tsx'), { idOrName: 'prj_admin', teamId: 'team_2' });
    assert.deepEqual(idOf('/code/repo/apps/we/page.tsx'), { idOrName: 'prj_we' });
    assert.deepEqual(idOf('/code/repo/apps/website/page.tsx'), { idOrName: 'prj_root', teamId: 'team_1' });
    assert.equal(idOf('/elsewhere/page.tsx'), undefined);
  });

  it('never speaks for folders outside of its own', () =>
    assert.deepEqual(read({ orgId: 'team_1', projects: [project('../other', 'p'), project('a/../..', 'p')] }), []));

  it('holds no project without an owner', () => assert.deepEqual(read({ projects: [project('.', 'p')] }), []));

  for (const [name, content] of [
    ['an array', []],
    ['no projects', { orgId: 'team_1' }],
    ['projects of another form', { orgId: 'team_1', projects: { web: 'apps/web' } }],
    ['far too many', { orgId: 'team_1', projects: Array.from({ length: 1001 }, () => project('.', 'p')) }],
  ] as const) {
    it(`is no link: ${name}`, () => assert.deepEqual(read(content), []));
  }
});

describe('the environment', () => {
  it('links where both variables are set', () =>
    assert.deepEqual(environmentLink({ VERCEL_ORG_ID: 'team_1', VERCEL_PROJECT_ID: 'prj_1' }, ROOT), {
      ref: { idOrName: 'prj_1', teamId: 'team_1' },
      folder: ROOT,
    }));

  it('does not link where one is missing, or is no id', () => {
    assert.equal(environmentLink({ VERCEL_ORG_ID: 'team_1' }, ROOT), undefined);
    assert.equal(environmentLink({ VERCEL_PROJECT_ID: 'prj_1', VERCEL_ORG_ID: '' }, ROOT), undefined);
    assert.equal(environmentLink({ VERCEL_PROJECT_ID: 'a/b', VERCEL_ORG_ID: 'team_1' }, ROOT), undefined);
  });
});
