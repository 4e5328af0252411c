import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkspaceIndex } from '../../../src/core/index/workspace-index.ts';
import type { FileFindings, Occurrence, Role, Value } from '../../../src/core/model.ts';
import { ROWS_AT_ONCE, TreeModel } from '../../../src/ui/tree/model.ts';
import { entriesOf, type TreeNode } from '../../../src/ui/tree/nodes.ts';

const exact = (text: string): Value => ({ certainty: 'exact', text });
const at = (role: Role, value: Value, start: number): Occurrence => ({
  role,
  api: 'cacheTag',
  value,
  span: { start, end: start + 3 },
});
const file = (name: string, ...occurrences: Occurrence[]): FileFindings => ({
  file: name,
  occurrences,
  dependencies: [],
});

/** What projects are called, where it is not their key. */
const NAMES: Readonly<Record<string, string>> = { prj_1: 'web', prj_2: 'docs' };

function setUp(projectOf: (file: string) => string = () => '') {
  const index = createWorkspaceIndex(projectOf);
  const state = { isComplete: true };
  const model = new TreeModel(
    index,
    (key) => NAMES[key] ?? key,
    () => state.isComplete,
  );
  const set = (...findings: FileFindings[]) => {
    const rows = model.apply(index.set(findings));
    return rows && [...new Set([...rows, ...model.repaired()])];
  };
  return { index, model, set, state };
}

it('a row that the list no longer holds stands for nothing', () => {
  const { model, set } = setUp();
  set(file('a.ts', at('assign', exact('cart'), 0)), file('b.ts', at('assign', exact('posts'), 0)));
  const rows = model.roots().flatMap((group) => model.children(group));
  const texts = () => entriesOf([...rows, ...rows]).map(({ value }) => value);
  assert.deepEqual(texts(), [exact('cart'), exact('posts')]);
  set(file('a.ts'));
  assert.deepEqual(texts(), [exact('posts')]);
});

/** The tree as indented lines: types and what they stand for. */
function draw(model: TreeModel, nodes: readonly TreeNode[] = model.roots(), depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${' '.repeat(depth)}${name(node)}`,
    ...draw(model, model.children(node), depth + 1),
  ]);
}

function name(node: TreeNode): string {
  switch (node.type) {
    case 'project':
      return `project ${node.project}`;
    case 'group':
      return node.group;
    case 'target':
      return node.entry.value.certainty === 'exact' ? node.entry.value.text : node.entry.value.certainty;
    case 'role':
      return node.role;
    case 'place':
      return `${node.place.file}@${node.place.span.start}`;
    case 'more':
      return 'more';
  }
}

describe('the tree', () => {
  it('holds 100,000 tags of 100,000 files, shows the first ones, and loses them again', () => {
    const { index, model } = setUp();
    const files = Array.from({ length: 100_000 }, (_, id) => file(`/${id}.ts`, at('assign', exact(`tag-${id}`), 1)));
    model.apply(index.set(files));
    const [tags] = model.roots();
    assert.ok(tags?.type === 'group');
    const rows = model.children(tags);
    assert.deepEqual(
      [model.count(tags), rows.length, rows.slice(-2).map(name)],
      [100_000, ROWS_AT_ONCE + 1, [`tag-${ROWS_AT_ONCE - 1}`, 'more']],
    );
    model.apply(index.set([file('/100000.ts', at('invalidate', exact('tag-0'), 1))]));
    model.apply(index.set(files.map((each) => ({ ...each, occurrences: [] }))));
    assert.deepEqual(draw(model), ['tags', ' tag-0', '  /100000.ts@1']);
  });

  it('shows more rows of a group, of a tag and of a role when asked, and tells how many are left', () => {
    const { model, set } = setUp();
    const [many, few] = [ROWS_AT_ONCE * 2 + 5, 3];
    const times = (count: number, one: (nth: number) => Occurrence) => Array.from({ length: count }, (_, n) => one(n));
    set(
      file('/a.ts', ...times(many, (nth) => at('assign', exact('cart'), nth))),
      file('/b.ts', ...times(few, (nth) => at('invalidate', exact('cart'), nth))),
      file('/c.ts', ...times(many, (nth) => at('image', exact(`/${nth}.png`), nth))),
    );
    const [tags, images] = model.roots();
    assert.ok(tags && images);
    const [cart] = model.children(tags);
    assert.ok(cart);
    const [assign, invalidate] = model.children(cart);
    assert.ok(assign && invalidate);
    assert.equal(model.children(invalidate).length, few);
    for (const parent of [images, assign]) {
      const left = () => {
        const rows = model.children(parent);
        const more = rows.at(-1);
        return more?.type === 'more' ? [rows.length - 1, model.hidden(more)] : [rows.length, 0];
      };
      assert.deepEqual(left(), [ROWS_AT_ONCE, ROWS_AT_ONCE + 5]);
      for (const expected of [
        [ROWS_AT_ONCE * 2, 5],
        [many, 0],
      ]) {
        const more = model.children(parent).at(-1);
        assert.ok(more?.type === 'more');
        assert.equal(model.showMore(more), parent);
        assert.deepEqual(left(), expected);
      }
    }
  });

  it('shows the first rows of all that is there, whatever came and went, and when', () => {
    const { model, set, index } = setUp();
    // No chance: the same numbers in every run, in no order.
    const numbers = Array.from({ length: 12_000 }, (_, n) => (n * 7919) % 12_007);
    const lots = Array.from({ length: 12 }, (_, lot) => numbers.slice(lot * 1000, lot * 1000 + 1000));
    const shown = () => {
      const [tags] = model.roots();
      const rows = tags ? model.children(tags).filter((row) => row.type === 'target') : [];
      return rows.map(name);
    };
    const first = () => {
      const present = [...index.entries()].flatMap(({ value }) => (value.certainty === 'exact' ? [value.text] : []));
      return present.sort((a, b) => Number(a.slice(4)) - Number(b.slice(4))).slice(0, ROWS_AT_ONCE);
    };
    for (const [nth, lot] of lots.entries()) {
      set(...lot.map((id) => file(`/${id}.ts`, at('assign', exact(`tag-${id}`), 1))));
      if (nth % 2 === 0) {
        assert.deepEqual(shown(), first());
      }
      const gone = lots[nth - 3] ?? [];
      set(...gone.filter((id) => id % (nth % 3 === 0 ? 1 : 50) === 0).map((id) => file(`/${id}.ts`)));
      assert.deepEqual(shown(), first());
    }
    assert.equal(shown().length, ROWS_AT_ONCE);
  });

  it('says of no tag that it lacks its other half before all is known', () => {
    const { model, set, index, state } = setUp();
    state.isComplete = false;
    set(file('/a.ts', at('assign', exact('cart'), 1)), file('/b.ts', at('invalidate', exact('posts'), 1)));
    const [cart] = index.entries();
    const [tags] = model.roots();
    assert.ok(cart && tags);
    const rows = model.children(tags);
    assert.deepEqual([model.unpaired(cart), model.repaired()], [undefined, []]);
    state.isComplete = true;
    assert.deepEqual(model.repaired(), rows);
    assert.equal(model.unpaired(cart), 'never-purged');
  });

  it('goes over all tags again for what can be another half, and not for places that move', (test) => {
    const { model, set, index } = setUp();
    const all = test.mock.method(index, 'entries');
    const walks = (...occurrences: Occurrence[]) => {
      const before = all.mock.callCount();
      model.apply(index.set([file('/a.ts', ...occurrences)]));
      model.repaired();
      return all.mock.callCount() - before;
    };
    const unknown: Value = { certainty: 'unknown', reason: 'request' };
    set(file('/b.ts', at('assign', exact('cart'), 1)));
    assert.equal(walks(at('assign', exact('cart'), 1)), 1);
    assert.equal(walks(at('assign', exact('cart'), 50)), 0);
    assert.equal(walks(at('invalidate', exact('cart'), 50)), 1);
    assert.equal(walks(at('invalidate', exact('cart'), 50), at('assign', exact('cart'), 60)), 0, 'as it was before');
    assert.equal(walks({ ...at('invalidate', exact('cart'), 50), via: 'purge' }), 1);
    assert.equal(walks(at('assign', unknown, 1)), 1);
    assert.equal(walks({ ...at('assign', unknown, 1), handed: 'on' }), 1);
  });

  it('groups tags, images and what is unknown, and keeps set and purged apart', () => {
    const { model, set } = setUp();
    set(
      file(
        '/a.ts',
        at('assign', exact('cart'), 1),
        at('invalidate', exact('cart'), 10),
        at('image', exact('/hero.png'), 20),
        at('assign', { certainty: 'unknown', reason: 'request' }, 30),
      ),
    );
    assert.deepEqual(draw(model), [
      'tags',
      ' cart',
      '  assign',
      '   /a.ts@1',
      '  invalidate',
      '   /a.ts@10',
      'images',
      ' /hero.png',
      '  /a.ts@20',
      'unknown',
      ' unknown',
      '  /a.ts@30',
    ]);
  });

  it('orders names as people do: numbers by what they count, capitals beside small letters', () => {
    const { model, set } = setUp();
    const names = ['section-10', 'Section', 'section-9', 'zebra', 'section', 'section-9-2', 'Álbum', 'section-9-11'];
    set(file('/a.ts', ...names.map((text, nth) => at('assign', exact(text), nth * 10))));
    const [tags] = model.roots();
    assert.ok(tags);
    assert.deepEqual(model.children(tags).map(name), [
      'Álbum',
      'section',
      'Section',
      'section-9',
      'section-9-2',
      'section-9-11',
      'section-10',
      'zebra',
    ]);
    set(file('/a.ts', at('assign', exact('zebra'), 1)), file('/b.ts', at('assign', exact('section-2'), 1)));
    assert.deepEqual(model.children(tags).map(name), ['section-2', 'zebra']);
    set(file('/c.ts', at('assign', exact('section-10'), 1), at('assign', exact('section-9'), 9)));
    assert.deepEqual(model.children(tags).map(name), ['section-2', 'section-9', 'section-10', 'zebra']);
  });

  it('orders projects by their names, what belongs to none last', () => {
    const { model, set } = setUp((path) => path.split('/')[1] ?? '');
    set(...['/prj_1/a.ts', '//a.ts', '/prj_2/a.ts'].map((path) => file(path, at('assign', exact('cart'), 1))));
    assert.deepEqual(model.roots().map(name), ['project prj_2', 'project prj_1', 'project ']);
  });

  it('groups by project only where there are several', () => {
    const { model, set } = setUp((name) => name.split('/')[1] ?? '');
    set(file('/shop/a.ts', at('assign', exact('cart'), 1)));
    assert.deepEqual(draw(model).slice(0, 1), ['tags']);
    set(file('/blog/a.ts', at('assign', exact('cart'), 1)));
    assert.deepEqual(draw(model), [
      'project blog',
      ' tags',
      '  cart',
      '   /blog/a.ts@1',
      'project shop',
      ' tags',
      '  cart',
      '   /shop/a.ts@1',
    ]);
  });

  it('keeps a row, and its object, while its place moves in the file', () => {
    const { model, set } = setUp();
    set(file('/a.ts', at('assign', exact('cart'), 1)));
    const rows = () => {
      const [group] = model.roots();
      const [target] = group ? model.children(group) : [];
      const [place] = target ? model.children(target) : [];
      return [group, target, place];
    };
    const before = rows();
    const ids = before.map((row) => row?.id);
    const redrawn = set(file('/a.ts', at('assign', exact('cart'), 50)));
    const after = rows();
    assert.deepEqual(
      after.map((row, n) => row === before[n]),
      [true, true, true],
    );
    assert.deepEqual(
      after.map((row) => row?.id),
      ids,
    );
    assert.deepEqual(redrawn, [before[1]]);
    assert.ok(after[2]?.type === 'place' && after[2].place.span.start === 50);
  });

  it('draws only the group anew when a target comes or goes in it', () => {
    const { model, set } = setUp();
    set(file('/a.ts', at('assign', exact('cart'), 1), at('image', exact('/a.png'), 9)));
    const [tags] = model.roots();
    assert.deepEqual(set(file('/b.ts', at('assign', exact('posts'), 1))), [tags]);
    assert.deepEqual(set(file('/b.ts')), [tags]);
  });

  it('draws everything anew when a group comes or goes', () => {
    const { set } = setUp();
    set(file('/a.ts', at('assign', exact('cart'), 1)));
    assert.equal(set(file('/b.ts', at('image', exact('/a.png'), 1))), undefined);
    assert.equal(set(file('/b.ts')), undefined);
  });

  it('gives every row an id of its own, also for twice the same place', () => {
    const { model, set } = setUp();
    set(file('/a.ts', at('assign', exact('cart'), 1), at('assign', exact('cart'), 1), at('assign', exact('cart'), 7)));
    const ids: string[] = [];
    const collect = (nodes: readonly TreeNode[]): void =>
      nodes.forEach((node) => {
        ids.push(node.id);
        collect(model.children(node));
      });
    collect(model.roots());
    assert.equal(new Set(ids).size, ids.length);
  });

  it('tells when a tag lost its other half, in the row of that tag', () => {
    const { model, set, index } = setUp();
    set(file('/a.ts', at('assign', exact('cart'), 1)), file('/b.ts', at('invalidate', exact('cart'), 1)));
    const [cart] = index.entries();
    assert.ok(cart);
    assert.equal(model.unpaired(cart), undefined);
    set(file('/b.ts', at('invalidate', exact('crat'), 1)));
    assert.equal(model.unpaired(cart), 'never-purged');
  });

  it('draws the row of a tag anew whose other half was another value, and only where rows told of it', () => {
    const { model, set } = setUp();
    const pattern: Value = { certainty: 'pattern', parts: ['post-', { hole: 'id' }] };
    set(file('/a.ts', at('assign', exact('post-1'), 1)), file('/b.ts', at('invalidate', pattern, 1)));
    set(file('/z.ts', at('invalidate', exact('z'), 1)));
    const [tags] = model.roots();
    assert.ok(tags?.type === 'group');
    const [, post] = model.children(tags);
    assert.ok(post?.type === 'target' && post.entry.value.certainty === 'exact');
    assert.equal(model.unpaired(post.entry), undefined);
    assert.deepEqual(set(file('/b.ts')), [tags, post]);
    assert.equal(model.unpaired(post.entry), 'never-purged');
    assert.deepEqual(set(file('/c.ts', at('assign', exact('other'), 1))), [tags]);
  });
});
