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

describe('an answer', () => {
  const node = {} as never;
  const cases: [string, (memory: ReturnType<typeof setUp>['memory']) => void, boolean][] = [
    ['holds while nothing changes', () => {}, true],
    ['holds while something else changes', (memory) => memory.forget('/other.ts'), true],
    ['does not outlive a file that it was read from', (memory) => memory.forget('/tags.ts'), false],
    ['does not outlive a function that it looked at', (memory) => memory.forget(node), false],
    ['does not outlive that everything is forgotten', (memory) => memory.forgetAll(), false],
  ];
  for (const [what, happen, holds] of cases) {
    it(what, () => {
      const { memory } = setUp();
      const answer = memory.answer(() => {
        memory.answer(() => memory.note('/tags.ts'));
        memory.note(node);
        return 'tags';
      });
      happen(memory);
      assert.equal(memory.again(answer)?.value, holds ? 'tags' : undefined);
    });
  }

  it('rests on what the answers rest on that it is made of, also where they were known', () => {
    const { memory } = setUp();
    const inner = memory.answer(() => memory.note('/tags.ts'));
    const outer = memory.answer(() => memory.again(inner));
    memory.forget('/tags.ts');
    assert.equal(memory.again(outer), undefined);
  });
});
