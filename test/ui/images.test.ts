import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** Source images from files: two at once in the explorer, and those that git says have changed. */

let bench: Workbench;
const hasGit = spawnSync('git', ['--version']).status === 0;

before(async () => {
  bench = await Workbench.open({
    prepare: (folder) => {
      if (!hasGit) {
        return;
      }
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
          cwd: folder,
          stdio: 'ignore',
        });
      git('init');
      git('add', '.');
      git('commit', '-m', 'Begin');
      appendFileSync(path.join(folder, 'public/images/placeholder.png'), '\0');
    },
  });
});
after(() => bench?.close());

test('explorer: two images at once, by their paths from public', async () => {
  const { page } = bench;
  await bench.expandInExplorer('public', 'images');
  await page.getByRole('treeitem', { name: 'banner.png' }).click();
  await page.getByRole('treeitem', { name: 'hero.png' }).click({ modifiers: ['ControlOrMeta'] });
  await bench.contextMenu(page.getByRole('treeitem', { name: 'hero.png' }), 'Purge as Source Image');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.notification(/accepted/);
  const [sent, ...more] = bench.purges();
  assert.deepEqual(more, []);
  assert.equal(sent?.endpoint, '/v1/edge-cache/invalidate-by-src-images');
  const images = (sent.body as { srcImages: string[] }).srcImages;
  assert.deepEqual([...images].sort(), ['/images/banner.png', '/images/hero.png']);
});

test('git: the images that changed, with a tick each', { skip: hasGit ? false : 'needs git on the PATH' }, async () => {
  await bench.run('Vercel Cache: Purge Images Changed in Git');
  await bench.pick('Not committed yet');
  await bench.row('/images/placeholder.png').waitFor();
  await bench.page.keyboard.press('Enter');
  await bench.pick('Invalidate');
  await bench.notification(/placeholder/);
  assert.deepEqual(bench.purges().at(-1)?.body, { srcImages: ['/images/placeholder.png'] });
});
