import { describe, it } from 'node:test';
import { expectFound, type Files } from './workspace.ts';

/** Each spelling of a project in which `a.ts` purges the tag `a`. */
function purgesA(spellings: readonly (string | Files)[]): void {
  for (const spelling of spellings) {
    expectFound(typeof spelling === 'string' ? { 'a.ts': spelling } : spelling, ['invalidate a']);
  }
}

describe('import forms', () => {
  it('the package and its entries', () => {
    purgesA([
      `import { revalidateTag } from 'next/cache'; revalidateTag('a');`,
      `import { revalidateTag } from 'next/cache.js'; revalidateTag('a');`,
      `import { revalidateTag } from 'next/dist/server/web/spec-extension/revalidate'; revalidateTag('a');`,
      `import { revalidateTag } from 'next/dist/server/web/spec-extension/revalidate.js'; revalidateTag('a');`,
      `import { invalidateByTag } from '@vercel/functions/purge'; invalidateByTag('a');`,
      `import { getCache } from '@vercel/functions/cache'; getCache().expireTag('a');`,
      `import { unstable_expireTag } from 'next/cache'; unstable_expireTag('a');`,
    ]);
  });

  it('renamed, namespace, default', () => {
    purgesA([
      `import { revalidateTag as drop } from 'next/cache'; drop('a');`,
      `import * as cache from 'next/cache'; cache.revalidateTag('a');`,
      `import * as cache from 'next/cache'; const { revalidateTag: drop } = cache; drop('a');`,
      `import cache from 'next/cache'; cache.revalidateTag('a');`,
      `import cache = require('next/cache'); cache.revalidateTag('a');`,
    ]);
  });

  it('loaded when it is needed: await, then, all at once', () => {
    purgesA([
      `const { revalidateTag } = await import('next/cache'); revalidateTag('a');`,
      `const cache = await import('next/cache'); cache.revalidateTag('a');`,
      `(await import('next/cache')).revalidateTag('a');`,
      `import('next/cache').then(({ revalidateTag }) => revalidateTag('a'));`,
      `import('next/cache').then(({ revalidateTag: drop }) => { drop('a'); });`,
      `import('next/cache').then((cache) => cache.revalidateTag('a'));`,
      `import('next/cache').then(function (cache) { cache.revalidateTag('a'); });`,
      `const [{ revalidateTag }] = await Promise.all([import('next/cache'), import('x')]); revalidateTag('a');`,
      `async function load() { return import('next/cache'); } const { revalidateTag } = await load(); revalidateTag('a');`,
    ]);
  });

  it('loaded where it may be missing', () => {
    purgesA([
      `const cache = await import('next/cache').catch(() => null); cache?.revalidateTag('a');`,
      `const mod = (await import('next/cache').catch(() => null)) as { revalidateTag?: Purge } | null; const purge = mod?.revalidateTag; if (typeof purge === 'function') purge('a');`,
      `async function load() { try { return (await import('next/cache').catch(() => null))?.revalidateTag ?? null; } catch { return null; } } const purge = await load(); purge?.('a');`,
      `import { revalidateTag } from 'next/cache'; for (const tag of await Promise.resolve(['a']).finally(stop)) revalidateTag(tag);`,
    ]);
    // A schema's catch is no promise's.
    expectFound(
      {
        'a.ts': `import { z } from 'zod'; import { revalidateTag } from 'next/cache'; revalidateTag(z.string().catch('b'));`,
      },
      ['invalidate ?outside'],
    );
  });

  it('taken apart after the declaration, and by a member that a string names', () => {
    purgesA([
      `let drop; ({ revalidateTag: drop } = await import('next/cache')); drop('a');`,
      `let revalidateTag; async function load() { ({ revalidateTag } = await import('next/cache')); } revalidateTag('a');`,
      `let drop, other; [{ revalidateTag: drop }, other] = await Promise.all([import('next/cache'), import('x')]); drop('a');`,
      `import * as cache from 'next/cache'; cache['revalidateTag']('a');`,
      `(await import('next/cache'))['revalidateTag']('a');`,
      `import * as cache from 'next/cache'; const NAME = 'revalidateTag'; const drop = cache['revalidateTag']; drop('a');`,
    ]);
  });

  it('required', () => {
    purgesA([
      `const { revalidateTag } = require('next/cache'); revalidateTag('a');`,
      `const { revalidateTag: drop } = require('next/cache'); drop('a');`,
      `require('next/cache').revalidateTag('a');`,
      `let drop; drop = require('next/cache').revalidateTag; drop('a');`,
      `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const { revalidateTag: drop } = require('next/cache'); drop('a');`,
    ]);
  });

  it('returned by a function that loads it', () => {
    purgesA([
      `function load() { return require('next/cache').revalidateTag; } const drop = load(); drop('a');`,
      `const load = async () => { const { revalidateTag } = await import('next/cache'); return revalidateTag; }; (await load())('a');`,
      `const load = async () => (await import('next/cache')).revalidateTag; const drop = await load(); if (drop) { drop('a'); }`,
      {
        'a.ts': `import { load } from './b'; const drop = load(); drop?.('a');`,
        'b.ts': `let known; export function load() { if (known !== undefined) return known; try { const mod = require('next/cache') as Cache; known = typeof mod.revalidateTag === 'function' ? mod.revalidateTag : null; } catch { known = null; } return known; }`,
      },
    ]);
  });

  it('under a name of the project', () => {
    purgesA([
      {
        'a.ts': `import { purge } from './b'; purge('a');`,
        'b.ts': `export { revalidateTag as purge } from 'next/cache';`,
      },
      {
        'a.ts': `import { purge } from './b'; purge('a');`,
        'b.ts': `import { revalidateTag } from 'next/cache'; export { revalidateTag as purge };`,
      },
      {
        'a.ts': `import { purge } from './b'; purge('a');`,
        'b.ts': `import { revalidateTag } from 'next/cache'; export const purge = revalidateTag;`,
      },
      {
        'a.ts': `import p from './b'; p('a');`,
        'b.ts': `export { revalidateTag as default } from 'next/cache';`,
      },
      {
        'a.ts': `import p from './b'; p('a');`,
        'b.ts': `import { revalidateTag } from 'next/cache'; export default revalidateTag;`,
      },
      {
        'a.ts': `import { api } from './b'; api.purge('a');`,
        'b.ts': `import { revalidateTag } from 'next/cache'; export const api = { purge: revalidateTag };`,
      },
      {
        'a.ts': `import { Api } from './b'; Api.purge('a');`,
        'b.ts': `import { revalidateTag } from 'next/cache'; export class Api { static purge = revalidateTag; }`,
      },
      {
        'a.ts': `import { drop } from './barrel'; drop('a');`,
        'barrel.ts': `export { purge as drop } from './b';`,
        'b.ts': `export { revalidateTag as purge } from 'next/cache';`,
      },
    ]);
  });

  it('through modules that only hand on', () => {
    purgesA([
      { 'a.ts': `import { revalidateTag } from './b'; revalidateTag('a');`, 'b.ts': `export * from 'next/cache';` },
      {
        'a.ts': `import { cache } from './b'; cache.revalidateTag('a');`,
        'b.ts': `export * as cache from 'next/cache';`,
      },
      {
        'a.ts': `import cache from './b'; cache.revalidateTag('a');`,
        'b.ts': `import * as cache from 'next/cache'; export default cache;`,
      },
      {
        'a.ts': `const { revalidateTag } = require('./b'); revalidateTag('a');`,
        'b.js': `module.exports = require('next/cache');`,
      },
      {
        'a.ts': `const { revalidateTag } = require('./b'); revalidateTag('a');`,
        'b.js': `module.exports = { ...require('next/cache'), other: 1 };`,
      },
      {
        'a.ts': `const { purge } = require('./b'); purge('a');`,
        'b.js': `const { revalidateTag } = require('next/cache'); module.exports = { purge: revalidateTag };`,
      },
      {
        'a.ts': `const b = require('./b'); b.purge('a');`,
        'b.js': `exports.purge = require('next/cache').revalidateTag;`,
      },
    ]);
  });

  it('what carries such a name and comes from elsewhere', () => {
    for (const text of [
      `const purge = (tag: string) => store.delete(tag); purge('no');`,
      `vi.mock('next/cache', () => ({ revalidateTag: vi.fn() })); const mock = { revalidateTag: (t) => {} }; mock.revalidateTag('no');`,
      `import('./crud').then(({ updateTag }) => updateTag('no'));`,
      `const { expireTag } = require('other'); expireTag('no');`,
      `function load() { return require('other').revalidateTag; } const drop = load(); drop('no');`,
      `const require = own(); require('next/cache').revalidateTag('no');`,
      `import { edgeCacheInvalidateByTags } from './generated'; edgeCacheInvalidateByTags(client, { requestBody: { tags: ['no'] } });`,
    ]) {
      expectFound(text, []);
    }
  });
});
