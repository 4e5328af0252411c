import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** A workspace that is not trusted is listed and never purged, until the user trusts it. */

let bench: Workbench;

/** Keys for every command that would send, fetch or run anything: they run it whatever the menus hide. */
const KEYS = {
  'ctrl+alt+1': 'vercelCache.purgeTag',
  'ctrl+alt+2': 'vercelCache.purgeImage',
  'ctrl+alt+3': 'vercelCache.purgeChangedImages',
  'ctrl+alt+4': 'vercelCache.dryRun',
  'ctrl+alt+5': 'vercelCache.verify',
  'ctrl+alt+6': 'vercelCache.purgeSelected',
};

/** VS Code shows no toast that is the fourth within 800 ms. */
const BETWEEN_TOASTS_MS = 400;

before(async () => {
  bench = await Workbench.open({
    trust: true,
    keys: KEYS,
    prepare: (folder) =>
      writeFileSync(
        path.join(folder, 'components/remote.tsx'),
        `import Image from 'next/image';\nexport const Remote = () => <Image src="https://pictures.invalid/a.png" alt="" />;\n`,
      ),
  });
});
after(() => bench?.close());

/** The line above the rows that says why nothing can be purged. */
const heldMessage = () =>
  bench.page.locator('.part.sidebar .message', { hasText: 'nothing is purged until you trust it' });

test('a restricted workspace is listed, and no way leads to a purge', async () => {
  await bench.showView();
  await heldMessage().waitFor();
  await bench.treeRow(/^cache tag products/).click({ button: 'right' });
  await bench.page.locator('.monaco-menu .action-item', { hasText: 'Copy' }).waitFor();
  assert.equal(await bench.page.locator('.monaco-menu .action-item', { hasText: 'Purge' }).count(), 0);
  await bench.page.keyboard.press('Escape');
  await bench.page.keyboard.press('F1');
  await bench.page.locator('.quick-input-widget:visible input.input').fill('>Vercel Cache: ');
  await bench.row('Show Purge History').waitFor();
  assert.equal(await bench.rows('Purge Cache Tag').count(), 0);
  await bench.page.keyboard.press('Escape');
  assert.deepEqual(bench.emulator.emulator.calls, []);
});

/** Rests on the row of the image of another host until it tells that no picture is shown, and why. */
async function remoteHoverTells(why: string): Promise<void> {
  const hover = await bench.restOn(() => bench.treeRow(/pictures\.invalid/), why);
  assert.equal(await hover.locator('img').count(), 0);
  await bench.page.locator('.statusbar').hover();
}

test('no picture is loaded from its host', async () => {
  await remoteHoverTells('not loaded from its host in a restricted workspace');
});

test('the code refuses what the menus hide', async () => {
  await bench.treeRow(/^cache tag products/).click();
  for (const key of Object.keys(KEYS)) {
    await bench.page.keyboard.press(key.replace('ctrl', 'Control').replace('alt', 'Alt'));
    const toast = await bench.notification('This workspace is restricted');
    assert.equal(await bench.page.locator('.quick-input-widget:visible').count(), 0, key);
    await toast.hover();
    await bench.dismissNotifications();
    await bench.page.waitForTimeout(BETWEEN_TOASTS_MS);
  }
  await bench.shot('restricted');
  assert.deepEqual(bench.emulator.emulator.calls, []);
});

test('once trusted it can be purged', async () => {
  await bench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).click();
  await bench.page
    .locator('.workspace-trust-editor')
    .getByRole('button', { name: 'Trust', exact: true })
    .first()
    .click();
  await bench.showView();
  await heldMessage().waitFor({ state: 'detached' });
  await remoteHoverTells('could not be loaded');
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(/accepted/);
  assert.equal(bench.purges().length, 1);
  await bench.dismissNotifications();
});

test('and no longer once the trust is taken back', async () => {
  await bench.run('Workspaces: Manage Workspace Trust');
  // A folder on a server is trusted by an entry of the list.
  const entry = bench.page.locator('.trusted-uris-table .monaco-list-row', { hasText: bench.folder });
  await entry.hover();
  await entry.getByRole('button', { name: 'Delete Path' }).click();
  await bench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  await bench.showView();
  const told = bench.page.locator('.notification-toast', { hasText: 'This workspace is restricted' });
  // VS Code starts the extensions anew, and until it has, a row that is clicked may lose the focus again.
  for (let tries = 0; tries < 10 && (await told.count()) === 0; tries++) {
    await bench.treeRow(/^cache tag products/).click();
    await bench.page.keyboard.press('Control+Alt+1');
    await told
      .first()
      .waitFor({ timeout: 2000 })
      .catch(() => undefined);
  }
  await told.first().waitFor();
  assert.equal(bench.purges().length, 1);
});
