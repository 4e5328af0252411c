import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import { Kept } from '../../../src/workspace/kept.ts';

function memory(stored: Record<string, unknown>): Memento & { reads: number } {
  return {
    reads: 0,
    keys: () => Object.keys(stored),
    get(key: string) {
      this.reads++;
      return stored[key] as never;
    },
    update: async (key: string, value: unknown) => {
      stored[key] = value;
    },
  };
}

const Numbers = z.record(z.string(), z.number());

describe('a kept value', () => {
  it('is read once', () => {
    const stored = memory({ key: { a: 1 } });
    const kept = new Kept(stored, 'key', Numbers, {});
    assert.deepEqual(kept.value, { a: 1 });
    assert.equal(kept.value, kept.value);
    assert.equal(stored.reads, 1);
  });

  it('is nothing where another form stands there', () => {
    for (const junk of [undefined, null, [], 'text', { a: 'one' }]) {
      assert.deepEqual(new Kept(memory({ key: junk }), 'key', Numbers, { z: 0 }).value, { z: 0 });
    }
  });

  it('is what was set, here and in the next window', async () => {
    const stored = memory({});
    const kept = new Kept(stored, 'key', Numbers, {});
    await kept.set({ b: 2 });
    assert.deepEqual(kept.value, { b: 2 });
    assert.deepEqual(new Kept(stored, 'key', Numbers, {}).value, { b: 2 });
  });
});
