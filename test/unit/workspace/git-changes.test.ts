import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { GitRepository } from '../../../src/workspace/git.ts';
import { changedSince, hasCommit } from '../../../src/workspace/git-changes.ts';

function repositoryWith(...commits: readonly string[]) {
  const asked: string[] = [];
  const repository: Pick<GitRepository, 'getCommit' | 'state' | 'status' | 'diffWith'> = {
    state: { workingTreeChanges: [], indexChanges: [] },
    status: async () => undefined,
    diffWith: async (ref) => {
      asked.push(ref);
      return [];
    },
    getCommit: async (ref) => {
      asked.push(ref);
      assert.ok(commits.includes(ref));
    },
  };
  return { asked, repository: repository as GitRepository };
}

it('a commit is known by what git answers', async () => {
  const { repository } = repositoryWith('main');
  assert.deepEqual([await hasCommit(repository, 'main'), await hasCommit(repository, 'other')], [true, false]);
});

it('a name that git would read as an option is no commit, whatever the repository lists', async () => {
  const { repository, asked } = repositoryWith('--output=/home/me/.profile');
  assert.deepEqual(await changedSince(repository, { kind: 'ref', ref: '--output=/home/me/.profile' }), []);
  assert.deepEqual(asked, []);
});
