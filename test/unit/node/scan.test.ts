import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { goalsOf } from '../../../src/node/bench/goals.ts';
import { measure } from '../../../src/node/bench/measure.ts';
import { writeWorkspace } from '../../../src/node/bench/synthetic.ts';
import { createDiskHost } from '../../../src/node/disk-host.ts';
import { DiskScan, type ScanOptions, type Skipped } from '../../../src/node/scan.ts';
import { discoveryOver } from '../discover/workspace.ts';
import { collect, fakeRipgrep, folderWith } from './folder.ts';

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

const never = new AbortController().signal;

function scanOf(root: string, options: Partial<ScanOptions> = {}): DiskScan {
  const host = createDiskHost({ roots: [root] });
  return new DiskScan({ roots: [root], host, discovery: discoveryOver(host), ...options });
}

test('a scan follows wrappers into files that mention no API, and leaves out what is excluded', async (t) => {
  const root = folderWith(t, FILES);
  const values = new Map<string, unknown[]>();
  const isExcluded = (path: string) => path.endsWith('excluded.ts');
  for await (const { file, occurrences } of scanOf(root, { isExcluded }).findings(never)) {
    values.set(
      file.slice(root.length + 1),
      occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : value.certainty)),
    );
  }
  assert.deepEqual(values.get('app/action.ts'), ['cart']);
  assert.deepEqual(values.get('lib/actions.ts'), ['all']);
  assert.equal(values.has('app/excluded.ts'), false);
});

/** A wrapper of a wrapper, and so on: `purge0` is the innermost. */
function layers(count: number): Record<string, string> {
  const files: Record<string, string> = {
    'purge0.ts':
      "import { revalidateTag } from 'next/cache';\nexport const purge0 = (tag: string) => revalidateTag(tag);",
  };
  for (let at = 1; at < count; at++) {
    const inner = `purge${at - 1}`;
    files[`purge${at}.ts`] =
      `import { ${inner} } from './${inner}';\nexport const purge${at} = (tag: string) => ${inner}(tag);`;
  }
  return files;
}

const calling = (wrapper: string, tag: string): string =>
  `import { ${wrapper} } from './${wrapper}';\n${wrapper}('${tag}');`;

async function exactTags(root: string): Promise<string[]> {
  const found = await collect(scanOf(root).findings(never));
  return found.flatMap(({ occurrences }) =>
    occurrences.flatMap(({ value }) => (value.certainty === 'exact' ? [value.text] : [])),
  );
}

test('wrappers are followed through eight files, each found by the name that the one before exports', async (t) => {
  const root = folderWith(t, { ...layers(8), 'save.ts': calling('purge7', 'posts') });
  assert.deepEqual(await exactTags(root), ['posts']);
});

test('what is far from any API and named all over the project is followed no further', async (t) => {
  const callers = Array.from({ length: 101 }, (_, at) => [`caller${at}.ts`, calling('purge5', `tag-${at}`)]);
  const root = folderWith(t, { ...layers(6), ...Object.fromEntries(callers), 'save.ts': calling('purge4', 'posts') });
  assert.deepEqual(await exactTags(root), ['posts']);
});

test('a workspace below a folder of tests is scanned, the tests in it are not', async (t) => {
  const root = `${folderWith(t, {
    'e2e/shop/lib/purge.ts': FILES['lib/purge.ts'],
    'e2e/shop/e2e/purge.ts': FILES['lib/purge.ts'],
  })}/e2e/shop`;
  const files: string[] = [];
  for await (const { file } of scanOf(root).findings(never)) {
    files.push(file.slice(root.length + 1));
  }
  assert.deepEqual(files, ['lib/purge.ts']);
});

test('an aborted scan ends', async (t) => {
  const root = folderWith(t, FILES);
  const abort = new AbortController();
  abort.abort();
  for await (const findings of scanOf(root).findings(abort.signal)) {
    assert.fail(findings.file);
  }
});

test('a scan that fails at once fails once, whatever becomes of its search', async (t) => {
  const root = folderWith(t, { 'a.ts': '' });
  const failing = {
    host: { ...createDiskHost({ roots: [root] }), changes: () => Promise.reject(new Error('no changes')) },
    unsaved: () => assert.fail('the search fails later'),
  };
  const stray: unknown[] = [];
  const note = (error: unknown) => stray.push(error);
  process.on('unhandledRejection', note);
  t.after(() => process.off('unhandledRejection', note));
  await assert.rejects(collect(scanOf(root, failing).findings(never)), /no changes/);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(stray, []);
});

/** Files that each import a module of their own. */
const IMPORTING = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [
    [
      `app/page-${at}.ts`,
      `import { cacheTag } from 'next/cache';\nimport { TAG } from '../lib/tag-${at}';\ncacheTag(TAG);`,
    ],
    [`lib/tag-${at}.ts`, `export const TAG = 'tag-${at}';`],
  ]).flat(),
);

test('on a file system that answers slowly a scan gives way after each file, and ends when it is told to', async (t) => {
  const root = folderWith(t, IMPORTING);
  const host = createDiskHost({ roots: [root] });
  const never = new Int32Array(new SharedArrayBuffer(4));
  const abort = new AbortController();
  /** The modules that were read in each turn of the event loop. */
  const slices: string[][] = [[]];
  const discovery = discoveryOver({
    ...host,
    readText: (file) => {
      if (file.includes('/lib/')) {
        slices.at(-1)?.push(file);
        Atomics.wait(never, 0, 0, 10); // longer than a slice
      }
      return host.readText(file);
    },
  });
  let isOver = false;
  const scan = collect(scanOf(root, { discovery }).findings(abort.signal)).finally(() => {
    isOver = true;
  });
  while (!isOver && slices.flat().length < 3) {
    await nextTurn();
    slices.push([]);
  }
  abort.abort();
  await scan;
  const read = slices.map((files) => new Set(files).size).filter((count) => count > 0);
  assert.deepEqual(read, [1, 1, 1]);
});

const onUnix = { skip: process.platform === 'win32' };

test('a file that is gone when it is to be read hides no other', onUnix, async (t) => {
  const root = folderWith(t, { 'a.ts': FILES['app/excluded.ts'] });
  const ripgrep = fakeRipgrep(t, "printf './gone.ts\\000./a.ts\\000'");
  const skipped: string[] = [];
  const onSkipped = (file: string) => skipped.push(file);
  const found = await collect(scanOf(root, { ripgrep, onSkipped }).findings(never));
  assert.deepEqual([found.map(({ file }) => file), skipped], [[`${root}/a.ts`], []]);
});

test('of 100,000 candidates that are gone when they are to be read the one that stays is found', onUnix, async (t) => {
  const root = folderWith(t, { 'a.ts': FILES['app/excluded.ts'] });
  const ripgrep = fakeRipgrep(t, "seq -f './app/gone-%.0f.ts' 100000 | tr '\\n' '\\000'; printf './a.ts\\000'");
  const found = await collect(scanOf(root, { ripgrep }).findings(never));
  assert.deepEqual(
    found.map(({ file }) => file),
    [`${root}/a.ts`],
  );
});

test('a folder that ripgrep cannot read is told, and what it found stands', onUnix, async (t) => {
  const root = folderWith(t, { 'a.ts': FILES['app/excluded.ts'] });
  const ripgrep = fakeRipgrep(t, "printf './a.ts\\000'; exit 2");
  const skipped: unknown[] = [];
  const onSkipped = (file: string, why: Skipped) => skipped.push([file, why]);
  const found = await collect(scanOf(root, { ripgrep, onSkipped }).findings(never));
  assert.deepEqual([found.map(({ file }) => file), skipped], [[`${root}/a.ts`], [[root, 'unreadable']]]);
});

test('the benchmark measures a small workspace, and what was found keeps no source text alive', async (t) => {
  const root = folderWith(t, {});
  writeWorkspace(root, { files: 600, everyNth: 1, padding: 10_000 });
  const figures = await measure(root, undefined);
  assert.equal(figures.candidates, 600);
  assert.equal(figures.occurrences, 7200);
  assert.equal(figures.dependents.files, 600);
  assert.ok(figures.first > 0 && figures.again > 0 && figures.update.median > 0);
  const heap = goalsOf(figures).find(({ unit }) => unit === 'MB');
  assert.ok(heap?.holds, `10,000 occurrences hold ${heap?.measured} MB: is source text kept alive?`);
});
