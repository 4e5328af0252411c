import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textOf } from '../../../src/core/index/entries.ts';
import { mayYield, unpairedTags } from '../../../src/core/index/pairing.ts';
import { createWorkspaceIndex } from '../../../src/core/index/workspace-index.ts';
import type { Role, Value } from '../../../src/core/model.ts';

/**
 * `+cart` sets, `-cart` purges; `{id}` is a hole; `?` cannot be read, `?on` is what a wrapper hands on, `?in` what a call
 * hands to one. `+cart>` stands at a call of a wrapper.
 */
function unpaired(...lines: string[]): Record<string, string> {
  const index = createWorkspaceIndex(() => '');
  const occurrences = lines.map((line, at) => ({
    role: (line[0] === '+' ? 'assign' : 'invalidate') as Role,
    api: 'cacheTag',
    value: parsed(line.slice(1).replace('>', '')),
    ...(line.endsWith('>') ? { via: 'wrapper' } : {}),
    ...(line.endsWith('?on') ? { handed: 'on' as const } : {}),
    ...(line.endsWith('?in') ? { handed: 'in' as const } : {}),
    span: { start: at * 10, end: at * 10 + 5 },
  }));
  index.set([{ file: '/a.ts', occurrences, dependencies: [] }]);
  return Object.fromEntries([...unpairedTags(index)].map(([entry, word]) => [textOf(entry.value), word]));
}

function parsed(text: string): Value {
  if (text.startsWith('?')) {
    return { certainty: 'unknown', reason: 'request' };
  }
  const parts = text
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? { hole: part.slice(1, -1) } : part));
  return parts.length === 1 && typeof parts[0] === 'string'
    ? { certainty: 'exact', text }
    : { certainty: 'pattern', parts };
}

describe('tags that are set and purged', () => {
  it('are paired by their text', () => assert.deepEqual(unpaired('+cart', '-cart'), {}));

  it('are told when only one half is there', () =>
    assert.deepEqual(unpaired('+cart', '-crat'), { cart: 'never-purged', crat: 'never-set' }));

  it('are paired by a pattern that may yield them', () => assert.deepEqual(unpaired('+post-{id}', '-post-1'), {}));

  it('are paired by patterns whose holes have other names', () =>
    assert.deepEqual(unpaired('+post-{id}', '-post-{slug}'), {}));

  it('are not paired by a pattern that begins otherwise', () =>
    assert.deepEqual(unpaired('+post-{id}', '-page-1'), {
      ['post-${' + 'id}']: 'never-purged',
      'page-1': 'never-set',
    }));

  it('are left alone where the code purges nothing at all: that is done elsewhere', () =>
    assert.deepEqual(unpaired('+cart', '+posts'), {}));

  it('are left alone where an unreadable value could be any tag', () =>
    assert.deepEqual(unpaired('+cart', '-?', '-posts'), { posts: 'never-set' }));

  it('are told where a wrapper hands on what its calls give it, which are known', () => {
    assert.deepEqual(unpaired('+?on', '+cart>', '-cart', '-typo'), { typo: 'never-set' });
    assert.deepEqual(unpaired('-?on', '-cart>', '+cart', '+posts'), { posts: 'never-purged' });
  });

  it('are left alone where a wrapper is called with what nobody knows, or nowhere', () => {
    assert.deepEqual(unpaired('+?on', '+cart>', '+?in', '-cart', '-typo'), {});
    assert.deepEqual(unpaired('+?on', '+cart', '-cart', '-typo'), {});
    assert.deepEqual(unpaired('+?on', '+?', '+cart>', '-cart', '-typo'), {});
  });

  it('are told whatever a call hands to something that hands nothing on', () =>
    assert.deepEqual(unpaired('+?in', '+cart', '-cart', '-typo'), { typo: 'never-set' }));
});

describe('thousands of tags', () => {
  /** Texts over a small alphabet, so that they begin alike, end alike and are the same as often as not. */
  function* lines(): Generator<string> {
    let seed = 7;
    const next = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * most);
    };
    const pieces = ['a', 'b', 'ab', '-', '{x}'];
    for (let at = 0; at < 400; at++) {
      const text = Array.from({ length: 1 + next(4) }, () => pieces[next(pieces.length)] ?? '').join('');
      if (!text.includes('{x}{x}') && text !== '{x}') {
        yield `${next(2) === 0 ? '+' : '-'}${text}`;
      }
    }
  }

  it('are paired as each is with each', () => {
    const all = [...lines()];
    for (let from = 0; from + 12 < all.length; from += 12) {
      const some = all.slice(from, from + 12);
      const alone = (line: string) => !some.some((other) => other[0] !== line[0] && arePaired(line, other));
      const expected = some.filter(alone).map((line) => textOf(parsed(line.slice(1))));
      assert.deepEqual(Object.keys(unpaired(...some)).sort(), [...new Set(expected)].sort(), some.join(' '));
    }
  });

  /** Two alone say of one another what they are. */
  const arePaired = (one: string, other: string): boolean => Object.keys(unpaired(one, other)).length === 0;
});

describe('a pattern', () => {
  const parts = ['a-', { hole: 'x' }, '-b-', { hole: 'y' }, '-c'];
  for (const [text, may] of [
    ['a-1-b-2-c', true],
    ['a--b--c', true],
    ['a-1-2-c', false],
    ['a-b-c', false],
    ['b-1-b-2-c', false],
  ] as const) {
    it(`${may ? 'may' : 'cannot'} yield ${text}`, () => assert.equal(mayYield(parts, text), may));
  }
});
