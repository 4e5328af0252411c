import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { writeWorkspace } from '../../src/node/bench/synthetic.ts';
import { ROWS_AT_ONCE } from '../../src/ui/tree/model.ts';
import { Workbench } from './support/workbench.ts';

/** Enough for the scan to take seconds. */
const FILES = 4000;
const TAGS_OF_FILE = 5;
/** Of the module that all of them take tags from. */
const TAGS_OF_MODULE = 6;
const ALL = FILES * TAGS_OF_FILE + TAGS_OF_MODULE;

const grouped = (count: number): string => count.toLocaleString('en');

let bench: Workbench;

const workspace = path.join(mkdtempSync(path.join(os.tmpdir(), 'many-')), 'many');

before(async () => {
  writeWorkspace(workspace, { files: FILES, everyNth: 1 });
  bench = await Workbench.open({ workspace });
});
after(async () => {
  await bench?.close();
  rmSync(path.dirname(workspace), { recursive: true });
});

test('a command says that it waits for the list, and can be left', async () => {
  await bench.run('Vercel Cache: Go to Cache Tag…');
  const waiting = await bench.notification('Looking for cache tags and source images…');
  await bench.shot('waiting-for-the-list');
  await waiting.hover();
  await waiting.getByRole('button', { name: 'Cancel' }).click();
  await waiting.waitFor({ state: 'detached' });
});

test('rows come while the workspace is still being looked through', async () => {
  await bench.showView();
  const group = bench.page.locator('.part.sidebar .monaco-list-row', { hasText: /^Cache Tags/ }).first();
  const counts: number[] = [];
  while (counts.at(-1) !== ALL) {
    const [count] = /[\d,]+/.exec((await group.textContent({ timeout: 60_000 })) ?? '') ?? [];
    const known = Number(count?.replaceAll(',', ''));
    if (count !== undefined && known !== counts.at(-1)) {
      counts.push(known);
    }
    await bench.page.waitForTimeout(50);
  }
  // Not only at its beginning: the last count before the whole is none of the first second.
  assert.ok((counts.at(-2) ?? 0) > ALL / 5, counts.join(', '));
});

test('the palette shows the first of many, says how many there are, and finds each by its name', async () => {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.row('area:').waitFor();
  assert.equal(await bench.quickTitle(), `Purge Cache Tag: the first 2,000 of ${grouped(ALL)}`);
  await bench.row('area:eu').click();
  await bench.type('literal-3999');
  await bench.row('literal-3999').click();
  assert.equal(await bench.quickTitle(), 'Purge Cache Tag');
  await bench.type('l');
  assert.deepEqual(await bench.ticked(), ['literal-3999', 'area:eu']);
  await bench.leave();
});

test('the places of a tag that all files use: the first ones, and how many there are', async () => {
  await bench.run('Vercel Cache: Go to Cache Tag…');
  await bench.type('orders');
  await bench.pick('orders');
  await bench.row('file-0.ts').waitFor();
  assert.equal(await bench.quickTitle(), `orders: the first 2,000 of ${grouped(FILES)}`);
  await bench.leave();
});

test('the first of many rows are there, and more of them at a click', async () => {
  await bench.treeRow(/^cache tag/).click();
  for (const shown of [ROWS_AT_ONCE, 2 * ROWS_AT_ONCE]) {
    await bench.page.keyboard.press('End');
    await bench.treeRow(`Show More, ${grouped(ALL - shown)} more`).click();
    await bench.treeRow(/^Show More/).waitFor({ state: 'hidden' }); // tags take the place where the row was
  }
});
