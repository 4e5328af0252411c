import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { DEMO_TOKEN } from '../emulator/seed.ts';
import { privateCertificate } from '../support/certificate.ts';
import { Workbench } from './support/workbench.ts';

/** A look at a page after a purge, over https, with a certificate that only `SSL_CERT_FILE` vouches for. */

interface Site {
  readonly url: string;
  readonly cert: string;
  /** How it answers: one state of the cache after the other. */
  readonly answers: { cache: string; age: number }[];
  readonly seen: { readonly method: string; readonly headers: IncomingHttpHeaders }[];
  close(): void;
}

async function startSite(): Promise<Site> {
  const { key, cert } = privateCertificate();
  const answers: Site['answers'] = [];
  const seen: { method: string; headers: IncomingHttpHeaders }[] = [];
  const server = https.createServer({ key, cert }, ({ method = '', headers }, response) => {
    seen.push({ method, headers });
    const { cache, age } = answers.shift() ?? { cache: 'MISS', age: 0 };
    response.writeHead(200, { 'x-vercel-cache': cache, age: String(age) }).end('page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}/products`;
  return { url, cert, answers, seen, close: () => server.close() };
}

let folder: string;
let site: Site;
let strange: Site;
let bench: Workbench;

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'vcc-'));
  [site, strange] = [await startSite(), await startSite()];
  writeFileSync(path.join(folder, 'ca.pem'), site.cert);
  bench = await Workbench.open({ env: { SSL_CERT_FILE: path.join(folder, 'ca.pem') } });
});
after(async () => {
  await bench?.close();
  site?.close();
  strange?.close();
  rmSync(folder, { recursive: true, force: true });
});

const input = () => bench.page.locator('.quick-input-widget:visible input.input');

test('a purge is verified: stale was served, now it is fresh', async () => {
  site.answers.push({ cache: 'STALE', age: 4000 }, { cache: 'HIT', age: 1 });
  await bench.showView();
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  const toast = await bench.notification(/accepted to invalidate “products”/);
  await toast.hover();
  await toast.getByRole('button', { name: 'Verify…' }).click();
  await bench.page.locator('.quick-input-widget:visible', { hasText: 'Verify a Purge of storefront' }).waitFor();
  assert.equal(await input().inputValue(), 'https://storefront.example.com/', 'the production domain is proposed');
  await bench.answer('without your token', site.url);
  const told = await bench.notification('Stale was served, now it is fresh.');
  assert.match((await told.textContent()) ?? '', /First STALE, 4000 s old, then HIT, 1 s old\./);
  await bench.shot('verified');
  assert.deepEqual(
    site.seen.map(({ method }) => method),
    ['GET', 'GET'],
  );
  assert.ok(!JSON.stringify(site.seen).includes(DEMO_TOKEN), 'the token is not told');
  await bench.dismissNotifications();
});

test('the address is remembered, and one of http is not fetched', async () => {
  await bench.run('Vercel Cache: Verify');
  await bench.page.locator('.quick-input-widget:visible', { hasText: 'Verify a Purge' }).waitFor();
  assert.equal(await input().inputValue(), site.url);
  await bench.answer('without your token', 'http://localhost:1/');
  await bench.page.getByText('Only https addresses are fetched.').first().waitFor();
  await bench.page.keyboard.press('Escape');
});

test('a certificate that nobody vouches for is told, with what to do', async () => {
  site.answers.push({ cache: 'HIT', age: 9 }, { cache: 'HIT', age: 9 });
  await bench.run('Vercel Cache: Verify');
  await bench.answer('without your token', strange.url);
  const toast = await bench.notification(/The certificate of localhost:\d+ is not trusted .*SSL_CERT_FILE/);
  assert.deepEqual(strange.seen, []);
  await toast.hover();
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await bench.answer('without your token', site.url);
  await bench.notification(/^(?!.*certificate).*HIT, 9 s old/);
});

test('the message of a purge looks whether that one has reached a page, whatever was purged since', async () => {
  await bench.dismissNotifications();
  const purge = async (tag: RegExp) => {
    await bench.contextMenu(bench.treeRow(tag), 'Purge');
    await bench.pick('Invalidate');
    await bench.pick('Production');
  };
  await purge(/^cache tag products/);
  const toast = await bench.notification(/accepted to invalidate “products”/);
  await toast.hover(); // so that it stays
  await bench.page.waitForTimeout(3000);
  const cachedAt = Date.now();
  await bench.page.waitForTimeout(3000);
  await purge(/^cache tag posts/);
  await bench.notification(/accepted to invalidate “posts”/);
  const age = Math.round((Date.now() - cachedAt) / 1000);
  site.answers.push({ cache: 'HIT', age }, { cache: 'HIT', age });
  await bench.run('Notifications: Show Notifications');
  const notes = bench.page.locator('.notifications-center .notification-list-item');
  await notes.filter({ hasText: '“products”' }).getByRole('button', { name: 'Verify…' }).click();
  await bench.answer('without your token', site.url);
  await notes.filter({ hasText: 'It is fresh' }).waitFor();
});

test('a page that the purge did not reach can be looked at again', async () => {
  await bench.dismissNotifications();
  site.answers.push(...Array(2).fill({ cache: 'HIT', age: 86_400 }), ...Array(2).fill({ cache: 'HIT', age: 0 }));
  await bench.run('Vercel Cache: Verify');
  await bench.answer('without your token', site.url);
  const toast = await bench.notification(/still the old one: the purge did not reach it/);
  await toast.hover();
  await toast.getByRole('button', { name: 'Try Again' }).click();
  await bench.answer('without your token', site.url);
  await bench.notification(/It is fresh/);
});
