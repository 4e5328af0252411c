import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

describe("Astro's route cache", () => {
  it('in a component', () => {
    expectFound(
      {
        'a.astro': `---
Astro.cache.set({ maxAge: 60, tags: ['a', \`b-\${Astro.params.id}\`] });
const options = { tags: ['c'] };
Astro.cache.set(options);
const { cache } = Astro;
cache.set({ tags: ['d'] });
const kept = Astro.cache;
kept?.invalidate({ tags: 'e' });
Astro.cache.set(false);
Astro.response.headers.set('Vercel-Cache-Tag', 'f');
---
<p />`,
      },
      ['assign a', 'assign b-${id}', 'assign c', 'assign d', 'invalidate e', 'assign f'],
    );
  });

  it('in endpoints, actions and middleware', () => {
    expectFound(
      `import type { APIContext } from 'astro';
       export const GET: APIRoute = ({ cache }) => { cache.set({ tags: ['a'] }); };
       export const POST = async (context) => { await context.cache.invalidate({ tags: ['b'] }); };
       export const onRequest = defineMiddleware(async (ctx, next) => { ctx.cache.set({ tags: ['c'] }); return next(); });
       export async function PUT(context: APIContext) { const { cache } = context; await cache.invalidate({ tags: 'd' }); }
       export async function PATCH(context) { const cache = context.cache; const tags = ['e']; cache.set({ tags }); }
       export const DELETE = async (context: APIContext) => { const c = context.cache; c.invalidate({ path: '/', tags: ['f'] }); };
       export const all: APIRoute = ({ params, cache }) => { cache.invalidate({ tags: [params.id] }); cache.set({ maxAge: 60 }); cache.set(hint); };`,
      ['assign a', 'invalidate b', 'assign c', 'invalidate d', 'assign e', 'invalidate f', 'invalidate ?parameter'],
    );
  });

  it('routeRules of the configuration, and of nobody else', () => {
    const rules = `{ '/products/[...slug]': { maxAge: 3600, tags: ['a', TAG] }, '/b': rule, '/c': { swr: 60 } }`;
    expectFound(
      {
        'astro.config.mjs': `import { defineConfig } from 'astro/config'; const TAG = 'b'; const rule = { tags: ['c'] };
          export default defineConfig({ routeRules: ${rules} });`,
        'apps/site/astro.config.ts': `const TAG = 'b'; const rule = { tags: ['c'] }; export default { experimental: { routeRules: ${rules} } };`,
        'nuxt.config.ts': `export default defineNuxtConfig({ routeRules: { '/no': { tags: ['no'] } } });`,
      },
      ['assign a', 'assign b', 'assign c', 'assign a', 'assign b', 'assign c'],
    );
  });

  it('other caches', () => {
    expectFound(
      `cache.set({ tags: ['no'] }); services.cache.set({ tags: ['no'] }); function f(x) { x.cache.set('key', { tags: ['no'] }); x.locals.cache.set({ tags: ['no'] }); }
       const cache = new Map(); cache.set({ tags: ['no'] }); this.cache.invalidate({ tags: ['no'] });`,
      [],
    );
  });
});
