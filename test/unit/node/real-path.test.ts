import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { leadsInto } from '../../../src/node/real-path.ts';
import { findRipgrep } from '../../../src/node/ripgrep.ts';
import { folderWith } from './folder.ts';

/** A workspace that brings programs of its own. */
function hostileWorkspace(test: TestContext): string {
  const root = folderWith(test, { rg: '#!/bin/sh\n', 'node_modules/.bin/rg': '#!/bin/sh\n', 'sub/file.ts': '' });
  chmodSync(path.join(root, 'rg'), 0o755);
  chmodSync(path.join(root, 'node_modules/.bin/rg'), 0o755);
  return root;
}

test('no ripgrep of the workspace is run, whatever the PATH says', (t) => {
  const root = hostileWorkspace(t);
  const outside = folderWith(t, {});
  symlinkSync(root, path.join(outside, 'link'));
  symlinkSync(path.join(root, 'rg'), path.join(outside, 'rg'));
  for (const folder of [
    root,
    path.join(root, 'node_modules/.bin'),
    '.',
    'bin',
    '',
    path.join(outside, 'link'),
    outside,
  ]) {
    assert.equal(findRipgrep(undefined, [root], { PATH: folder }), undefined, folder);
  }
});

test('one elsewhere on the PATH is', (t) => {
  const root = hostileWorkspace(t);
  const elsewhere = hostileWorkspace(t);
  const PATH = [root, elsewhere].join(path.delimiter);
  assert.equal(findRipgrep(undefined, [root], { PATH }), path.join(elsewhere, 'rg'));
});

test('a workspace that is opened through a link is the same workspace', (t) => {
  const root = hostileWorkspace(t);
  const link = path.join(folderWith(t, {}), 'opened');
  symlinkSync(root, link);
  assert.equal(findRipgrep(undefined, [link], { PATH: root }), undefined);
  assert.equal(leadsInto(path.join(link, 'sub/file.ts'), [root]), true);
  assert.equal(leadsInto(path.join(root, 'sub/file.ts'), [link]), true);
});

test('links lead out of a folder, and are seen to', (t) => {
  const root = hostileWorkspace(t);
  const outside = folderWith(t, { '.vercel/project.json': '{}' });
  symlinkSync(path.join(outside, '.vercel'), path.join(root, '.vercel'));
  symlinkSync(path.join(outside, '.vercel/project.json'), path.join(root, 'link.json'));
  symlinkSync(path.join(root, 'nowhere'), path.join(root, 'broken'));
  symlinkSync(path.join(root, 'sub'), path.join(root, 'inside'));
  assert.equal(leadsInto(path.join(root, '.vercel/project.json'), [root]), false);
  assert.equal(leadsInto(path.join(root, 'link.json'), [root]), false);
  assert.equal(leadsInto(path.join(root, 'broken'), [root]), false);
  assert.equal(leadsInto(path.join(root, 'inside/file.ts'), [root]), true);
  assert.equal(leadsInto(`${root}-sibling`, [root]), false);
});
