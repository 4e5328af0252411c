import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/core/model.ts';
import { targetsPhrase, usesWord } from '../../../src/ui/words/targets.ts';

test('large numbers are told in groups of three', () => {
  const targets = Array.from({ length: 1234 }, (_, at): Target => ({ kind: 'tag', value: `tag-${at}` }));
  assert.equal(targetsPhrase(targets), '1,234 cache tags');
  assert.equal(usesWord(12_345), '12,345 uses');
});
