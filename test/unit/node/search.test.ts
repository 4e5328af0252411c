import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { FolderSearch } from '../../../src/node/search.ts';
import { walk } from '../../../src/node/walk.ts';
import { collect, fakeRipgrep, folderWith } from './folder.ts';

const FILES = {
  '.gitignore': 'ignored/\n*.gen.ts\n!keep.gen.ts\n/top.ts\n',
  'a.ts': 'cacheTag',
  'none.ts': 'nothing',
  'top.ts': 'cacheTag',
  'x.gen.ts': 'cacheTag',
  'keep.gen.ts': 'cacheTag',
  'image.png': 'cacheTag',
  'ignored/b.ts': 'cacheTag',
  'sub/.gitignore': 'local.ts\n!x.gen.ts\n',
  'sub/local.ts': 'cacheTag',
  'sub/x.gen.ts': 'cacheTag',
  'sub/top.ts': 'cacheTag',
  'node_modules/p/index.ts': 'cacheTag',
  '.next/server.ts': 'cacheTag',
  '.github/workflows/purge.ts': 'cacheTag',
};
const FOUND = ['.github/workflows/purge.ts', 'a.ts', 'keep.gen.ts', 'sub/top.ts', 'sub/x.gen.ts'];
const isReadable = (file: string) => file.endsWith('.ts');

async function found(root: string, ripgrep: string | undefined, signal?: AbortSignal): Promise<string[]> {
  const files = await collect(new FolderSearch(root, { ripgrep, signal }).find('cacheTag', isReadable));
  return files.map((file) => path.relative(root, file)).sort();
}

test('without ripgrep the folder is walked, nested .gitignore files honoured', async (t) => {
  assert.deepEqual(await found(folderWith(t, FILES), undefined), FOUND);
});

test('links are not followed, neither out of the folder nor in circles', async (t) => {
  const outside = folderWith(t, { 'secret.ts': 'cacheTag' });
  const root = folderWith(t, { 'a.ts': 'cacheTag', 'sub/b.ts': 'cacheTag' });
  symlinkSync(outside, path.join(root, 'out'));
  symlinkSync(path.join(outside, 'secret.ts'), path.join(root, 'link.ts'));
  symlinkSync(root, path.join(root, 'sub/circle'));
  assert.deepEqual(await found(root, undefined), ['a.ts', 'sub/b.ts']);
});

test('a folder that cannot be read is told and left out', {
  skip: process.getuid?.() === 0 && 'root reads all',
}, (t) => {
  const root = folderWith(t, { 'a.ts': '', 'closed/b.ts': '' });
  const closed = path.join(root, 'closed');
  const unreadable: string[] = [];
  chmodSync(closed, 0);
  try {
    const files = [...walk(root, { onUnreadable: (folder) => unreadable.push(folder) })];
    assert.deepEqual([files.length, unreadable], [1, [closed]]);
  } finally {
    chmodSync(closed, 0o755); // else the folder cannot be removed
  }
});

test('a folder that goes while its folder is walked is told and left out', (t) => {
  const root = folderWith(t, { 'a.ts': '', 'gone/b.ts': '', 'stays/c.ts': '' });
  const unreadable: string[] = [];
  const found: string[] = [];
  for (const { path: file } of walk(root, { onUnreadable: (folder) => unreadable.push(folder) })) {
    rmSync(path.join(root, 'gone'), { recursive: true, force: true });
    found.push(path.relative(root, file));
  }
  assert.deepEqual([found, unreadable], [['a.ts', 'stays/c.ts'], [`${root}/gone`]]);
});

test('a folder that is missing holds nothing', async (t) => {
  assert.deepEqual(await found(path.join(folderWith(t, {}), 'gone'), undefined), []);
});

const failures: Record<string, string> = {
  'crashes at once': 'exit 101',
  'is none, so that a shell fails over it': 'exit 2',
  'is killed half way': "printf './a.ts\\000./keep'; kill -9 $$",
  'ends in the middle of a name': "printf './a.ts\\000./keep'",
  'prints garbage': "printf '/etc/passwd\\000'",
  'prints a path that climbs out': "printf './../../etc/passwd\\000'",
  'prints without end of names': 'head -c 20000 /dev/zero | tr "\\\\0" "x"; printf "\\000"',
};
for (const [what, script] of Object.entries(failures)) {
  test(`a ripgrep that ${what} hides nothing`, { skip: process.platform === 'win32' }, async (t: TestContext) => {
    assert.deepEqual(await found(folderWith(t, FILES), fakeRipgrep(t, script)), FOUND);
  });
}

const later: Record<string, { readonly scripts: readonly string[]; readonly found: readonly string[] }> = {
  'searches no more once the files are listed': {
    scripts: ['exit 1', "printf './a.ts\\000./none.ts\\000'", 'exit 101'],
    found: ['a.ts', 'none.ts'],
  },
  'cannot list the files': {
    scripts: ['exit 1', "printf './a.ts\\000./no'", 'exit 101'],
    found: [...FOUND, 'none.ts'].sort(),
  },
  'searches on where it could not list the files': {
    scripts: ['exit 1', 'exit 101', "printf './none.ts\\000'"],
    found: ['none.ts'],
  },
};
for (const [what, { scripts, found }] of Object.entries(later)) {
  test(`a ripgrep that ${what} hides nothing`, { skip: process.platform === 'win32' }, async (t) => {
    const state = path.join(folderWith(t, {}), 'runs');
    const cases = scripts.map((script, at) => `*${at + 1}) ${script};;`).join(' ');
    const program = fakeRipgrep(t, `echo >> '${state}'; case $(wc -l < '${state}') in ${cases} esac`);
    const root = folderWith(t, FILES);
    const search = new FolderSearch(root, { ripgrep: program });
    assert.deepEqual(await collect(search.find('cacheTag|nothing', isReadable)), []);
    search.list(isReadable);
    const files = await collect(search.find('cacheTag|nothing', isReadable));
    assert.deepEqual(files.map((file) => path.relative(root, file)).sort(), found);
  });
}

test('a ripgrep that is no program hides nothing', async (t) => {
  assert.deepEqual(await found(folderWith(t, FILES), '/nowhere/rg'), FOUND);
});

test('exit codes 1 and 2 are answers', { skip: process.platform === 'win32' }, async (t) => {
  const root = folderWith(t, FILES);
  assert.deepEqual(await found(root, fakeRipgrep(t, 'exit 1')), []);
  assert.deepEqual(await found(root, fakeRipgrep(t, "printf './a.ts\\000'; exit 2")), ['a.ts']);
});

test('aborting ends a ripgrep that hangs, and nothing is walked for', {
  skip: process.platform === 'win32',
}, async (t) => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  const began = performance.now();
  const files = await found(folderWith(t, FILES), fakeRipgrep(t, 'exec sleep 20'), abort.signal);
  assert.deepEqual(files, []);
  assert.ok(performance.now() - began < 5000);
});

test('a search that was aborted before starts no ripgrep', { skip: process.platform === 'win32' }, async (t) => {
  const started = path.join(folderWith(t, {}), 'started');
  const program = fakeRipgrep(t, `touch '${started}'; printf './a.ts\\000'`);
  assert.deepEqual(await found(folderWith(t, FILES), program, AbortSignal.abort()), []);
  assert.equal(existsSync(started), false);
});

test('a search whose reader stops kills its ripgrep', { skip: process.platform === 'win32' }, async (t) => {
  const program = fakeRipgrep(t, "printf './a.ts\\000'; exec sleep 20");
  const began = performance.now();
  for await (const file of new FolderSearch(folderWith(t, FILES), { ripgrep: program }).find('cacheTag', isReadable)) {
    assert.equal(path.basename(file), 'a.ts');
    break;
  }
  assert.ok(performance.now() - began < 5000);
});
