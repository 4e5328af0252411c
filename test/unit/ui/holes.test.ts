import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countFilled, fill, holesOf, MOST_FILLED, valuesFor } from '../../../src/ui/pick/holes.ts';

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

describe('values from a text that the workspace knows', () => {
  const one = ['post-', { hole: 'id' }];
  const framed = ['/img/', { hole: 'name' }, '.png'];
  const again = [{ hole: 'id' }, '/', { hole: 'id' }];
  for (const [pattern, text, values] of [
    [one, 'post-7', { id: '7' }],
    [one, 'post-a-b', { id: 'a-b' }],
    [one, 'post-', undefined],
    [one, 'page-7', undefined],
    [framed, '/img/a.png.png', { name: 'a.png' }],
    [framed, '/img/.png', undefined],
    [framed, '/img/a.jpg', undefined],
    [parts, 'post-1-en', { id: '1', lang: 'en' }],
    [again, 'x/x', { id: 'x' }],
    [again, 'x/y', undefined],
  ] as const) {
    it(`${text} → ${JSON.stringify(values)}`, () => {
      const found = valuesFor(pattern, text);
      assert.deepEqual(found && Object.fromEntries(found), values);
    });
  }

  it('are not guessed where the text comes out in several ways', () => {
    assert.equal(valuesFor(parts, 'post-a-b-en'), undefined);
    assert.equal(valuesFor([{ hole: 'a' }, { hole: 'b' }], 'xy'), undefined);
  });
});

it('says how many texts there would be', () => {
  const many = Array.from({ length: 1000 }, (_, n) => String(n));
  assert.equal(
    countFilled(
      parts,
      new Map([
        ['id', many],
        ['lang', ['en', 'de']],
      ]),
    ),
    2000,
  );
  assert.equal(countFilled(parts, new Map([['id', many]])), 0);
});
