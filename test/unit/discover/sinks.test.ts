import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectFound, find } from './workspace.ts';

describe('sinks', () => {
  it('memoize of nextjs-better-unstable-cache, whose tags may be a function of the arguments', () => {
    expectFound(
      `import { memoize } from 'nextjs-better-unstable-cache'; const keys = { list: () => ['posts'] };
       export const getPosts = memoize(load, { persist: true, revalidateTags: ['posts', 'home'] });
       export const getPost = memoize(load, { revalidateTags: (id) => ['post', \`post-\${id}\`], additionalCacheKey: ['no'] });
       export const listPosts = memoize(load, { revalidateTags: () => keys.list() });`,
      ['assign posts', 'assign home', 'assign post', 'assign post-${id}', 'assign posts'],
    );
    expectFound(`import { memoize } from 'lodash'; memoize(load, { revalidateTags: ['posts'] });`, []);
  });

  it('next/cache: every function, and which of its arguments are tags', () => {
    expectFound(
      `import { cacheTag, unstable_cacheTag, revalidateTag, updateTag, unstable_expireTag, unstable_cache } from 'next/cache';
       cacheTag('a', 'b'); unstable_cacheTag('c'); revalidateTag('d', 'max'); updateTag('e'); unstable_expireTag('f', 'g');
       unstable_cache(fn, ['not-a-tag'], { tags: ['h', 'i'], revalidate: 60 });`,
      [
        'assign a',
        'assign b',
        'assign c',
        'invalidate d',
        'invalidate e',
        'invalidate f',
        'invalidate g',
        'assign h',
        'assign i',
      ],
    );
  });

  it('arguments that are spread stand at their places', () => {
    expectFound(
      `import { cacheTag, revalidateTag } from 'next/cache'; const args = [\`p-\${id}\`, 'max'] as const;
       revalidateTag(...args); revalidateTag(...(['a', 'max'] as const)); cacheTag(...['b', 'c'], 'd');
       const purge = (...given: [string, string]) => revalidateTag(...given); purge('e', 'hours');`,
      [
        'invalidate p-${id}',
        'invalidate a',
        'assign b',
        'assign c',
        'assign d',
        'invalidate ?parameter',
        'invalidate e (purge)',
      ],
    );
  });

  it('fetch: only under next', () => {
    expectFound(
      `fetch(u, { next: { tags: ['a'] } }); new Request(u, { next: { revalidate: 1, tags: ['b'] } });
       client.query({ context: { fetchOptions: { next: { tags: ['c'] } } } }); fetch(u, { tags: ['no'] });`,
      ['assign a', 'assign b', 'assign c'],
    );
  });

  it('tags that only a part of the options holds, also where nobody knows which', () => {
    expectFound(
      `const f = (u, tags?: string[]) => fetch(u, { next: { revalidate: 1, ...(tags ? { tags } : {}) } });
       const g = (u, tags?: string[]) => fetch(u, { next: { ...(tags && { tags }) } });
       const h = (u, o: Options) => fetch(u, { next: o.tags ? { tags: [...o.tags] } : undefined });
       const i = (u, o: Options) => fetch(u, { next: { ...o.next } });
       f(u, ['a']); h(u, { tags: ['b'] });`,
      ['assign ?parameter', 'assign ?parameter', 'assign ?parameter', 'assign a (f)', 'assign b (h)'],
    );
  });

  it('@vercel/functions and @vercel/sdk', () => {
    expectFound(
      `import { addCacheTag, invalidateByTag, dangerouslyDeleteByTag, invalidateBySrcImage, getCache } from '@vercel/functions';
       import { Vercel } from '@vercel/sdk';
       addCacheTag(['a', 'b']); invalidateByTag('c'); dangerouslyDeleteByTag(['d'], { revalidationDeadlineSeconds: 3 });
       invalidateBySrcImage('/e.png');
       const cache = getCache(); cache.set('k', v, { tags: ['f'] }); getCache().expireTag('g');
       const vercel = new Vercel({ bearerToken }); vercel.edgeCache.invalidateByTags({ requestBody: { tags: ['h'] } });`,
      [
        'assign a',
        'assign b',
        'invalidate c',
        'invalidate d',
        'image /e.png',
        'assign f',
        'invalidate g',
        'invalidate h',
      ],
    );
  });

  it('@vercel/functions: one or several, a cache that is kept, typed, handed on', () => {
    expectFound(
      `import { addCacheTag, dangerouslyDeleteBySrcImage, getCache, type RuntimeCache } from '@vercel/functions'; import * as functions from '@vercel/functions';
       addCacheTag('a'); functions.invalidateByTag(['b', 'c']); dangerouslyDeleteBySrcImage(['/d.png'], { revalidationDeadlineSeconds: 1 });
       class Store { private cache = getCache({ namespace: 'x' }); put(v) { this.cache.set('k', v, { ttl: 1, tags: ['e'] }); } drop() { this.cache.expireTag(['f']); } }
       const maybe = process.env.VERCEL ? getCache() : undefined; maybe?.set('k', v, { tags: ['g'] });
       function typed(cache: RuntimeCache) { cache.expireTag('h'); }
       const put = (key, value, tags) => getCache().set(key, value, { tags }); put('k', v, ['i']);`,
      [
        'assign a',
        'invalidate b',
        'invalidate c',
        'image /d.png',
        'assign e',
        'invalidate f',
        'assign g',
        'invalidate h',
        'assign ?parameter',
        'assign i (put)',
      ],
    );
  });

  it('@vercel/sdk: the client, its parts, its standalone functions; a text is a list', () => {
    expectFound(
      `import { Vercel } from '@vercel/sdk'; import { VercelCore } from '@vercel/sdk/core.js'; import { EdgeCache } from '@vercel/sdk/sdk/edgecache.js';
       import { edgeCacheInvalidateByTags } from '@vercel/sdk/funcs/edgeCacheInvalidateByTags.js';
       import { edgeCacheDangerouslyDeleteBySrcImages as drop } from '@vercel/sdk/funcs/edgeCacheDangerouslyDeleteBySrcImages';
       const vercel = new Vercel(); vercel.edgeCache.invalidateByTags({ projectIdOrName: 'p', requestBody: { tags: 'a, b', target: 'preview' } });
       const { edgeCache } = new Vercel(); edgeCache.dangerouslyDeleteByTags({ requestBody: { tags: ['c'] } });
       new EdgeCache().invalidateBySrcImages({ requestBody: { srcImages: ['/d,e.png'] } });
       edgeCacheInvalidateByTags(new VercelCore(), { requestBody: { tags: ['f'] } }); drop(core, { requestBody: { srcImages: ['/g.png'] } });
       function purge(client: Vercel, tags: string[]) { return client.edgeCache.invalidateByTags({ requestBody: { tags } }); } purge(vercel, ['h']);`,
      [
        'invalidate a',
        'invalidate b',
        'invalidate c',
        'image /d,e.png',
        'invalidate f',
        'image /g.png',
        'invalidate ?parameter',
        'invalidate h (purge)',
      ],
    );
  });

  it('the header in its forms: a comma list is several tags, reading it sets none, Cache-Tag is another header', () => {
    expectFound(
      `headers.set('Vercel-Cache-Tag', 'a, b'); res.setHeader('vercel-cache-tag', ['c'].join(','));
       new Response(x, { headers: { 'Vercel-Cache-Tag': \`d,e-\${id}\` } }); new Headers([['VERCEL-CACHE-TAG', 'f']]);
       h['Vercel-Cache-Tag'] = 'g'; headers.get('Vercel-Cache-Tag'); headers.set('Cache-Tag', 'no');
       export const rules = [{ key: 'Vercel-Cache-Tag', value: 'h' }];
       const NAME = 'Vercel-Cache-Tag'; headers.append(NAME, 'i');`,
      [
        'assign a',
        'assign b',
        'assign c',
        'assign d',
        'assign e-${id}',
        'assign f',
        'assign g',
        'assign h',
        'assign i',
      ],
    );
  });

  it('told by origin: renamed, namespace, dynamic, required, re-exported, aliased', () => {
    expectFound(
      {
        'a.ts': `import { unstable_cacheTag as tag } from 'next/cache'; import * as cache from 'next/cache'; import { revalidateTag } from './barrel';
          tag('a'); cache.updateTag('b'); revalidateTag('c');
          async function f() { const { revalidateTag: r } = await import('next/cache'); r('d'); }
          const { expireTag } = require('next/cache'); expireTag('e'); const alias = cache.revalidateTag; alias('f');`,
        'barrel.ts': `export * from './inner';`,
        'inner.ts': `export { revalidateTag } from 'next/cache';`,
      },
      ['assign a', 'invalidate b', 'invalidate c', 'invalidate d', 'invalidate e', 'invalidate f'],
    );
  });

  it('the same names that are something else', () => {
    expectFound(
      `import { updateTag } from './crud'; const cacheTag = Date.now(); updateTag(db, 'no'); img(\`x?\${cacheTag}\`);
       class Handler { async revalidateTag(tag: string) { this.store.delete(tag); } } new Handler().revalidateTag('no');
       api({ tags: ['Users'] }); type T = { next: { tags: ['no'] } }; // revalidateTag('no')
       const text = "cacheTag('no')"; const pattern = /cacheTag\\('no'\\)/;`,
      [],
    );
  });

  it('tests and mocks do not count', () => {
    assert.deepEqual(
      find({
        'a.test.ts': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
        '__mocks__/b.ts': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
        'ui/h.clienttest.tsx': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
        'ui/i.jest.tsx': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
        'ui/j.server.tests.ts': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
        'c.test.ts': `expect('/_next/image?url=%2Fno.png')`,
        'test_d.py': `response["Vercel-Cache-Tag"] = "no"`,
        'e_test.go': `w.Header().Set("Vercel-Cache-Tag", "no")`,
        'spec/f_spec.rb': `headers["Vercel-Cache-Tag"] = "no"`,
        'tests/GTest.php': `<?php header("Vercel-Cache-Tag: no");`,
        'ui/k-test.js': `import { cacheTag } from 'next/cache'; cacheTag('no');`,
      }),
      [],
    );
  });

  it('files of the project whose names end like those of tests', () => {
    for (const name of ['product-specs.jsx', 'our-story.tsx', 'run-tests.ts', 'phone_mock.tsx']) {
      expectFound({ [name]: `import { cacheTag } from 'next/cache'; cacheTag('a');` }, ['assign a']);
    }
  });

  it('next/image by origin, with what is not optimized told apart', () => {
    expectFound(
      `import Image from 'next/image'; import Legacy from 'next/legacy/image'; import { getImageProps } from 'next/image';
       import { Image as Pdf } from '@react-pdf/renderer'; import hero from './hero.png';
       const a = <><Image src="/a.png" alt="it's" /><Legacy src={\`/b/\${id}.jpg\`} /><Pdf src="/no.png" /><Image src={x || '/c.png'} /><Image src={hero} /></>;
       getImageProps({ src: '/d.png', alt: '' }); <Image src="data:image/png;base64,AA" />;`,
      ['image /a.png', 'image /b/${id}.jpg', 'image ?runtime', 'image /c.png', 'image ?outside', 'image /d.png'],
    );
  });
});
