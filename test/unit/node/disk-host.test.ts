import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LARGEST_IMPORT } from '../../../src/core/discover/files.ts';
import { createDiskHost } from '../../../src/node/disk-host.ts';
import { folderWith } from './folder.ts';

test('nothing outside of the roots is read, through links neither', (t) => {
  const outside = folderWith(t, { 'secret.ts': 'secret', 'sub/deep.ts': 'secret' });
  const root = folderWith(t, { 'a.ts': 'text', 'real/b.ts': 'inside' });
  symlinkSync(path.join(outside, 'secret.ts'), path.join(root, 'link.ts'));
  symlinkSync(outside, path.join(root, 'out'));
  symlinkSync(path.join(root, 'real'), path.join(root, 'alias'));
  const host = createDiskHost({ roots: [root] });
  assert.equal(host.readText(`${root}/a.ts`), 'text');
  assert.equal(host.readText(`${root}/alias/b.ts`), 'inside');
  for (const file of [`${outside}/secret.ts`, `${root}/link.ts`, `${root}/out/secret.ts`, `${root}/out/sub/deep.ts`]) {
    assert.equal(host.readText(file), null, file);
    assert.equal(host.kind(file), null, file);
  }
  assert.equal(host.list(`${root}/out`), null);
  assert.equal(host.list(`${root}/out/sub`), null);
});

test('binary, too large and missing files have no text; invalid UTF-8 has', (t) => {
  const root = folderWith(t, { 'binary.ts': 'a\0b', 'large.ts': 'x'.repeat(LARGEST_IMPORT + 1), 'ok.ts': 'é' });
  const host = createDiskHost({ roots: [root] });
  assert.equal(host.readText(`${root}/binary.ts`), null);
  assert.equal(host.readText(`${root}/large.ts`), null);
  assert.equal(host.readText(`${root}/gone.ts`), null);
  assert.equal(host.readText(root), null);
  assert.equal(host.readText(`${root}/ok.ts`), 'é');
});

test('unsaved text wins over the disk', (t) => {
  const root = folderWith(t, { 'a.ts': 'saved' });
  const host = createDiskHost({ roots: [root], unsaved: (file) => (file.endsWith('a.ts') ? 'typed' : undefined) });
  assert.equal(host.readText(`${root}/a.ts`), 'typed');
});
