import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { byName, flag, ifReadable, maybe, nullish, readJson, that } from '../../src/core/schemas.ts';

describe('what comes from outside', () => {
  it('has no number without an end', () => {
    assert.deepEqual(readJson(z.array(z.number()), '[1.5, -2]'), [1.5, -2]);
    assert.equal(readJson(z.array(z.number()), '[1e999]'), undefined);
  });

  it('has names only where it is no list', () => {
    assert.deepEqual(readJson(byName(z.string()), '{ "a": "b", "__proto__": "c" }'), { a: 'b' });
    assert.equal(readJson(byName(z.string()), '["b"]'), undefined);
    assert.equal(readJson(byName(z.string()), '{ "a": 1 }'), undefined);
  });

  it('has parts that may be missing, or nothing', () => {
    const schema = z.object({ name: nullish(z.string()) });
    assert.deepEqual(readJson(schema, '{}'), {});
    assert.deepEqual(readJson(schema, '{ "name": null }'), { name: null });
    assert.deepEqual(readJson(schema, '{ "name": "a" }'), { name: 'a' });
    assert.equal(readJson(schema, '{ "name": 1 }'), undefined);
  });

  it('has parts that may be missing, and only be missing', () => {
    const schema = z.object({ name: maybe(z.string()) });
    assert.deepEqual(readJson(schema, '{}'), {});
    assert.deepEqual(readJson(schema, '{ "name": "a" }'), { name: 'a' });
    assert.equal(readJson(schema, '{ "name": null }'), undefined);
  });

  it('is a flag where it is true or false', () => {
    assert.deepEqual(readJson(z.array(flag()), '[true, false]'), [true, false]);
    assert.equal(readJson(flag(), '1'), undefined);
  });

  it('holds to more than its form', () => {
    const short = z.array(z.string()).check(that(({ length }) => length < 2));
    assert.deepEqual(readJson(short, '["a"]'), ['a']);
    assert.equal(readJson(short, '["a", "b"]'), undefined);
    assert.equal(readJson(short, '"a"'), undefined);
  });

  it('loses a part that only helps, and nothing beside it', () => {
    const schema = z.object({ id: z.string(), age: ifReadable(z.number()) });
    assert.deepEqual(readJson(schema, '{ "id": "a", "age": 3, "more": 1 }'), { id: 'a', age: 3 });
    assert.equal(readJson(schema, '{ "id": "a", "age": "old" }')?.id, 'a');
    assert.equal(readJson(schema, '{ "age": 3 }'), undefined);
  });

  it('is nothing where it is no JSON', () => {
    assert.equal(readJson(z.string(), '{'), undefined);
    assert.equal(readJson(z.string(), null), undefined);
  });
});
