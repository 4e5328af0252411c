import assert from 'node:assert/strict';
import { it } from 'node:test';
import { canBePurged } from '../../../src/core/index/entries.ts';
import { createWorkspaceIndex } from '../../../src/core/index/workspace-index.ts';
import type { TargetKind } from '../../../src/core/model.ts';

it('a tag that Vercel would never get is nothing to purge, whatever the code does with it', () => {
  const isPurged = (text: string, kind: TargetKind = 'tag') => {
    const index = createWorkspaceIndex(() => '');
    const span = { start: 0, end: 1 };
    const role = kind === 'tag' ? 'assign' : 'image';
    const occurrences = [{ role, api: 'cacheTag', value: { certainty: 'exact', text }, span }] as const;
    return index.set([{ file: 'a.ts', occurrences, dependencies: [] }]).added.map(canBePurged);
  };
  assert.deepEqual(isPurged('posts'), [true]);
  for (const tag of ['*', 'a,b', 'x'.repeat(257), 'a\u0007']) {
    assert.deepEqual(isPurged(tag), [false], tag);
  }
  assert.deepEqual(isPurged('/a,b.png', 'image'), [true]);
});
