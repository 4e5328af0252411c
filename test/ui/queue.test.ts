import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { DEMO_TOKEN } from '../emulator/seed.ts';
import { Workbench } from './support/workbench.ts';

/** What can happen to a purge on its way: the rate limit, a cancel, a lost answer; and what can be done afterwards. */

let bench: Workbench;

/** The minute in which an endpoint takes five calls, cut short on both sides. */
const WINDOW_MS = 8000;

before(async () => {
  bench = await Workbench.open({
    env: { VERCEL_CACHE_API_WINDOW_MS: String(WINDOW_MS) },
    prepare: (folder) => {
      leaveInTheMiddle(path.join(folder, '../u/User/globalStorage/vercel-cache-tags.vercel-cache-tags'));
      writeJson(path.join(folder, 'node_modules/next/package.json'), { version: '16.4.0' });
      writeJson(path.join(folder, '.next/server/app/products/77.meta'), {
        headers: { 'x-next-cache-tags': '_N_T_/products/77,product-77' },
      });
    },
  });
  bench.emulator.emulator.setRate(5, WINDOW_MS - 1000);
});
after(() => bench?.close());

function writeJson(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

/** What a window leaves that is closed in the middle of a purge: one call is accepted, one under way, one not sent. */
function leaveInTheMiddle(storage: string): void {
  const at = Date.now() - 3_600_000;
  const id = `${String(at).padStart(15, '0')}-0a1b2c3d`;
  const purge = {
    id,
    at,
    state: 'running',
    process: 2_147_483_646,
    aliveAt: at,
    mode: 'invalidate',
    project: { idOrName: 'prj_storefront', teamId: 'team_acme' },
    projectName: 'storefront',
    environment: 'production',
    confirmation: 'none',
    targets: [
      { kind: 'tag', value: 'sent-before', outcome: 'accepted' },
      { kind: 'tag', value: 'under-way', outcome: 'unknown' },
      { kind: 'tag', value: 'left-behind', outcome: 'not-sent' },
    ],
  };
  writeJson(path.join(storage, `history/${id}.json`), purge);
  writeFileSync(path.join(storage, `history/${String(at + 1).padStart(15, '0')}-4d3c2b1a.json`), '{"damaged":');
}

const invalidated = (): unknown[] => bench.purges().map(({ body }) => body);

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
  // Nothing is there to be saved, so closing it asks nothing.
  await bench.page.getByRole('tab', { name: 'Vercel Calls' }).waitFor();
  assert.equal(await bench.page.locator('.tab.dirty').count(), 0);
});

test('the last question tells what is refused, and what goes in another form', async () => {
  await bench.run('Vercel Cache: Dry Run');
  await bench.row('cart').waitFor();
  await bench.type('café,*');
  await bench.page.keyboard.press('Enter');
  await bench.pick('Invalidate');
  const preview = bench.row('Show the Calls');
  await preview.waitFor();
  assert.match(await bench.quickTitle(), /^Invalidate “café” in storefront/);
  assert.match((await preview.textContent()) ?? '', /1 call.*café, sent as caf%C3%A9 · “\*” would mean everything/);
  await bench.pick('Show the Calls');
  await bench.page.locator('.monaco-editor .view-lines', { hasText: 'What would be sent:' }).waitFor();
  await bench.row('Production').waitFor();
  await bench.shot('preview');
  await bench.pick('Production');
  await bench.page.locator('.monaco-editor .view-lines', { hasText: 'Dry run: nothing was sent.' }).waitFor();
});

test('patterns are filled one after the other, Esc goes back to the one before, also from behind them; no dry run is a last use', async () => {
  await bench.run('Vercel Cache: Dry Run');
  await bench.tick('product-${id}', 'reviews-${id}');
  await bench.answer('product-', '1');
  await bench.page.getByPlaceholder(/in reviews-/).waitFor();
  await bench.page.keyboard.press('Escape');
  await bench.answer('product-', '2');
  await bench.answer('reviews-', '4');
  await bench.row('Invalidate').waitFor();
  await bench.page.keyboard.press('Escape');
  await bench.answer('reviews-', '3');
  await bench.pick('Invalidate');
  await bench.row('Preview').waitFor();
  assert.equal(await bench.rows('last used').count(), 0);
  await bench.pick('Preview');
  await bench.page.locator('.monaco-editor .view-lines', { hasText: /product-2.*reviews-3/ }).waitFor();
});

test('what is never sent is said, and something else can be chosen', async () => {
  await bench.run('Vercel Cache: Dry Run');
  await bench.row('cart').waitFor();
  await bench.type('*');
  await bench.page.keyboard.press('Enter');
  await bench.notification(/There is nothing to send\. “\*” would mean everything/);
  await bench.row('cart').waitFor();
  await bench.leave();
  await bench.dismissNotifications();
});

test('a purge that was left in the middle is offered, and sent only on the user’s word', async () => {
  await bench.page.getByText('A purge was left in the middle. Not accepted yet: 2 cache tags').first().waitFor();
  assert.deepEqual(bench.purges(), []);
  await bench.run('Vercel Cache: Show Purge History');
  await bench.shot('history-left');
  await bench.pick('left in the middle');
  await bench.pick('Send What Was Not Accepted: 2 cache tags');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.notification(/accepted to invalidate 2 cache tags/);
  assert.deepEqual(invalidated(), [{ tags: ['under-way', 'left-behind'], target: 'production' }]);
  await bench.page.getByText('A purge was left in the middle').first().waitFor({ state: 'hidden' });
  await bench.dismissNotifications();
});

test('a queue of 100 tags waits with a countdown, can be cancelled in the middle, and Try Again sends the rest', async () => {
  const before = bench.purges().length;
  await bench.contextMenu(bench.treeRow(/^cache tag product-\$\{id\}, pattern/), 'Purge');
  await bench.row('→ product-77').waitFor();
  await bench.answer('product-', Array.from({ length: 100 }, (_, id) => id).join(','));
  await bench.pick('Invalidate');
  await bench.row('7 calls, at least 1 minute').waitFor();
  await bench.shot('before-the-queue');
  await bench.pick('Production');
  await countdown(/call \d of 7 in \d+ s/);
  await bench.shot('queue');
  await bench.run('Vercel Cache: Cancel Purge');
  const toast = await bench.notification(/Not accepted in storefront \(Acme\): \d+ cache tags[\s\S]*cancelled/);
  const accepted = bench.purges().length - before;
  assert.ok(accepted >= 1 && accepted < 7, `${accepted} calls before the cancel`);

  await toast.hover();
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await countdown(/call \d of \d in \d+ s/);
  await bench.notification(new RegExp(`accepted to invalidate ${100 - 16 * accepted} cache tags`));
  const sent = bench
    .purges()
    .slice(before)
    .flatMap(({ body }) => (body as { tags: string[] }).tags);
  assert.deepEqual(
    sent,
    Array.from({ length: 100 }, (_, id) => `product-${id}`),
  );
  assert.ok(bench.emulator.emulator.calls.every(({ status }) => status !== 429));
  await bench.dismissNotifications();
});

async function countdown(words: RegExp): Promise<void> {
  await bench.page.getByText(words).first().waitFor();
}

test('a token that is refused in the middle is asked for: a cancel ends that, a new one lets the purge go on', async () => {
  const body = { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } };
  bench.emulator.emulator.addFault({ path: 'by-src-images', status: 403, body, times: 2 });
  const begin = async () => {
    await bench.contextMenu(bench.treeRow(/^source image \/images\/hero\.png/), 'Purge');
    await bench.pick('Invalidate');
  };
  await begin();
  const token = bench.page.locator('.quick-input-widget:visible input[type="password"]');
  await token.waitFor();
  await bench.page.locator('.part.sidebar').getByRole('button', { name: 'Cancel Purge' }).click();
  await token.waitFor({ state: 'hidden' });
  await bench.notification(/Not accepted in storefront \(Acme\): “\/images\/hero\.png”.*cancelled/);
  await bench.dismissNotifications();

  await begin();
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

test('the history sends a purge again, and says what became of each target', async () => {
  // What this machine knows does not wait for ever for what the team did.
  bench.emulator.emulator.addFault({ path: '/v3/events', delayMs: 60_000 });
  await bench.run('Vercel Cache: Show Purge History');
  await bench.row('1 unknown').waitFor();
  assert.equal(await bench.quickTitle(), 'Purge History of This Machine');
  await bench.leave();

  // What another one did comes in beside it.
  const url = `${bench.emulator.url}/v1/edge-cache/invalidate-by-src-images?projectIdOrName=storefront&teamId=team_acme`;
  const headers = { authorization: `Bearer ${DEMO_TOKEN}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ srcImages: ['/of-a-colleague.png'] });
  assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
  await bench.run('Vercel Cache: Show Purge History');
  await bench.row('of-a-colleague').waitFor();
  assert.match((await bench.row('of-a-colleague').textContent()) ?? '', /storefront · Acme.*demo/);
  await bench.shot('history');
  await bench.leave();

  const before = bench.purges().length;
  await bench.run('Vercel Cache: Show Purge History');
  await bench.type('unknown PRODUCTS');
  await bench.row('1 unknown').waitFor();
  await bench.type('delete products accepted');
  await bench.row('1 accepted').waitFor();
  assert.match((await bench.row('1 accepted').textContent()) ?? '', /storefront · Acme · Production/);
  await bench.pick('1 accepted');
  await bench.row('Purge Again').waitFor();
  await bench.page.keyboard.press('Escape'); // back to the list
  await bench.page.getByPlaceholder(/^Filter by targets/).waitFor();
  await bench.type('delete products accepted');
  await bench.pick('1 accepted');
  await bench.row('Purge Again').waitFor();
  assert.match(await bench.quickTitle(), /^Dangerously delete “products” in storefront \(/);
  await bench.shot('history-actions');
  await bench.pick('Purge Again');
  await bench.press('Dangerously Delete');
  await bench.notification(/accepted to delete “products”/);
  assert.equal(bench.purges().length, before + 1);

  await bench.run('Vercel Cache: Show Purge History');
  await bench.type('left-behind not sent');
  await bench.pick('3 cache tags');
  await bench.pick('Show Report');
  const text = bench.page.locator('.monaco-editor .view-lines', { hasText: 'accepted (1)' });
  await text.waitFor();
  assert.match((await text.textContent())?.replaceAll('\u00a0', ' ') ?? '', /sent-before.*not sent \(1\).*left-behind/);
});

test('what was meant for a project that is gone goes to the one that is chosen then, on the user’s word', async () => {
  await bench.dismissNotifications();
  const body = { error: { code: 'not_found', message: 'Project not found' } };
  bench.emulator.emulator.addFault({ path: 'invalidate-by-tags', status: 404, body });
  await bench.contextMenu(bench.treeRow(/^cache tag cart/), 'Purge');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  const toast = await bench.notification(/Not accepted in storefront \(Acme\): “cart”.*no such project/);
  const before = bench.purges().length;
  await toast.hover();
  await toast.getByRole('button', { name: 'Choose Project' }).click();
  await bench.pick('Globex');
  await bench.pick('globex-site');
  const offer = await bench.notification(/“cart”.*Send to globex-site \(Globex\) now/);
  assert.equal(bench.purges().length, before);
  await offer.hover();
  await offer.getByRole('button', { name: 'Try Again' }).click();
  await bench.notification(/accepted to invalidate “cart” in globex-site \(Globex\), Production/);
  assert.deepEqual(bench.purges().at(-1), {
    endpoint: '/v1/edge-cache/invalidate-by-tags',
    projectId: 'prj_globex_site',
    teamId: 'team_globex',
    body: { tags: ['cart'], target: 'production' },
  });
});
