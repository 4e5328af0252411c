import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileGlob } from '../../src/core/globs.ts';
import { cpuTime } from './cpu-time.ts';

const matches = (glob: string, path: string) => compileGlob(glob)(path.split('/'));

describe('a glob of files.exclude', () => {
  for (const [glob, path, expected] of [
    ['**/node_modules', 'node_modules/a/b.ts', true],
    ['**/node_modules', 'packages/web/node_modules/a.ts', true],
    ['**/node_modules', 'packages/node_modules_too/a.ts', false],
    ['**/*.gen.ts', 'src/a.gen.ts', true],
    ['**/*.gen.ts', 'src/a.ts', false],
    ['build', 'build/a.ts', true],
    ['build', 'src/build/a.ts', false],
    ['src/**/old', 'src/a/b/old/c.ts', true],
    ['src/**', 'src/a.ts', true],
    ['**/*.{js,mjs}', 'a/b.mjs', true],
    ['**/{dist,out}/**', 'a/out/b.ts', true],
    ['**/[abc]?.ts', 'x/b1.ts', true],
    ['**/[!a-c]?.ts', 'x/b1.ts', false],
    ['**/[a-c]*', 'x/d.ts', false],
  ] as const) {
    it(`${glob} ${expected ? 'leaves out' : 'keeps'} ${path}`, () => assert.equal(matches(glob, path), expected));
  }

  it('cannot be made to hang', () => {
    const begun = cpuTime();
    assert.equal(matches(`${'*a'.repeat(60)}b`, 'a'.repeat(400)), false);
    assert.equal(matches(`${'**/'.repeat(60)}b`, 'a/'.repeat(400)), false);
    assert.equal(matches('{a,b}'.repeat(30), 'c'), false);
    assert.ok(cpuTime() - begun < 500);
  });
});
