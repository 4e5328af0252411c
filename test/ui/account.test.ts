import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { DEMO_TOKEN } from '../emulator/seed.ts';
import { Workbench } from './support/workbench.ts';

/** The first purge in a folder, and what can become of a token: refused, revoked, of the wrong team, signed out. */

let bench: Workbench;

before(async () => {
  bench = await Workbench.open({ env: { VERCEL_TOKEN: DEMO_TOKEN } });
});
after(() => bench?.close());

const begin = (tag: string) => bench.begin(new RegExp(`^cache tag ${tag}`));

/** Images have a limit of calls of their own: no test here waits for the one of tags. */
const beginImage = () => bench.begin(/^source image \/images\/hero\.png/);

async function invalidate(): Promise<void> {
  await bench.pick('Invalidate');
  await bench.pick('Production');
}

test('a token that Vercel does not know is told while it is typed, and not kept', async () => {
  await bench.showView();
  await begin('products');
  await bench.pick('Paste an access token');
  await bench.giveToken('no-token-of-anybody');
  await bench.page.getByText('does not accept the access token').first().waitFor();
  await bench.shot('wrong-token');
  bench.emulator.emulator.addFault({ path: '/v9/projects', status: 503 });
  await bench.giveToken(`  ${DEMO_TOKEN}  `);
  await bench.notification(/Signed in to Vercel as demo\. Teams: Acme, Globex/);
});

test('what failed for a passing reason begins anew by a click', async () => {
  const toast = await bench.notification(/Vercel has a problem of its own \(status 503\)/);
  await toast.getByRole('button', { name: 'Try Again' }).click();
});

test('the first purge in a folder shows project, team and file; a no is a no', async () => {
  assert.match(
    await bench.dialogText(),
    /Project: storefront \(prj_storefront\)[\s\S]*Team: Acme \(team_acme\)[\s\S]*sample\/\.vercel\/project\.json/,
  );
  await bench.shot('first-purge');
  await bench.press('Cancel');
  assert.deepEqual(bench.purges(), []);
  await begin('products');
  await bench.press('Purge in This Project');
  await invalidate();
  await bench.notification(/accepted to invalidate “products”/);
  await bench.dismissNotifications();
  await begin('posts');
  await invalidate();
  await bench.notification(/accepted to invalidate “posts”/);
  assert.equal(bench.purges().length, 2);
  await bench.dismissNotifications();
});

test('a file that aims at another project is asked about again', async () => {
  /** Links the folder anew, as an edit or another branch would. */
  const link = async (team: string, content: Readonly<Record<string, string>>) => {
    writeFileSync(path.join(bench.folder, '.vercel/project.json'), JSON.stringify(content));
    await bench.page.locator('.statusbar-item', { hasText: team }).waitFor();
  };
  const globex = { projectId: 'prj_globex_site', orgId: 'team_globex', projectName: 'storefront' };
  const acme = { projectId: 'prj_storefront', orgId: 'team_acme' };

  await link('team_globex', globex);
  // Vercel takes its time: that is said, and can be left, also for something else.
  bench.emulator.emulator.addFault({ path: '/v9/projects', times: 2, delayMs: 60_000 });
  const wait = async () => {
    await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
    return bench.notification('Asking Vercel…');
  };
  const first = await wait();
  await first.hover();
  await first.getByRole('button', { name: 'Cancel' }).click();
  await first.waitFor({ state: 'detached' });
  const second = await wait();
  await bench.run('Vercel Cache: Go to Cache Tag');
  await bench.row('posts').waitFor();
  await second.waitFor({ state: 'detached' });
  await bench.leave();

  await begin('products');
  assert.match(
    await bench.dialogText(),
    /Project: globex-site[\s\S]*Team: Globex[\s\S]*That file calls it: storefront/,
  );
  await bench.press('Cancel');
  assert.equal(bench.purges().length, 2);

  // Another one can be chosen there, and the purge goes on in it.
  await begin('products');
  await bench.press('Choose Another');
  await bench.pick('storefront');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /“products” in storefront \(Acme\)/);
  await bench.leave();
  await bench.run('Vercel Cache: Choose Project');
  await bench.pick('Use what .vercel says');

  // The file goes back to the project that the user approved: nothing is new.
  await link('Acme', acme);
  await begin('products');
  await bench.row('Invalidate').waitFor();
  await bench.leave();

  // One approval a folder: once the other is approved, the first is news again.
  for (const [team, content] of [
    ['Globex', globex],
    ['Acme', acme],
  ] as const) {
    await link(team, content);
    await begin('products');
    await bench.press('Purge in This Project');
    await bench.row('Invalidate').waitFor();
    await bench.leave();
  }
  assert.equal(bench.purges().length, 2);
});

test('a token that is revoked in the middle is asked for, and the purge goes on', async () => {
  await begin('cart');
  await bench.pick('Invalidate');
  await bench.row('Production').waitFor();
  bench.emulator.emulator.revoke(DEMO_TOKEN);
  await bench.pick('Production');
  await bench.pick('Paste an access token');
  await bench.giveToken('second-token-of-demo');
  await bench.pick('For everything');
  await bench.notification(/accepted to invalidate “cart”/);
  assert.deepEqual(bench.purges().at(-1)?.body, { tags: ['cart'], target: 'production' });
  await bench.dismissNotifications();
});

test('a token for one team only, that lacks access to another, is told apart from one that expired', async () => {
  await bench.run('Vercel Cache: Set Access Token');
  await bench.pick('Paste an access token');
  await bench.giveToken('token-of-globex-only');
  await bench.row('Only for Globex').waitFor();
  await bench.shot('token-use');
  await bench.pick('For everything');
  await bench.notification(/Signed in to Vercel as gil/);
  await bench.dismissNotifications();
  await begin('cart');
  await invalidate();
  const toast = await bench.notification(
    /Not accepted in storefront \(Acme\): “cart”.*may not purge in this project or team/,
  );
  await toast.hover();
  await toast.getByRole('button', { name: 'Choose Project' }).click();
  await bench.row('Globex').waitFor();
  await bench.leave();
  await bench.dismissNotifications();
  await beginImage();
  await bench.pick('Invalidate');
  const again = await bench.notification(/may not purge in this project or team/);
  await again.hover();
  await again.getByRole('button', { name: 'Set Token' }).click();
  await bench.page.getByPlaceholder(/may not purge in this project or team/).waitFor();
  await bench.leave();
  await bench.dismissNotifications();
});

test('single sign-on opens the page of that very team', async () => {
  await bench.run('Vercel Cache: Set Access Token');
  await bench.pick('Paste an access token');
  await bench.giveToken('token-that-needs-sso');
  await bench.pick('For everything');
  await bench.notification(/Signed in to Vercel as sam/);
  await bench.dismissNotifications();
  await beginImage();
  await bench.pick('Invalidate');
  assert.match(await bench.dialogText(), /acme wants you to log in through its single sign-on/);
  await bench.press('Log In');
  await bench.page.locator('.monaco-dialog-box', { hasText: 'vercel.com/sso/acme' }).waitFor();
  await bench.press('Cancel');
  await bench.page.getByText('Have you logged in?').waitFor();
  await bench.press('Cancel');
  await bench.notification(/Not accepted in storefront \(Acme\): “\/images\/hero\.png”/);
  await bench.dismissNotifications();
  assert.equal(bench.purges().length, 3);
});

test('the account stands in the Accounts menu and is signed out there', async () => {
  const signOut = await bench.accountMenu('sam (Vercel)', 'Sign Out');
  await bench.shot('accounts-menu');
  await bench.take(signOut);
  await bench.press('Sign Out');
  await bench.until(async () => !JSON.stringify(await bench.browserStores()).includes('vercelCache.token'));
  await begin('cart');
  await bench.row('Use VERCEL_TOKEN').waitFor();
  await bench.page.keyboard.press('Escape');
  assert.equal(bench.purges().length, 3);
});

test('VERCEL_TOKEN is used once it is allowed, is told, and can be taken back', async () => {
  bench.emulator.emulator.reset();
  await beginImage();
  await bench.pick('Use VERCEL_TOKEN');
  await bench.notification(/Signed in to Vercel as demo/);
  await bench.pick('Invalidate');
  await bench.notification(/accepted to invalidate “\/images\/hero\.png”/);
  await bench.dismissNotifications();
  await bench.page.locator('.statusbar-item[id$="vercelCache.status"]').hover();
  await bench.page.getByText('Signed in as demo (VERCEL_TOKEN)').waitFor();
  await bench.shot('status-tooltip');
  await bench.run('Vercel Cache: Remove Access Token');
  await bench.notification(/VERCEL_TOKEN is no longer used/);
  await begin('posts');
  await bench.row('Use VERCEL_TOKEN').waitFor();
  await bench.page.keyboard.press('Escape');
  assert.equal(bench.purges().length, 1);
});

test('a token of one team that is revoked is asked for that team, also where its projects are looked through', async () => {
  const give = async (token: string, use?: string) => {
    await bench.pick('Paste an access token');
    await bench.giveToken(token);
    if (use) {
      await bench.pick(use);
    }
    await bench.notification(/Signed in to Vercel as demo/);
    await bench.dismissNotifications();
  };
  await bench.run('Vercel Cache: Set Access Token');
  await give(DEMO_TOKEN);
  await bench.run('Vercel Cache: Set Access Token');
  await give('second-token-of-demo', 'Only for Acme');
  bench.emulator.emulator.revoke('second-token-of-demo');
  // Not a project of it that was used lately.
  const acme = bench.page.locator('.quick-input-widget:visible .monaco-list-row[aria-label^="Acme"]');
  await bench.run('Vercel Cache: Choose Project');
  await acme.click();
  await bench.pick('Paste an access token');
  await bench.page.getByText('whose scope is Acme').waitFor();
  await bench.giveToken();
  await bench.pick('For everything');
  await acme.click();
  await bench.row('labs-01').waitFor();
  await bench.leave();
});
