import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag, updateTag } from 'next/cache';\n`;

describe('a sink that is handed to whoever calls it', () => {
  it('a function gets it in an object, renamed, or by position', () => {
    expectFound(
      `${IMPORT}function createRevalidator({ revalidateTag: clear }) { return { posts() { clear('posts'); }, post(id) { clear(\`post-\${id}\`); } }; }
       export const r = createRevalidator({ revalidateTag });`,
      ['invalidate posts', 'invalidate post-${id}'],
    );
    expectFound(
      {
        'a.ts': `${IMPORT}import { make } from './make'; const r = make(revalidateTag); r.one('x');`,
        'make.ts': `export const make = (clear: (tag: string) => void) => ({ all: () => clear('all'), one: (tag: string) => clear(tag) });`,
      },
      ['invalidate x (one)', 'invalidate all', 'invalidate ?parameter'],
    );
    expectFound(
      {
        'a.ts': `${IMPORT}import { make } from './make'; make({ cache: { purge: (t: string) => revalidateTag(t) } });`,
        'make.ts': `export function make(deps) { register(deps); } function register({ cache }) { cache.purge('deep'); }`,
      },
      ['invalidate ?parameter', 'invalidate deep (purge)'],
    );
  });

  it('a function in there hands a tag on to it, and is called in there', () => {
    expectFound(
      {
        'a.ts': `${IMPORT}import { createApi } from './api'; export const api = createApi({ cacheTag });`,
        'api.ts':
          'export function createApi({ cacheTag }) { const run = async (tags: string | string[]) => { if (Array.isArray(tags)) { cacheTag(...tags); } else { cacheTag(tags); } }; return { posts: () => run("posts"), post: (id) => run(["posts", `post-${id}`]) }; }',
      },
      ['assign ?parameter', 'assign ?parameter', 'assign posts (run)', 'assign posts (run)', 'assign post-${id} (run)'],
    );
  });

  it('an object gets it for its constructor', () => {
    const posts = 'class Posts { constructor(private readonly cache: Cache) {} save() { this.cache.purge("post"); } }';
    expectFound(
      `${IMPORT}interface Cache { purge(tag: string): void } class NextCache { purge(tag: string) { updateTag(tag); } } ${posts} new Posts(new NextCache()).save();`,
      ['invalidate ?parameter', 'invalidate post (purge)'],
    );
    expectFound(
      {
        'a.ts': `${IMPORT}export class NextCache { purge(tag: string) { revalidateTag(tag); } }`,
        'b.ts': `export ${posts.replace('private readonly cache: Cache', 'cache').replace('{}', '{ this.cache = cache; }')}`,
        'c.ts': `import { NextCache } from './a'; import { Posts } from './b'; const cache = new NextCache(); export const posts = new Posts(cache);`,
      },
      ['invalidate ?parameter', 'invalidate post (purge)'],
    );
  });

  it('an object is told by the interface that it is said to be', () => {
    const types = 'export interface Cache { purge(tags: string[]): void; wrap(load: Load, options: Options): Load }';
    const members = `purge: (tags) => { for (const tag of tags) revalidateTag(tag); }, wrap: (load, { key, tags }) => unstable_cache(load, key, { tags })`;
    const use = `import type { Cache } from './types'; export const find = (cache: Cache, id: string) => cache.wrap(load, { key: [id], tags: ['posts'] })(); export class Posts { constructor(private readonly cache: Cache) {} save() { this.cache.purge(['post']); } }`;
    const imports = `import { revalidateTag, unstable_cache } from 'next/cache'; import type { Cache } from './types';`;
    for (const made of [
      `export const nextCache = (): Cache => ({ ${members} });`,
      `export async function nextCache(): Promise<Cache> { return { ${members} }; }`,
      `const nextCache: Cache = { ${members} }; register(nextCache);`,
      `register({ ${members} } satisfies Cache);`,
    ]) {
      expectFound({ 'cache.ts': `${imports} ${made}`, 'types.ts': types, 'use.ts': use }, [
        'invalidate ?parameter',
        'assign ?parameter',
        'assign posts (wrap)',
        'invalidate post (purge)',
      ]);
    }
    expectFound(
      {
        'cache.ts': `${imports} export const nextCache = (): Cache => ({ ${members} });`,
        'none.ts': `import type { Cache } from './types'; export const none = (): Cache => ({ purge() {}, wrap: (load) => load });`,
        'types.ts': `export type Cache = { purge(tags: string[]): void; wrap(load: Load, options: Options): Load };`,
        'use.ts': `import type { Cache } from './types'; import { none } from './none'; interface Options { cache?: Cache; depth: number } async function purge(cache: Cache, tags: string[]) { await cache.purge([...new Set(tags)]); } export function create(options: Options) { const { cache = none(), depth } = options; return (id: string) => cache.wrap(load, { key: [id], tags: ['posts'] }); } export const save = (plugin: { readonly cache: Cache }) => purge(plugin.cache, ['post']);`,
      },
      ['invalidate ?parameter', 'assign ?parameter', 'assign posts (wrap)', 'invalidate post (purge)'],
    );
    const other = use.replace("'./types'", "'./other'");
    expectFound(
      {
        'cache.ts': `${imports} export const nextCache = (): Cache => ({ ${members} });`,
        'types.ts': types,
        'other.ts': types,
        'use.ts': other,
      },
      ['invalidate ?parameter', 'assign ?parameter'],
    );
  });

  it('a class is told by its type: the class itself, or the interface that it implements', () => {
    const cache = 'class NextCache implements Cache { purge(tag: string) { revalidateTag(tag); } }';
    expectFound(
      `${IMPORT}class Cache { purge(tag: string) { revalidateTag(tag); } } class Posts { private cache: Cache; constructor(cache: Cache) { this.cache = cache; } save() { this.cache.purge('post'); } }`,
      ['invalidate ?parameter', 'invalidate post (purge)'],
    );
    expectFound(
      {
        'a.ts': `${IMPORT}import { Cache } from './port'; export ${cache}`,
        'b.ts': `import type { Cache } from './port'; export class Posts { constructor(private cache: Cache) {} save() { this.cache.purge('post'); } } export const clear = (cache: Cache) => cache.purge('all');`,
        'port.ts': 'export interface Cache { purge(tag: string): void }',
      },
      ['invalidate ?parameter', 'invalidate post (purge)', 'invalidate all (purge)'],
    );
    expectFound(
      `${IMPORT}import { Inject } from 'di'; interface Cache { purge(tag: string): void } ${cache} class Posts { @Inject() private readonly cache!: Cache; save() { this.cache.purge('post'); } }`,
      ['invalidate ?parameter', 'invalidate post (purge)'],
    );
  });

  it('another interface of the same name is another one', () => {
    expectFound(
      {
        'a.ts': `${IMPORT}interface Cache { purge(tag: string): void } export class NextCache implements Cache { purge(tag: string) { revalidateTag(tag); } }`,
        'b.ts': `interface Cache { purge(key: string): void } export class Posts { constructor(private cache: Cache) {} save() { this.cache.purge('key'); } }`,
      },
      ['invalidate ?parameter'],
    );
  });

  it('a function gets it together with the tags that its caller was given', () => {
    const send = 'async (doc, options) => { options?.tags.forEach((tag) => revalidateTag(tag)); }';
    expectFound(
      {
        'a.ts': `import { posts } from './posts'; posts.save('p', { tags: ['posts'] });`,
        'batch.ts': `export const batch = async (doc, run, options, size = 10) => { if (doc.length < size) { return run(doc, options); } for (const each of doc) { await run(each, options); } };`,
        'posts.ts': `import { request } from './request'; export const posts = { save: (post, options?: Options) => request(post, options) };`,
        'request.ts': `${IMPORT}import { batch } from './batch'; export const request = (doc, options?: Options) => { const send = ${send}; return batch(doc, send, options); };`,
      },
      ['invalidate posts (save)', 'invalidate ?parameter'],
    );
    expectFound(
      `${IMPORT}const send = ${send}; const retry = (run, ...args) => run(...args); const request = (tags: string[]) => retry(send, 'q', { tags }); request(['a', 'b']);`,
      ['invalidate ?parameter', 'invalidate a (request)', 'invalidate b (request)'],
    );
    expectFound(
      `${IMPORT}class Queue { run(job, tag) { return job(tag); } } const queue = new Queue(); export function purge(tag: string) { queue.run((t) => revalidateTag(t), tag); } purge('c');`,
      ['invalidate ?parameter', 'invalidate c (purge)'],
    );
  });

  it('the one object of a class', () => {
    expectFound(
      {
        'a.ts': `import { Cache } from './cache'; Cache.getInstance().purge(['a']);`,
        'cache.ts': `${IMPORT}export class Cache { private static instance: Cache; static getInstance() { if (!Cache.instance) { Cache.instance = new Cache(); } return Cache.instance; } purge(tags: string[]) { tags.forEach((t) => revalidateTag(t)); } }`,
      },
      ['invalidate a (purge)', 'invalidate ?parameter'],
    );
  });
});

describe('other names for a sink or a wrapper', () => {
  it('variables, members, conditions, bound arguments', () => {
    expectFound(
      `${IMPORT}function purge(tag) { revalidateTag(tag); } const alias = purge; const api = { go: purge, now: updateTag }; const either = x ? revalidateTag : purge;
       alias('a'); api.go('b'); api.now('c'); either('d'); export const clear = purge.bind(null, 'e'); purge.call(null, 'f');`,
      [
        'invalidate ?parameter',
        'invalidate a (purge)',
        'invalidate b (purge)',
        'invalidate c',
        'invalidate d',
        'invalidate e (purge)',
        'invalidate f (purge)',
      ],
    );
  });

  it('called or bound by its own methods', () => {
    expectFound(
      `${IMPORT}function purge(tag, profile) { revalidateTag(tag, profile); }
       revalidateTag.call(null, 'a'); revalidateTag.apply(undefined, ['b']); purge.apply(this, ['c', 'max']); updateTag.apply(null, list);
       const drop = revalidateTag.bind(null); drop('d'); ['e', 'f'].forEach(revalidateTag.bind(null)); ['g'].map(purge.bind(undefined));
       const tag = ((kind) => kind + '-1').apply(null, ['h']); revalidateTag(tag);`,
      [
        'invalidate ?parameter',
        'invalidate a',
        'invalidate b',
        'invalidate c (purge)',
        'invalidate ?runtime',
        'invalidate d',
        'invalidate e',
        'invalidate f',
        'invalidate g (purge)',
        'invalidate h-1',
      ],
    );
  });

  it('what a function tags through a client that it is given is written there, not where it is called', () => {
    expectFound(
      {
        'a.ts': `import { createClient } from './client'; import { getPost } from './post'; export async function loadPost(slug: string) { const client = await createClient(); return getPost(client, slug); }`,
        'b.ts': `import { loadPost } from './a'; loadPost(params.slug); loadPost('first');`,
        'client.ts': `${IMPORT}const build = () => ({ query: (q: string, { tags }) => fetch(q, { next: { tags } }) }); export const createClient = async () => build();`,
        'post.ts': `export const getPost = (client, slug: string) => client.query('post', { tags: ['posts', slug] });`,
      },
      ['assign first (loadPost)', 'assign ?parameter', 'assign posts (query)'],
    );
  });

  it('names that only other files spell', () => {
    expectFound(
      {
        'a.ts': `import { wipe } from './second'; import { cache, drop } from './first'; import { expire } from './third'; wipe('a'); cache.clear('b'); drop('c'); expire('d');`,
        'first.ts': `${IMPORT}export function purge(tag: string) { revalidateTag(tag); } export { purge as clean }; export const cache = { clear: revalidateTag }; export const drop = updateTag;`,
        'second.ts': `export { clean as wipe } from './first';`,
        'third.ts': `export { revalidateTag as expire } from 'next/cache';`,
      },
      ['invalidate a (purge)', 'invalidate b', 'invalidate c', 'invalidate d', 'invalidate ?parameter'],
    );
  });

  it('modules that are loaded when they are needed', () => {
    expectFound(
      {
        'a.ts': `const { purge } = await import('./cache'); purge('a'); (await import('./cache')).purge('b'); import('./cache').then((m) => m.purge('c')); import('./cache').then(({ purge }) => purge('d'));`,
        'cache.ts': `${IMPORT}export const purge = (tag: string) => revalidateTag(tag);`,
      },
      [
        'invalidate a (purge)',
        'invalidate b (purge)',
        'invalidate c (purge)',
        'invalidate d (purge)',
        'invalidate ?parameter',
      ],
    );
  });
});
