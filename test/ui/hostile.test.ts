import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { arm, type Canary, disarm, startCanary } from './support/hostile.ts';
import { Workbench } from './support/workbench.ts';

/** An attacker's workspace, opened and trusted: nothing leaves, nothing runs, nothing is purged but by a click. */

let bench: Workbench;
let canary: Canary;
let outside: string;

before(async () => {
  canary = await startCanary();
  bench = await Workbench.open({
    workspace: 'test/fixtures/hostile',
    prepare: (folder) => {
      outside = arm(folder, canary);
    },
    env: { PATH: `.:bin:${process.env.PATH}` },
    // VS Code's own git extension runs what it finds on such a PATH: not ours to prevent, so it is left out.
    settings: { 'git.enabled': false },
  });
});
after(async () => {
  await bench?.close();
  await canary?.close();
  disarm(outside);
});
afterEach(() => {
  assert.deepEqual(canary.seen, []);
  assert.equal(existsSync(path.join(bench.folder, 'PWNED')), false);
});

/** The names of the rows of the tree that are on the screen. */
const names = () => bench.page.locator('.part.sidebar .monaco-list-row .label-name').allTextContents();

test('it is listed as text, without what links lead to and what is too large', async () => {
  await bench.showView();
  const rows = (await names()).join('\n');
  await bench.shot('hostile');
  for (const text of [
    '[free]\\u{28}command:workbench.action.closeWindow)',
    '$(trash) not an icon',
    '\\u{1b}[31mred\\u{1b}[0m',
    '\\u{202e}gnp.exe',
    "'; curl http://",
    'line\\u{a}break',
    'beside-a-link',
    'of-a-strange-file',
  ]) {
    assert.ok(rows.includes(text), `${text} in\n${rows}`);
  }
  assert.doesNotMatch(rows, /outside-the-workspace|in-a-large-file/);
  const hidden = [...rows].filter((character) => character !== '\n' && /[\p{Cc}\p{Cf}]/u.test(character));
  assert.deepEqual(hidden, []);
  assert.equal(await bench.page.locator('.part.sidebar .monaco-list-row a[href]').count(), 0);
});

test('hovering and looking asks nobody', async () => {
  await bench.openFile('app/page.tsx', 13, 18);
  await bench.run('Show or Focus Hover');
  const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'Cache tag' });
  await hover.waitFor();
  assert.equal(await hover.locator('img').count(), 0);
  await bench.shot('hostile-hover');
  await bench.page.keyboard.press('Escape');
  await bench.page.locator('.statusbar-item[id$="vercelCache.status"]').hover();
  await bench.page.getByText('Not signed in').waitFor();
  assert.deepEqual(bench.emulator.emulator.calls, []);
});

test('the hover tells why a tag is never sent, and the palette leads to it and does not offer its purge', async () => {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.row('not an icon').waitFor();
  assert.deepEqual(
    (await bench.names()).filter((name) => name === '*'),
    [],
  );
  await bench.leave();
  await bench.run('Vercel Cache: Go to Cache Tag…');
  await bench.row('never sent').waitFor();
  await bench.leave();
  await bench.openFile('app/page.tsx', 21, 18);
  await bench.run('Show or Focus Hover');
  const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'would mean everything, so it is never sent' });
  await hover.waitFor();
  assert.doesNotMatch((await hover.textContent()) ?? '', /Purge…/);
  await bench.page.keyboard.press('Escape');
});

test('a sign-in asks whose the token is and nothing that the workspace named', async () => {
  await bench.run('Vercel Cache: Set Access Token');
  await bench.giveToken();
  await bench.notification(/Signed in to Vercel as demo/);
  await bench.reload();
  await bench.page.locator('.statusbar-item[id$="vercelCache.status"]').waitFor();
  await bench.rowsStandStill();
  const paths = bench.emulator.emulator.calls.map(({ method, path: to }) => `${method} ${to}`);
  assert.deepEqual(paths, ['GET /v2/user', 'GET /v2/teams']);
});

test('the first look tells the truth of the project, and its no is kept', async () => {
  await bench.contextMenu(bench.treeRow(/of-a-strange-file/), 'Purge');
  const seen = await bench.dialogText();
  await bench.shot('hostile-first-look');
  assert.match(seen, /Project: globex-site \(prj_globex_site\)[\s\S]*Team: Globex \(team_globex\)/);
  assert.match(seen, /That file calls it: storefront \[free\]\\u\{28\}command:workbench/);
  assert.doesNotMatch(seen, /\u202e/);
  await bench.press('Cancel');
  assert.deepEqual(bench.aims(), []);
});

test('“*” is refused with the reason, before anything is asked', async () => {
  const row = bench.treeRow(/^cache tag \*, never sent, .*“\*” would mean everything/);
  assert.match((await row.textContent()) ?? '', /\*never sent · 1 use$/);
  await bench.rowsStandStill();
  await bench.contextMenu(row, 'Purge');
  await bench.notification(/“\*” would mean everything/);
  await bench.dismissNotifications();
  assert.deepEqual(bench.aims(), []);
});

test('what is copied holds nothing that a terminal would obey', async () => {
  await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await bench.contextMenu(bench.treeRow(/^cache tag line/), 'Copy');
  await bench.until(
    async () =>
      (await bench.page.evaluate('navigator.clipboard.readText()')) === 'line\\u{a}break: [info] purged everything',
  );
});

test('the link of a hover begins the purge of that very tag', async () => {
  await bench.openFile('app/page.tsx', 22, 18);
  await bench.run('Show or Focus Hover');
  const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'sale)%62' });
  await hover.waitFor();
  assert.match((await hover.textContent()) ?? '', /Purge…$/);
  await hover.locator('a', { hasText: 'Purge…' }).click();
  await bench.press('Purge in This Project');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /^Purge “sale\)%62” in/);
  await bench.leave();
});

test('a delete asks whatever the settings of the workspace say', async () => {
  await bench.contextMenu(bench.treeRow(/beside-a-link/), 'Purge');
  await bench.pick('Dangerously delete');
  await bench.answer('deadline', '0');
  await bench.row('Production').waitFor();
  await bench.page.keyboard.press('Enter');
  assert.match(await bench.dialogText(), /beside-a-link[\s\S]*globex-site[\s\S]*Environment: Production/);
  await bench.press('Cancel');
  await bench.leave();
  assert.deepEqual(bench.aims(), []);
});

test('the message after a purge is text, not a link', async () => {
  await bench.contextMenu(bench.treeRow(/^cache tag \[free\]/), 'Purge');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  const toast = await bench.notification(/accepted to invalidate “\[free\]\\u\{28\}command:workbench/);
  assert.equal(await toast.locator('.notification-list-item-message a').count(), 0);
  await bench.shot('hostile-message');
  assert.deepEqual(
    bench.purges().map(({ projectId, body }) => ({ projectId, body })),
    [
      {
        projectId: 'prj_globex_site',
        body: { tags: ['[free](command:workbench.action.closeWindow)'], target: 'production' },
      },
    ],
  );
});
