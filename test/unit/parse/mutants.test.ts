import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptCalls } from './kept-calls.ts';
import { applyEdit, mutation, pick, randomFrom } from './mutate.ts';
import { samples } from './samples.ts';
import { unsoundness } from './soundness.ts';

const MUTANTS = 400;

test('keeps at least 98 % of the calls that stand outside of a damaged line', () => {
  const files = samples('src').filter(({ text }) => text.length > 1000);
  const random = randomFrom(1);
  let kept = 0;
  let total = 0;
  for (let i = 0; i < MUTANTS; i++) {
    const { text, dialect } = pick(files, random);
    const result = keptCalls(text, dialect, mutation(text, random));
    kept += result.kept;
    total += result.total;
  }
  assert.ok(total > 5000);
  assert.ok(kept >= 0.98 * total, `${kept} of ${total}`);
});

test('the tree of a damaged text is sound', () => {
  const files = samples('test/fixtures/parse', 'src/core/discover');
  const random = randomFrom(2);
  for (let i = 0; i < MUTANTS; i++) {
    const { file, text, dialect } = pick(files, random);
    let damaged = text;
    for (let edits = 0; edits < 5; edits++) {
      damaged = applyEdit(damaged, mutation(damaged, random));
    }
    assert.deepEqual(unsoundness(damaged, dialect), [], `mutant ${i} of ${file}`);
  }
});
