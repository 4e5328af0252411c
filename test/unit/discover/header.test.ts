import { describe, it } from 'node:test';
import { expectFound } from './workspace.ts';

describe('the header Vercel-Cache-Tag', () => {
  it('calls that set it: fetch headers, Node, Express, Fastify, Hono, h3', () => {
    expectFound(
      `response.headers.set("Vercel-Cache-Tag", "a"); res.headers.append('vercel-cache-tag', 'b, c');
       res.setHeader('Vercel-Cache-Tag', ['d', 'e']); res.set('Vercel-Cache-Tag', 'f'); res.header('Vercel-Cache-Tag', 'g');
       reply.header('Vercel-Cache-Tag', 'h').send(x); c.header('Vercel-Cache-Tag', 'i', { append: true });
       setResponseHeader(event, 'Vercel-Cache-Tag', 'j'); appendResponseHeader(event, 'Vercel-Cache-Tag', 'k');
       setHeader(event, 'Vercel-Cache-Tag', 'l'); event.node.res.setHeader('Vercel-Cache-Tag', 'm');
       res.status(200).set('Vercel-Cache-Tag', 'n').send(y); res.append('Vercel-Cache-Tag', 'o'); res.appendHeader('Vercel-Cache-Tag', 'p');`,
      'a b c d e f g h i j k l m n o p'.split(' ').map((tag) => `assign ${tag}`),
    );
  });

  it('objects of headers: Response, Response.json, NextResponse, writeHead, setHeaders, setResponseHeaders', () => {
    expectFound(
      `new Response(x, { headers: { 'Vercel-Cache-Tag': 'a' } }); Response.json(x, { headers: { 'Vercel-Cache-Tag': 'b' } });
       NextResponse.json(x, { status: 200, headers: { "vercel-cache-tag": "c,d" } }); res.writeHead(200, { 'Vercel-Cache-Tag': 'e' });
       setHeaders({ 'Vercel-Cache-Tag': 'f' }); setResponseHeaders(event, { 'Vercel-Cache-Tag': 'g' }); res.set({ 'Vercel-Cache-Tag': 'h' });
       new Headers({ 'Vercel-Cache-Tag': 'i' }); new Headers([['Vercel-Cache-Tag', 'j']]); return c.json(x, 200, { 'Vercel-Cache-Tag': 'k' });
       const headers = { ...(on ? { 'Vercel-Cache-Tag': 'l' } : {}) }; json(x, { headers: { ...BASE, ['Vercel-Cache-Tag']: 'm' } });`,
      'a b c d e f g h i j k l m'.split(' ').map((tag) => `assign ${tag}`),
    );
  });

  it('functions that return headers: Remix and TanStack headers(), routes, helpers called elsewhere', () => {
    expectFound(
      {
        'a.tsx': `export const headers = () => ({ 'Vercel-Cache-Tag': 'a' }); export function other() { return { 'Vercel-Cache-Tag': \`b-\${id},c\` }; }
          export const Route = createFileRoute('/x')({ headers: ({ params }) => ({ 'Vercel-Cache-Tag': ok(params.h) ? \`d-\${params.h},e\` : 'e' }) });`,
        'lib/headers.ts': `export function tagged(handle: string, policy = 's-maxage=1') { return { 'Vercel-CDN-Cache-Control': policy, 'Vercel-Cache-Tag': tagOf(handle) }; }
          const tagOf = (handle: string) => \`badge-\${handle}\`;
          export const withTags = (tags: string[]) => ({ 'Vercel-Cache-Tag': tags.join(',') });
          export function respond(body: string, cache: string, tag?: string) { return new Response(body, { headers: { ...(tag ? { 'Vercel-Cache-Tag': tag } : {}) } }); }`,
        'use.ts': `import { respond, tagged, withTags } from './lib/headers';
          new Response(x, { headers: tagged('octocat') }); new Response(x, { headers: withTags(['f', 'g']) }); respond(body, 'public', 'h'); respond(body, 'private');`,
      },
      [
        'assign a',
        'assign b-${id}',
        'assign c',
        'assign d-${h}',
        'assign e',
        'assign e',
        'assign badge-${handle}',
        'assign ?parameter',
        'assign ?parameter',
        'assign f (withTags)',
        'assign g (withTags)',
        'assign h (respond)',
      ],
    );
  });

  it('a rule for paths: their segments are filled in by the request', () => {
    expectFound(
      {
        'next.config.ts': `const routes = [{ source: '/news/:id', tag: 'news-:id' }];
          export default { headers: () => [
            { source: '/blog/:slug', headers: [{ key: 'Vercel-Cache-Tag', value: 'blog,blog-:slug,blog:slugs' }] },
            { source: '/:path*', headers: [{ key: 'Vercel-Cache-Tag', value: 'all:slug' }] },
            ...routes.map(({ source, tag }) => ({ source, headers: [{ key: 'Vercel-Cache-Tag', value: tag }] })),
          ] };`,
      },
      ['assign blog', 'assign blog-${slug}', 'assign blog:slugs', 'assign all:slug', 'assign news-${id}'],
    );
  });

  it('the name in a constant: a variable, a member, an enum, from another file', () => {
    expectFound(
      {
        'a.ts': `import { HEADER, HEADERS, Header } from './names'; import * as names from './names';
          const LOCAL = 'Vercel-Cache-Tag' as const;
          h.set(LOCAL, 'a'); h.set(HEADER, 'b'); h.set(HEADERS.cacheTag, 'c'); h.set(Header.Tag, 'd'); h.set(names.HEADER, 'e');
          const object = { [LOCAL]: 'f', [HEADERS.cacheTag]: 'g' }; h[HEADER] = 'h'; new Headers([[HEADER, 'i']]);`,
        'names.ts': `export const HEADER = 'Vercel-Cache-Tag'; export const HEADERS = { cacheTag: 'vercel-cache-tag', other: 'x' } as const;
          export enum Header { Tag = 'Vercel-Cache-Tag' }`,
      },
      'a b c d e f g h i'.split(' ').map((tag) => `assign ${tag}`),
    );
  });

  it('assignments and lists', () => {
    expectFound(
      `headers['Vercel-Cache-Tag'] = ['a', \`b-\${id}\`].join(','); res.headers["vercel-cache-tag"] += ',c'; headers['Vercel-Cache-Tag'] ??= 'd';
       const tags = ['e']; tags.push('f'); headers['Vercel-Cache-Tag'] = tags.join(', ');
       h.set('Vercel-Cache-Tag', [...new Set(['g', 'h'])].slice(0, 128).join(',')); h.set('Vercel-Cache-Tag', 'i' + ',' + \`j-\${id}\`);
       h.set('Vercel-Cache-Tag', Array.from(new Set(['k'])).filter(Boolean).join(',')); h.set('Vercel-Cache-Tag', String('l'));
       h.set('Vercel-Cache-Tag', \`prefetch:\${id}\`.slice(0, 256));`,
      [
        'assign a',
        'assign b-${id}',
        'assign c',
        'assign d',
        'assign e',
        'assign f',
        'assign g',
        'assign h',
        'assign i',
        'assign j-${id}',
        'assign k',
        'assign l',
        'assign prefetch:${id}',
      ],
    );
  });

  it('lists that are joined before, of own tags and those of the caller', () => {
    expectFound(
      {
        'lib.ts': `const EDGE = { all: 'all' } as const; interface Options { seconds?: number; cacheTags?: readonly string[] }
          export function tagged(response: Response, { seconds = 60, cacheTags = [] }: Options = {}) { const tags = [...new Set([EDGE.all, ...cacheTags])].join(','); response.headers.set('Vercel-Cache-Tag', tags); return response; }
          export const json = (data: unknown, options: Options & { init?: ResponseInit } = {}) => tagged(Response.json(data, options.init), options);
          export const withTags = (first: string, ...more: string[]) => { const value = \`site,\${first},\${more.join(',')}\`; return { 'Vercel-Cache-Tag': value }; };`,
        'use.ts': `import { json, tagged, withTags } from './lib'; tagged(response, { cacheTags: ['a'] }); json(data, { cacheTags: ['b', \`c-\${id}\`] }); json(data); withTags('d', 'e');`,
      },
      [
        'assign all',
        'assign site',
        'assign a (tagged)',
        'assign b (json)',
        'assign c-${id} (json)',
        'assign d (withTags)',
        'assign e (withTags)',
      ],
    );
  });

  it('decorators, configuration and routes', () => {
    expectFound(
      `class Posts { @Get() @Header('Vercel-Cache-Tag', 'a,b') list() {} }
       export const config = { routes: [routes.header('/x', [{ key: 'Vercel-Cache-Tag', value: 'c' }])] };
       export default { nitro: { routeRules: { '/b/**': { headers: { 'vercel-cache-tag': 'd' } } } } };
       const rule = { value: 'e', key: 'Vercel-Cache-Tag' }; const rule2 = { name: 'Vercel-Cache-Tag', value: 'f' }; const r3 = { header: 'vercel-cache-tag', value: 'g' };`,
      'a b c d e f g'.split(' ').map((tag) => `assign ${tag}`),
    );
  });

  it('what only looks at it, or names another header', () => {
    expectFound(
      `headers.get('Vercel-Cache-Tag'); headers.delete('vercel-cache-tag'); if (headers.has('Vercel-Cache-Tag')) {}
       expect(res.headers['vercel-cache-tag']).toBe('no'); h.set('Cache-Tag', 'no'); h.set('CDN-Cache-Tag', 'no'); h.set('X-Vercel-Cache-Tags', 'no');
       log('Vercel-Cache-Tag'); removeResponseHeader(event, 'Vercel-Cache-Tag'); const names = ['etag', 'vercel-cache-tag', 'x'];
       ['Vercel-Cache-Tag', 'Cache-Tag'].forEach((name) => h.delete(name)); map.get('vercel-cache-tag', 'no'); names.includes('Vercel-Cache-Tag', 0);
       console.log('Vercel-Cache-Tag', 'no'); assert.equal('Vercel-Cache-Tag', 'no'); if (name === 'vercel-cache-tag') {}
       const tags = headers['vercel-cache-tag']; type H = { 'Vercel-Cache-Tag': string }; interface I { 'Vercel-Cache-Tag'?: string }
       expect(h.set).toHaveBeenCalledWith('Vercel-Cache-Tag', 'no'); h.set('Vercel-Cache-Tag', ''); getHeader(event, 'vercel-cache-tag', x);`,
      [],
    );
  });
});
