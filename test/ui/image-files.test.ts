import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** Source images at the edges: odd names, many at once, links, other hosts, two projects, a refused team, no git. */

const ODD = 'grün & blau #1 100%.png';
const MANY = [...Array.from({ length: 8 }, (_, index) => `p${index}.png`), ODD];
const ELSEWHERE = 'https://img.example.com/a%20b.jpg?w=1&h=2#top';

/** The window of the rate limit, so that the file may make more than five calls. */
const WINDOW_MS = 2000;

let bench: Workbench;

before(async () => {
  bench = await Workbench.open({
    prepare: addImages,
    env: { VERCEL_CACHE_API_WINDOW_MS: String(WINDOW_MS) },
    // Else the explorer selects what a click opened, some time later, and nothing else.
    settings: { 'explorer.autoReveal': false },
  });
  bench.emulator.emulator.setRate(5, WINDOW_MS - 500);
});
after(() => bench?.close());

/** Many images, an SVG, a link that leads out, and a second project that shows an image of the same address. */
function addImages(folder: string): void {
  const images = path.join(folder, 'public/images');
  const many = path.join(folder, 'public/many');
  const docs = path.join(folder, 'apps/docs');
  for (const each of [many, path.join(docs, '.vercel'), path.join(folder, 'app/edges')]) {
    mkdirSync(each, { recursive: true });
  }
  for (const name of MANY) {
    copyFileSync(path.join(images, 'hero.png'), path.join(many, name));
  }
  writeFileSync(path.join(images, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  copyFileSync(path.join(images, 'hero.png'), path.join(path.dirname(folder), 'outside.png'));
  symlinkSync(path.join(path.dirname(folder), 'outside.png'), path.join(images, 'linked.png'));
  writeFileSync(path.join(folder, 'app/edges/page.tsx'), page('/images/linked.png', ELSEWHERE));
  writeFileSync(path.join(docs, 'package.json'), '{}');
  writeFileSync(path.join(docs, 'page.tsx'), page('/images/banner.png'));
  writeFileSync(
    path.join(docs, '.vercel/project.json'),
    JSON.stringify({ projectId: 'prj_docs', orgId: 'team_acme', projectName: 'docs' }),
  );
}

function page(...sources: readonly string[]): string {
  const shown = sources.map((src) => `<Image src="${src}" alt="" fill />`).join('');
  return `import Image from 'next/image';\nexport default () => <>${shown}</>;\n`;
}

/** The strings of each call from the given one on. */
function sent(from = 0): readonly (readonly string[])[] {
  return bench
    .purges()
    .slice(from)
    .map(({ body }) => (body as { readonly srcImages: readonly string[] }).srcImages);
}

test('explorer: nine images at once go in two calls, a blank, a # and letters beyond ASCII in their names', async () => {
  const { page } = bench;
  await bench.expandInExplorer('public', 'many');
  const file = (name: string) => page.getByRole('treeitem', { name, exact: true });
  await file(ODD).click();
  await file('p7.png').click({ modifiers: ['Shift'] });
  await page
    .locator('.explorer-folders-view .monaco-list-row.selected')
    .nth(MANY.length - 1)
    .waitFor();
  await bench.contextMenu(file('p7.png'), 'Purge as Source Image');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.notification(/accepted.*9 source images/);
  assert.deepEqual(
    sent().map(({ length }) => length),
    [8, 1],
  );
  assert.deepEqual(
    sent().flat().sort(),
    ['/many/grün & blau %231 100%25.png', ...MANY.slice(0, 8).map((name) => `/many/${name}`)].sort(),
  );
  await bench.dismissNotifications();
});

test('explorer: an SVG is said not to be optimized, and nothing is asked or sent', async () => {
  const calls = bench.emulator.emulator.calls.length;
  await bench.expandInExplorer('images');
  await bench.contextMenu(bench.treeRow('logo.svg'), 'Purge as Source Image');
  await bench.notification(/logo\.svg: An SVG is not optimized/);
  await bench.shot('image-svg');
  assert.equal(await bench.page.locator('.quick-input-widget:visible').count(), 0);
  assert.equal(bench.emulator.emulator.calls.length, calls);
  await bench.dismissNotifications();
});

test('a link that leads out: purged by its address, its picture not shown', async () => {
  const before = sent().length;
  await bench.expandInExplorer('images');
  await bench.contextMenu(bench.treeRow('linked.png'), 'Purge as Source Image');
  await bench.pick('Invalidate');
  await bench.notification(/“\/images\/linked\.png”/);
  assert.deepEqual(sent(before), [['/images/linked.png']]);
  await bench.dismissNotifications();

  await bench.showView();
  const hover = await bench.restOn(
    () => bench.treeRow(/images\/linked\.png/),
    'a link that leads out of the workspace',
  );
  assert.equal(await hover.locator('img').count(), 0);
  await bench.shot('image-link');
});

test('an image of another host is sent as the code writes it', async () => {
  const before = sent().length;
  await bench.run('Vercel Cache: Purge Source Image…');
  await bench.tick('img.example.com');
  await bench.pick('Invalidate');
  await bench.notification(/accepted/);
  assert.deepEqual(sent(before), [[ELSEWHERE]]);
  await bench.dismissNotifications();
});

test('one address in two projects: asks which', async () => {
  const before = sent().length;
  await bench.run('Vercel Cache: Purge Source Image…');
  await bench.tickAll('/images/banner.png');
  await bench.row('docs').waitFor();
  await bench.shot('image-projects');
  await bench.pick('docs');
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.notification(/“\/images\/banner\.png” in docs/);
  assert.deepEqual(sent(before), [['/images/banner.png']]);
  assert.equal(bench.purges().at(-1)?.projectId, 'prj_docs');
  await bench.dismissNotifications();
});

test('a team on the legacy price of images is told so, with the page that explains it', async () => {
  bench.emulator.emulator.addFault({
    path: 'invalidate-by-src-images',
    status: 402,
    body: { error: { code: 'payment_required', message: 'Payment required' } },
  });
  const before = sent().length;
  await bench.run('Vercel Cache: Purge Source Image…');
  await bench.tick('img.example.com');
  await bench.pick('Invalidate');
  const toast = await bench.notification(/legacy price of image optimization.*Settings, Billing/);
  await bench.shot('image-402');
  assert.equal(sent().length, before);
  await toast.getByRole('button', { name: 'About the Prices' }).click();
  assert.match(await bench.dialogText(), /vercel\.com\/docs\/image-optimization\/legacy-pricing/);
  await bench.press('Cancel');
  await bench.dismissNotifications();
});

test('changed in git: a workspace without a repository says so', async () => {
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.notification(/There is no git repository in this workspace/);
  assert.equal(await bench.page.locator('.quick-input-widget:visible').count(), 0);
  await bench.dismissNotifications();
});

test('changed in git: with git switched off the settings are one button away', async () => {
  const other = await Workbench.open({ settings: { 'git.enabled': false } });
  try {
    await other.run('Vercel Cache: Purge Images Changed in Git');
    const toast = await other.notification(/Git is switched off in VS Code/);
    await toast.getByRole('button', { name: 'Open Settings' }).click();
    await other.page.locator('.settings-editor', { hasText: 'Whether Git is enabled' }).waitFor();
    await other.shot('git-off');
  } finally {
    await other.close();
  }
});
