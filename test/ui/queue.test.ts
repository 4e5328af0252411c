import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** What can happen to a purge on its way: the rate limit, a cancel, a lost answer; and what can be done afterwards. */

let bench: Workbench;

before(async () => {
  bench = await Workbench.open();
});
after(() => bench?.close());

const DELETE = '/v1/edge-cache/dangerously-delete-by-tags';

test('a dry run shows the calls, and sends nothing', async () => {
  await bench.showView();
  await bench.run('Vercel Cache: Dry Run');
  await bench.tick('cart');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  const text = bench.page.locator('.monaco-editor .view-lines', { hasText: 'Dry run: nothing was sent.' });
  await text.waitFor();
  assert.match((await text.textContent())?.replaceAll('\u00a0', ' ') ?? '', /POST http:.*invalidate-by-tags/);
  assert.deepEqual(bench.emulator.emulator.calls, []);
});

test('a queue of 100 tags waits with a countdown, and can be cancelled in the middle', async () => {
  await bench.contextMenu(bench.treeRow(/^cache tag product-\$\{id\}, pattern/), 'Purge');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.answer('product-', Array.from({ length: 100 }, (_, id) => id).join(','));
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.page
    .getByText(/call 6 of 7 in \d+ s/)
    .first()
    .waitFor();
  await bench.shot('queue');
  await bench.run('Vercel Cache: Cancel Purge');
  const left = /Not accepted: 20 cache tags[\s\S]*cancelled/;
  const toast = await bench.notification(/accepted to invalidate 80 cache tags/);
  assert.match((await toast.textContent()) ?? '', left);
  assert.equal(bench.purges().length, 5);

  await toast.hover();
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await bench.page
    .getByText(/call 1 of 2 in \d+ s/)
    .first()
    .waitFor();
  await bench.run('Vercel Cache: Cancel Purge');
  await bench.notification(left);
  assert.equal(bench.purges().length, 5);
  await bench.dismissNotifications();
});

test('a token that is refused in the middle is asked for, and the purge goes on', async () => {
  const body = { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } };
  bench.emulator.emulator.addFault({ path: 'by-src-images', status: 403, body });
  await bench.contextMenu(bench.treeRow(/^source image \/images\/hero\.png/), 'Purge');
  await bench.pick('Invalidate');
  await bench.giveToken();
  await bench.pick('For everything');
  await bench.notification(/accepted to invalidate “\/images\/hero\.png”/);
  await bench.dismissNotifications();
});

test('a delete whose answer was lost is unknown, and sent again only on the user’s word', async () => {
  bench.emulator.emulator.addFault({ path: 'delete-by-tags', cut: 'after' });
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.pick('Dangerously delete');
  await bench.answer('deadline', '0');
  await bench.pick('Production');
  await bench.press('Dangerously Delete');
  const toast = await bench.notification(/Unknown: “products”/);
  const deletes = () => bench.purges().filter(({ endpoint }) => endpoint === DELETE);
  assert.equal(deletes().length, 1);
  await toast.hover();
  await toast.getByRole('button', { name: 'Send Again' }).click();
  await bench.press('Dangerously Delete');
  await bench.notification(/accepted to delete “products”/);
  assert.equal(deletes().length, 2);
  await bench.dismissNotifications();
});

test('the history sends a purge again', async () => {
  const before = bench.purges().length;
  await bench.run('Vercel Cache: Show Purge History');
  await bench.pick('products');
  await bench.pick('Purge Again');
  await bench.press('Dangerously Delete');
  await bench.notification(/accepted to delete “products”/);
  assert.equal(bench.purges().length, before + 1);
});
