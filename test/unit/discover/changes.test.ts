import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Occurrence } from '../../../src/core/model.ts';
import { discoveryOver, memoryHost } from './workspace.ts';

/** Two pages that take their tag from one module, which makes it of a constant of another. */
const FILES = {
  '/w/base.ts': `export const base = 'shop';`,
  '/w/tags.ts': `import { base } from './base'; export const TAG = \`\${base}-cart\`;`,
  '/w/first.ts': `import { cacheTag } from 'next/cache'; import { TAG } from './tags'; cacheTag(TAG);`,
  '/w/second.ts': `import { cacheTag } from 'next/cache'; import { TAG } from './tags'; cacheTag(\`\${TAG}-2\`);`,
};
const PAGES = ['/w/first.ts', '/w/second.ts'];

function scanned() {
  const files = new Map(Object.entries(FILES));
  const discovery = discoveryOver(memoryHost(files));
  for (const page of PAGES) {
    discovery.update(page, files.get(page));
    discovery.findings(page);
  }
  return { files, discovery };
}

/** Files that take something from one module. */
function usedBy(uses: Readonly<Record<string, string>>, module: string) {
  const files = new Map([
    ['/w/base.ts', `export const prefix = 'shop';`],
    ['/w/index.ts', `export * from './tags';`],
    ['/w/tags.ts', module],
  ]);
  const discovery = discoveryOver(memoryHost(files));
  const findings = (use: string) => texts(discovery.findings(`/w/${use}.ts`).occurrences).join(' ');
  const update = (use: string, text: string) => {
    files.set(`/w/${use}.ts`, text);
    const concerned = [...discovery.update(`/w/${use}.ts`, text)].map((file) =>
      file.slice('/w/'.length, -'.ts'.length),
    );
    concerned.forEach(findings);
    return concerned;
  };
  update('tags', module);
  for (const [use, text] of Object.entries(uses)) {
    update(use, `import { cacheTag } from 'next/cache'; ${text}`);
  }
  /** Changes the module, and tells which others that concerns. */
  const change = (text: string) =>
    update('tags', text)
      .filter((each) => each !== 'tags')
      .sort();
  return { change, findings };
}

const isFirst = (each: string, at: number, all: readonly string[]) => all.indexOf(each) === at;

const texts = (occurrences: readonly Occurrence[]) =>
  occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : value.certainty));

describe('a change of a module', () => {
  it('concerns every file that was read from it, however many were read before', () => {
    const { files, discovery } = scanned();
    files.set('/w/base.ts', `export const base = 'store';`);
    assert.deepEqual([...discovery.changed('/w/base.ts')].sort(), PAGES);
    assert.deepEqual(texts(discovery.findings('/w/first.ts').occurrences), ['store-cart']);
    assert.deepEqual(texts(discovery.findings('/w/second.ts').occurrences), ['store-cart-2']);
  });

  it('concerns also who looked into it for a name that it did not have', () => {
    const { files, discovery } = scanned();
    files.set('/w/more.ts', 'export const other = 1;');
    files.set('/w/index.ts', `export * from './more'; export * from './tags';`);
    const page = `import { cacheTag } from 'next/cache'; import { MORE } from './index'; cacheTag(MORE);`;
    files.set('/w/first.ts', page);
    discovery.update('/w/first.ts', page);
    assert.deepEqual(texts(discovery.findings('/w/first.ts').occurrences), ['unknown']);
    const more = `import { cacheTag } from 'next/cache'; export const MORE = 'more'; cacheTag('own');`;
    files.set('/w/more.ts', more);
    assert.deepEqual([...discovery.update('/w/more.ts', more)].sort(), ['/w/first.ts', '/w/more.ts']);
    assert.deepEqual(texts(discovery.findings('/w/first.ts').occurrences), ['more']);
  });

  it('concerns nobody where it says nothing: a comment, a line break behind the code, a semicolon', () => {
    const { files, discovery } = scanned();
    const change = (file: string, text: string) => {
      files.set(file, text);
      return [...(PAGES.includes(file) ? discovery.update(file, text) : discovery.changed(file))];
    };
    const before = PAGES.map((page) => discovery.findings(page));
    assert.deepEqual(change('/w/base.ts', `${FILES['/w/base.ts']}\n// the shop's own`), []);
    assert.deepEqual(change('/w/base.ts', `/* the shop's own */\n${FILES['/w/base.ts']}`), []);
    assert.deepEqual(change('/w/base.ts', `export const base = 'shop'`), []);
    assert.deepEqual(change('/w/base.ts', `export const base = 'shop'\n;`), []);
    assert.deepEqual(change('/w/first.ts', `${FILES['/w/first.ts']}\n`), ['/w/first.ts']);
    assert.deepEqual(
      PAGES.map((page) => discovery.findings(page)),
      before,
    );
    assert.equal(discovery.findings('/w/first.ts'), before[0]);
    assert.deepEqual(change('/w/first.ts', `\n${FILES['/w/first.ts']}`), ['/w/first.ts']);
    const [span] = discovery.findings('/w/first.ts').occurrences.map((each) => each.span.start);
    assert.equal(span, FILES['/w/first.ts'].lastIndexOf('TAG') + 1);
    assert.deepEqual(change('/w/base.ts', `/* another */\nexport const base = 'store';`).sort(), PAGES);
    assert.deepEqual(texts(discovery.findings('/w/second.ts').occurrences), ['store-cart-2']);
  });

  it('moves what others hand to a component, and concerns them only where it is another', () => {
    const card = `import Image from 'next/image'; export const Card = ({ post }) => <Image src={post.cover} />;`;
    const files = new Map([
      ['/w/card.tsx', card],
      [
        '/w/page.tsx',
        `import { Card } from './card'; const posts = [{ cover: '/a.png', icon: '/b.png' }]; export default () => posts.map((post) => <Card post={post} />);`,
      ],
    ]);
    const discovery = discoveryOver(memoryHost(files));
    const change = (text: string) => {
      files.set('/w/card.tsx', text);
      const concerned = [...discovery.update('/w/card.tsx', text)].sort();
      for (const file of [...concerned, ...concerned]) {
        discovery.findings(file);
      }
      const { occurrences } = discovery.findings('/w/card.tsx');
      return [concerned, occurrences.map(({ span }) => text.slice(span.start, span.end)), texts(occurrences)];
    };
    discovery.update('/w/page.tsx', files.get('/w/page.tsx'));
    change(card);
    discovery.findings('/w/page.tsx');
    const [mine, both] = [['/w/card.tsx'], ['/w/card.tsx', '/w/page.tsx']];
    for (const [text, concerned, place, found] of [
      [`\n\n${card}`, mine, 'post.cover', '/a.png'],
      [`/* The cards */ const more = 1; ${card}`, mine, 'post.cover', '/a.png'],
      [`/* The cards */ const more = 1; ${card} export const last = 'last';`, mine, 'post.cover', '/a.png'],
      [
        `const x = 2; ${card.replace('cover', '/* of the post */ cover')}`,
        both,
        'post./* of the post */ cover',
        '/a.png',
      ],
      [card.replace('cover', 'icon'), both, 'post.icon', '/b.png'],
      [`${card} ) => {`, both, 'post.cover', '/a.png'],
    ] as const) {
      assert.deepEqual(change(text), [concerned, [place], [found]], text);
    }
  });

  it('is told by what each file depends on', () => {
    const { discovery } = scanned();
    for (const page of PAGES) {
      assert.deepEqual([...discovery.findings(page).dependencies].sort(), ['/w/base.ts', '/w/tags.ts']);
    }
  });

  it('leaves what was read from others as it is', () => {
    const { files, discovery } = scanned();
    const before = discovery.findings('/w/second.ts');
    files.set('/w/first.ts', `${FILES['/w/first.ts']} cacheTag('more');`);
    assert.deepEqual([...discovery.update('/w/first.ts', files.get('/w/first.ts'))], ['/w/first.ts']);
    assert.deepEqual(texts(discovery.findings('/w/first.ts').occurrences), ['shop-cart', 'more']);
    assert.equal(discovery.findings('/w/second.ts'), before);
  });

  it('is noticed also where nobody depended on the module for a while', () => {
    const { files, discovery } = scanned();
    for (const page of PAGES) {
      discovery.update(page, `import { cacheTag } from 'next/cache'; cacheTag('other');`);
      files.set(page, `import { cacheTag } from 'next/cache'; cacheTag('other');`);
      discovery.findings(page);
    }
    files.set('/w/base.ts', `export const base = 'store';`);
    discovery.changed('/w/base.ts');
    files.set('/w/first.ts', FILES['/w/first.ts']);
    discovery.update('/w/first.ts', FILES['/w/first.ts']);
    assert.deepEqual(texts(discovery.findings('/w/first.ts').occurrences), ['store-cart']);
  });

  it('concerns every file that leads to a wrapper through it from then on', () => {
    const files = new Map(
      Object.entries({
        '/w/purge.ts': `import { revalidateTag } from 'next/cache'; export const purge = (tag: string) => revalidateTag(tag);`,
        '/w/api.ts': `export { purge } from './inner';`,
        '/w/inner.ts': `export { purge } from './other';`,
        '/w/other.ts': `export const purge = (table: string) => drop(table);`,
        '/w/first.ts': `import { purge } from './api'; purge('x');`,
        '/w/second.ts': `import { purge } from './api'; purge('y');`,
      }),
    );
    const discovery = discoveryOver(memoryHost(files));
    for (const file of ['/w/purge.ts', ...PAGES]) {
      discovery.update(file, files.get(file));
      discovery.findings(file);
    }
    files.set('/w/inner.ts', `export { purge } from './purge';`);
    const affected = discovery.changed('/w/inner.ts');
    for (const page of PAGES) {
      assert.ok(affected.has(page), page);
      assert.equal(discovery.findings(page).occurrences.length, 1);
    }
  });

  describe('in which only some names stand for something else', () => {
    const MODULE = {
      base: `import { prefix } from './base';`,
      cart: `export const CART = \`\${prefix}-cart\`;`,
      all: `const all = ['all', CART];`,
      more: `export function more() { all.push('more'); }`,
      lists: `export { all as LISTS };`,
      posts: `export const { POSTS } = { POSTS: 'posts' };`,
      none: `/** Nobody's. */ const NONE = 'none';`,
      shop: `export default class Shop { tag = 'shop'; }`,
      enum: `export enum Tags { A = 'a' }`,
    };
    const USES = {
      cart: `import { CART } from './tags'; cacheTag(CART);`,
      lists: `import { LISTS } from './tags'; cacheTag(LISTS.join(' '));`,
      posts: `import { POSTS } from './tags'; cacheTag(POSTS);`,
      shop: `import Shop from './tags'; cacheTag(new Shop().tag);`,
      enum: `import { Tags } from './index'; cacheTag(Tags.A);`,
      space: `import * as tags from './tags'; cacheTag(tags.POSTS);`,
      whole: `import * as tags from './tags'; cacheTag(...Object.keys(tags));`,
    };

    const used = () => {
      const module = usedBy(USES, Object.values(MODULE).join('\n'));
      const change = (pieces: Partial<typeof MODULE>, more = '') =>
        module.change(`${Object.values({ ...MODULE, ...pieces }).join('\n')}\n${more}`);
      return { ...module, change };
    };

    it('concerns those that take one of them, or all', () => {
      const cases: [Partial<typeof MODULE>, string[], string][] = [
        [{ posts: `export const { POSTS } = { POSTS: 'blog' };` }, ['posts', 'space', 'whole'], 'blog'],
        [{ shop: `export default class Shop { tag = 'store'; }` }, ['shop', 'whole'], 'store'],
        [{ enum: `export enum Tags { A = 'b' }` }, ['enum', 'whole'], 'b'],
        [{ none: `const NONE = 'nothing';` }, ['whole'], 'CART more LISTS POSTS default Tags'],
        [{ lists: `export { CART as LISTS };` }, ['cart', 'lists', 'whole'], 'shop-cart'],
      ];
      for (const [pieces, concerned, found] of cases) {
        const { change, findings } = used();
        assert.deepEqual(change(pieces), concerned);
        assert.equal(findings(concerned[0] ?? ''), found);
      }
    });

    it('concerns those that take what is made of one of them, or filled where it is', () => {
      const cart = { cart: `export const CART = 'basket';` };
      const { change, findings } = used();
      assert.deepEqual(change(cart), ['cart', 'lists', 'whole']);
      assert.equal(findings('lists'), 'all basket more');
      assert.deepEqual(change({ ...cart, more: `export function more() { all.push('others'); }` }), ['lists', 'whole']);
      assert.equal(findings('lists'), 'all basket others');
      assert.deepEqual(change({ ...cart, more: `export function more() {}` }), ['lists', 'whole']);
      assert.equal(findings('lists'), 'all basket');
    });

    it('concerns who takes a name that is new, and nobody else who names its module', () => {
      const { change, findings } = used();
      assert.deepEqual(change({}, `export const OTHER = 'other';`), ['whole']);
      assert.deepEqual(change({ enum: '' }, `export const OTHER = 'other';`), ['enum', 'whole']);
      assert.equal(findings('enum'), 'unknown');
      assert.deepEqual(change({}, `export const OTHER = 'other';`), ['enum', 'whole']);
      assert.equal(findings('enum'), 'a');
    });

    it('concerns who takes what a statement names that declares nothing, or what that may change', () => {
      const cases: [string, string[], string][] = [
        [`all.push('last');`, ['lists', 'whole'], 'all shop-cart more last'],
        ['more();', ['lists', 'whole'], 'all shop-cart more'],
        [`if (on) { var x = 1; all.push('last'); }`, ['lists', 'whole'], 'all shop-cart more last'],
        ['start(POSTS);', ['posts', 'space', 'whole'], 'all shop-cart more'],
        ['start();', ['whole'], 'all shop-cart more'],
        [`import { start } from './start';`, ['whole'], 'all shop-cart more'],
        [`import { prefix } from './start';`, ['cart', 'lists', 'whole'], 'pattern'],
        [') => {', ['whole'], 'all shop-cart more'],
      ];
      for (const [more, concerned, lists] of cases) {
        const { change, findings } = used();
        assert.deepEqual(change({}, more), concerned, more);
        assert.equal(findings('lists'), lists, more);
      }
    });

    it('concerns all where it is not told which: by what a module exports as CommonJS does', () => {
      for (const more of ['exports.POSTS = POSTS;', 'module.exports = { ...all };']) {
        const { change } = used();
        assert.deepEqual(change({}, more), Object.keys(USES).sort(), more);
      }
    });
  });

  describe('in which only some members of a constant stand for something else', () => {
    const TAGS = {
      cart: `cart: 'cart'`,
      orders: `orders: 'orders'`,
      user: 'user: (id: string) => `user-${id}`',
      list: `'to-list': { all: 'all', first: 'first' }`,
      shop: `shop: \`\${shop}-tags\``,
    };
    const USES = {
      cart: `import { TAGS } from './tags'; cacheTag(TAGS.cart);`,
      user: `import { TAGS as T } from './index'; cacheTag(T.user('1'));`,
      first: `import { TAGS } from './tags'; const { 'to-list': list } = TAGS; cacheTag(list.first);`,
      shop: `import tags from './tags'; cacheTag(tags.shop);`,
      any: `import { TAGS } from './tags'; export const load = (name: string) => cacheTag(TAGS[name]);`,
      values: `import { TAGS } from './tags'; cacheTag(...Object.values(TAGS));`,
      keys: `import { TAGS } from './tags'; export const load = (name: keyof typeof TAGS) => cacheTag(name);`,
      more: `import { MORE } from './tags'; cacheTag(MORE.orders);`,
      made: `import { made } from './tags'; cacheTag(made());`,
    };

    const moduleOf = (members: Partial<typeof TAGS>, before = '') =>
      `const shop = 'shop'; ${before}
       export const TAGS = { ${Object.values({ ...TAGS, ...members })
         .filter(Boolean)
         .join(', ')} } as const;
       export default TAGS; export const MORE = { ...TAGS }; export const made = () => TAGS.cart;`;
    const used = () => {
      const module = usedBy(USES, moduleOf({}));
      const change = (members: Partial<typeof TAGS>, before?: string) => module.change(moduleOf(members, before));
      return { ...module, change };
    };

    it('concerns those that take one of them, or any', () => {
      const all = ['any', 'keys', 'values'];
      const cases: [Partial<typeof TAGS>, string[], string][] = [
        [{ cart: `cart: 'basket'` }, ['cart', 'made'], 'basket'],
        [{ user: 'user: (id: string) => `person-${id}`' }, ['user'], 'person-1'],
        [{ list: `'to-list': { all: 'all', first: 'one' }` }, ['first'], 'one'],
        [{ orders: `orders: 'sales'` }, ['more'], 'sales'],
        [{ shop: `tags: 'shop'` }, ['shop'], ''],
        [{ cart: '' }, ['cart', 'made'], ''],
      ];
      for (const [members, concerned, found] of cases) {
        const { change, findings } = used();
        assert.deepEqual(change(members), [...concerned, ...all, 'more'].filter(isFirst).sort(), found);
        assert.equal(findings(concerned[0] ?? ''), found);
      }
    });

    it('concerns who calls one of them that is a wrapper', () => {
      const apiOf = (parameters: string, label: string) =>
        `import { revalidateTag } from 'next/cache';
         export const api = { purge: (${parameters}) => revalidateTag(tag), label: '${label}' };`;
      const uses = {
        call: `import { api } from './tags'; api.purge('x', 'y');`,
        label: `import { api } from './tags'; cacheTag(api.label);`,
      };
      const { change, findings } = usedBy(uses, apiOf('tag', 'a'));
      const cases = [
        ['tag', 'b', 'x', ['label']],
        ['key, tag', 'b', 'y', ['call']],
        ['key, tag', 'c', 'y', ['label']],
      ] as const;
      for (const [parameters, label, purged, concerned] of cases) {
        assert.deepEqual(change(apiOf(parameters, label)), concerned);
        assert.deepEqual([findings('call'), findings('label')], [purged, label]);
      }
    });

    it('concerns all that take anything from it where it is not told which', () => {
      const cases: [Partial<typeof TAGS>, string?][] = [
        [{ cart: `['ca' + 'rt']: 'basket'` }],
        [{ cart: `...{ cart: 'basket' }` }],
        [{ cart: `get cart() { return this.orders; }` }],
        [{}, `TAGS.cart = 'basket';`],
        [{ cart: `orders: 'orders'`, orders: `cart: 'cart'`, list: `...{ cart: 'all' }` }],
      ];
      for (const [members, before] of cases) {
        const { change } = used();
        assert.deepEqual(change(members, before), Object.keys(USES).sort(), JSON.stringify([members, before]));
      }
    });
  });

  describe('that holds wrappers', () => {
    const CACHE = {
      imports: `import { revalidateTag } from 'next/cache'; import { prefix } from './prefix'; import { drop } from './drop';`,
      label: `export const label = 'cache';`,
      purge: 'export const purge = (tag: string) => revalidateTag(tag);',
      list: 'export const purgeList = (tags, more: string) => { revalidateTag(tags[prefix]); drop(more); };',
      make: 'export function make({ send }) { return { clear: (tag: string) => send(tag) }; }',
    };
    const OTHERS = {
      '/w/prefix.ts': `export const prefix = 'list'; export const other = 1;`,
      '/w/drop.ts': `export const drop = (id: string) => id;`,
      '/w/label.ts': `import { cacheTag } from 'next/cache'; import { label } from './cache'; cacheTag(label);`,
      '/w/purge.ts': `import { purge } from './cache'; purge('a', 'b');`,
      '/w/list.ts': `import { purgeList } from './cache'; purgeList({ list: 'c', all: 'd' }, 'e');`,
      '/w/made.ts': `import { revalidateTag } from 'next/cache'; import { make } from './cache'; export const made = make({ send: revalidateTag });`,
      '/w/clear.ts': `import { made } from './made'; made.clear('f');`,
    };

    function scannedCache() {
      const files = new Map<string, string>([
        ...Object.entries(OTHERS),
        ['/w/cache.ts', Object.values(CACHE).join('\n')],
      ]);
      const discovery = discoveryOver(memoryHost(files));
      const name = (file: string) => file.slice('/w/'.length, -'.ts'.length);
      const findings = (file: string) => texts(discovery.findings(`/w/${file}.ts`).occurrences).join(' ');
      for (let round = 0; round < 3; round++) {
        for (const [file, text] of [...files].reverse()) {
          discovery.update(file, text);
          findings(name(file));
        }
      }
      const update = (file: string, text: string) => {
        files.set(`/w/${file}.ts`, text);
        return discovery.update(`/w/${file}.ts`, text);
      };
      /** Changes a file, looks at whatever that concerns, and tells who was looked at again. */
      const change = (file: string, text: string) => {
        for (const each of update(file, text)) {
          discovery.findings(each);
        }
        for (const each of [...discovery.outdated, ...discovery.behind]) {
          discovery.findings(each);
        }
        const now = [...files.keys()].map((each) => [each, discovery.findings(each)] as const);
        const news = now.filter(([each, found]) => found !== then.get(each));
        then = new Map(now);
        return news.map(([each]) => name(each)).sort();
      };
      let then = new Map([...files.keys()].map((each) => [each, discovery.findings(each)]));
      const withPieces = (pieces: Partial<typeof CACHE>) => Object.values({ ...CACHE, ...pieces }).join('\n');
      const changeCache = (pieces: Partial<typeof CACHE>) => change('cache', withPieces(pieces));
      const updateCache = (pieces: Partial<typeof CACHE>) => update('cache', withPieces(pieces));
      return { change, changeCache, updateCache, findings };
    }

    it('concerns of their callers those whose wrapper may be another', () => {
      const { changeCache, findings } = scannedCache();
      assert.deepEqual(changeCache({ label: `export const label = 'more';` }), ['cache', 'label', 'made']);
      assert.equal(findings('label'), 'more');
      const purge = { purge: 'export const purge = (tag: string, other: string) => revalidateTag(other);' };
      assert.deepEqual(changeCache(purge), ['cache', 'label', 'made', 'purge']);
      assert.deepEqual([findings('purge'), findings('list'), findings('clear')], ['b', 'c', 'f']);
    });

    it('concerns them where it is changed a second time before anybody has asked', () => {
      const purge = { purge: 'export const purge = (tag: string, other: string) => revalidateTag(other);' };
      const label = { label: `export const label = 'more';` };
      for (const [first, then] of [
        [purge, label],
        [label, purge],
      ]) {
        const { updateCache, changeCache, findings } = scannedCache();
        updateCache({ ...first });
        assert.ok(changeCache({ ...first, ...then }).includes('purge'));
        assert.equal(findings('purge'), 'b');
      }
    });

    it('concerns them where code far behind it makes more of the wrapper', () => {
      const { change, findings } = scannedCache();
      const text = `import { revalidateTag } from 'next/cache'; export const drop = (id: string) => revalidateTag(id);`;
      assert.deepEqual(change('drop', text), ['cache', 'drop', 'list']);
      assert.equal(findings('list'), 'c e');
      const concerned = change('prefix', `export const prefix = 'all'; export const other = 1;`);
      assert.deepEqual(concerned, ['cache', 'list', 'made', 'prefix']);
      assert.equal(findings('list'), 'd e');
    });

    it('concerns who reaches one of them through wrappers that are as they were', () => {
      const files = new Map([
        ['/w/base.ts', `export const base = '/old';`],
        [
          '/w/page.tsx',
          `import Image from 'next/image'; import { base } from './base'; import { Content } from './content';
          const events = [{ icon: \`\${base}/a.png\` }]; export const Photo = ({ src }) => <Image src={src} />;
          export default () => events.map((event) => <Content event={event} />);`,
        ],
        [
          '/w/content.tsx',
          `import { Header } from './header'; export const Content = ({ event }) => <Header event={event} />;`,
        ],
        [
          '/w/header.tsx',
          `import { Icon } from './icon'; export const Header = ({ event }) => <Icon src={event.icon} />;`,
        ],
        [
          '/w/icon.tsx',
          `import Image from 'next/image'; import { base } from './base';
          export const Icon = ({ src }) => <Image src={src} />; export default () => <Image src={base} />;`,
        ],
      ]);
      const discovery = discoveryOver(memoryHost(files));
      for (let round = 0; round < 5; round++) {
        for (const [file, text] of files) {
          discovery.update(file, text);
          discovery.findings(file);
        }
      }
      assert.deepEqual(texts(discovery.findings('/w/header.tsx').occurrences), ['/old/a.png']);
      files.set('/w/base.ts', `export const base = '/new';`);
      for (const file of discovery.changed('/w/base.ts')) {
        discovery.findings(file);
      }
      assert.deepEqual(texts(discovery.findings('/w/header.tsx').occurrences), ['/new/a.png']);
    });

    it('concerns who hands something over that makes one of it', () => {
      const { change, changeCache, findings } = scannedCache();
      assert.equal(findings('clear'), 'f');
      changeCache({ label: `export const label = 'more';` });
      change('clear', `import { made } from './made'; made.clear('g');`);
      assert.equal(findings('clear'), 'g');
      change('made', `import { make } from './cache'; export const made = make({ send: console.log });`);
      assert.equal(findings('clear'), '');
    });
  });

  describe('that others passed on the way to wrappers', () => {
    const OTHER = `import { connect } from './database'; export const purge = (table: string) => connect().drop(table);`;

    function passed() {
      const files = new Map(
        Object.entries({
          '/w/purge.ts': `import { revalidateTag } from 'next/cache'; export const purge = (tag: string) => revalidateTag(tag);`,
          '/w/api.ts': `export { purge } from './other';`,
          '/w/other.ts': OTHER,
          '/w/database.ts': `export const connect = () => pool;`,
          '/w/pool.ts': `export const pool = 1;`,
          '/w/first.ts': `import { purge } from './api'; purge('x');`,
        }),
      );
      const discovery = discoveryOver(memoryHost(files));
      for (const file of ['/w/purge.ts', '/w/first.ts']) {
        discovery.update(file, files.get(file));
        discovery.findings(file);
      }
      const change = (file: string, text: string) => {
        files.set(file, text);
        return [...discovery.update(file, text)];
      };
      return { discovery, change };
    }

    it('concerns none of them, as long as it leads nowhere else', () => {
      const { discovery, change } = passed();
      assert.deepEqual(change('/w/other.ts', `${OTHER} export const more = 1;`), ['/w/other.ts']);
      discovery.findings('/w/other.ts');
      assert.deepEqual([...discovery.outdated], []);
    });

    it('concerns none of them where it imports one file more, or less, that leads to no wrapper', () => {
      const { change } = passed();
      assert.deepEqual(change('/w/other.ts', `${OTHER} import { pool } from './pool';`), ['/w/other.ts']);
      assert.deepEqual(change('/w/other.ts', OTHER), ['/w/other.ts']);
    });

    it('concerns them where it leads to one from then on, and not where another way led there', () => {
      const { discovery, change } = passed();
      const round = `import { other } from './api'; ${OTHER}`;
      assert.deepEqual(change('/w/other.ts', round), ['/w/other.ts']);
      const leading = `${round} import * as all from './purge';`;
      assert.deepEqual(change('/w/other.ts', leading).sort(), ['/w/first.ts', '/w/other.ts']);
      discovery.findings('/w/first.ts');
      assert.deepEqual(change('/w/other.ts', `${leading} import './purge';`), ['/w/other.ts']);
    });

    it('concerns them where what it imports one file more from leads to one from then on', () => {
      const { discovery, change } = passed();
      assert.deepEqual(change('/w/other.ts', `export { purge } from './pool';`), ['/w/other.ts']);
      assert.equal(discovery.findings('/w/first.ts').occurrences.length, 0);
      assert.ok(change('/w/pool.ts', `export { purge } from './purge';`).includes('/w/first.ts'));
      assert.equal(discovery.findings('/w/first.ts').occurrences.length, 1);
    });

    it('concerns them where it holds a wrapper from then on, whose name was known', () => {
      const { discovery, change } = passed();
      for (const isWrapper of [true, false, true]) {
        const purging = `import { revalidateTag } from 'next/cache'; ${OTHER.replace('connect().drop', 'revalidateTag')}`;
        const affected = change('/w/other.ts', isWrapper ? purging : OTHER);
        discovery.findings('/w/other.ts');
        assert.ok([...affected, ...discovery.outdated].includes('/w/first.ts'), String(isWrapper));
        assert.equal(discovery.findings('/w/first.ts').occurrences.length, isWrapper ? 1 : 0);
        assert.deepEqual([...discovery.outdated], []);
      }
    });
  });

  describe('that others looked through for a wrapper', () => {
    it('concerns them where it hands on another under the name', () => {
      const ICONS = `import { af } from './af'; export { af as Icon };`;
      const files = new Map(
        Object.entries({
          '/w/purge.ts': `import { revalidateTag } from 'next/cache'; export const purge = (tag: string) => revalidateTag(tag);`,
          '/w/icons/af.ts': `export const af = () => null;`,
          '/w/icons/index.ts': ICONS,
          '/w/index.ts': `export * from './icons'; export * from './purge';`,
          '/w/page.ts': `import { cacheTag } from 'next/cache'; import { Icon } from './index'; cacheTag('a'); Icon('x');`,
        }),
      );
      const discovery = discoveryOver(memoryHost(files));
      for (const file of ['/w/purge.ts', '/w/icons/index.ts', '/w/page.ts']) {
        discovery.update(file, files.get(file));
        discovery.findings(file);
      }
      for (const [text, isConcerned, found] of [
        [`${ICONS} export const version = 1; start();`, false, ['a']],
        [`import { start } from './start'; ${ICONS}`, false, ['a']],
        [ICONS.replace('./af', '../af'), true, ['a']],
        [ICONS.replace('{ af }', '{ purge as af }').replace('./af', '../purge'), true, ['a', 'x']],
        [`export { af as Icon } from './af';`, true, ['a']],
        [`export { purge as Icon } from '../purge';`, true, ['a', 'x']],
      ] as const) {
        files.set('/w/icons/index.ts', text);
        assert.equal(discovery.update('/w/icons/index.ts', text).has('/w/page.ts'), isConcerned, text);
        discovery.findings('/w/icons/index.ts');
        assert.deepEqual(texts(discovery.findings('/w/page.ts').occurrences), found, text);
      }
    });
  });

  describe('that others looked through for a name', () => {
    const PAGE = `import { cacheTag } from 'next/cache'; import { TAG, LABEL } from './index'; cacheTag(TAG, LABEL);`;

    function through() {
      const files = new Map(
        Object.entries({
          '/w/button.ts': `export const Button = () => null; export const LABEL = 'button';`,
          '/w/icon.ts': `export const Icon = () => null;`,
          '/w/tags.ts': `const base = 'cart'; export const TAG = base;`,
          '/w/index.ts': `export * from './icon'; export * from './button'; export { TAG } from './tags';`,
          '/w/page.ts': PAGE,
        }),
      );
      const discovery = discoveryOver(memoryHost(files));
      discovery.update('/w/page.ts', PAGE);
      const found = () => texts(discovery.findings('/w/page.ts').occurrences);
      const change = (file: string, text: string) => {
        files.set(file, text);
        return [...discovery.changed(file)];
      };
      return { change, found };
    }

    const CASES: readonly [string, { file: string; text: string; concerns: boolean; found: readonly string[] }][] = [
      [
        'concerns none of them where it lacks the name still',
        { file: '/w/icon.ts', text: 'export const Icon = () => 1;', concerns: false, found: ['cart', 'button'] },
      ],
      [
        'concerns none of them where it hands on the same',
        {
          file: '/w/index.ts',
          text: `export * from './icon'; export * from './button'; export { TAG } from './tags'; start();`,
          concerns: false,
          found: ['cart', 'button'],
        },
      ],
      [
        'concerns them where it has the name from then on',
        { file: '/w/icon.ts', text: `export const LABEL = 'icon';`, concerns: true, found: ['cart', 'icon'] },
      ],
      [
        'concerns them where it hands on another',
        {
          file: '/w/index.ts',
          text: `export * from './icon'; export * from './button'; export { LABEL as TAG } from './button';`,
          concerns: true,
          found: ['button', 'button'],
        },
      ],
      [
        'concerns them where what it exports has another value',
        {
          file: '/w/tags.ts',
          text: `const base = 'basket'; export const TAG = base;`,
          concerns: true,
          found: ['basket', 'button'],
        },
      ],
    ];
    for (const [name, { file, text, concerns, found: expected }] of CASES) {
      it(name, () => {
        const { change, found } = through();
        assert.deepEqual(found(), ['cart', 'button']);
        assert.deepEqual(change(file, text), concerns ? ['/w/page.ts'] : []);
        assert.deepEqual(found(), expected);
      });
    }

    it('concerns who takes it as a whole', () => {
      const page = `import { cacheTag } from 'next/cache'; import * as all from './tags'; cacheTag(all.TAG);`;
      const files = new Map([
        ['/w/tags.ts', `export const TAG = 'cart';`],
        ['/w/page.ts', page],
      ]);
      const discovery = discoveryOver(memoryHost(files));
      discovery.update('/w/page.ts', page);
      assert.deepEqual(texts(discovery.findings('/w/page.ts').occurrences), ['cart']);
      files.set('/w/tags.ts', `export const TAG = 'basket';`);
      assert.deepEqual([...discovery.changed('/w/tags.ts')], ['/w/page.ts']);
      assert.deepEqual(texts(discovery.findings('/w/page.ts').occurrences), ['basket']);
    });
  });
});
