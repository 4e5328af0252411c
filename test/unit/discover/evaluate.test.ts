import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
const tags = (code: string, ...expected: string[]) =>
  expectFound(
    IMPORT + code,
    expected.map((each) => (each.startsWith('?') ? `assign ${each}` : `assign ${each}`)),
  );

describe('values in one file', () => {
  it('constants, members, nested members', () => {
    tags(`const A = 'a'; cacheTag(A);`, 'a');
    tags(`const T = { a: 'a', b: { c: 'c' } } as const; cacheTag(T.a, T.b.c, T['a']);`, 'a', 'c', 'a');
    tags(`const T = Object.freeze({ list: ['x', 'y'] }); cacheTag(...T.list, T.list[1]);`, 'x', 'y', 'y');
    tags(`const { a, b: { c } } = { a: 'a', b: { c: 'c' } }; cacheTag(a, c);`, 'a', 'c');
  });

  it('enums', () => {
    tags(`enum T { A = 'a', B = 'b' } cacheTag(T.A);`, 'a');
    tags(`const enum T { A = 'a' } cacheTag(\`x-\${T.A}\`);`, 'x-a');
    tags(`enum T { A = 'a', B = 'b' } cacheTag(...Object.values(T));`, 'a', 'b');
  });

  it('spellings, pieces and places of a text or a list', () => {
    tags('cacheTag("post".toUpperCase(), String.raw`a-${id}`);', 'POST', 'a-${id}');
    tags(`cacheTag('a,b'.split(',').at(1), ['a', 'c'].pop(), ['d', 'e'].shift());`, 'b', 'c', 'd');
    tags(`cacheTag('posts'.substring(0, 4), 'a'.concat('-', 'b'));`, 'post', 'a-b');
    tags(`cacheTag('posts'.slice(0, -1), 'posts'.slice(-2), \`\${-1}\`);`, 'post', 'ts', '-1');
    tags(`cacheTag((console.log('x'), 'a'), \`n-\${7 - 2}-\${2 * 3}\`);`, 'a', 'n-5-6');
  });

  it('what a class or a map holds, by its keys', () => {
    tags(`class T { static a = 'a'; static b = 'b'; } cacheTag(...Object.values(T));`, 'a', 'b');
    tags(
      `const T = new Map([['a', 'x']]); cacheTag(...T.keys(), ...[...T.entries()].map(([key, t]) => key + t));`,
      'a',
      'ax',
    );
  });

  it('a member that may stand under a name that only the running code knows', () => {
    const load = `import { load } from 'pkg'; const { rows, key } = await load();`;
    const filled = 'const T = { a: "x" }; for (const row of rows) { T[row.key] = row.tag; }';
    tags(`${load} ${filled} cacheTag(T.a, T.b);`, 'x', '?runtime');
    tags(`${load} const T = { a: 'x', [key]: 'y' }; cacheTag(T.a, T.b);`, 'x', '?runtime');
    tags(`${load} const T = { a: 'x' }; cacheTag(T.a, T.b);`, 'x');
  });

  it('templates, concatenation, holes named as the source names them', () => {
    tags('cacheTag(`post-${post.id}`);', 'post-${id}');
    tags(`cacheTag('post-' + id + ':' + locale);`, 'post-${id}:${locale}');
    tags('cacheTag(`a-${getId(x)}-${items[0].slug}`);', 'a-${getId}-${slug}');
    tags(`cacheTag(['post', id].join('-'));`, 'post-${id}');
    tags('cacheTag(id);', '?runtime');
    tags(
      'const at = tag.indexOf("#"); const cut = (t: string) => `${t.slice(0, at)}?v=1${t.slice(at)}`; cacheTag(cut(`post:${id}`), cut("a"));',
      'post:${id}?v=1${id}',
      'a?v=1${value}',
    );
  });

  it('factories: arguments substituted, several levels, several returns', () => {
    tags('const tag = (id: string) => `post-${id}`; cacheTag(tag(post.slug));', 'post-${id}');
    tags(
      'function idTag(t: string, id: string) { return `${t}:${id}`; } function userTag(id: string) { return idTag("user", id); } cacheTag(userTag("7"));',
      'user:7',
    );
    tags('function t(a?: string) { if (a) { return `x-${a}`; } return "all"; } cacheTag(t(a));', 'x-${a}', 'all');
    tags(
      'const t = async (id: string) => { if (!id) return ""; return `c-${id}`; }; cacheTag(await t(cart.id));',
      'c-${id}',
    );
    tags(
      'const key = (...parts: string[]) => parts.filter(Boolean).map((p) => p.toLowerCase()).join(":"); cacheTag(key("A", "B"));',
      'a:b',
    );
    tags(
      'const t = ({ type, id }: { type: string; id: string }) => `${type}-${id}`; cacheTag(t({ type: "post", id }));',
      'post-${id}',
    );
  });

  it('objects of factories, this, classes', () => {
    tags(
      'const T = { list: "posts", byId: (id: string) => `post-${id}` }; cacheTag(T.list, T.byId(id));',
      'posts',
      'post-${id}',
    );
    expectFound(
      IMPORT +
        'const c = { tag: { byId(id) { return `p-${id}`; } }, purge(id) { revalidateTag(this.tag.byId(id)); } };',
      ['invalidate p-${id}'],
    );
    tags(
      'class Tags { static root = "r"; prefix = "p"; one(id) { return `${this.prefix}-${id}`; } } cacheTag(Tags.root, new Tags().one(id));',
      'r',
      'p-${id}',
    );
    tags(
      'class T { constructor(private name: string) {} all() { return `${this.name}:all`; } } cacheTag(new T("post").all());',
      'post:all',
    );
  });

  it('literal unions and keyof give every value', () => {
    tags('function f(kind: "a" | "b") { cacheTag(`list-${kind}`); }', 'list-a', 'list-b');
    tags(
      'const T = { a: 1, b: 2 }; function f(kind: keyof typeof T) { cacheTag(`list-${kind}`); }',
      'list-a',
      'list-b',
    );
    tags('type Kind = "x" | "y"; const f = ({ kind }: { kind: Kind }) => cacheTag(kind);', 'x', 'y');
  });

  it('arrays: spreads, conditions, push, map, flatMap, sets', () => {
    tags(`const t = ['b']; t.push('c'); t.unshift('a', id); cacheTag(t.join('-'));`, 'a-${id}-b-c');
    tags('const base = ["a"]; cacheTag(...[...base, "b"]);', 'a', 'b');
    tags('cacheTag(...(draft ? ["draft"] : []), ...(x ? ["y"] : ["z"]));', 'draft', 'y', 'z');
    tags('function f() { const t = ["a"]; if (x) { t.push(`b-${id}`); } cacheTag(...t); }', 'a', 'b-${id}');
    tags('cacheTag(...["a", "b"].map((t) => `x-${t}`));', 'x-a', 'x-b');
    tags(
      'cacheTag(...ids.map((id) => `post-${id}`), ...rows.map(tagOf)); const tagOf = (row) => `row-${row.slug}`;',
      'post-${id}',
      'row-${slug}',
    );
    tags('cacheTag(...ids.map((id) => id), ...ids.map(String));', '?runtime', '?runtime');
    tags('const all = ["a", "b"]; cacheTag(...all.flatMap((t) => [t, `${t}s`]));', 'a', 'as', 'b', 'bs');
    tags('cacheTag(...Array.from(new Set(["a", "b", "a"])));', 'a', 'b', 'a');
    tags('function f() { const t = new Set(["a"]); t.add("b").add(`c-${id}`); cacheTag(...t); }', 'a', 'b', 'c-${id}');
    tags('const T = { a: "a", b: "b" }; cacheTag(...Object.values(T));', 'a', 'b');
    tags('const list = () => ["a", "b"]; cacheTag(...list());', 'a', 'b');
    tags(
      'function f() { let t; t = ["a", `b-${id}`]; t = t.slice(0, 16); t = [...t, "c"]; cacheTag(...t); }',
      'a',
      'b-${id}',
      'c',
    );
    tags(
      'function f(given) { let t; if (given) { t = given; } else { t = ["a"]; } t = t.slice(0, 16); cacheTag(...t); }',
      '?parameter',
      'a',
    );
  });

  it('what is made of each element of a list that the callers hand in', () => {
    tags('const f = (ids: string[]) => cacheTag("all", ...ids.map((id) => `post-${id}`));', 'all', 'post-${id}');
    tags(
      'function f(ids) { const t = ids.filter(Boolean).map(tagOf); cacheTag(...t); } const tagOf = (id) => `p-${id}`;',
      'p-${id}',
    );
    tags(
      'const f = (ids: string[]) => cacheTag(...ids.flatMap((id) => [`a-${id}`, `b-${id}`]));',
      'a-${id}',
      'b-${id}',
    );
    tags(
      'const f = ({ ids = [] }) => { for (const t of new Set(ids.map((id) => `post-${id}`))) { cacheTag(t); } };',
      'post-${id}',
    );
    tags('const f = (tags: string[]) => cacheTag(...tags.map((t) => t)); f(["a"]);', '?parameter', 'a (f)');
    tags(
      'const f = (ids?: string[]) => cacheTag(...[...new Set(ids ?? [])].map((id) => `post-${String(id)}`));',
      'post-${ids}',
    );
  });

  it('each of a long list, and of a table of as many', () => {
    const all = Array.from({ length: 200 }, (_, at) => `${at}`);
    const list = JSON.stringify(all.map((tag) => ({ tag })));
    const table = JSON.stringify(Object.fromEntries(all.map((tag) => [`key${tag}`, tag])));
    tags(`const LIST = ${list}; for (const each of LIST) { cacheTag(each.tag); }`, ...all);
    tags(`const TABLE = ${table}; export const mark = (key: string) => cacheTag(TABLE[key]);`, ...all);
  });

  it('what is gathered from a list that nobody knows', () => {
    tags('const f = (rows) => cacheTag(...rows.reduce((all, r) => [...all, `r-${r.id}`], ["all"]));', 'all', 'r-${id}');
    tags('const t = rows.reduce((all, r) => { all.push(`r-${r.id}`); return all; }, []); cacheTag(...t);', 'r-${id}');
    tags('cacheTag(`sum-${rows.reduce((sum, r) => sum + r.price, 0)}`);', 'sum-${reduce}');
  });

  it('a function among texts is no tag', () => {
    const table = 'const T = { all: "all", one: (id) => `one-${id}` };';
    tags(`${table} Object.values(T).forEach((t) => { if (typeof t === "string") { cacheTag(t); } });`, 'all');
  });

  it('what a guard returns is no tag, but decides conditions', () => {
    const guarded = 'const tag = (id?: string) => { if (!id) { return ""; } return `post-${id}`; };';
    tags(`${guarded} cacheTag(tag(id) || "none");`, 'post-${id}', 'none');
    tags(`${guarded} const t = tag(id); cacheTag(t ? t : "none");`, 'post-${id}', 'none');
    tags(`${guarded} cacheTag(tag(id) === "" ? "none" : tag(id));`, 'none', 'post-${id}');
    tags(`${guarded} cacheTag(tag(id) ?? "none", tag("1") || "none");`, 'post-${id}', 'post-1');
    tags('const tag = (id) => { if (!id) { return; } return "one"; }; cacheTag(tag(id) ?? "none");', 'one', 'none');
  });

  it('conditions and fallbacks give every value', () => {
    tags('cacheTag(x ? "a" : "b");', 'a', 'b');
    tags('const t = x ?? "all"; cacheTag(x === 1 ? `p-${x}` : "q");', 'p-${x}', 'q');
    tags('let t = "a"; if (x) { t = "b"; } cacheTag(t);', 'a', 'b');
    tags('const M = { a: "t-a", b: "t-b" }; cacheTag(M[key]);', 't-a', 't-b');
  });

  it('one value of a name never meets another of it', () => {
    const map = `const R = { posts: ['p1', 'p2'], users: ['u1'] };`;
    for (const loop of [
      'v.forEach((x) => cacheTag(`${k}/${x}`));',
      'for (const x of v) { cacheTag(`${k}/${x}`); }',
      'cacheTag(...v.map((x) => `${k}/${x}`));',
    ]) {
      tags(`${map} for (const [k, v] of Object.entries(R)) { ${loop} }`, 'posts/p1', 'posts/p2', 'users/u1');
    }
    const table = 'const T = { a: "x", b: "y" };';
    const each = ['invalidate a-x', 'invalidate b-y'];
    expectFound(`${IMPORT}${table} for (const [k, v] of Object.entries(T)) { revalidateTag(\`\${k}-\${v}\`); }`, each);
    expectFound(`${IMPORT}${table} Object.entries(T).forEach(([k, v]) => revalidateTag(\`\${k}-\${v}\`));`, each);
    expectFound(`${IMPORT}${table} for (const k of ['a', 'b']) { revalidateTag(\`\${k}-\${T[k]}\`); }`, each);
    expectFound(
      `${IMPORT}const L = [{ n: 'a', t: 'x' }, { n: 'b', t: 'y' }]; L.forEach((e) => revalidateTag(\`\${e.n}-\${e.t}\`));`,
      each,
    );
    expectFound(
      `${IMPORT}const L = [{ n: 'a', t: 'x' }, { n: 'b', t: 'y' }]; for (const { n, t } of L) { revalidateTag(n + '-' + t); }`,
      each,
    );
    tags('const t = x ? "a" : "b"; cacheTag(`${t}-${t}`);', 'a-a', 'b-b');
    tags('const f = (t: "a" | "b") => cacheTag(`${t}-${t}`);', 'a-a', 'b-b');
    tags('const tag = (t) => `${t}-${t}`; cacheTag(tag(x ? "a" : "b"));', 'a-a', 'b-b');
    tags('const T = { a: "x", b: "y" }; const f = (k: keyof typeof T) => cacheTag(`${k}-${T[k]}`);', 'a-x', 'b-y');
    tags('const t = x ? "a" : "b"; const u = `${t}!`; cacheTag(`${t}-${u}`);', 'a-a!', 'b-b!');
  });

  it('a hole is there whichever value of another name it belongs to', () => {
    const locales =
      'async function f(request: Request) { const body = await request.json(); for (const l of ["de", "en"]) {';
    tags(
      `${locales} const slug = body.slugs?.[l] || null; if (slug) { cacheTag(\`c:\${slug}:\${l}\`); } }`,
      'c:${slug}:de',
      'c:${slug}:en',
    );
    tags(
      `${locales} const host = l === "de" ? body.name : "x"; cacheTag(\`c:\${host}:\${l}\`); }`,
      'c:${host}:de',
      'c:${host}:en',
    );
  });

  it('two names are free of each other', () => {
    tags('const f = (a: "a" | "b", b: "a" | "b") => cacheTag(`${a}-${b}`);', 'a-a', 'a-b', 'b-a', 'b-b');
    tags(
      'const tag = (t) => { const u = t ? "a" : "b"; return u; }; cacheTag(`${tag(x)}-${tag(y)}`);',
      'a-a',
      'a-b',
      'b-a',
      'b-b',
    );
  });

  it('what a transaction answers', () => {
    tags(
      `const saved = await db.transaction(async (tx) => { const tags = ['index', \`post-\${row.slug}\`]; await tx.insert(tags); return { id: 1, tags }; });
for (const tag of saved.tags) { cacheTag(tag); } cacheTag(await prisma.$transaction((tx) => 'a', { timeout: 1 }));`,
      'index',
      'post-${slug}',
      'a',
    );
  });

  it('what a generator yields', () => {
    const all = `function* all(id) { yield 'all'; if (id) { yield \`post-\${id}\`; } return 'none'; }`;
    tags(`${all} cacheTag(...all(id)); cacheTag(...all());`, 'all', 'post-${id}', 'all');
    tags(
      `class T { *own() { yield* ['a', 'b']; yield* T.more(); } static *more() { for (const x of ['c', 'd']) yield x; } }
for (const t of new T().own()) { cacheTag(t); }`,
      'a',
      'b',
      'c',
      'd',
    );
    tags(
      `async function* load() { const rows = yield 'a'; try { yield 'b'; } finally { yield; } } for await (const t of load()) cacheTag(t);`,
      'b',
    );
  });

  it('loops over known lists', () => {
    tags('for (const { page = 1 } of [{ page: 2 }, {}]) { cacheTag(`p-${page}`); }', 'p-2', 'p-1');
    expectFound(`${IMPORT}for (const t of ["a", "b"]) { revalidateTag(t); }`, ['invalidate a', 'invalidate b']);
    expectFound(`${IMPORT}["a", "b"].forEach((t) => revalidateTag(t));`, ['invalidate a', 'invalidate b']);
    expectFound(`${IMPORT}const L = ["a", "b"] as const; L.forEach(revalidateTag);`, ['invalidate a', 'invalidate b']);
  });

  it('assignments that build on each other', () => {
    tags(
      'function f(slug) { let t = "cat:{slug}"; if (slug) { t = t.replace("{slug}", slug); } cacheTag(t); }',
      'cat:${slug}',
    );
    tags('let t = "a"; t += `-${id}`; cacheTag(t);', 'a-${id}');
  });
});

describe('across files', () => {
  it('relative imports, barrels, default and namespace imports', () => {
    expectFound(
      {
        'a.ts': `${IMPORT}import { TAGS } from './tags'; import * as all from './tags'; import t from './one'; cacheTag(TAGS.a, all.TAGS.a, t);`,
        'tags/index.ts': `export * from './inner';`,
        'tags/inner.ts': `export const TAGS = { a: 'a' };`,
        'one.ts': `const one = 'one'; export default one;`,
      },
      ['assign a', 'assign a', 'assign one'],
    );
  });

  it('tsconfig paths, workspace packages without node_modules, #imports, JSON', () => {
    expectFound(
      {
        'package.json': '{ "workspaces": ["packages/*", "apps/*"] }',
        'apps/web/tsconfig.json': '{ // comment\n "extends": "../../base.json" }',
        'base.json': '{ "compilerOptions": { "paths": { "@/*": ["./apps/web/src/*"], } } }',
        'apps/web/package.json': '{ "name": "web", "imports": { "#tags": "./src/own.ts" } }',
        'apps/web/src/own.ts': `export const OWN = 'own';`,
        'apps/web/src/lib/tags.ts': `export const A = 'a';`,
        'apps/web/src/data.json': '{ "tag": "from-json" }',
        'packages/cache/package.json':
          '{ "name": "@acme/cache", "exports": { "./tags": { "types": "./dist/tags.d.ts", "default": "./dist/tags.js" } } }',
        'packages/cache/src/tags.ts': `export const tag = (id: string) => \`shared-\${id}\`;`,
        'apps/web/src/page.ts': `${IMPORT}import { A } from '@/lib/tags'; import { tag } from '@acme/cache/tags'; import { OWN } from '#tags'; import data from './data.json'; cacheTag(A, tag('1'), OWN, data.tag);`,
      },
      ['assign a', 'assign shared-1', 'assign own', 'assign from-json'],
    );
  });

  it('what stands outside of the workspace is said', () => {
    expectFound(`${IMPORT}import { TAG } from 'some-package'; cacheTag(TAG, \`x-\${TAG}\`);`, [
      'assign ?outside',
      'assign x-${TAG}',
    ]);
  });
});

describe('bounds', () => {
  it('cycles, recursion, prototypes and explosions end', () => {
    tags('const a = b; const b = a; cacheTag(a);', '?too-complex');
    tags('const f = (n) => f(n + 1); cacheTag(f(0));', '?too-complex');
    tags('const T = { a: "a" }; cacheTag(T.__proto__, T.constructor, T.a);', 'a');
    tags(`cacheTag(\`${'${c ? "a" : "b"}'.repeat(12)}\`);`, '?too-complex');
    expectFound(
      {
        'a.ts': `${IMPORT}import { x } from './b'; export const y = x; cacheTag(x);`,
        'b.ts': `import { y } from './a'; export const x = y;`,
      },
      ['assign ?too-complex'],
    );
  });
});
