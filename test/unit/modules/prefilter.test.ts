import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReadable, mentionsTrigger, WATCHED, wordsPattern } from '../../../src/core/discover/prefilter.ts';
import { compileGlob } from '../../../src/core/globs.ts';

const CANDIDATES = [
  "cacheTag('a')",
  "unstable_expireTag('a')",
  'fetch(url, { next: { tags } })',
  'fetch(url, { next: options })',
  'fetch(url, { next })',
  'fetch(url, { next, headers })',
  'fetch(url, { next: options ?? { tags } })',
  'fetch(url, { next: options?.tags ? options : {} })',
  'fetch(url, { next: withTags(tags) })',
  'fetch(url, { method,\n  next: options\n})',
  'fetch(url, {\n  next:\n    options ?? DEFAULTS,\n})',
  'fetch(url, { next: this.#next })',
  'fetch(url, {\n  method,\n  next\n})',
  'fetch(url, {\r\n  next,\r\n  method\r\n})',
  'init.next = { tags }',
  'options.next = withTags(tags)',
  'init.next.tags.push(tag)',
  'unstable_cache(load)',
  "res.setHeader('vercel-CACHE-tag', 'a')",
  'edgeCache.invalidateByTags({})',
  'dangerouslyDeleteBySrcImage(src)',
  "fetch('https://api.vercel.com/v1/edge-cache/invalidate-by-tags')",
  'Astro.cache.set({ tags })',
  "import Image from 'next/legacy/image'",
  '<NuxtImg src="/a.png">',
  '<nuxt-picture src="/a.png">',
  "$img('/a.png')",
  'background: url(/_next/image?url=%2Fa.png)',
  'vercel cache invalidate --tag a',
  'vercel cache dangerously-delete --srcimg /a.png',
];
const OTHERS = [
  'const tags = []',
  'next()',
  'the next: step',
  'node.next = head',
  'next: string;',
  '(next: Page | null) =>',
  'cache.get(key)',
  "import Link from 'next/link'",
  '',
];

test('what names an API is a candidate, and little else', () => {
  for (const text of CANDIDATES) {
    assert.ok(mentionsTrigger(text), text);
  }
  for (const text of OTHERS) {
    assert.ok(!mentionsTrigger(text), text);
  }
});

test('only files that can hold tags or images are read', () => {
  for (const file of ['/r/a.ts', '/r/a.vue', '/r/vercel.json', '/r/package.json', '/r/.github/w.yml', '/r/a.py']) {
    assert.ok(isReadable(file, '/r'), file);
  }
  for (const file of ['/r/a.d.ts', '/r/a.json', '/r/a.png', '/r/a.test.ts', '/r/README', '/r/pnpm-lock.yaml']) {
    assert.ok(!isReadable(file, '/r'), file);
  }
});

test('a folder of tests is told by the path below the workspace folder; a plain test or tests may be a route', () => {
  const root = '/home/me/e2e/__tests__/shop';
  for (const file of ['lib/a.ts', 'app/test/page.tsx', 'tests/a.css', 'src/e2e.ts']) {
    assert.ok(isReadable(`${root}/${file}`, root), file);
  }
  for (const file of ['e2e/a.ts', '__tests__/a.ts', 'web/__mocks__/a.ts', 'cypress/a.css', 'tests/a.spec.ts']) {
    assert.ok(!isReadable(`${root}/${file}`, root), file);
  }
});

test('the names of wrappers are whole words, and no names match nothing', () => {
  const pattern = new RegExp(wordsPattern(['getTag', 'Card', 'no regexp (']));
  for (const text of ['getTag(id)', 'x.map(getTag)', '<Card src="/a.png" />', 'import { Card }']) {
    assert.ok(pattern.test(text), text);
  }
  for (const text of ['forgetTag', 'getTags', '<CardList />', 'no regexp (']) {
    assert.ok(!pattern.test(text), text);
  }
  assert.ok(!new RegExp(wordsPattern(['no name'])).test('anything'));
});

test('what is read is watched, and what decides how it is read', () => {
  const isWatched = compileGlob(WATCHED);
  const read = ['a.tsx', 'a.vue', 'a.scss', 'a.htm', 'a.zsh', 'a.py', 'a.mk', 'Makefile', 'Dockerfile', 'vercel.json'];
  for (const name of read) {
    assert.ok(isReadable(`/repo/${name}`, '/repo'), name);
  }
  for (const name of [...read, 'tsconfig.json', 'pnpm-workspace.yaml', '.gitignore']) {
    assert.ok(isWatched(['src', name]), name);
  }
  assert.ok(!isWatched(['src', 'a.png']));
});
