import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDiscovery } from '../../../src/core/discover/discovery.ts';
import { goalsOf } from '../../../src/node/bench/goals.ts';
import { measure } from '../../../src/node/bench/measure.ts';
import { writeWorkspace } from '../../../src/node/bench/synthetic.ts';
import { createDiskHost } from '../../../src/node/disk-host.ts';
import { scanFolder } from '../../../src/node/scan.ts';
import { folderWith } from './folder.ts';

const FILES = {
  'lib/purge.ts':
    "import { revalidateTag } from 'next/cache';\nexport const purge = (tag: string) => revalidateTag(tag, 'max');",
  'lib/outer.ts': "import { purge } from './purge';\nexport const purgeTwice = (name: string) => purge(name);",
  'app/action.ts': "import { purgeTwice } from '../lib/outer';\npurgeTwice('cart');",
  'lib/actions.ts': "export const createActions = (clear) => ({ all: () => clear('all') });",
  'app/actions.ts':
    "import { revalidateTag } from 'next/cache';\nimport { createActions } from '../lib/actions';\nexport const actions = createActions(revalidateTag);",
  'app/excluded.ts': "import { cacheTag } from 'next/cache';\ncacheTag('hidden');",
};

test('a scan follows wrappers into files that mention no API, and leaves out what is excluded', async (t) => {
  const root = folderWith(t, FILES);
  const discovery = createDiscovery(createDiskHost({ roots: [root] }));
  const values = new Map<string, unknown[]>();
  const isExcluded = (path: string) => path.endsWith('excluded.ts');
  for await (const { file, occurrences } of scanFolder(root, { discovery, isExcluded })) {
    values.set(
      file.slice(root.length + 1),
      occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : value.certainty)),
    );
  }
  assert.deepEqual(values.get('app/action.ts'), ['cart']);
  assert.deepEqual(values.get('lib/actions.ts'), ['all']);
  assert.equal(values.has('app/excluded.ts'), false);
});

test('a workspace below a folder of tests is scanned, the tests in it are not', async (t) => {
  const root = `${folderWith(t, {
    'e2e/shop/lib/purge.ts': FILES['lib/purge.ts'],
    'e2e/shop/e2e/purge.ts': FILES['lib/purge.ts'],
  })}/e2e/shop`;
  const discovery = createDiscovery(createDiskHost({ roots: [root] }));
  const files: string[] = [];
  for await (const { file } of scanFolder(root, { discovery })) {
    files.push(file.slice(root.length + 1));
  }
  assert.deepEqual(files, ['lib/purge.ts']);
});

test('an aborted scan ends', async (t) => {
  const root = folderWith(t, FILES);
  const abort = new AbortController();
  abort.abort();
  const discovery = createDiscovery(createDiskHost({ roots: [root] }));
  for await (const findings of scanFolder(root, { discovery, signal: abort.signal })) {
    assert.fail(findings.file);
  }
});

test('the benchmark measures a small workspace, and what was found keeps no source text alive', async (t) => {
  const root = folderWith(t, {});
  writeWorkspace(root, { files: 600, everyNth: 1, padding: 10_000 });
  const figures = await measure(root, undefined);
  assert.equal(figures.candidates, 600);
  assert.equal(figures.occurrences, 7200);
  assert.equal(figures.dependents.files, 600);
  assert.ok(figures.first > 0 && figures.again > 0 && figures.update.median > 0 && figures.slices.worst > 0);
  const heap = goalsOf(figures).find(({ unit }) => unit === 'MB');
  assert.ok(heap?.holds, `10,000 occurrences hold ${heap?.measured} MB: is source text kept alive?`);
});
