import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderWith } from '../node/folder.ts';
import { randomFrom } from '../parse/mutate.ts';
import { editUntilDifferent } from './edits.ts';

const SEEDS = [1, 2, 3, 4];
const EDITS = 40;

for (const seed of SEEDS) {
  test(`a window that stays open shows what a new one would, whatever is edited (seed ${seed})`, async (t) => {
    const root = folderWith(t, {});
    assert.deepEqual(
      await editUntilDifferent('test/fixtures/sample', root, { edits: EDITS, random: randomFrom(seed) }),
      [],
    );
  });
}
