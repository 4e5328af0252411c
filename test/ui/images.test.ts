import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** Source images from files: two at once in the explorer, those that git says have changed, pictures in the tree. */

let bench: Workbench;
const hasGit = spawnSync('git', ['--version']).status === 0;
const NEEDS_GIT = { skip: hasGit ? false : 'needs git on the PATH' };

before(async () => {
  bench = await Workbench.open({
    // Else the explorer selects what a click opened, some time later, and nothing else.
    settings: { 'explorer.autoReveal': false },
    prepare: (folder) => {
      addDocs(folder);
      writeFileSync(
        path.join(folder, 'components/logo.tsx'),
        'import Image from "next/image"; export const Logo = () => <Image src="/logo.svg" alt="" width={9} height={9} />;',
      );
      if (hasGit) {
        addRepository(folder);
      }
    },
  });
});
after(() => bench?.close());

/** A second application of another project, which shows an image of the same name under a `basePath`. */
function addDocs(folder: string): void {
  const docs = path.join(folder, 'apps/docs');
  for (const each of ['.vercel', 'public/images']) {
    mkdirSync(path.join(docs, each), { recursive: true });
  }
  writeFileSync(path.join(docs, 'package.json'), '{}');
  writeFileSync(path.join(docs, 'next.config.mjs'), `export default { basePath: '/docs' };\n`);
  writeFileSync(
    path.join(docs, '.vercel/project.json'),
    JSON.stringify({ projectId: 'prj_docs', orgId: 'team_acme', projectName: 'docs' }),
  );
  copyFileSync(path.join(folder, 'public/images/hero.png'), path.join(docs, 'public/images/manual.png'));
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
}

/** Pushed: everything. Then a commit that changes one image, one that is changed and not committed, one that is new. */
function addRepository(folder: string): void {
  const images = path.join(folder, 'public/images');
  cpSync(path.join(images, 'hero.png'), path.join(images, 'old.png'));
  git(folder, 'init', '--initial-branch=main');
  git(folder, 'add', '--force', '.');
  git(folder, 'commit', '--message=Begin');
  git(folder, 'tag', 'v1');
  git(folder, 'init', '--bare', `${folder}-origin.git`);
  git(folder, 'remote', 'add', 'origin', `${folder}-origin.git`);
  git(folder, 'push', '--set-upstream', 'origin', 'main');
  appendFileSync(path.join(images, 'hero.png'), '\0');
  git(folder, 'rm', 'public/images/old.png');
  git(folder, 'commit', '--all', '--message=Another hero');
  appendFileSync(path.join(images, 'placeholder.png'), '\0');
  copyFileSync(path.join(images, 'banner.png'), path.join(images, 'new #1.png'));
}

/** The strings of the last call, in order. */
function sent(): readonly string[] {
  const body = bench.purges().at(-1)?.body as { readonly srcImages: readonly string[] } | undefined;
  return [...(body?.srcImages ?? [])].sort();
}

test('explorer: two images at once, by their paths from public', async () => {
  const { page } = bench;
  await bench.expandInExplorer('public', 'images');
  const file = (name: string) => page.getByRole('treeitem', { name });
  await file('banner.png').click();
  await file('hero.png').click({ modifiers: ['ControlOrMeta'] });
  await page.locator('.explorer-folders-view .monaco-list-row.selected').nth(1).waitFor();
  await bench.contextMenu(file('hero.png'), 'Purge as Source Image');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.notification(/accepted/);
  assert.equal(bench.purges().length, 1);
  assert.equal(bench.purges()[0]?.endpoint, '/v1/edge-cache/invalidate-by-src-images');
  assert.equal(bench.purges()[0]?.projectId, 'prj_storefront');
  assert.deepEqual(sent(), ['/images/banner.png', '/images/hero.png']);
  await bench.dismissNotifications();
});

test('explorer: an image of another application goes to its project, under its basePath', async () => {
  const { page } = bench;
  await page.keyboard.press('Control+P');
  await bench.type('manual.png');
  await bench.row('manual.png').click();
  await bench.run('File: Reveal Active File in Explorer View');
  await bench.contextMenu(page.getByRole('treeitem', { name: 'manual.png' }), 'Purge as Source Image');
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.notification(/accepted to invalidate “\/docs\/images\/manual\.png”/);
  assert.equal(bench.purges().at(-1)?.projectId, 'prj_docs');
  assert.deepEqual(sent(), ['/docs/images/manual.png']);
  await bench.dismissNotifications();
});

test('git: since the upstream comes first, with a tick each', NEEDS_GIT, async () => {
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.row('Since origin/main').waitFor();
  await bench.shot('git-since');
  await bench.page.keyboard.press('Enter');
  await bench.row('/images/old.png').waitFor();
  await bench.shot('git-ticks');
  for (const [image, how] of [
    ['/images/hero.png', 'changed'],
    ['/images/old.png', 'deleted'],
    ['/images/placeholder.png', 'changed'],
    ['/images/new %231.png', 'new'],
  ] as const) {
    assert.match((await bench.row(image).textContent()) ?? '', new RegExp(how), image);
  }
  await bench.tick('/images/placeholder.png');
  await bench.pick('Invalidate');
  await bench.notification(/3 source images/);
  assert.deepEqual(sent(), ['/images/hero.png', '/images/new %231.png', '/images/old.png']);
  await bench.dismissNotifications();
});

test('git: what is not committed yet', NEEDS_GIT, async () => {
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.pick('Not committed yet');
  await bench.row('/images/placeholder.png').waitFor();
  await bench.page.keyboard.press('Enter');
  await bench.pick('Invalidate');
  await bench.notification(/2 source images/);
  assert.deepEqual(sent(), ['/images/new %231.png', '/images/placeholder.png']);
  await bench.dismissNotifications();
});

test('git: a commit that is typed, one that is not known, and back', NEEDS_GIT, async () => {
  const { page } = bench;
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.pick('Since a commit');
  await bench.answer('A commit, branch or tag', '--output=x');
  await page.locator('.quick-input-widget:visible', { hasText: 'Git knows no commit' }).waitFor();
  await bench.answer('Git knows no commit', 'v1');
  await bench.row('/images/old.png').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.quick-input-widget:visible', { hasText: 'A commit, branch or tag' }).waitFor();
  await page.keyboard.press('Escape');
  await bench.row('Not committed yet').waitFor();
  await page.keyboard.press('Escape');
});

test('git: back from the purge, and another answer where nothing has changed', NEEDS_GIT, async () => {
  const { page } = bench;
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.pick('Not committed yet');
  await bench.row('/images/placeholder.png').waitFor();
  await page.keyboard.press('Enter');
  await bench.row('Invalidate').waitFor();
  await page.keyboard.press('Escape');
  await bench.row('Not committed yet').waitFor();
  git(bench.folder, 'add', '--force', '.');
  git(bench.folder, 'commit', '--message=All of it');
  await bench.pick('Not committed yet');
  await bench.notification(/No image below public or static has changed/);
  await bench.row('In the last commit and since').waitFor();
  await bench.leave();
});

test('tree: of several rows what can be purged is, and of the others it is said why not', async () => {
  await bench.showView();
  await bench.treeRow(/^source image \/images\/banner\.png/).click();
  await bench.treeRow(/^source image \/logo\.svg/).click({ modifiers: ['ControlOrMeta'] });
  await bench.contextMenu(bench.treeRow(/^source image \/logo\.svg/), 'Purge');
  await bench.notification(/\/logo\.svg: An SVG is not optimized/);
  await bench.pick('Invalidate');
  await bench.notification(/accepted to invalidate “\/images\/banner\.png”/);
  assert.deepEqual(sent(), ['/images/banner.png']);
  await bench.dismissNotifications();
});

test('tree: resting on an image shows the picture and its file', async () => {
  const { page } = bench;
  await bench.showView();
  const hover = await bench.restOn(() => bench.treeRow(/images\/banner\.png/), 'public/images/banner.png');
  await hover.locator('img').first().waitFor();
  await page.waitForFunction(() => {
    const found = globalThis as unknown as {
      document: { querySelectorAll(q: string): ArrayLike<{ naturalWidth: number }> };
    };
    return Array.from(found.document.querySelectorAll('.workbench-hover img, .monaco-hover img')).some(
      ({ naturalWidth }) => naturalWidth === 120,
    );
  });
  await bench.shot('image-hover');
  assert.match(
    (await hover.textContent()) ?? '',
    /\/images\/banner\.png[\s\S]*1 use[\s\S]*public\/images\/banner\.png/,
  );
});
