import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;

/** The README's table of what is not understood: nothing of it is guessed, and what can be told of it is. */
describe('what is not understood', () => {
  it('functions that only a library calls back', () => {
    expectFound(
      `${IMPORT}import { plugins } from 'pkg'; plugins.register('cache', { purge: (tag: string) => revalidateTag(tag) }); plugins.on('saved', ({ cache }) => cache.purge('posts'));`,
      ['invalidate ?parameter'],
    );
  });

  it('tags that are sent to an endpoint of the project', () => {
    expectFound(
      {
        'app/api/revalidate/route.ts': `${IMPORT}export async function POST(request: Request) { const { tags } = await request.json(); tags.forEach((tag) => revalidateTag(tag)); }`,
        'save.ts': `fetch('/api/revalidate', { method: 'POST', body: JSON.stringify({ tags: ['posts'] }) });`,
      },
      ['invalidate ?request'],
    );
  });

  it('a class that gets its cache under an untyped parameter, where nobody in the workspace makes an object of it', () => {
    expectFound(
      {
        'cache.ts': `${IMPORT}export class Cache { purge(tag: string) { revalidateTag(tag); } }`,
        'posts.ts': `export class Posts { constructor(cache) { this.cache = cache; } save() { this.cache.purge('posts'); } }`,
      },
      ['invalidate ?parameter'],
    );
  });

  it('a text that a regular expression changes', () => {
    expectFound(`${IMPORT}cacheTag('a b'.replace(/ /g, '-'));`, ['assign ?runtime']);
  });

  it('a wrapper that names the tag itself is one place, whatever its callers fill in', () => {
    expectFound(`${IMPORT}function purge(name: string) { revalidateTag(\`global_\${name}\`); } purge('header');`, [
      'invalidate global_${name}',
    ]);
  });
});
