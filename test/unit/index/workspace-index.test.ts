import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textOf } from '../../../src/core/index/entries.ts';
import { createWorkspaceIndex } from '../../../src/core/index/workspace-index.ts';
import type { FileFindings, Occurrence, Role, Value } from '../../../src/core/model.ts';
import { heapInUse } from '../heap.ts';

const exact = (text: string): Value => ({ certainty: 'exact', text });
const at = (role: Role, value: Value, start: number): Occurrence => ({
  role,
  api: role === 'image' ? 'next/image' : 'cacheTag',
  value,
  span: { start, end: start + 5 },
});
const file = (name: string, ...occurrences: Occurrence[]): FileFindings => ({
  file: name,
  occurrences,
  dependencies: [],
});
const projectOf = (name: string) => (name.startsWith('/shop/') ? 'shop' : 'blog');
const texts = (entries: Iterable<{ value: Value }>) => [...entries].map((entry) => textOf(entry.value));

describe('the index of a workspace', () => {
  it('joins one value of one project, and keeps kinds and projects apart', () => {
    const index = createWorkspaceIndex(projectOf);
    const change = index.set([
      file('/shop/a.ts', at('assign', exact('cart'), 10), at('image', exact('cart'), 20)),
      file('/shop/b.ts', at('invalidate', exact('cart'), 5)),
      file('/blog/a.ts', at('assign', exact('cart'), 7)),
    ]);
    assert.equal(change.added.length, 3);
    assert.deepEqual(index.counts(), { entries: 3, places: 4, files: 3 });
    const cart = [...index.entries()].find((entry) => entry.project === 'shop' && entry.kind === 'tag');
    assert.deepEqual(
      cart?.places.map((place) => [place.file, place.role]),
      [
        ['/shop/a.ts', 'assign'],
        ['/shop/b.ts', 'invalidate'],
      ],
    );
    assert.deepEqual(index.projects(), new Set(['shop', 'blog']));
  });

  it('tells what a change of one file added, removed and changed, and keeps the objects', () => {
    const index = createWorkspaceIndex(projectOf);
    index.set([file('/shop/a.ts', at('assign', exact('one'), 1), at('assign', exact('two'), 9))]);
    index.set([file('/shop/b.ts', at('assign', exact('two'), 1))]);
    const two = [...index.entries()].find((entry) => textOf(entry.value) === 'two');
    const change = index.set([file('/shop/a.ts', at('assign', exact('three'), 1))]);
    assert.deepEqual(texts(change.added), ['three']);
    assert.deepEqual(texts(change.removed), ['one']);
    assert.deepEqual(change.changed, [two]);
    assert.equal(two?.places.length, 1);
  });

  it('tells that calls hand in something else, which has no place of its own', () => {
    const unknown: Value = { certainty: 'unknown', reason: 'parameter' };
    const handed = (how: 'on' | 'in') => ({ ...at('assign', unknown, 1), handed: how });
    const index = createWorkspaceIndex(projectOf);
    index.set([file('/shop/api.ts', handed('on')), file('/shop/a.ts', at('assign', exact('one'), 1))]);
    const [handsOn] = index.placesIn('/shop/api.ts');
    const changeOf = (...occurrences: Occurrence[]) => index.set([file('/shop/b.ts', ...occurrences)]);
    assert.deepEqual(changeOf(handed('in')), { added: [], removed: [], changed: [handsOn?.entry] });
    assert.deepEqual([index.isHandedIn('shop', 'assign'), index.isHandedIn('blog', 'assign')], [true, false]);
    assert.deepEqual([...index.files()], ['/shop/api.ts', '/shop/a.ts']);
    assert.deepEqual(changeOf(handed('in')).changed, []);
    assert.deepEqual(changeOf().changed, [handsOn?.entry]);
    assert.equal(index.isHandedIn('shop', 'assign'), false);
  });

  it('keeps places in the order of files and texts, in whatever order they come', () => {
    const index = createWorkspaceIndex(projectOf);
    const tag = exact('posts');
    index.set([file('/c.ts', at('assign', tag, 9), at('assign', tag, 1)), file('/a.ts', at('assign', tag, 5))]);
    index.set([file('/b.ts', at('assign', tag, 5))]);
    index.set([file('/a.ts', at('assign', tag, 7), at('assign', tag, 2))]);
    const [entry] = index.entries();
    assert.deepEqual(
      entry?.places.map((place) => `${place.file} ${place.span.start}`),
      ['/a.ts 2', '/a.ts 7', '/b.ts 5', '/c.ts 1', '/c.ts 9'],
    );
    assert.equal(index.counts().places, 5);
  });

  it('says nothing where nothing changed', () => {
    const index = createWorkspaceIndex(projectOf);
    const findings = file('/shop/a.ts', at('assign', exact('two'), 9), at('assign', exact('one'), 1));
    index.set([findings]);
    assert.deepEqual(index.set([findings]), { added: [], removed: [], changed: [] });
  });

  it('counts a value that left one file and came into another as changed', () => {
    const index = createWorkspaceIndex(projectOf);
    index.set([file('/shop/a.ts', at('assign', exact('cart'), 1))]);
    const [cart] = index.entries();
    const change = index.set([file('/shop/a.ts'), file('/shop/b.ts', at('assign', exact('cart'), 1))]);
    assert.deepEqual(change, { added: [], removed: [], changed: [cart] });
  });

  it('moves entries when files come to belong to another project', () => {
    let key = 'old';
    const index = createWorkspaceIndex(() => key);
    index.set([file('/a.ts', at('assign', exact('cart'), 1))]);
    key = 'new';
    const change = index.regroup();
    assert.deepEqual([change.added.length, change.removed.length, change.changed.length], [1, 1, 0]);
    assert.deepEqual(index.projects(), new Set(['new']));
    assert.equal(index.placesIn('/a.ts')[0]?.entry.project, 'new');
  });

  it('forgets a file that holds nothing any more', () => {
    const index = createWorkspaceIndex(projectOf);
    index.set([file('/a.ts', at('assign', exact('cart'), 1))]);
    assert.deepEqual(texts(index.set([file('/a.ts')]).removed), ['cart']);
    assert.deepEqual(index.counts(), { entries: 0, places: 0, files: 0 });
  });

  it('takes names of built-in properties as any other tag', () => {
    const index = createWorkspaceIndex(projectOf);
    index.set([file('/a.ts', at('assign', exact('__proto__'), 1), at('assign', exact('constructor'), 9))]);
    assert.deepEqual(texts(index.entries()).sort(), ['__proto__', 'constructor']);
  });

  it('knows what is written in a file that values were read from, and images in every file', () => {
    const index = createWorkspaceIndex(projectOf);
    const product: Value = { certainty: 'pattern', parts: ['product-', { hole: 'id' }] };
    const page = file('/shop/page.tsx', at('assign', exact('posts'), 1), at('image', exact('/a.png'), 9));
    index.set([{ ...page, dependencies: ['/shop/tags.ts'] }]);
    index.set([file('/blog/page.tsx', at('invalidate', exact('posts'), 1), at('assign', product, 9))]);
    const written = (text: string, where?: string) =>
      index.written(text, where).map(({ project, kind }) => `${project} ${kind}`);
    assert.deepEqual(written('posts', '/shop/tags.ts'), ['shop tag', 'blog tag']);
    assert.deepEqual(written('posts', '/blog/page.tsx'), ['shop tag', 'blog tag']);
    assert.deepEqual(written('product-${id}', '/shop/tags.ts'), ['blog tag']);
    assert.deepEqual(written('posts', '/shop/table.ts'), []);
    assert.deepEqual(written('posts'), ['shop tag', 'blog tag']);
    assert.deepEqual(written('/a.png', '/shop/table.ts'), ['shop image']);
    index.set([{ ...page, occurrences: [] }]);
    assert.deepEqual(written('posts', '/shop/tags.ts'), ['blog tag']);
    assert.deepEqual(written('/a.png', '/shop/tags.ts'), []);
  });

  it('holds 10,000 occurrences in less than 6 MB', async () => {
    const before = await heapInUse();
    const index = createWorkspaceIndex(projectOf);
    for (let f = 0; f < 1000; f++) {
      index.set([
        file(
          `/blog/${f}.ts`,
          ...Array.from({ length: 10 }, (_, n) => at('assign', exact(`tag-${(f * 10 + n) % 3000}`), n * 30)),
        ),
      ]);
    }
    const used = (await heapInUse()) - before;
    assert.equal(index.counts().places, 10_000);
    assert.ok(used < 6_000_000, `${used} bytes`);
  });
});
