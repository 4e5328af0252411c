import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuTime } from '../cpu-time.ts';
import { expectFound, find } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';`;
/** A file beside the bad one: whatever that holds, this is found. */
const GOOD = `${IMPORT} cacheTag('good');`;

const times = (count: number, to: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => to(at)).join('');

describe('bad input', () => {
  it('a minified bundle, and a source with a long line', () => {
    const bundle = `import{cacheTag as a}from"next/cache";${times(3000, (at) => `function f${at}(r){return a("t${at}"),r}`)}`;
    const found = find({ 'bundle.js': bundle, 'z.ts': GOOD });
    assert.equal(found.length, 3001);
    assert.deepEqual(
      [found[0], found[2999], found[3000]],
      ['bundle.js:1 assign t0', 'bundle.js:1 assign t2999', 'z.ts:1 assign good'],
    );
    expectFound(`${GOOD} const data = '${'x'.repeat(500_000)}'; cacheTag('behind');`, ['assign good', 'assign behind']);
  });

  it('functions that hand what they get to all of them, again and again', () => {
    const others = times(10, (to) => `f${to}(x);`.repeat(30));
    expectFound(
      `${IMPORT} ${times(10, (at) => `function f${at}(x) { ${others} }`)}
       function last(x) { x('handed'); }
       f0(revalidateTag); last(revalidateTag); cacheTag('good');`,
      ['invalidate handed', 'assign good'],
    );
  });

  it('texts and lists that each line makes twice as long', () => {
    const doublings: Record<string, (before: string) => string> = {
      '+': (a) => `${a} + ${a}`,
      template: (a) => `\`\${${a}}\${${a}}\``,
      replaceAll: (a) => `String(${a}).replaceAll('x', ${a})`,
      join: (a) => `[${a}, ${a}].join('')`,
      spread: (a) => `[...${a}, ...${a}]`,
      concat: (a) => `[${a}].flat().concat(${a})`,
      flatMap: (a) => `[${a}, ${a}].flat().flatMap(() => ${a})`,
      rest: (a) => `((...all) => all)(...${a}, ...${a})`,
    };
    for (const [name, twice] of Object.entries(doublings)) {
      const lines = times(18, (at) => `const a${at + 1} = ${twice(`a${at}`)};\n`);
      const started = cpuTime();
      const found = find({
        'a.ts': `${IMPORT} const a0 = 'xxxxxxxxxx';\n${lines} cacheTag(a18, 'beside');`,
        'b.ts': GOOD,
      });
      assert.match(found[0] ?? '', /assign \?/, name);
      assert.deepEqual(
        found.slice(1).map((each) => each.replace(/.* /, '')),
        ['beside', 'good'],
      );
      assert.ok(cpuTime() - started < 2000, name);
    }
  });

  it('a value that takes all steps: what stands beside it is known', () => {
    const dear = `${times(12, (at) => `const f${at} = (x) => [f${at + 1}(x.a${at}), f${at + 1}(x.b${at}), f${at + 1}(x.c${at})].join(x.d);\n`)}
      const f12 = (x) => x.y + x.z;`;
    expectFound(
      {
        'a.ts': `${IMPORT} import { FALLBACK } from './tags'; ${dear} cacheTag(f0(input), FALLBACK);`,
        'tags.ts': `export const FALLBACK = 'all';`,
      },
      ['assign ?runtime', 'assign all'],
    );
  });

  it('a file of 900 KB in one line', () => {
    for (const [file, piece] of [
      ['a.ts', `cacheTag(x);`],
      ['a.vue', '<p>{{ a }}</p>'],
      ['a.py', 'r.headers["Vercel-Cache-Tag"] = x;'],
      ['a.sh', 'vercel cache invalidate --tag $X;'],
      ['a.md', '`a` <!-- b --> '],
      ['a.yml', '- run: a '],
    ] as const) {
      const found = find({ [file]: piece.repeat(900_000 / piece.length), 'z.ts': GOOD });
      assert.equal(found.at(-1), 'z.ts:1 assign good', file);
    }
  });

  it('a module of 5,000 constants, an enum of 5,000, an object of 5,000', () => {
    expectFound(
      {
        'a.ts': `${IMPORT} import { TAG_4999, TAGS, Tag } from './tags'; import * as all from './tags';
          cacheTag(TAG_4999, TAGS.k4999, Tag.K4999, all.TAG_0, all.TAGS.k0, TAGS[key]);`,
        'tags.ts': `${times(5000, (at) => `export const TAG_${at} = 'tag-${at}';\n`)}
          export const TAGS = { ${times(5000, (at) => `k${at}: 'object-${at}',\n`)} };
          export enum Tag { ${times(5000, (at) => `K${at} = 'enum-${at}',\n`)} }`,
      },
      [
        'assign tag-4999',
        'assign object-4999',
        'assign enum-4999',
        'assign tag-0',
        'assign object-0',
        'assign ?runtime',
      ],
    );
  });

  it('a configuration whose members are all set from what they were, by one function after the other', () => {
    const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
    expectFound(
      {
        'a.ts': `${IMPORT} import { build } from './config';
          const config = build({ k0: 'given', more: {} }); cacheTag(config.k0, config.k7, config.more.k9);`,
        'config.ts': `const withDefaults = (config) => { const { more } = config;
            config.more = { ...more, ${keys.map((key) => `${key}: more?.${key} ?? 'more-${key}'`)} };
            ${keys.map((key) => `config.${key} = config.${key} ?? 'default-${key}';`).join('\n')} return config; };
          export const build = (config) => { const full = withDefaults(config);
            ${keys.map((key) => `full.${key} = full.${key} || config.${key};`).join('\n')} return full; };`,
      },
      ['assign given', 'assign default-k7', 'assign more-k9'],
    );
  });

  it('a list of more elements than are told apart: each place that makes some is known by one', () => {
    const names = times(30, (at) => `'n${at}', `);
    expectFound(
      `${IMPORT} const entries = [...[${names}].flatMap((a) => [${names}].map((b) => ({ tag: a + b }))), { tag: 'last' }];
       for (const { tag } of entries) cacheTag(tag);`,
      ['assign n0n0', 'assign last'],
    );
  });

  it('a barrel of 100 modules', () => {
    const modules = Array.from({ length: 100 }, (_, at) => [`m${at}.ts`, `export const TAG_${at} = 'tag-${at}';`]);
    expectFound(
      {
        ...Object.fromEntries(modules),
        'a.ts': `${IMPORT} import { TAG_0, TAG_99, Tag } from './index'; cacheTag(TAG_0, TAG_99); (tag: Tag) => cacheTag(tag);`,
        'index.ts': `${times(100, (at) => `export * from './m${at}';\n`)} export * from './types';`,
        'types.ts': `export type Tag = 'typed';`,
      },
      ['assign tag-0', 'assign tag-99', 'assign typed'],
    );
  });

  it('modules that import each other, and names that mean themselves', () => {
    expectFound(
      {
        'a.ts': `${IMPORT} import { B } from './b'; export const A = 'a'; cacheTag(B.b, B.a);`,
        'b.ts': `import { A } from './a'; import { C } from './c'; export const B = { b: 'b', a: A, c: C };`,
        'c.ts': `export * from './c'; export * from './d'; import { B } from './b'; export const C = B;`,
        'd.ts': `export * from './c'; export { X as Y } from './d'; export { Y as X } from './d';`,
        'e.ts': `${IMPORT} import { X } from './d'; import { C } from './c'; const me = me; let x = y; let y = x; const f = () => f();
          cacheTag(X, me, x, f(), C.b); class S extends S { t = this.t; } cacheTag(new S().t);`,
      },
      [
        'assign b',
        'assign a',
        'assign ?outside',
        'assign ?too-complex',
        'assign ?too-complex',
        'assign ?too-complex',
        'assign b',
        'assign ?too-complex',
      ],
    );
  });

  it('members that every object has', () => {
    expectFound(
      `${IMPORT} const TAGS = { constructor: 'a', __proto__: 'b', toString: 'c', hasOwnProperty: 'd', ['__proto__']: 'e' };
       cacheTag(TAGS.constructor, TAGS.toString, TAGS.hasOwnProperty); cacheTag(TAGS['constructor']);
       const NONE = {}; cacheTag(NONE.constructor, NONE.__proto__, NONE.toString); enum E { constructor = 'f', valueOf = 'g' }
       cacheTag(E.constructor, E.valueOf); class K { static constructor2 = 'h'; static toString = 'i'; } cacheTag(K.toString);
       const map = new Map([['__proto__', 'j']]); cacheTag(map.get('__proto__'), map.get('constructor'));
       const { constructor, ...rest } = TAGS; cacheTag(constructor, rest.toString); constructor.prototype.cacheTag('no');
       function hasOwnProperty(tag) { revalidateTag(tag); } hasOwnProperty('k'); const o = { __proto__(tag) { revalidateTag(tag); } }; o.__proto__('l');`,
      [
        'assign a',
        'assign c',
        'assign d',
        'assign a',
        'assign f',
        'assign g',
        'assign i',
        'assign j',
        'assign a',
        'assign c',
        'invalidate ?parameter',
        'invalidate k (hasOwnProperty)',
        'invalidate ?parameter',
        'invalidate l (__proto__)',
      ],
    );
  });

  it('a template, a sum, an array and a chain of 10,000 parts', () => {
    const found = find({
      'a.ts': `${IMPORT} const part = 'p'; cacheTag(\`${times(10_000, (at) => `\${x${at}}-`)}\`);
        cacheTag(${times(10_000, (at) => `'s${at}' + `)}'end'); cacheTag(...[${times(10_000, (at) => `'e${at % 10}',`)}]);
        cacheTag(a${'.b'.repeat(10_000)}); cacheTag(${'part + '.repeat(10_000)}part); cacheTag('after');`,
      'z.ts': GOOD,
    });
    assert.deepEqual(found.slice(-2), ['a.ts:3 assign after', 'z.ts:1 assign good']);
  });

  it('200 levels of nesting, of every kind', () => {
    const nest = (open: string, inner: string, close: string): string => open.repeat(200) + inner + close.repeat(200);
    for (const text of [
      `cacheTag(${nest('(', "'x'", ')')});`,
      `cacheTag(${nest('[', "'x'", ']')});`,
      `cacheTag(${nest('f(', "'x'", ')')});`,
      `cacheTag(${nest('a ? b : ', "'x'", '')});`,
      `cacheTag(${nest('`${', "'x'", '}`')});`,
      `const o = ${nest('{ a: ', "'x'", ' }')}; cacheTag(o${'.a'.repeat(200)});`,
      nest('if (a) { ', "cacheTag('x');", ' }'),
      nest('(() => { ', "cacheTag('x');", ' })();'),
      `const e = ${nest('<a>', "{cacheTag('x')}", '</a>')};`,
      nest('function f() { ', "cacheTag('x');", ' }'),
      `type T = ${nest('Array<', 'string', '>')};`,
      nest('class A { m() { ', "cacheTag('x');", ' } }'),
    ]) {
      const found = find({ 'a.tsx': `${IMPORT}\n${text}\ncacheTag('after');`, 'z.ts': GOOD });
      assert.deepEqual(found.slice(-2), ['a.tsx:3 assign after', 'z.ts:1 assign good'], text.slice(0, 60));
    }
  });

  it('a number that is worked out of a parameter over and over', () => {
    const steps = Array.from(
      { length: 40 },
      (_, at) => `const n${at + 1} = n${at} / n${at}; cacheTag(\`page-\${n${at + 1}}\`);`,
    );
    const found = find({ 'a.ts': `${IMPORT} export function purge(n0: number) { ${steps.join('')} }` });
    assert.deepEqual(
      found,
      steps.map((_, at) => `a.ts:1 assign page-\${n${at + 1}}`),
    );
  });

  it('bytes that are no text, a byte order mark, line ends of every kind', () => {
    assert.deepEqual(find({ 'a.ts': `\ufeff${IMPORT}\r\n\r\ncacheTag('a');\rcacheTag('b');` }), [
      'a.ts:3 assign a',
      'a.ts:3 assign b',
    ]);
    expectFound(
      `${IMPORT} \ufffd\ufffd\0 cacheTag('a'); cacheTag('\ud800', 'caf\u00e9 \ufffd'); /* \udfff */ cacheTag('b');`,
      ['assign a', 'assign \ud800', 'assign caf\u00e9 \ufffd', 'assign b'],
    );
    expectFound(
      { 'a.py': '\ufeffr.headers["Vercel-Cache-Tag"] = "a\ufffd"\r\n', 'b.sh': 'vercel cache invalidate --tag a\r\n' },
      ['assign a\ufffd', 'invalidate a'],
    );
  });

  it('escapes and letters of all languages in names', () => {
    expectFound(
      `${IMPORT} const caf\\u00e9 = 'a'; cacheTag(caf\u00e9); const \u00fc\u00df = { \u65e5\u672c: 'b', "\\u{1f600}": 'c' }; cacheTag(\u00fc\u00df.\u65e5\u672c, \u00fc\u00df['\u{1f600}']);
       \\u0063acheTag('d'); const { \u65e5\\u672c: renamed } = \u00fc\u00df; cacheTag(renamed);`,
      ['assign a', 'assign b', 'assign c', 'assign d', 'assign b'],
    );
  });

  it('whatever is cut off or left open', () => {
    const whole = `${IMPORT}\nconst TAGS = { a: 'a', b: (id: string) => \`b-\${id}\` } as const;\nexport async function f(id: string) {\n  cacheTag(TAGS.a, TAGS.b(id));\n  return <p>{\`\${id}\`} don't</p>;\n}\n`;
    for (let end = 0; end <= whole.length; end++) {
      const found = find({ 'a.tsx': whole.slice(0, end), 'z.ts': GOOD });
      assert.equal(found.at(-1), 'z.ts:1 assign good');
      assert.ok(found.length <= 3, found.join());
    }
  });
});
