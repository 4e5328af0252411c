import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './compare.ts';
import { NASTY, samples } from './samples.ts';

for (const { file, text, dialect } of samples(NASTY)) {
  test(`agrees with TypeScript on ${file}`, () => {
    const comparison = compare(text, dialect);
    assert.ok(comparison !== undefined, 'TypeScript finds a syntax error in the fixture');
    assert.ok(comparison.facts > 50);
    assert.deepEqual(comparison.differences, []);
  });
}

test('agrees with TypeScript on the sources of this project', () => {
  const files = samples('src', 'test/unit');
  assert.ok(files.length > 50);
  for (const { file, text, dialect } of files) {
    assert.deepEqual(compare(text, dialect)?.differences ?? [], [], file);
  }
});
