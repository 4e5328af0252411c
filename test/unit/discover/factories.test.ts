import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
/** What the calls of `cacheTag` in this code set. */
const tags = (code: string, ...expected: string[]) =>
  expectFound(
    IMPORT + code,
    expected.map((each) => `assign ${each}`),
  );

describe('factories', () => {
  it('properties of a function', () => {
    expectFound(
      {
        'tags.ts': `export const tag = (id: string) => \`post-\${id}\`;
tag.all = 'posts';
export function author(id: string) { return \`author-\${id}\`; }
author.all = () => 'authors';
export const page = Object.assign((id: string) => \`page-\${id}\`, { all: 'pages' });`,
        'a.ts': `import { cacheTag } from 'next/cache'; import { author, page, tag } from './tags';
cacheTag(tag.all, author.all(), page.all, tag('1'), author('2'), page('3'));`,
      },
      ['assign posts', 'assign authors', 'assign pages', 'assign post-1', 'assign author-2', 'assign page-3'],
    );
  });

  it('two levels and more, curried, or made by another factory', () => {
    tags(
      'const idTag = (t: string, id: string) => `${t}:${id}` as const; const userTag = (id: string) => idTag("user", id); cacheTag(userTag(u.id), userTag("7"));',
      'user:${id}',
      'user:7',
    );
    tags(
      'const join = (...p) => p.join(":"); const ns = (n) => (...p) => join(n, ...p); const post = ns("post"); cacheTag(post("list"), post("id", id));',
      'post:list',
      'post:id:${id}',
    );
    tags(
      'const make = (n: string) => ({ all: n, list: () => `${n}:list`, one: (id: string) => `${n}:${id}` }); const P = make("post"); cacheTag(P.all, P.list(), P.one(id));',
      'post',
      'post:list',
      'post:${id}',
    );
    tags(
      'function make(n: string) { const base = `app:${n}`; function one(id) { return `${base}:${id}`; } return { all: base, one }; } const { all, one } = make("post"); cacheTag(all, one("1"));',
      'app:post',
      'app:post:1',
    );
  });

  it('lists that functions of packages thin out', () => {
    tags('import { uniq, compact } from "lodash"; cacheTag(...uniq(compact(["a", id && `b-${id}`])));', 'a', 'b-${id}');
    tags(
      'import _ from "lodash"; import unique from "lodash/uniq"; cacheTag(..._.uniq(["a"]), ...unique(["b"]));',
      'a',
      'b',
    );
    tags(
      'import { unique } from "remeda"; import { sift } from "radash"; cacheTag(...unique(sift([["a"], "b"].flat())));',
      'a',
      'b',
    );
    tags('import { uniq } from "elsewhere"; cacheTag(...uniq(["a"]));', '?outside');
  });

  it('a list that only code elsewhere fills is not known', () => {
    tags(
      'export function purge(run) { const saved = new Set<string>(); run({ saved }); for (const tag of saved) { cacheTag(tag); } }',
      '?runtime',
    );
  });

  it('methods that an object spreads are called on it', () => {
    tags(
      'const base = { prefix: "a", tag(id: string) { return `${this.prefix}-${id}`; } }; const more = { ...base, prefix: "b" }; const most = { ...more, prefix: "c", list() { return this.tag("all"); } }; cacheTag(base.tag("1"), more.tag("2"), most.tag(id), most.list());',
      'a-1',
      'b-2',
      'c-${id}',
      'c-all',
    );
  });

  it('lists that other functions fill', () => {
    tags(
      'function page(id) { const tags = ["a"]; const add = (tag: string) => { if (!tags.includes(tag)) tags.push(tag); }; add("b"); add(`c-${id}`); return fetch("x", { next: { tags } }); }',
      'a',
      'b',
      'c-${id}',
    );
    tags(
      'function page(ids) { const tags = new Set<string>(); function note(...more: string[]) { for (const each of more) tags.add(each); } note("a", "b"); ids.forEach((id) => note(`c-${id}`)); cacheTag(...tags); }',
      'a',
      'b',
      'c-${id}',
    );
    tags(
      'function addShared(list: string[], kind: string) { list.push("shared"); addKind(list, kind); } const addKind = (list: string[], kind: string) => list.push(`kind-${kind}`); function page() { const tags: string[] = []; addShared(tags, "post"); cacheTag(...tags); }',
      'shared',
      'kind-post',
    );
    tags(
      'function withTags(init: RequestInit) { init.next = { tags: ["set"] }; } function load() { const init: RequestInit = {}; withTags(init); return cacheTag(...init.next.tags); }',
      'set',
    );
    tags(
      'function page() { const tags = new Set<string>(); const add = (t: string) => tags.add(t); add("a"); add("b"); for (const tag of tags) cacheTag(tag); }',
      'a',
      'b',
    );
    // A list that goes round in circles is still what is known of it.
    tags(
      'function fill(list, n) { list.push("a"); if (n > 0) fill(list, n - 1); } function page(n) { const tags = []; fill(tags, n); cacheTag(...tags); }',
      'a',
    );
  });

  it('builders: an object that its methods fill, one call after the other', () => {
    const builder =
      'class Tags { private tags = new Set<string>(["all"]); static for(tag: string) { return new Tags().add(tag); } add(...tags: string[]): this { tags.forEach((tag) => this.tags.add(this.checked(tag))); return this; } entity(kind: "post" | "user", id?: string) { switch (kind) { case "post": this.tags.add(`post-${id}`); break; case "user": return id ? this.add(`user-${id}`) : this; } return this; } private checked(tag: string) { if (!tag) throw new Error("empty"); return tag; } build() { return [...this.tags]; } } ';
    tags(`${builder} cacheTag(...new Tags().build());`, 'all');
    tags(
      `${builder} const of = (id: string) => Tags.for("a").entity("post", id).entity("user", "1").build(); cacheTag(...of("7"));`,
      'all',
      'a',
      'post-7',
      'user-1',
    );
    tags(
      `${builder} function page(id?: string) { const tags = new Tags().add("a"); if (id) { tags.entity("post", id).add("b", "c"); } return tags.build(); } cacheTag(...page(id));`,
      'all',
      'a',
      'post-${id}',
      'b',
      'c',
    );
    tags(
      'class List { #tags: string[] = []; with(tag: string) { this.#tags = [...this.#tags, tag]; return this; } get all() { return this.#tags; } } cacheTag(...new List().with("a").with("b").all);',
      'a',
      'b',
    );
    tags(
      'class List { constructor(readonly tags: string[] = []) {} with(tag: string) { return new List([...this.tags, tag]); } } cacheTag(...new List().with("a").with("b").tags);',
      'a',
      'b',
    );
    tags(
      'class Collector { list = []; note(tag) { this.list.push(tag); } } function page() { const noted = new Collector(); noted.note("a"); noted.note("b"); cacheTag(...noted.list); }',
      'a',
      'b',
    );
  });

  it('a list that a function of another file fills: the place is where it is handed over', () => {
    expectFound(
      {
        'lib.ts': 'export function addShared(list: string[], id: string) { list.push("shared", `one-${id}`); }',
        'page.ts': `${IMPORT}import { addShared } from './lib'; export function page() { const tags: string[] = []; addShared(tags, '7'); cacheTag(...tags); }`,
      },
      ['assign shared', 'assign one-7'],
    );
  });

  it('several returns: those that known arguments do not exclude', () => {
    const post = 'function tag(k: string) { if (k === "post") { return "posts"; } return "others"; }';
    tags(
      `${post} cacheTag(tag("post")); cacheTag(tag("x")); cacheTag(tag(kind));`,
      'posts',
      'others',
      'posts',
      'others',
    );
    tags(
      'function tag(k) { switch (k) { case "a": return "t-a"; case "b": case "c": return "t-bc"; default: return "all"; } } cacheTag(tag("a"), tag("b"), tag("z"));',
      't-a',
      't-bc',
      'all',
    );
    tags(
      'function tag(k) { let t = "x"; switch (k) { case "a": t = "t-a"; break; default: return "all"; } return t + "!"; } cacheTag(tag("a"), tag("b"));',
      'x!',
      't-a!',
      'all',
    );
    tags(
      'const tag = (o: { type: string; id?: string }) => o.id ? `${o.type}:${o.id}` : o.type; cacheTag(tag({ type: "post" }), tag({ type: "post", id: "1" }));',
      'post',
      'post:1',
    );
    tags(
      'const tag = (draft: boolean) => (!draft ? "live" : "draft"); cacheTag(tag(true), tag(d));',
      'draft',
      'live',
      'draft',
    );
  });

  it('guards and defaults: what a known argument passes by is no value', () => {
    tags(
      'function norm(v?: string) { if (!v) return "unknown"; return v; } const home = (e) => `home:${norm(e)}`; cacheTag(home("all"), home());',
      'home:all',
      'home:unknown',
    );
    tags('const tag = (l?: string) => `p-${l ?? "en"}`; cacheTag(tag("de"), tag());', 'p-de', 'p-en');
    tags('const tag = (l = "en") => `p-${l}`; cacheTag(tag(), tag("de"), tag(l));', 'p-en', 'p-de', 'p-${l}');
    tags(
      'const tag = (id: string) => { try { if (id == null) throw 1; return `a-${id}`; } catch { return ""; } }; cacheTag(tag("1"));',
      'a-1',
    );
    tags('const on = (x) => typeof x === "string" ? `s-${x}` : `n-${x}`; cacheTag(on("1"), on(1));', 's-1', 'n-1');
    tags(
      'const list = (x) => (Array.isArray(x) ? x.join("+") : x); cacheTag(list(["a", "b"]), list("c"));',
      'a+b',
      'c',
    );
  });

  it('conditions on what was waited for: what every call gets decides, what one call gets does not', () => {
    const load = `const load = async (kind: string) => kind;`;
    expectFound(
      { 'a.ts': `${IMPORT}${load} const kind = await load('a'); cacheTag(kind === 'a' ? 'first' : 'second');` },
      ['assign first'],
    );
    const inFunction = `async function tag(key: string) { const kind = await load(key); return kind === 'a' ? 'first' : 'second'; }`;
    expectFound({ 'a.ts': `${IMPORT}${load} ${inFunction} cacheTag(await tag('a'));` }, [
      'assign first',
      'assign second',
    ]);
  });

  it('conditions that a function of the project answers', () => {
    const local = 'function isLocal(s: string) { return s.startsWith("/") || s.startsWith("."); }';
    tags(
      `${local} const t = (s: string) => (isLocal(s) ? "local" : "remote"); cacheTag(t("./a"), t("b"), t(s), t(\`/\${s}\`));`,
      'local',
      'remote',
      'local',
      'remote',
      'local',
    );
    tags(
      `${local} const isRemote = (o) => !isLocal(o.src); const t = (o) => { if (isRemote(o)) { return "remote"; } return o.src; }; cacheTag(t({ src: "/a" }), t({ src: "b" }));`,
      '/a',
      'remote',
    );
    tags(`${local} let s = "/a"; if (q) { s = "b"; } cacheTag(isLocal(s) ? "local" : "remote");`, 'local', 'remote');
  });

  it('elements of which a predicate says that they are not meant', () => {
    const all = 'const ALL = [{ kind: "a", tag: "x" }, { kind: "b", tag: "y" }, { kind: kindOf(), tag: "z" }];';
    tags(`${all} cacheTag(...ALL.filter((each) => each.kind === "b").map(({ tag }) => tag));`, 'y', 'z');
    tags(`${all} const t = (kind) => ALL.find((each) => each.kind === kind)?.tag; cacheTag(t("a"));`, 'x', 'y', 'z');
    tags(`${all} let kind = "a"; kind = "b"; cacheTag(ALL.find((each) => each.kind === kind).tag);`, 'x', 'y', 'z');
    tags('const T = { a: "x", b: "y" }; cacheTag(...Object.keys(T).filter((k) => !k.includes("a")));', 'b');
    const some = 'const S = [{ tag: "x", on: true }, { tag: "y", on: false }, { tag: "z", on: isOn() }, { tag: "w" }];';
    tags(
      `${some} cacheTag(...S.filter((each) => each.on).map(({ tag }) => tag), S.find(({ on }) => on).tag);`,
      'x',
      'z',
      'x',
      'z',
    );
    tags(
      'const M = { x: true, y: false }; for (const [t] of Object.entries(M).filter(([, on]) => on)) cacheTag(t);',
      'x',
    );
  });

  it('elements that the conditions around a place leave out', () => {
    const all = 'const ALL = [{ kind: "a", tag: "x" }, { kind: "b", tag: "y" }, { kind: kindOf(), tag: "z" }];';
    tags(`${all} for (const p of ALL) { if (p.kind === "a") cacheTag(p.tag); }`, 'x', 'z');
    tags(`${all} for (const { kind, tag } of ALL) { if (kind !== "a") { cacheTag(tag); } }`, 'y', 'z');
    tags(`${all} for (const p of ALL) { q && p.kind === "b" && cacheTag(p.tag); }`, 'y', 'z');
    tags(`${all} ALL.forEach(({ kind, tag }) => { if (kind === "a") { return; } cacheTag(tag); });`, 'y', 'z');
    tags(
      `${all} for (const p of ALL) { switch (p.kind) { case "a": cacheTag(p.tag); break; default: cacheTag(\`d-\${p.tag}\`); } }`,
      'x',
      'z',
      'd-y',
      'd-z',
    );
    tags(
      `${all} const isB = (p) => !p.kind.includes("a"); for (const p of ALL) { if (isB(p)) { cacheTag(of(p)); } } function of(p) { return p.tag; }`,
      'y',
      'z',
    );
    tags(
      `${all} function f() { const t = []; for (const p of ALL) { if (p.kind === "a") { t.push(\`t-\${p.tag}\`); } } cacheTag(...t); }`,
      't-x',
      't-z',
    );
    tags('for (const t of ["a", "b", "c"]) { if (t === "a") continue; if (t === "b") continue; cacheTag(t); }', 'c');
    tags('for (const t of ["a", "b"]) { if (t === other) { cacheTag(t); } }', 'a', 'b');
    tags('let last = "a"; for (const t of ["a", "b"]) { if (t !== last) { cacheTag(t); } last = t; }', 'a', 'b');
  });

  it('values that a function may be given, as the conditions in it tell them apart', () => {
    const each = 'for (const k of ["all", "a", "b"]) cacheTag(of(k));';
    tags(`${each} function of(k) { if (k === "all") return "every"; return \`of-\${k}\`; }`, 'every', 'of-a', 'of-b');
    tags(`${each} const of = (k) => (k.startsWith("a") ? k : \`a\${k}\`);`, 'all', 'a', 'ab');
    tags(
      `${each} function of(k) { switch (k) { case "all": return "every"; case "a": return \`x-\${k}\`; default: return k; } }`,
      'every',
      'x-a',
      'b',
    );
    tags(
      `${each} function of({ k: name }) { const key = name; if (!key) return ""; if (key === "all") { return key; } return \`of-\${key}\`; }`.replace(
        'of(k))',
        'of({ k }))',
      ),
      'all',
      'of-a',
      'of-b',
    );
    tags(`${each} function of(k) { const key = k; return key === other ? "x" : key; }`, 'x', 'all', 'a', 'b');
  });

  it('what only the running code decides excludes nothing', () => {
    tags('cacheTag(process.env.X === "1" ? "a" : "b");', 'a', 'b');
    tags('let draft = false; if (q) draft = true; cacheTag(draft ? "a" : "b");', 'a', 'b');
    tags('let tag = null; if (q) { tag = "a"; } cacheTag(tag ?? "b");', 'a', 'b');
    tags('const M = { a: "t-a" }; cacheTag(M[key] ?? "other");', 't-a', 'other');
    tags('const t = (id?: string) => (id ? `p-${id}` : "all"); cacheTag(t(post.id));', 'p-${id}', 'all');
  });

  it('lists that a factory fills as its arguments say', () => {
    tags(
      'function tagsFor(o: { id?: string; slug?: string }) { const t = ["posts"]; if (o.id) t.push(`id-${o.id}`); if (o.slug) { t.push(`slug-${o.slug}`); } return t; } cacheTag(...tagsFor({ id: "7" }));',
      'posts',
      'id-7',
    );
    tags(
      'const key = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(":"); cacheTag(key("a", undefined, id));',
      'a:${id}',
    );
    tags('const key = (...p: string[]) => p.reduce((a, b) => `${a}/${b}`); cacheTag(key("a", "b", "c"));', 'a/b/c');
    tags(
      'const T = ["a", "b"].reduce((all, k) => ({ ...all, [k]: `t-${k}` }), {} as Record<string, string>); cacheTag(T.a, T.b);',
      't-a',
      't-b',
    );
    tags(
      'const tag = (o: Record<string, string>) => Object.entries(o).map(([k, v]) => `${k}=${v}`).join("&"); cacheTag(tag({ a: "1", b: "2" }));',
      'a=1&b=2',
    );
  });
});

describe('objects, classes, enums', () => {
  it('this, the own name, getters', () => {
    tags('const T = { root: "r", byId(id) { return `${this.root}-${id}`; } }; cacheTag(T.byId(id));', 'r-${id}');
    tags('const T = { root: "r", byId: (id) => `${T.root}-${id}` }; cacheTag(T.byId(id));', 'r-${id}');
    tags(
      'const T = { get root() { return "r"; }, get all() { return [this.root, "x"]; } }; cacheTag(T.root, ...T.all);',
      'r',
      'r',
      'x',
    );
  });

  it('static members, private ones, getters, functions', () => {
    tags(
      'class T { static readonly ALL = "all"; static #p = "p"; static one(id) { return `${T.#p}:${id}`; } static two(id) { return `${this.ALL}:${id}`; } static get three() { return "three"; } static four = (id) => `f:${id}`; } cacheTag(T.ALL, T.one("1"), T.two(id), T.three, T.four(id));',
      'all',
      'p:1',
      'all:${id}',
      'three',
      'f:${id}',
    );
  });

  it('objects of a class: what is handed to the constructor, through super', () => {
    const base =
      'class Base { constructor(protected readonly name: string, private sep = ":") {} one(id) { return this.key("id", id); } private key(...x) { return [this.name, ...x].join(this.sep); } }';
    tags(`${base} cacheTag(new Base("post").one(id), new Base("post", "/").one("1"));`, 'post:id:${id}', 'post/id/1');
    tags(
      `${base} class Post extends Base { constructor() { super("post"); } } cacheTag(new Post().one(id));`,
      'post:id:${id}',
    );
    tags(
      `${base} class Sub extends Base { constructor(sep: string, name: string) { super(name, sep); } } cacheTag(new Sub("-", "user").one("1"));`,
      'user-id-1',
    );
    tags(`${base} class Same extends Base {} cacheTag(new Same("post").one("1"));`, 'post:id:1');
    tags(
      'abstract class A { abstract name: string; one(id) { return `${this.name}-${id}`; } } class P extends A { name = "post"; } cacheTag(new P().one(id));',
      'post-${id}',
    );
  });

  it('enums: numbers, members that name others, computed texts', () => {
    tags('enum T { A = "a", B = A, C = `${A}-c`, D = "x" + "-d" } cacheTag(T.B, T.C, T.D);', 'a', 'a-c', 'x-d');
    tags('const enum N { Zero, One } cacheTag(`n-${N.One}`);', 'n-1');
    tags(
      'namespace T { export const ALL = "all"; export function one(id) { return `${ALL}-${id}`; } } cacheTag(T.ALL, T.one("1"));',
      'all',
      'all-1',
    );
  });

  it('maps and records', () => {
    tags('const M = new Map([["a", "t-a"], ["b", "t-b"]]); cacheTag(M.get("a")!, ...M.values());', 't-a', 't-a', 't-b');
    tags('const M = new Map([["a", "t-a"], ["b", "t-b"]]); cacheTag(M.get(key) ?? "other");', 't-a', 't-b', 'other');
    tags('const M = { a: (id) => `a-${id}`, b: (id) => `b-${id}` }; cacheTag(M[kind](id));', 'a-${id}', 'b-${id}');
    tags('const M = { a: ["x", "y"], b: ["z"] }; cacheTag(...(M[kind] ?? []));', 'x', 'y', 'z');
  });

  it('patterns take apart: defaults, rests, nested', () => {
    tags(
      'const { a, ...rest } = { a: "a", b: "b" }; const [x, ...ys] = ["p", "q", "r"]; cacheTag(a, rest.b, x, ...ys);',
      'a',
      'b',
      'p',
      'q',
      'r',
    );
    tags('const { a = "d" } = {} as any; cacheTag(a);', 'd');
    tags('const { t: [, { u }] } = { t: ["x", { u: "y" }] }; cacheTag(u);', 'y');
  });
});

describe('what is put in afterwards', () => {
  it('members of objects, entries of maps, elements of sets', () => {
    tags('const T: Record<string, string> = {}; T.a = "x"; T["b"] = "y"; cacheTag(T.a, T.b);', 'x', 'y');
    tags('const T = { a: "x" }; if (q) { T.a = "y"; } cacheTag(T.a);', 'x', 'y');
    tags('const T = {}; for (const k of ["a", "b"]) { T[k] = `t-${k}`; } cacheTag(T.a, T.b);', 't-a', 't-b');
    tags('const M = new Map(); M.set("a", "x"); M.set("b", "y"); cacheTag(M.get("b"), ...M.values());', 'y', 'x', 'y');
    tags('const S = new Set<string>(); S.add("a"); S.add(`b-${id}`); cacheTag(...S);', 'a', 'b-${id}');
  });

  it('what a reducing function fills', () => {
    tags(
      'const L = ["a", "b"].reduce((all, k) => { all.push(`t-${k}`); return all; }, [] as string[]); cacheTag(...L);',
      't-a',
      't-b',
    );
    tags('const T = ["a"].reduce((all, k) => { all[k] = `t-${k}`; return all; }, {}); cacheTag(T.a);', 't-a');
  });

  it('a text that grows, perhaps', () => {
    tags('let t = "a"; t += ":b"; if (id) { t += `:${id}`; } cacheTag(t);', 'a:b', 'a:b:${id}');
  });

  it('a counter is every number', () => {
    tags('const L = ["a", "b"]; for (let i = 0; i < L.length; i++) { cacheTag(L[i]); }', 'a', 'b');
  });

  it('the keys of an object', () => {
    tags('const T = { a: 1, b: 2 }; for (const k in T) { cacheTag(`k-${k}`); }', 'k-a', 'k-b');
  });

  it('a function behind which a template stands', () => {
    tags('const t = (s: TemplateStringsArray, ...v: string[]) => s.join("/"); cacheTag(t`a${id}b`);', 'a/b');
  });
});

describe('holes are named as the source names them', () => {
  it('what is got by a name', () => {
    tags('cacheTag(`p-${searchParams.get("slug")}`, `q-${map.get(key)}`);', 'p-${slug}', 'q-${get}');
  });

  it('whatever spelling function they went through', () => {
    tags(
      'cacheTag(`p-${String(id)}`, `p-${encodeURIComponent(slug)}`, `p-${Number(post.id)}`, `p-${name.trim().toLowerCase()}`);',
      'p-${id}',
      'p-${slug}',
      'p-${id}',
      'p-${name}',
    );
    tags(
      'function page(slug: string) { const at = decodeURIComponent(slug); cacheTag("p-{at}".replace("{at}", at)); } const t = (s) => `t-${decodeURIComponent(s)}`; cacheTag(t("a%20b"), t("5%"), t(parseInt(post.id, 10)));',
      'p-${slug}',
      't-a b',
      't-5%',
      't-${s}',
    );
  });
});
