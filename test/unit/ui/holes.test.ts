import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fill, holesOf, MOST_FILLED, valueFor } from '../../../src/ui/pick/holes.ts';

const parts = ['post-', { hole: 'id' }, '-', { hole: 'lang' }];

describe('filling a pattern', () => {
  it('asks for each hole once', () => assert.deepEqual(holesOf([...parts, '-', { hole: 'id' }]), ['id', 'lang']));

  it('makes every combination, each once', () => {
    const texts = fill(
      parts,
      new Map([
        ['id', ['1', '2', '1']],
        ['lang', ['en', 'de']],
      ]),
    );
    assert.deepEqual(texts, ['post-1-en', 'post-1-de', 'post-2-en', 'post-2-de']);
  });

  it('gives holes of one name one value', () => {
    assert.deepEqual(fill([{ hole: 'a' }, '/', { hole: 'a' }], new Map([['a', ['x', 'y']]])), ['x/x', 'y/y']);
  });

  it('has an end', () => {
    const many = Array.from({ length: 1000 }, (_, n) => String(n));
    assert.equal(
      fill(
        parts,
        new Map([
          ['id', many],
          ['lang', many],
        ]),
      ).length,
      MOST_FILLED,
    );
  });

  it('takes names of built-in properties as any other', () => {
    assert.deepEqual(fill([{ hole: '__proto__' }, '!'], new Map([['__proto__', ['x']]])), ['x!']);
  });
});

describe('a value from a text that the workspace knows', () => {
  for (const [text, value] of [
    ['post-7', '7'],
    ['post-', undefined],
    ['page-7', undefined],
  ] as const) {
    it(`${text} → ${value}`, () => assert.equal(valueFor(['post-', { hole: 'id' }], text), value));
  }

  it('is not guessed where two holes share the text', () => assert.equal(valueFor(parts, 'post-1-en'), undefined));
});
