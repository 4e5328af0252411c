import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import type { FileFindings } from '../../../src/core/model.ts';
import { isRunning } from '../../../src/node/processes.ts';
import { WorkerScanner, type WorkerScannerOptions } from '../../../src/node/worker-scanner.ts';
import { fakeRipgrep, folderWith } from './folder.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
const never = new AbortController().signal;

/** The thread's program as the extension ships it. */
function built(t: TestContext): string {
  const program = path.join(folderWith(t, {}), 'scan-worker.cjs');
  buildSync({
    entryPoints: ['src/node/scan-worker.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  return program;
}

function scannerOf(t: TestContext, root: string, options: Partial<WorkerScannerOptions> = {}): WorkerScanner {
  const scanner = new WorkerScanner({
    program: built(t),
    window: () => ({ roots: [root], excluded: [], appRoot: root, unsaved: new Map(), cache: undefined }),
    isUnsaved: () => false,
    onFault: (file, error) => assert.fail(`${file}: ${error}`),
    ...options,
  });
  t.after(() => scanner.dispose());
  return scanner;
}

/** What files hold, by their names below a root. */
class Shown {
  readonly #root: string;
  readonly values = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  readonly take = async (found: readonly FileFindings[]): Promise<void> => {
    for (const { file, occurrences } of found) {
      const values = occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : '?'));
      this.values.set(file.slice(this.#root.length + 1), values.join(' '));
    }
  };
}

test('a thread of its own scans, takes updates, finds callers and scans again', async (t) => {
  const root = folderWith(t, {
    'a.ts': `${IMPORT}cacheTag('a');`,
    'b.ts': `import { purge } from './purge'; purge('b');`,
    'purge.ts': 'export const purge = (tag: string) => tag;',
  });
  const scanner = scannerOf(t, root);
  const { values, take } = new Shown(root);
  await scanner.scan([], never, take);
  assert.deepEqual(Object.fromEntries(values), { 'a.ts': 'a' });

  const text = `${IMPORT}export const purge = (tag: string) => revalidateTag(tag);`;
  const updated = await scanner.update(`${root}/purge.ts`, text);
  assert.equal(updated?.hasNewWrappers, true);
  await take(updated.findings);
  const called = await scanner.findCallers(never);
  assert.equal(called?.hasNewWrappers, false);
  await take(called.findings);
  assert.deepEqual(Object.fromEntries(values), { 'a.ts': 'a', 'b.ts': 'b', 'purge.ts': '?' });

  writeFileSync(`${root}/a.ts`, `${IMPORT}cacheTag('changed');`);
  await scanner.scan([...values.keys()], never, take);
  assert.equal(values.get('a.ts'), 'changed');
});

test('what a document holds unsaved counts until it is saved', async (t) => {
  const root = folderWith(t, { 'a.ts': `${IMPORT}import { TAG } from './tags'; cacheTag(TAG);`, 'tags.ts': '' });
  const unsaved = new Map([[`${root}/tags.ts`, `export const TAG = 'typed';`]]);
  const scanner = scannerOf(t, root, {
    window: () => ({ roots: [root], excluded: [], appRoot: root, unsaved, cache: undefined }),
    isUnsaved: (file) => unsaved.has(file),
  });
  const { values, take } = new Shown(root);
  await scanner.scan([], never, take);
  assert.equal(values.get('a.ts'), 'typed');
  unsaved.clear();
  await take((await scanner.update(`${root}/tags.ts`, ''))?.findings ?? []);
  assert.equal(values.get('a.ts'), '?');
});

test('other excludes begin a new run, which takes back what they leave out', async (t) => {
  const root = folderWith(t, { 'a.ts': `${IMPORT}cacheTag('a');`, 'made/b.ts': `${IMPORT}cacheTag('b');` });
  let globs: string[] = [];
  const scanner = scannerOf(t, root, {
    window: () => ({ roots: [root], excluded: [[root, globs]], appRoot: root, unsaved: new Map(), cache: undefined }),
  });
  const { values, take } = new Shown(root);
  await scanner.scan([], never, take);
  globs = ['made'];
  await scanner.scan(
    [...values.keys()].map((file) => `${root}/${file}`),
    never,
    take,
  );
  assert.deepEqual(Object.fromEntries(values), { 'a.ts': 'a', 'made/b.ts': '' });
});

test('a scan that is given up ends, and takes its ripgrep with it', {
  skip: process.platform === 'win32',
  timeout: 30_000,
}, async (t) => {
  const root = folderWith(t, {});
  const appRoot = folderWith(t, {});
  const rg = fakeRipgrep(t, `echo $$ > ${appRoot}/written; mv ${appRoot}/written ${appRoot}/pid; exec sleep 60`);
  const abort = new AbortController();
  const before = process.env.PATH;
  process.env.PATH = `${path.dirname(rg)}${path.delimiter}${before}`;
  t.after(() => {
    process.env.PATH = before;
  });
  const scanner = scannerOf(t, root);
  const scan = scanner.scan([], abort.signal, async () => undefined);
  while (!existsSync(`${appRoot}/pid`)) {
    await setTimeout(10);
  }
  abort.abort();
  await scan;
  const pid = Number(readFileSync(`${appRoot}/pid`, 'utf8'));
  // It sleeps for longer than the test may take.
  while (isRunning(pid)) {
    await setTimeout(10);
  }
});

test('a thread that breaks fails what was asked of it, and the next scan starts another', async (t) => {
  const root = folderWith(t, { 'a.ts': `${IMPORT}cacheTag('a');` });
  const program = built(t);
  const good = readFileSync(program);
  const scanner = scannerOf(t, root, { program });
  writeFileSync(program, `throw new Error('broken');`);
  await assert.rejects(
    scanner.scan([], never, async () => undefined),
    /broken/,
  );
  assert.equal(await scanner.update(`${root}/a.ts`, ''), undefined);
  writeFileSync(program, good);
  const { values, take } = new Shown(root);
  await scanner.scan([`${root}/gone.ts`], never, take);
  assert.deepEqual(Object.fromEntries(values), { 'a.ts': 'a', 'gone.ts': '' });
});

test('what cannot be taken fails the scan, not the thread', async (t) => {
  const root = folderWith(t, { 'a.ts': `${IMPORT}cacheTag('a');` });
  const scanner = scannerOf(t, root);
  const refuse = async () => {
    throw new Error('no room');
  };
  await assert.rejects(scanner.scan([], never, refuse), /no room/);
  assert.equal((await scanner.update(`${root}/a.ts`, `${IMPORT}cacheTag('b');`))?.findings.length, 1);
});
