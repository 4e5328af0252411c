import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** A workspace that is not trusted is listed and never purged, until the user trusts it. */

let bench: Workbench;

before(async () => {
  bench = await Workbench.open({ trust: true });
});
after(() => bench?.close());

test('a restricted workspace is listed, and no way leads to a purge', async () => {
  await bench.showView();
  await bench.treeRow(/^cache tag products/).click({ button: 'right' });
  await bench.page.waitForTimeout(1000);
  assert.equal(await bench.page.locator('.monaco-menu .action-item', { hasText: 'Purge' }).count(), 0);
  await bench.page.keyboard.press('Escape');
  await bench.page.keyboard.press('F1');
  await bench.page.locator('.quick-input-widget:visible input.input').fill('>Vercel Cache: Purge Cache Tag');
  await bench.page.waitForTimeout(1500);
  assert.equal(
    await bench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Purge Cache Tag' }).count(),
    0,
  );
  await bench.page.keyboard.press('Escape');
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
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.giveToken();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(/accepted/);
  assert.equal(bench.purges().length, 1);
});
