import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listsIn } from '../../../src/ui/pick/quick-pick.ts';

test('what is typed is a list with commas, or one of words', () => {
  assert.deepEqual(listsIn(' a, b ,,'), [['a', 'b']]);
  assert.deepEqual(listsIn('summer sale, winter'), [
    ['summer sale', 'winter'],
    ['summer', 'sale', 'winter'],
  ]);
  assert.deepEqual(listsIn('/a,b.png', false), [['/a,b.png']]);
  assert.deepEqual(listsIn(', ,'), []);
});

test('quotes that were copied from code are none of it', () => {
  assert.deepEqual(listsIn(`'posts'`), [['posts']]);
  assert.deepEqual(listsIn(`"a", 'b',\`c\``), [['a', 'b', 'c']]);
  assert.deepEqual(listsIn(`it's, 'a"`), [[`it's`, `'a"`]]);
});
