import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtPattern,
  filesForSrc,
  isImageFile,
  notOptimizedSource,
  servedBy,
  srcOf,
} from '../../../src/core/images.ts';

/** The source of a file of the outermost folder that can serve it. */
function srcForFile(file: string, root: string, basePath?: string): string | undefined {
  const served = servedBy(file, root).at(-1);
  return served && srcOf(served, basePath);
}

test('a file under public or static is purged by its path from there', () => {
  for (const [file, src] of [
    ['/w/public/hero.png', '/hero.png'],
    ['/w/public/a/b c.png', '/a/b c.png'],
    ['/w/static/é.png', '/é.png'],
    ['/w/public/a#b.png', '/a%23b.png'],
    ['/w/public/100%.png', '/100%25.png'],
    ['/w/public/what?.png', '/what%3F.png'],
    ['/w/public/a+b&c=d.png', '/a+b&c=d.png'],
    ['/w/public/public/a.png', '/public/a.png'],
    ['/w/src/hero.png', undefined],
    ['/w/public', undefined],
    ['/w/public2/hero.png', undefined],
    ['/other/public/hero.png', undefined],
  ] as const) {
    assert.equal(srcForFile(file, '/w'), src, file);
  }
  assert.equal(srcForFile('/w/public/hero.png', '/w', '/docs'), '/docs/hero.png');
  assert.equal(srcForFile('/w/apps/web/public/hero.png', '/w'), '/hero.png', 'of a project below');
  assert.equal(srcForFile('/srv/public/w/hero.png', '/srv/public/w'), undefined, 'above the root');
});

test('the file that a source names; and back', () => {
  assert.deepEqual(filesForSrc('/a/b%20c.png?v=1#x', '/w'), ['/w/public/a/b c.png', '/w/static/a/b c.png']);
  assert.deepEqual(filesForSrc('/docs/a.png', '/w', '/docs'), ['/w/public/a.png', '/w/static/a.png']);
  assert.deepEqual(filesForSrc('/a.png', '/w', '/docs'), ['/w/public/a.png', '/w/static/a.png']);
  for (const file of ['/w/public/a b.png', '/w/public/x/é#?%25.png']) {
    const src = srcForFile(file, '/w');
    assert.ok(src);
    assert.equal(filesForSrc(src, '/w')[0], file);
  }
});

test('no source leads out of the public folders', () => {
  for (const src of [
    '/../secret.png',
    '/a/../../secret.png',
    '/%2e%2e/secret.png',
    '/a%2F..%2F..%2Fsecret.png',
    '/a%5c..%5csecret.png',
    '/..\\secret.png',
    '/a\0b.png',
    '/./a.png',
    '//host/a.png',
    'https://host/a.png',
    'a.png',
    '/a//b.png',
    '/%zz.png',
    '/',
    '',
    'data:image/png;base64,AA',
  ]) {
    assert.deepEqual(filesForSrc(src, '/w'), [], src);
  }
  assert.equal(filesForSrc(`/${'x'.repeat(8193)}`, '/w').length, 2);
});

test('what never reaches the optimizer', () => {
  assert.equal(notOptimizedSource('/a.svg'), 'svg');
  assert.equal(notOptimizedSource('/a.SVG?v=1'), 'svg');
  assert.equal(notOptimizedSource('https://h/a.svg#icon'), 'svg');
  assert.equal(notOptimizedSource('DATA:image/png;base64,AA'), 'inline');
  assert.equal(notOptimizedSource('blob:https://h/1'), 'inline');
  assert.equal(notOptimizedSource('/a.svg.png'), undefined);
  assert.equal(notOptimizedSource('/a.png?from=b.svg.'), undefined);
});

test('image files by their extension', () => {
  assert.ok(isImageFile('/w/a.PNG'));
  assert.ok(isImageFile('/w/a.b.avif'));
  assert.ok(!isImageFile('/w/png'));
  assert.ok(!isImageFile('/w/a.txt'));
});

test('the applications that may serve a file, the innermost first', () => {
  assert.deepEqual(servedBy('/w/apps/web/public/static/a.png', '/w'), [
    { app: '/w/apps/web/public', path: 'a.png' },
    { app: '/w/apps/web', path: 'static/a.png' },
  ]);
  assert.deepEqual(servedBy('/w/packages/public/site/public/a.png', '/w'), [
    { app: '/w/packages/public/site', path: 'a.png' },
    { app: '/w/packages', path: 'site/public/a.png' },
  ]);
  assert.deepEqual(servedBy('/w/public/a.png', '/w'), [{ app: '/w', path: 'a.png' }]);
});

test('the address of an imported image after a build', () => {
  assert.equal(builtPattern('public/a.b.png'), '/_next/static/media/a.b.HASH.png');
});
