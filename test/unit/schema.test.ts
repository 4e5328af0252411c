import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as s from '../../src/core/schema.ts';

const Person = s.object({ name: s.string, age: s.optional(s.number), mail: s.helpful(s.string) });

describe('a schema', () => {
  it('reads what has its form, and nothing else', () => {
    const junk = [
      undefined,
      null,
      0,
      1,
      -1,
      Number.NaN,
      Infinity,
      '',
      'a',
      true,
      [],
      ['a'],
      [1, undefined],
      {},
      { a: 1 },
    ];
    for (const [schema, read] of [
      [s.string, ['', 'a']],
      [s.number, [0, 1, -1]],
      [s.boolean, [true]],
      [s.one('a', 1), [1, 'a']],
      [s.nullable(s.string), [null, '', 'a']],
      [s.either(s.string, s.boolean), ['', 'a', true]],
      [s.where(s.number, (number) => number > 0), [1]],
      [s.array(s.string), [[], ['a']]],
      [s.record(s.number), [{}, { a: 1 }]],
    ] as const) {
      assert.deepEqual(
        junk.flatMap((value) => {
          const known = schema(value);
          return known === undefined ? [] : [known];
        }),
        read,
      );
    }
  });

  it('takes of an object the fields that it knows', () => {
    assert.deepEqual(Person({ name: 'a', age: 1, mail: 'b', more: true }), { name: 'a', age: 1, mail: 'b' });
    assert.deepEqual(Person({ name: 'a' }), { name: 'a' });
    for (const other of [{}, { name: 1 }, { name: 'a', age: '1' }, { name: 'a', age: null }, [], 'a', null]) {
      assert.equal(Person(other), undefined, JSON.stringify(other));
    }
  });

  it('lets a field that only helps hide nothing', () => {
    assert.deepEqual(Person({ name: 'a', mail: 1 }), { name: 'a' });
  });

  it('is not led astray by names that mean something to the engine', () => {
    const read = s.readJson(s.record(s.object({ admin: s.boolean })), '{"__proto__":{"admin":true}}');
    assert.deepEqual(Object.keys(read ?? {}), ['__proto__']);
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
  });

  it('reads JSON, and nothing where there is none', () => {
    assert.deepEqual(s.readJson(Person, '{"name":"a"}'), { name: 'a' });
    for (const text of [null, '', '{', 'name', '[]']) {
      assert.equal(s.readJson(Person, text), undefined);
    }
  });
});
