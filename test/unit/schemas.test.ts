import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import { byName, Finite, ifReadable, readJson } from '../../src/core/schemas.ts';

describe('what comes from outside', () => {
  it('has no number without an end', () => {
    assert.deepEqual(readJson(v.array(Finite), '[1.5, -2]'), [1.5, -2]);
    assert.equal(readJson(v.array(Finite), '[1e999]'), undefined);
  });

  it('has names only where it is no list', () => {
    assert.deepEqual(readJson(byName(v.string()), '{ "a": "b", "__proto__": "c" }'), { a: 'b' });
    assert.equal(readJson(byName(v.string()), '["b"]'), undefined);
  });

  it('loses a part that only helps, and nothing beside it', () => {
    const schema = v.object({ id: v.string(), age: ifReadable(Finite) });
    assert.deepEqual(readJson(schema, '{ "id": "a", "age": 3, "more": 1 }'), { id: 'a', age: 3 });
    assert.equal(readJson(schema, '{ "id": "a", "age": "old" }')?.id, 'a');
    assert.equal(readJson(schema, '{ "age": 3 }'), undefined);
  });

  it('is nothing where it is no JSON', () => {
    assert.equal(readJson(v.string(), '{'), undefined);
    assert.equal(readJson(v.string(), null), undefined);
  });
});
