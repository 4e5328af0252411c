import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Spot } from '../../../src/core/discover/evaluate/budget.ts';
import { createValueMemory } from '../../../src/core/discover/evaluate/memory.ts';
import { type Env, TOO_COMPLEX, text, type Value } from '../../../src/core/discover/evaluate/values.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';

const env: Env = { module: { file: '/a.ts', tree: parse('', 'ts') }, frame: undefined };

/** A memory on a budget that the test sets, and a value that always loses something on its way. */
function setUp() {
  const budget = { cuts: 0, isWhole: true, spot: { question: 0, depth: 9 }, cutsAgain: cutsAgainAt(9) };
  const memory = createValueMemory(budget, { onTouch: () => {} });
  const question = {};
  let asked = 0;
  const ask = (): Value =>
    memory.once(question, env, () => {
      asked++;
      budget.cuts++;
      return TOO_COMPLEX;
    });
  return { budget, memory, ask, asked: () => asked };
}

/** A question that has come so deep. */
const cutsAgainAt =
  (depth: number) =>
  (spot: Spot): boolean =>
    spot.depth <= depth;

describe('a value that is too dear for one question', () => {
  it('is worked out once where a whole budget was not enough: it never will be', () => {
    const { ask, asked } = setUp();
    ask();
    ask();
    assert.equal(asked(), 1);
  });

  it('is worked out once in a question, where nothing more is left for it', () => {
    const { budget, ask, asked } = setUp();
    budget.isWhole = false;
    ask();
    ask();
    assert.equal(asked(), 1);
    budget.cutsAgain = cutsAgainAt(8);
    ask();
    assert.equal(asked(), 2);
  });

  it('is worked out again where others had spent the budget', () => {
    const { budget, ask, asked } = setUp();
    budget.isWhole = false;
    ask();
    budget.isWhole = true;
    budget.cutsAgain = () => false; // in another question
    ask();
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

describe('a circle', () => {
  const node = (): never => ({}) as never;

  /** A variable that asks for itself through another question; how often that was worked out. */
  function circular() {
    const { memory } = setUp();
    const variable = node();
    const between = node();
    let asked = 0;
    const askBetween = () =>
      memory.once(between, env, () => {
        asked++;
        return askVariable();
      });
    const askVariable = (): Value =>
      memory.once(variable, env, () => memory.around(variable, undefined, askBetween, () => text('before')));
    return { memory, askVariable, askBetween, asked: () => asked };
  }

  it('ends where it began, with what was there before', () => {
    const { askVariable } = circular();
    assert.deepEqual(askVariable(), text('before'));
  });

  it('is gone round once: what began it is remembered, what stands in it is not', () => {
    const { askVariable, askBetween, asked } = circular();
    askVariable();
    askVariable();
    assert.equal(asked(), 1);
    askBetween();
    assert.equal(asked(), 2);
  });

  it('of a value that nothing else ends is too complex', () => {
    const { memory } = setUp();
    const endless = node();
    const ask = (): Value => memory.once(endless, env, ask);
    assert.equal(ask(), TOO_COMPLEX);
  });

  it('leaves nothing behind where somebody fails in it', () => {
    const { memory, askVariable } = circular();
    const failing = node();
    const fail = () => {
      throw new Error('in here');
    };
    assert.throws(() => memory.once(failing, env, () => memory.around(failing, undefined, fail, fail)));
    assert.deepEqual(memory.once(failing, env, askVariable), text('before'));
  });
});

describe('an answer', () => {
  const node = {} as never;
  const cases: [string, (memory: ReturnType<typeof setUp>['memory']) => void, boolean][] = [
    ['holds while nothing changes', () => {}, true],
    ['holds while something else changes', (memory) => memory.forgetFile('read', '/other.ts'), true],
    ['does not outlive a file that it was read from', (memory) => memory.forgetFile('read', '/tags.ts'), false],
    ['does not outlive a function that it looked at', (memory) => memory.forget(node), false],
    ['does not outlive that everything is forgotten', (memory) => memory.forgetAll(), false],
  ];
  for (const [what, happen, holds] of cases) {
    it(what, () => {
      const { memory } = setUp();
      const answer = memory.answer(() => {
        memory.answer(() => memory.noteTouch('read', '/tags.ts', 'TAGS'));
        memory.note(node);
        return 'tags';
      });
      happen(memory);
      assert.equal(memory.again(answer)?.value, holds ? 'tags' : undefined);
    });
  }

  it('rests on what the answers rest on that it is made of, also where they were known', () => {
    const { memory } = setUp();
    const inner = memory.answer(() => memory.noteTouch('read', '/tags.ts', 'TAGS'));
    const outer = memory.answer(() => memory.again(inner));
    memory.forgetFile('read', '/tags.ts');
    assert.equal(memory.again(outer), undefined);
  });
});
