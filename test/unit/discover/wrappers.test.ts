import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectFound, find, findHanded } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag, unstable_cache, updateTag } from 'next/cache';\n`;

describe('wrappers', () => {
  it('options that are taken apart in the parameters of a wrapper', () => {
    expectFound(
      `import { revalidateTag } from 'next/cache';
const purge = ({ cache: { tag } }: Options) => revalidateTag(tag);
const purgeAll = ({ cache: { tags = [] } = {} }) => tags.forEach((each) => revalidateTag(each));
purge({ cache: { tag: 'posts' } });
purgeAll({ cache: { tags: ['a', 'b'] } });`,
      [
        'invalidate ?parameter',
        'invalidate ?parameter',
        'invalidate posts (purge)',
        'invalidate a (purgeAll)',
        'invalidate b (purgeAll)',
      ],
    );
  });

  it('an options object, through two files', () => {
    expectFound(
      {
        'a.ts': `import { sanityFetch } from './fetch'; sanityFetch({ query, tags: ['post', \`post:\${slug}\`] });`,
        'fetch.ts': `export async function sanityFetch({ query, tags }: { query: string; tags?: string[] }) { return client.fetch(query, {}, { next: { tags } }); }`,
      },
      ['assign post (sanityFetch)', 'assign post:${slug} (sanityFetch)', 'assign ?parameter'],
    );
  });

  it('a positional array, a rest parameter, a loop, a callback', () => {
    expectFound(
      `${IMPORT}function cached(fn, tags) { return unstable_cache(fn, [], { tags }); } cached(load, ['a', 'b']);
       const purge = (...tags: string[]) => { for (const tag of tags) { revalidateTag(tag); } }; purge('c', 'd');
       export const each = (tags: string[]) => tags.forEach((t) => revalidateTag(t)); each(['e']);`,
      [
        'assign ?parameter',
        'assign a (cached)',
        'assign b (cached)',
        'invalidate ?parameter',
        'invalidate c (purge)',
        'invalidate d (purge)',
        'invalidate ?parameter',
        'invalidate e (each)',
      ],
    );
  });

  it('tags that only the running code knows are one place, in the wrapper, whatever becomes of them on the way', () => {
    expectFound(
      `${IMPORT}function purge(tags: string[]) { tags.forEach((tag) => revalidateTag(tag)); }
       const ids = Array.from(new Set(rows.map((row) => (row.id ? String(row.id) : null)).filter((id) => !!id))); purge(ids); purge([\`\${name()}\`]); purge([\`post-\${id()}\`]);`,
      ['invalidate ?parameter', 'invalidate post-${id} (purge)'],
    );
  });

  it('options of which the wrapper takes its own where the caller has none', () => {
    for (const next of ['options ?? OWN', 'options || OWN', 'options ? options : OWN', '{ ...(options ?? OWN) }']) {
      expectFound(
        `const gql = (query, options?: Next) => fetch('/g', { next: ${next.replace('OWN', "{ revalidate: 60, tags: ['all'] }")} });
         gql('a', { tags: ['posts', 'home'] }); gql('b');`,
        ['assign all', 'assign posts (gql)', 'assign home (gql)'],
      );
    }
    expectFound(
      {
        'a.ts': `import { get } from './get'; get('/a', { next: { tags: ['posts'] } }); get('/b', { next: {} });`,
        'get.ts': `export async function get(path, init) {\n const next =\n  init?.next ?? { revalidate: 60 };\n return fetch(path, { ...init, next }); }`,
      },
      ['assign posts (get)'],
    );
  });

  it('options of a fetch that are set afterwards, in a file that says nothing else', () => {
    for (const set of ['init.next = { tags }', 'init.next = { ...init.next, tags }', 'init.next = with(tags)']) {
      expectFound(
        {
          'a.ts': `import { get } from './get'; get('/a', ['posts']);`,
          'get.ts':
            `const with = (tags) => ({ tags }); export async function get(path, tags) { const init: RequestInit = { method: 'GET' }; if (tags?.length) { ${set}; } return fetch(path, init); }`.replaceAll(
              'with',
              'withTags',
            ),
        },
        ['assign posts (get)', ...(set.includes('with') ? [] : ['assign ?parameter'])],
      );
    }
  });

  it('several layers, with defaults that belong to the innermost', () => {
    expectFound(
      `async function get(path, query, tags = ['wp']) { return fetch(path, { next: { tags, revalidate: 60 } }); }
       async function graceful(path, query, tags = ['wp']) { try { return await get(path, query, tags); } catch { return []; } }
       graceful('/posts', {}, ['wp', 'posts']);`,
      ['assign wp', 'assign wp (graceful)', 'assign posts (graceful)'],
    );
  });

  it('a fallback that a variable keeps beside what the callers hand in', () => {
    expectFound(
      `${IMPORT}function purge(tag) { revalidateTag(tag); }
       function one(tag) { const known = tag || 'a'; purge(known); }
       function two({ item }) { let known = 'b'; if (item.tag) { known = item.tag; } purge(known); }
       function three(tag = 'c') { purge(tag); }
       one('d');`,
      [
        'invalidate ?parameter',
        'invalidate a (purge)',
        'invalidate b (purge)',
        'invalidate c (purge)',
        'invalidate d (one)',
      ],
    );
  });

  it('options that a function puts together in a variable: the place is where the tags are written', () => {
    expectFound(
      {
        'a.ts': `import { get } from './get'; import { withTags, tagged } from './tags';
          export async function list(options?: Options) { const next = withTags(\n['a'], options); return get('/x', next); }
          export async function one(id: string) { const next = await tagged(\n\`b-\${id}\`); return get('/x', next); }
          export const page = () => list({ next: { tags: [\n'c'] } });`,
        'get.ts': `export const get = (url: string, next?: Next) => fetch(url, { next });`,
        'tags.ts': `export function withTags(base: string[], options?: Options) { const next = options?.next; if (!next) { return { tags: base }; } return { ...next, tags: Array.from(new Set([...base, ...(next.tags ?? [])])) }; }
          export const tagged = async (tag: string) => ({ revalidate: 60, tags: ['site', tag] });`,
      },
      ['assign a (get)', 'assign b-${id} (get)', 'assign site (get)', 'assign c (list)'],
    );
    const found = find({
      'a.ts': `function load(next) { return fetch('x', { next }); } function withTags(base) { return { tags: [...base, 'site'] }; }
        function page(id) { const next = withTags([
          'a',
          \`b-\${id}\`]);
          return load(next); }`,
    });
    assert.deepEqual(found, ['a.ts:3 assign a (load)', 'a.ts:4 assign b-${id} (load)', 'a.ts:5 assign site (load)']);
  });

  it('a list that is made anew on the way: the place is the tag, not an argument that may be empty', () => {
    const found = find({
      'a.ts': `function merged(options) { const { tags } = options.next; return { tags: Array.from(new Set(tags.map((tag) => tag))) }; }
        function load(token, options) { const next = merged(options); return fetch('x', { next }); }
        load(
          user?.token || '',
          { next: { tags: ['a'] } });`,
    });
    assert.deepEqual(found, ['a.ts:5 assign a (load)']);
  });

  it('lists that the wrapper makes anew: the place is where the tags are written', () => {
    const lib = `const dedupe = (values?: readonly string[]) => { const seen = new Set<string>(); const result: string[] = []; for (const value of values ?? []) { if (!seen.has(value)) { seen.add(value); result.push(value); } } return result; };
      export function query(q: string, { tags }: { tags?: string[] } = {}) { const own = dedupe(tags); return fetch('x', { next: { tags: own } }); }
      export const list = (q: string, tags: string[]) => query(q, { tags: tags.map((tag) => tag) });
      export const deep = (q: string, options: Options) => { for (const tag of options.cache.tags) { query(q, { tags: [tag] }); } };`;
    const found = find({
      'a.ts': `import { deep, list, query } from './lib';
        const load = (id: string) => { const tags = ['a',
          \`b-\${id}\`];
          return query(
            'posts', { tags }); };
        list('posts',
          ['c']);
        const options = { cache: {
          tags: ['d'] } };
        deep('posts', options);`,
      'lib.ts': lib,
    });
    assert.deepEqual(
      found.filter((line) => line.startsWith('a.ts')),
      ['a.ts:2 assign a (query)', 'a.ts:3 assign b-${id} (query)', 'a.ts:7 assign c (list)', 'a.ts:10 assign d (deep)'],
    );
  });

  it('functions that make the tags, in a list: the place is where the list names them', () => {
    const found = find({
      'a.ts': `${IMPORT}const TAG = { stats: (id: string) => \`shop:\${id}:stats\`, logs: (id: string) => \`shop:\${id}:logs\` };
        const purge = (id: string, tags: ((id: string) => string)[]) => { for (const tag of tags) { revalidateTag(tag(id)); } };
        purge(shop.id, [
          TAG.stats,
          TAG.logs,
        ]);`,
    });
    assert.deepEqual(
      found.filter((line) => line.endsWith('(purge)')),
      ['a.ts:5 invalidate shop:${id}:stats (purge)', 'a.ts:6 invalidate shop:${id}:logs (purge)'],
    );
  });

  it('tags that a function of the caller makes: the place is in that function', () => {
    const found = find({
      'a.ts': `${IMPORT}const action = (run, { tags }) => async (...args) => { const result = await run(...args); const all = typeof tags === 'function' ? tags(...args) : tags; all.forEach((tag) => revalidateTag(tag)); return result; };
        export const save = action(
          async (id) => 1,
          { tags: (id) => [\`a-\${id}\`,
            'b'] });
        export const drop = action(
          async (id) => 1,
          { tags(id) { const kind = 'c';
              return [kind, \`d-\${id}\`]; } });`,
    });
    assert.deepEqual(
      found.filter((line) => line.endsWith('(action)')),
      [
        'a.ts:5 invalidate a-${id} (action)',
        'a.ts:6 invalidate b (action)',
        'a.ts:10 invalidate c (action)',
        'a.ts:10 invalidate d-${id} (action)',
      ],
    );
  });

  it('layers in another file: the place is still where the caller writes the tags', () => {
    expectFound(
      {
        'api.ts': `class Base { protected send(path: string, init: RequestInit) { return fetch(path, { ...init }); } }
          class Api extends Base { private request({ path, next }: Options) { return this.send(path, { method: 'GET', next }); } get(path: string, next?: Next) { return this.request({ path, next }); } }
          export const api = new Api();`,
        'users.ts': `import { api } from './api'; import { tagged } from './tags';
          export const list = () => { const next = tagged(['a']); return api.get('/users', next); };
          export const one = () => api.get('/user', { tags: ['b'] });`,
        'tags.ts': `export const tagged = (base: string[]) => ({ tags: base });`,
      },
      ['assign a (get)', 'assign b (get)'],
    );
  });

  it('what a call cannot reach in the wrapper is none of its tags', () => {
    for (const body of [
      `if (kind === 'path') { revalidatePath(value); } else { revalidateTag(value); }`,
      `if (kind === 'path') { revalidatePath(value); return; } revalidateTag(value);`,
      `if (kind === 'path') throw new Error(value); [value].forEach((each) => revalidateTag(each));`,
      `kind === 'tag' && revalidateTag(value);`,
      `kind !== 'tag' || revalidateTag(value);`,
      `kind === 'tag' ? revalidateTag(value) : revalidatePath(value);`,
      `switch (kind) { case 'path': revalidatePath(value); break; case 'tag': revalidateTag(value); }`,
      `switch (kind) { case 'path': return revalidatePath(value); default: revalidateTag(value); }`,
      `switch (kind) { case 'path': revalidatePath(value); break; case tagKind(): revalidateTag(value); }`,
      `switch (kind) { case 'tag': log(value); case 'both': revalidateTag(value); break; case 'path': }`,
    ]) {
      expectFound(
        `import { revalidatePath, revalidateTag } from 'next/cache';
         function refresh(kind, value) { ${body} } refresh('path', '/posts'); refresh('tag', 'posts'); refresh(kind(), 'other');`,
        ['invalidate ?parameter', 'invalidate posts (refresh)', 'invalidate other (refresh)'],
      );
    }
    expectFound(
      `${IMPORT}function purge(tag, now = false) { return now ? updateTag(tag) : revalidateTag(tag); } purge('a'); purge('b', true);`,
      ['invalidate ?parameter', 'invalidate ?parameter', 'invalidate a (purge)', 'invalidate b (purge)'],
    );
  });

  it('all arguments handed on, whatever stands before the tags', () => {
    expectFound(
      {
        'guards.ts': `${IMPORT}export const guards = { assign(area: string, ...tags: string[]) { cacheTag(...tags); } };`,
        'a.ts': `${IMPORT}import { guards } from './guards';
const safe = (...args: Parameters<typeof guards.assign>) => { guards.assign(...args); };
const cached = (...args: Parameters<typeof unstable_cache>) => unstable_cache(...args);
const plain = (...tags: string[]) => { cacheTag(...tags); }; plain(...list('c'));
function list(name: string) { return [name, \`c-\${id}\`]; }
safe('area', 'a', \`b-\${id}\`); cached(load, ['key'], { tags: ['d'] });`,
      },
      [
        'assign ?parameter',
        'assign c (plain)',
        'assign c-${id} (plain)',
        'assign a (safe)',
        'assign b-${id} (safe)',
        'assign d (cached)',
        'assign ?parameter',
      ],
    );
  });

  it('options handed on whole', () => {
    expectFound(
      `export const api = (url, options) => fetch(url, { ...options, next: options.next });
       api('/x', { next: { tags: ['a'] } });
       const load = (url, { next }) => fetch(url, { next }); load('/y', { next: { tags: ['b'] } });`,
      ['assign a (api)', 'assign b (load)'],
    );
  });

  it('options with a flag that decides, made anew on the way', () => {
    expectFound(
      `const send = (url: string, { on, tags }) => fetch(url, { ...(on ? { next: { tags } } : { cache: 'no-store' }) });
const get = (url: string, options: Options = {}) => send(url, { on: true, method: 'GET', ...options });
get('/a', { tags: ['a'] }); get('/b', { on: true, tags: ['b'] }); get('/c', { on: false, tags: ['c'] });`,
      ['assign ?parameter', 'assign a (get)', 'assign b (get)'],
    );
    expectFound(
      `const send = (url: string, { on, tags }) => fetch(url, on ? { next: { tags } } : { next: { tags: ['none'] } });
send('/a', { tags: ['a'], ...(some ? { on: true } : {}) });`,
      ['assign ?parameter', 'assign none', 'assign a (send)'],
    );
  });

  it('options that are put together in a variable', () => {
    expectFound(
      `function api(url, tags) { const options: RequestInit = {}; if (tags) { options.next = { tags }; } return fetch(url, options); } api('/x', ['a']);
       function add(url, tag) { const init = { next: { tags: [] } }; init.next.tags.push(tag); return fetch(url, init); } add('/y', 'b');
       function set(url, tags) { const init = { next: {} }; init.next.tags = tags; return fetch(url, init); } set('/z', ['c']);`,
      [
        'assign ?parameter',
        'assign a (api)',
        'assign ?parameter',
        'assign b (add)',
        'assign ?parameter',
        'assign c (set)',
      ],
    );
  });

  it('tags of a list that somebody else puts together, some of them from a request', () => {
    expectFound(
      `${IMPORT}const purge = (tag: string) => revalidateTag(tag);
       function tagsOf(body) { const tags = ['all']; if (body.tag) { tags.push(body.tag); } return tags; }
       export async function POST(request) { const body = await request.json(); const tags = tagsOf(body); for (const tag of tags) { purge(tag); } }`,
      ['invalidate ?parameter', 'invalidate all (purge)'],
    );
  });

  it('options that a variable gets afterwards', () => {
    expectFound(
      `async function load(url, config = {}) { const { tags, revalidate = 60 } = config; const next: any = { revalidate }; if (tags) { next.tags = tags; } return fetch(url, { next }); } load('/x', { tags: ['a'] });
       async function get(url, options) { const init = { method: 'GET', ...options }; return fetch(url, init); } get('/y', { next: { tags: ['b'] } });
       function all() { const options: any = {}; options.tags = ['c']; return load('/z', options); }`,
      ['assign a (load)', 'assign b', 'assign c (load)'],
    );
  });

  it('tags that others put together, each of them purged', () => {
    expectFound(
      `${IMPORT}const T = { list: 'products', one: (slug: string) => \`product-\${slug}\` };
       function tagsOf(slug: string, id?: string) { const tags = [T.one(slug), T.list]; if (id) { tags.push(\`related-\${id}\`); } return tags; }
       export async function save(product) { tagsOf(product.slug).forEach((tag) => updateTag(tag)); }
       export async function move(a, b) { const tags = tagsOf(a.slug, a.id); [...tags, ...tagsOf('home')].forEach((tag) => revalidateTag(tag)); }`,
      [
        'invalidate product-${slug}',
        'invalidate products',
        'invalidate product-${slug}',
        'invalidate products',
        'invalidate related-${id}',
        'invalidate product-home',
        'invalidate products',
      ],
    );
  });

  it('static methods that call each other, loaded when they are needed', () => {
    expectFound(
      `class Content { static async revalidateTag(tag: string) { const { revalidateTag } = await import('next/cache'); revalidateTag(tag); }
       static async all() { await this.revalidateTag('content'); } static async model(m: string) { await Content.revalidateTag(\`model-\${m}\`); } }`,
      ['invalidate ?parameter', 'invalidate content (revalidateTag)', 'invalidate model-${m} (revalidateTag)'],
    );
  });

  it('one tag or a list of them', () => {
    expectFound(
      `${IMPORT}async function purge(tags: string | string[]) { const list = Array.isArray(tags) ? tags : [tags]; for (const t of list) { revalidateTag(t); } }
       purge('a'); purge(['b', 'c']);`,
      ['invalidate ?parameter', 'invalidate a (purge)', 'invalidate b (purge)', 'invalidate c (purge)'],
    );
  });

  it('a kind of tag that the caller chooses', () => {
    expectFound(
      `${IMPORT}function one(type: string, id: string) { revalidateTag(\`\${type}:\${id}\`); } one('post', id);
       function kind(tag: 'a' | 'b') { updateTag(tag); } kind('a');`,
      [
        'invalidate ${type}:${id}',
        'invalidate post:${id} (one)',
        'invalidate a',
        'invalidate b',
        'invalidate a (kind)',
      ],
    );
  });

  it('a class that is given its tags when an object is made', () => {
    const repo =
      "class Repo { constructor(private readonly tags: string[], private db?: Db) {} all() { return unstable_cache(f, ['k'], { tags: [...this.tags, 'all'] }); } save() { this.tags.forEach((t) => revalidateTag(t)); } }";
    expectFound(`${IMPORT}${repo} export const posts = new Repo(['posts']);`, [
      'assign ?parameter',
      'assign all',
      'invalidate ?parameter',
      'assign posts (Repo)',
      'invalidate posts (Repo)',
    ]);
    expectFound(
      `${IMPORT}class Cache { private readonly tag: string; constructor(options: { tag?: string } = {}) { this.tag = options.tag ?? 'all'; } purge() { updateTag(this.tag); } }
       export const posts = new Cache({ tag: 'posts' }); new Cache().purge();`,
      ['invalidate all', 'invalidate posts (Cache)'],
    );
    expectFound(
      `class Client { #next; constructor({ base, ...next }) { this.#next = next; } get(path) { return fetch(path, { next: this.#next }); } }
       export const cms = new Client({ base: '/cms', tags: ['cms'], revalidate: 60 });`,
      ['assign cms (Client)'],
    );
  });

  it('a method of a class that leaves it to those which extend it what its tag is', () => {
    expectFound(
      {
        'posts.ts': `import { Repo } from './repo'; export class Posts extends Repo { protected readonly tag = 'posts'; save() { this.clear(); } load(id: string) { return this.read(id); } } export class Users extends Repo { get tag() { return 'users'; } save() { this.clear(); } }`,
        'repo.ts': `${IMPORT}export abstract class Repo { protected abstract readonly tag: string; protected clear() { revalidateTag(this.tag); } protected read(id: string) { cacheTag(this.tag, \`\${this.tag}:\${id}\`); } }`,
      },
      [
        'invalidate posts (clear)',
        'assign posts (read)',
        'assign posts:${id} (read)',
        'invalidate users (clear)',
        'invalidate ?parameter',
        'assign ?parameter',
        'assign ${tag}:${id}',
      ],
    );
    expectFound(
      `${IMPORT}class Repo { private tag: string; clear() { revalidateTag(this.tag); } } new Repo().clear();`,
      ['invalidate ?parameter'],
    );
    expectFound(
      `${IMPORT}abstract class Repo { protected abstract tagsOf(id: string): string[]; clear(id: string) { this.tagsOf(id).forEach((tag) => revalidateTag(tag)); } }
       class Posts extends Repo { tagsOf(id?: undefined): string[]; tagsOf(id: string): string[]; tagsOf(id?: string) { return ['posts', \`post-\${id}\`]; } } new Posts().clear('1');`,
      ['invalidate ?parameter', 'invalidate posts (clear)', 'invalidate post-1 (clear)'],
    );
  });

  it('an object that gathers tags and purges them at the end', () => {
    expectFound(
      {
        'purge.ts': `${IMPORT}export class Purge { #tags = new Set<string>(); post(id: string) { this.#tags.add('posts'); this.#tags.add(\`post-\${id}\`); return this; } add(...tags: string[]) { for (const tag of tags) { this.#tags.add(tag); } } async run() { await Promise.all([...this.#tags].map((tag) => revalidateTag(tag))); } }`,
        'save.ts': `import { Purge } from './purge'; export async function save(id: string) { await new Purge().post(id).run(); const purge = new Purge(); purge.add('a', 'b'); purge.run(); }`,
      },
      [
        'invalidate ?parameter',
        'invalidate posts (run)',
        'invalidate post-${id} (run)',
        'invalidate a (run)',
        'invalidate b (run)',
      ],
    );
  });

  it('a class that hands tags on to the one that it extends, when it is made or later', () => {
    expectFound(
      {
        'a.ts': `import { Posts } from './posts'; export const posts = new Posts(['posts']);`,
        'posts.ts': `import { Repo } from './repo'; export class Posts extends Repo {} export class Users extends Repo { constructor(db: Db) { super(['users'], db); } }`,
        'repo.ts': `${IMPORT}export abstract class Repo { constructor(protected tags: string[], private db?: Db) {} save() { for (const tag of this.tags) { revalidateTag(tag); } } }`,
      },
      ['invalidate posts (Repo)', 'invalidate users (Repo)', 'invalidate ?parameter'],
    );
    expectFound(
      `class Api { get(path: string, { tags }: { tags?: string[] } = {}) { return fetch(path, { next: { tags } }); } }
       class Users extends Api { list() { return super.get('/users', { tags: ['users'] }); } }`,
      ['assign ?parameter', 'assign users (get)'],
    );
    expectFound(
      `${IMPORT}class A extends B { constructor(t) { super(t); } } class B extends A { constructor(t) { super(t); } p() { revalidateTag(this.t); } } new A('x');`,
      ['invalidate ?runtime'],
    );
  });

  it('a builder that makes another object at each step, known by the function that begins it', () => {
    const builder = `class Action { constructor(inner) { this.inner = inner; } signedIn() { return new Action({ ...this.inner, signedIn: true }); }
      cache(config) { return new Action({ ...this.inner, config }); }
      handler(fn) { return async (input) => { const { tags } = this.inner.config; return unstable_cache(() => fn(input), [], { tags: typeof tags === 'function' ? tags({ input }) : tags })(); }; } }`;
    expectFound(
      {
        'a.ts':
          "import createAction from './create-action'; export const getPosts = createAction().signedIn().cache({ tags: ['posts'] }).handler(load); export const getPost = createAction().cache({ tags: ({ input }) => ['posts', `post-${input.id}`] }).handler(load);",
        'create-action.ts': `${IMPORT}${builder} export default function createAction() { return new Action({}); }`,
      },
      [
        'assign posts (cache)',
        'assign posts (cache)',
        'assign post-${id} (cache)',
        'assign ?parameter',
        'assign ?parameter',
      ],
    );
  });

  it('an object and its caller put the tag together: it is the call that says which', () => {
    expectFound(
      `${IMPORT}class Entity { constructor(private name: string) {} purge(id: string) { revalidateTag(\`\${this.name}:\${id}\`); } } const posts = new Entity('post'); posts.purge('1');`,
      ['invalidate ${name}:${id}', 'invalidate post:1 (purge)'],
    );
  });

  it('a function that stands in where none is handed in', () => {
    const pattern = '{ purge = (tag) => revalidateTag(tag) } = {}';
    for (const made of [
      `const make = (deps = {}) => { const purge = deps.purge ?? ((tag) => revalidateTag(tag)); return { save() { purge('a'); } }; };`,
      `const make = (${pattern}) => ({ save: () => purge('a') });`,
      `const purge = process.env.CI ? () => {} : (tag) => revalidateTag(tag); purge('a');`,
      `class Posts { constructor(private purge = (tag) => revalidateTag(tag)) {} save() { this.purge('a'); } }`,
    ]) {
      expectFound(IMPORT + made, ['invalidate ?parameter', 'invalidate a (purge)']);
    }
  });

  it('batches of a list', () => {
    for (const batches of [
      `import { chunk } from 'lodash'; import uniq from 'lodash/uniq'; const batches = (tags) => chunk(uniq(tags), 16);`,
      'const batches = (tags) => Array.from({ length: Math.ceil(tags.length / 16) }, (_, i) => tags.slice(i * 16, i * 16 + 16));',
    ]) {
      expectFound(
        `import { invalidateByTag } from '@vercel/functions'; ${batches}
async function purge(tags: string[]) { for (const batch of batches(tags)) { await invalidateByTag(batch); } }
purge(['a', \`b-\${id}\`]);`,
        ['invalidate ?parameter', 'invalidate a (purge)', 'invalidate b-${id} (purge)'],
      );
    }
  });

  it('closures, object methods, class methods', () => {
    expectFound(
      `${IMPORT}const withTags = (tags) => (fn) => unstable_cache(fn, [], { tags }); withTags(['a'])(load);
       const service = { purge(tag) { revalidateTag(tag); } }; service.purge('b');
       class Cache { purge(tag) { revalidateTag(tag); } } const c = new Cache(); c.purge('c');`,
      [
        'assign ?parameter',
        'assign a (withTags)',
        'invalidate ?parameter',
        'invalidate b (purge)',
        'invalidate ?parameter',
        'invalidate c (purge)',
      ],
    );
  });

  it('a wrapper with the name of the real one', () => {
    expectFound(
      {
        'a.ts': `import { revalidateTag } from './cache'; revalidateTag('a');`,
        'cache.ts': `import { revalidateTag as next } from 'next/cache'; export function revalidateTag(tag: string) { next(tag, 'max'); }`,
      },
      ['invalidate a (revalidateTag)', 'invalidate ?parameter'],
    );
  });

  it('a tag that the wrapper names itself is written inside, and nowhere else', () => {
    expectFound(`${IMPORT}export function purgePost(id: string) { revalidateTag(\`post-\${id}\`); } purgePost('7');`, [
      'invalidate post-${id}',
    ]);
  });

  it('a component around next/image', () => {
    expectFound(
      {
        'page.tsx': `import Picture from './picture'; export default () => <Picture src="/hero.png" />;`,
        'picture/index.tsx': `import Image from 'next/image'; export default function Picture({ src, ...rest }: Props) { return <Image src={src} {...rest} />; }`,
      },
      ['image /hero.png (Picture)', 'image ?parameter'],
    );
  });

  it('what Nuxt and Nitro import by themselves', () => {
    expectFound(
      {
        'nuxt.config.ts': 'export default defineNuxtConfig({});',
        'package.json': '{}',
        'server/utils/cache.ts': `export const setTags = (event, tags: string[]) => setResponseHeader(event, 'Vercel-Cache-Tag', tags.join(','));`,
        'server/api/posts.ts': `export default defineEventHandler((event) => { setTags(event, ['posts', 'all']); });`,
      },
      ['assign posts (setTags)', 'assign all (setTags)', 'assign ?parameter'],
    );
    expectFound(
      {
        'nuxt.config.ts': 'export default defineNuxtConfig({});',
        'package.json': '{}',
        'server/utils/cache.ts': `export const setTags = (event, tags: string[]) => setResponseHeader(event, 'Vercel-Cache-Tag', tags.join(','));`,
        'server/api/posts.ts': `import { setTags } from '#imports';
export default defineEventHandler((event) => { setTags(event, ['posts']); });`,
      },
      ['assign posts (setTags)', 'assign ?parameter'],
    );
  });
});

describe('what goes through a wrapper and is not known', () => {
  const API = `export async function api(path, options = {}) {
  return fetch(path, { next: { tags: options.tags } }); }`;
  const calls = (code: string) =>
    findHanded({ 'api.ts': API, 'b.ts': `import { api } from './api'; import { db } from 'db';\n${code}` });
  const HANDED_ON = 'on api.ts:2 assign ?parameter';

  it('is handed on: what its calls give it is known, or is nothing', () => {
    assert.deepEqual(calls("api('/a', { tags: ['a'] }); api('/b'); api('/c', {});"), [HANDED_ON]);
  });

  it('is handed on by a wrapper around it too', () => {
    assert.deepEqual(calls("export const get = (tags) => api('/a', { tags });\nget(['a']);"), [HANDED_ON]);
  });

  it('is handed in by a call', () => {
    const handedIn = 'in b.ts:2 assign ?outside (api)';
    assert.deepEqual(calls("api('/a', { tags: [(await db.post.find()).tag] });"), [HANDED_ON, handedIn]);
    assert.deepEqual(calls("api('/a', { tags: ['a', (await db.post.find()).tag] });"), [HANDED_ON, handedIn]);
  });

  it('is handed in by a call that hands the wrapper to what calls it with that', () => {
    const files = {
      'a.ts': `${IMPORT}import { run } from './run';\nconst purge = (tag) => revalidateTag(tag);\nrun(purge);`,
      'run.ts': `export const run = (send) => {\n\n\n\n send(location.hash); };`,
    };
    assert.deepEqual(findHanded(files), ['on a.ts:3 invalidate ?parameter', 'in a.ts:4 invalidate ?runtime (purge)']);
  });

  it('is neither where no wrapper is, and for images', () => {
    const code = `${IMPORT}cacheTag(await read()); export const load = (tag, more) => cacheTag(tag, await read(more));`;
    assert.deepEqual(findHanded({ 'a.ts': code }), ['on a.ts:2 assign ?parameter']);
    assert.deepEqual(
      findHanded({ 'a.tsx': "import Image from 'next/image'; export const A = ({ src }) => <Image src={src} />;" }),
      [],
    );
  });
});
