import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createValueMemory } from '../../../src/core/discover/evaluate/memory.ts';
import { TOO_COMPLEX, type Value } from '../../../src/core/discover/evaluate/values.ts';

/** A memory on a budget that the test sets, and a value that always loses something on its way. */
function setUp() {
  const budget = { cuts: 0, isWhole: true };
  const memory = createValueMemory(budget, () => {});
  const question = {};
  let asked = 0;
  const ask = (): Value =>
    memory.once(question, undefined, () => {
      asked++;
      budget.cuts++;
      return TOO_COMPLEX;
    });
  return { budget, memory, ask, asked: () => asked };
}

describe('a value that is too dear for one question', () => {
  it('is worked out once where a whole budget was not enough: it never will be', () => {
    const { ask, asked } = setUp();
    ask();
    ask();
    assert.equal(asked(), 1);
  });

  it('is worked out again where others had spent the budget', () => {
    const { budget, ask, asked } = setUp();
    budget.isWhole = false;
    ask();
    budget.isWhole = true;
    ask();
    ask();
    assert.equal(asked(), 2);
  });

  it('is worked out again where a circle led to it', () => {
    const { memory, ask, asked } = setUp();
    memory.pending.add({} as never);
    ask();
    memory.pending.clear();
    ask();
    assert.equal(asked(), 2);
  });

  it('is forgotten with everything else', () => {
    const { memory, ask, asked } = setUp();
    ask();
    memory.forgetAll();
    ask();
    assert.equal(asked(), 2);
  });
});
