import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceOfFile } from '../../../src/ui/editor/image-source.ts';

describe('the source of an image file', () => {
  for (const [file, source] of [
    ['/repo/public/images/hero.png', '/images/hero.png'],
    ['/repo/apps/web/static/a.JPG', '/a.JPG'],
    ['/repo/public/static/a.webp', '/static/a.webp'],
    ['/repo/public/logo.svg', undefined],
    ['/repo/src/hero.png', undefined],
    ['/repo/public', undefined],
    ['/other/public/hero.png', undefined],
  ] as const) {
    it(`${file} → ${source}`, () => assert.equal(sourceOfFile(file, '/repo'), source));
  }

  it('does not take a folder above the workspace for the one that is served', () => {
    assert.equal(sourceOfFile('/srv/public/repo/hero.png', '/srv/public/repo'), undefined);
  });
});
