import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

const TAGS = 'https://api.vercel.com/v1/edge-cache/invalidate-by-tags';

describe('calls of the REST API', () => {
  it('fetch: the URL as a literal, a template, a sum, a URL object', () => {
    expectFound(
      `fetch('${TAGS}?projectIdOrName=p', { method: 'POST', body: JSON.stringify({ tags: ['a', 'b'] }) });
       fetch(\`\${API}/v1/edge-cache/invalidate-by-tags?teamId=\${team}\`, { body: JSON.stringify({ tags: 'c, d' }) });
       fetch(API + '/v1/edge-cache/dangerously-delete-by-tags', { body: JSON.stringify({ tags: ['e'], target: 'preview' }) });
       const url = new URL('/v1/edge-cache/invalidate-by-tags', API); url.searchParams.set('slug', slug);
       fetch(url, { body: JSON.stringify({ tags: ['f'] }) }); fetch(url.toString(), { body: JSON.stringify({ tags: ['g'] }) });
       fetch(new Request(url.href, { body: JSON.stringify({ tags: [\`h-\${id}\`] }) }));`,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h-${id}'].map((tag) => `invalidate ${tag}`),
    );
  });

  it('the libraries: axios, ky, got, ofetch, undici', () => {
    expectFound(
      `axios.post('${TAGS}', { tags: ['a'] }, { headers }); axios({ method: 'post', url: '${TAGS}', data: { tags: ['b'] } });
       ky.post('${TAGS}', { json: { tags: ['c'] } }).json(); got('${TAGS}', { json: { tags: ['d'] } });
       $fetch('${TAGS}', { method: 'POST', body: { tags: ['e'] } }); request('${TAGS}', { body: JSON.stringify({ tags: ['f'] }) });`,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((tag) => `invalidate ${tag}`),
    );
  });

  it('images', () => {
    expectFound(
      `const images = '/v1/edge-cache/invalidate-by-src-images';
       fetch(API + images, { body: JSON.stringify({ srcImages: ['/a,b.png'] }) });
       fetch(\`\${API}/v1/edge-cache/dangerously-delete-by-src-images\`, { body: JSON.stringify({ srcImages: [\`/c/\${id}.png\`] }) });
       axios.post(API + images, { srcImages: ['/d.png'] });`,
      ['image /a,b.png', 'image /c/${id}.png', 'image /d.png'],
    );
  });

  it('the URL in a constant of any file, the verb by a condition, the body in a variable', () => {
    expectFound(
      {
        'a.ts': `import { ENDPOINTS, PURGE_URL } from './urls'; const LOCAL = '${TAGS}';
          const body = { tags: ['a'] }; fetch(LOCAL, { body: JSON.stringify(body) });
          fetch(PURGE_URL, { body: JSON.stringify({ tags: ['b'] }) }); axios.post(ENDPOINTS.purge, { tags: ['c'] });
          const verb = hard ? 'dangerously-delete-by-tags' : 'invalidate-by-tags';
          fetch(\`https://api.vercel.com/v1/edge-cache/\${verb}\`, { body: JSON.stringify({ tags: ['d'] }) });
          fetch(\`https://api.vercel.com/v1/edge-cache/\${mode}-by-tags\`, { body: JSON.stringify({ tags: ['e'] }) });
          const init = { method: 'POST', body: JSON.stringify({ tags: ['f'] }) }; fetch(LOCAL, init);`,
        'urls.ts': `export const PURGE_URL = '${TAGS}'; export const ENDPOINTS = { purge: '${TAGS}' };`,
      },
      ['a', 'b', 'c', 'd', 'e', 'f'].map((tag) => `invalidate ${tag}`),
    );
  });

  it('wrappers around it', () => {
    expectFound(
      `export async function purge(tags: string[]) { return fetch('${TAGS}', { body: JSON.stringify({ tags, target: 'production' }) }); }
       async function api(path: string, body: unknown) { return fetch(\`https://api.vercel.com\${path}\`, { body: JSON.stringify(body) }); }
       purge(['a']); api('/v1/edge-cache/invalidate-by-tags', { tags: ['b'] });
       class Client { constructor(private token: string) {} drop(...tags: string[]) { return this.post('/v1/edge-cache/dangerously-delete-by-tags', { tags }); } }
       new Client(token).drop('c', 'd');`,
      [
        'invalidate ?parameter',
        'invalidate a (purge)',
        'invalidate b',
        'invalidate ?parameter',
        'invalidate c (drop)',
        'invalidate d (drop)',
      ],
    );
  });

  it('a URL put together in steps, tags put together in a function, calls in batches, a function that is there or not', () => {
    expectFound(
      `const API = '${TAGS}'; const params = new URLSearchParams({ slug });
       async function batch(tags: string[]) { const url = \`\${API}?\${params.toString()}\`; return fetch(url, { body: JSON.stringify({ tags }) }); }
       function chunk<T>(all: readonly T[], size: number): T[][] { const out: T[][] = []; for (let i = 0; i < all.length; i += size) { out.push(all.slice(i, i + size)); } return out; }
       for (const each of chunk(['a', 'b'], 16)) { await batch(each); } await Promise.all(chunk(['c'], 16).map((each) => batch(each)));`,
      ['invalidate ?parameter', 'invalidate a (batch)', 'invalidate b (batch)', 'invalidate c (batch)'],
    );
    expectFound(
      {
        'lib.ts': `export const purge = TOKEN ? async (tags: readonly string[]) => { const url = new URL('${TAGS}'); await fetch(url, { body: JSON.stringify({ tags }) }); } : null;
          const tags = tagsOf(payload); const purgeUrl = new URL('${TAGS}'); fetch(purgeUrl.toString(), { body: JSON.stringify({ tags, target: 'production' }) });
          function tagsOf(payload) { const tags: string[] = ['home']; if (payload.slug) tags.push(\`post-\${payload.slug}\`); return [...new Set(tags)]; }`,
        'use.ts': `import { purge } from './lib'; await purge?.(['a']); if (purge) await purge(['b']);`,
      },
      [
        'invalidate ?parameter',
        'invalidate home',
        'invalidate post-${slug}',
        'invalidate a (purge)',
        'invalidate b (purge)',
      ],
    );
  });

  it('a URL made by a function, a URL and a body that depend on a condition', () => {
    expectFound(
      `apiFetch(buildUrl('/v1/edge-cache/invalidate-by-tags', { slug }), schema, { method: 'POST', body: JSON.stringify({ tags: ['a'] }) });
       client.post(endpoint('/v1/edge-cache/invalidate-by-tags'), { tags: ['b'] });
       async function purge(tag, image) { let url = ''; let body = {}; if (tag) { url = '/v1/edge-cache/invalidate-by-tags'; body = { tags: ['c'] }; }
         else if (image) { url = '/v1/edge-cache/invalidate-by-src-images'; body = { srcImages: ['/d.png'] }; } await client.fetch(\`\${url}?slug=\${slug}\`, { body }); }`,
      ['invalidate a', 'invalidate b', 'invalidate c', 'image /d.png'],
    );
  });

  it('a helper of the project: a text beside the body, as the method or the token, is no body', () => {
    expectFound(
      `const token = 'secret'; api('POST', '/v1/edge-cache/invalidate-by-tags', { tags: ['a'] }, token, team);
       request('/v1/edge-cache/invalidate-by-tags', { tags: ['b'] }, \`Bearer \${token}\`, 3);`,
      ['invalidate a', 'invalidate b'],
    );
  });

  it('what only names an endpoint, and endpoints that there are not', () => {
    expectFound(
      `console.log('POST ${TAGS}', { tags: ['no'] }); throw new Error('${TAGS} failed'); url.includes('/v1/edge-cache/invalidate-by-tags');
       fetch('https://api.vercel.com/v1/edge-cache/purge', { body: JSON.stringify({ tags: ['no'] }) });
       fetch('/api/posts/by-tags', { body: JSON.stringify({ tags: ['no'] }) }); fetch('https://x.com/invalidate-by-tags', { body: JSON.stringify({ tags: ['no'] }) });
       axios.get('${TAGS}'); app.post('/v1/edge-cache/invalidate-by-tags', (req, res) => res.json({ tags: ['no'] }));
       app.post('/v1/edge-cache/invalidate-by-tags', validate('query', schema), validate('json', z.object({ tags: z.array(z.string()) })), async (c) => c.json({}));`,
      [],
    );
  });
});
