import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distDirOf, tagsInBuild } from '../../../src/core/discover/next-build.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';

describe('where a build goes', () => {
  const dirOf = (config: string) => distDirOf(parse(config, 'ts'));
  for (const [config, dir] of [
    ['export default { reactStrictMode: true };', '.next'],
    ["module.exports = withMDX({ distDir: 'build' });", 'build'],
    ["const config: NextConfig = { 'distDir': '../dist/web' };\nexport default config;", '../dist/web'],
    ["export default { distDir: process.env.OUT ?? 'x' };", '.next'],
    ["export default { distDir: '' };", '.next'],
    ['export default { distDir: ', '.next'],
  ] as const) {
    it(`${config.slice(0, 60)} → ${dir}`, () => assert.equal(dirOf(config), dir));
  }

  it('is .next without a configuration', () => assert.equal(distDirOf(undefined), '.next'));
});

describe('the tags of a build', () => {
  // The forms that next@16.4 writes.
  const meta = {
    headers: { 'x-nextjs-stale-time': '300', 'x-next-cache-tags': '_N_T_/layout,_N_T_/products/1,product-1, posts' },
  };
  const manifest = {
    version: 4,
    routes: { '/feed': { initialHeaders: { 'x-next-cache-tags': 'feed,_N_T_/feed/route' } } },
  };
  const fetched = {
    kind: 'FETCH',
    data: { body: 'e30=', headers: {} },
    revalidate: 900,
    tags: ['product-2', 'caf%C3%A9', '100%'],
  };
  for (const [name, file, tags] of [
    ['a page', meta, ['product-1', 'posts']],
    ['the manifest', manifest, ['feed']],
    ['an entry of the fetch cache', fetched, ['product-2', 'café', '100%']],
    ['other JSON', { pages: [1, null, 'x'], tags: 'a,b' }, []],
    ['tags of another form', { tags: [7, {}, null, 'a'] }, ['a']],
  ] as const) {
    it(`are read from ${name}`, () => assert.deepEqual(tagsInBuild(JSON.stringify(file)), tags));
  }

  it('are none in what is damaged, or made to exhaust the reader', () => {
    for (const text of ['', '{', 'null', '"x"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]) {
      assert.deepEqual(tagsInBuild(text), []);
    }
    const deep = `${'{"a":'.repeat(5000)}{"x-next-cache-tags":"deep"}${'}'.repeat(5000)}`;
    assert.deepEqual(tagsInBuild(deep), []);
  });

  it('keep bytes that are no text', () =>
    assert.deepEqual(tagsInBuild(JSON.stringify({ tags: ['a%FFb', 'c%e2%98%95'] })), ['a%FFb', 'c☕']));
});
