import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../../src/core/model.ts';
import { environmentOf } from '../../../src/ui/words/environments.ts';

test('a purge of images alone has no environment', () => {
  const tag: Target = { kind: 'tag', value: 'a' };
  const image: Target = { kind: 'image', value: '/a.png' };
  assert.deepEqual(environmentOf([image, tag], 'preview'), ['Preview']);
  assert.deepEqual(environmentOf([tag], undefined), ['All environments']);
  assert.deepEqual(environmentOf([image], undefined), []);
});
