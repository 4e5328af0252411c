import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Workbench, type WorkbenchOptions } from './support/workbench.ts';

/** Which project a row belongs to and a purge goes to, for each way in which a workspace can be linked. */

const FIXTURES = 'test/fixtures/projects';

async function inWorkbench(options: WorkbenchOptions, work: (bench: Workbench) => Promise<void>): Promise<void> {
  const bench = await Workbench.open(options);
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}

/** Chooses, in the palette, the tag that several projects have. */
async function purgeShared(bench: Workbench): Promise<void> {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.row('shared').waitFor();
  await bench.type('shared');
  await bench.row('web-home').waitFor({ state: 'detached' });
  await bench.tickShown();
  await bench.page.keyboard.press('Enter');
}

/** Purges a tag from the tree; answers with what the first look at the project said. */
async function purge(bench: Workbench, tag: string): Promise<string> {
  await bench.contextMenu(bench.treeRow(new RegExp(`^cache tag ${tag}`)), 'Purge');
  if (bench.emulator.emulator.calls.length === 0) {
    await bench.giveToken();
  }
  const seen = await bench.dialogText();
  await bench.press('Purge in This Project');
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(new RegExp(`“${tag}”`));
  await bench.dismissNotifications();
  return seen;
}

test('a monorepo: the deepest directory of repo.json decides, a file of settings only is no link', () =>
  inWorkbench({ workspace: path.join(FIXTURES, 'monorepo') }, async (bench) => {
    const view = await bench.showProjects(4);
    assert.deepEqual(view, [
      'checkout team_acme · apps/web/checkout',
      '  checkout-cart',
      '  shared',
      'docs team_acme · apps/docs',
      '  docs-intro',
      '  shared',
      'web team_acme · apps/web',
      '  shared',
      '  web-home',
      'No Project',
      '  nobody',
      '  shared',
    ]);
    await bench.shot('monorepo');
    assert.match(
      await purge(bench, 'web-home'),
      /storefront[\s\S]*Acme \(team_acme\)[\s\S]*repo\.json[\s\S]*calls it: web/,
    );
    await purge(bench, 'checkout-cart');
    await purge(bench, 'docs-intro');
    assert.deepEqual(bench.aims(), [
      { projectIdOrName: 'prj_storefront', teamId: 'team_acme' },
      { projectIdOrName: 'prj_checkout', teamId: 'team_acme' },
      { projectIdOrName: 'prj_docs', teamId: 'team_acme' },
    ]);
    // Now the names are those that Vercel has.
    assert.ok((await bench.showProjects(4)).includes('storefront Acme · apps/web'));

    // What holds each word that is typed is meant, and not the words.
    await bench.run('Vercel Cache: Purge Cache Tag…');
    await bench.row('shared').waitFor();
    await bench.type('intro docs');
    await bench.row('shared').waitFor({ state: 'detached' });
    await bench.page.keyboard.press('Enter');
    await bench.row('Invalidate').waitFor();
    assert.match(await bench.quickTitle(), /“docs-intro” in docs/);
    await bench.leave();

    // A tag of several projects asks which.
    await purgeShared(bench);
    const names = ['checkout', 'docs', 'storefront'];
    const question = bench.page.getByPlaceholder('In which project?');
    await question.waitFor();
    assert.deepEqual(await bench.names(), names);
    // In whichever order they were ticked: after Esc it is another one.
    await bench.page.keyboard.press('Escape');
    await bench.page.getByPlaceholder(/^Tick cache tags/).waitFor();
    await bench.page.keyboard.press('Enter');
    await question.waitFor();
    assert.deepEqual(await bench.names(), names);
    await bench.page.keyboard.press('Escape');
    await bench.leave();

    // What is typed may be meant in each of them, in that of the file in the editor first.
    await bench.openFile('docs/page.ts', 1, 1);
    await bench.run('Vercel Cache: Purge Cache Tag…');
    await bench.row('shared').waitFor();
    await bench.type('nowhere');
    await bench.row('as typed').waitFor();
    await bench.page.keyboard.press('Enter');
    await question.waitFor();
    assert.deepEqual(await bench.names(), ['docs', 'checkout', 'storefront']);
    await bench.leave();

    await purgeShared(bench);
    await bench.pick('docs');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    const first = await bench.notification(/“shared” in docs.*in other projects: 3 cache tags/);
    assert.deepEqual(bench.aims().slice(3), [{ projectIdOrName: 'prj_docs', teamId: 'team_acme' }]);

    // Those of the others are not forgotten.
    await first.getByRole('button', { name: 'Go On…' }).click();
    await bench.row('checkout').waitFor();
    assert.equal(await bench.rows('docs').count(), 0);
    await bench.pick('checkout');
    await bench.row('Invalidate').waitFor();
    assert.match(await bench.quickTitle(), /“shared” in checkout/);
    await bench.page.keyboard.press('Escape');
    await bench.dismissNotifications();

    // What changes on the disk is noticed, and asked about again.
    writeFileSync(
      path.join(bench.folder, 'apps/docs/.vercel/project.json'),
      '{"projectId":"prj_labs_1","orgId":"team_acme","projectName":"docs"}',
    );
    await bench.page.getByRole('treeitem', { name: /^project docs.*team_acme/ }).waitFor();
    assert.match(await purge(bench, 'docs-intro'), /labs-01[\s\S]*project\.json[\s\S]*calls it: docs/);
    assert.deepEqual(bench.aims().at(-1), { projectIdOrName: 'prj_labs_1', teamId: 'team_acme' });
    rmSync(path.join(bench.folder, 'apps/docs/.vercel'), { recursive: true });
    await bench.page.getByRole('treeitem', { name: /^project labs-01/ }).waitFor({ state: 'detached' });
  }));

test('a project that is chosen for one folder of a monorepo leaves the others theirs', () =>
  inWorkbench({ workspace: path.join(FIXTURES, 'monorepo') }, async (bench) => {
    const projects = async () => (await bench.showProjects(4)).filter((row) => !row.startsWith(' '));
    await bench.showProjects(4);
    await bench.contextMenu(bench.treeRow(/^project docs/), 'Choose Project');
    await bench.giveToken();
    await bench.row('Acme').waitFor();
    assert.equal(await bench.quickTitle(), 'Choose Project for docs');
    await bench.pick('Acme');
    await bench.pick('labs-01');
    await bench.treeRow(/^project labs-01/).waitFor();
    const others = ['checkout team_acme · apps/web/checkout', 'labs-01 Acme · apps/docs', 'web team_acme · apps/web'];
    assert.deepEqual(await projects(), [...others, 'No Project']);

    // What has none, as the code that several share, may be meant in each of them.
    const nobody = () => bench.contextMenu(bench.treeRow(/^cache tag nobody/), 'Purge');
    await nobody();
    await bench.row('Choose Another…').waitFor();
    assert.deepEqual(await bench.names(), ['checkout', 'labs-01', 'web', 'Choose Another…']);
    await bench.shot('shared-code');
    await bench.pick('labs-01');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“nobody” in labs-01 \(Acme\), Production\.$/);
    await bench.dismissNotifications();
    assert.deepEqual(await projects(), [...others, 'No Project']);

    // It gets one of its own, and takes nobody else's. Esc goes back to the others.
    await nobody();
    await bench.pick('Choose Another…');
    await bench.row('Globex').waitFor();
    await bench.page.keyboard.press('Escape');
    await bench.pick('Choose Another…');
    await bench.pick('Globex');
    await bench.pick('globex-site');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“nobody” in globex-site/);
    assert.deepEqual(await projects(), [others[0], 'globex-site Globex', ...others.slice(1)]);

    // The palette asks for which folder, and the choice can be taken back.
    await bench.run('Vercel Cache: Choose Project');
    await bench.row('docs').waitFor();
    await bench.shot('choose-folder');
    await bench.pick('docs');
    await bench.pick('Use what .vercel says');
    await bench.treeRow(/^project docs/).waitFor();
    const [checkout, , web] = others;
    assert.deepEqual(await projects(), [checkout, 'docs team_acme · apps/docs', 'globex-site Globex', web]);
  }));

test('two roots of two teams', () =>
  inWorkbench({ workspace: path.join(FIXTURES, 'two-roots'), open: 'two-roots.code-workspace' }, async (bench) => {
    assert.deepEqual(await bench.showProjects(2), [
      'prj_globex_site team_globex · globex',
      '  globex-home',
      '  shared',
      'prj_storefront team_acme · acme',
      '  acme-home',
      '  shared',
    ]);
    assert.match(await purge(bench, 'globex-home'), /globex-site \(prj_globex_site\)[\s\S]*Globex \(team_globex\)/);
    await purge(bench, 'acme-home');
    assert.deepEqual(bench.aims(), [
      { projectIdOrName: 'prj_globex_site', teamId: 'team_globex' },
      { projectIdOrName: 'prj_storefront', teamId: 'team_acme' },
    ]);
    assert.match(await bench.status(), /2 projects/);
  }));

test('a project that Vercel does not know, and an answer that fails: what was chosen stays, and goes on', () =>
  inWorkbench(
    {
      prepare: (folder) =>
        writeFileSync(
          path.join(folder, '.vercel/project.json'),
          '{"projectId":"prj_deleted","orgId":"team_acme","projectName":"storefront"}',
        ),
    },
    async (bench) => {
      await bench.showView();
      await bench.run('Vercel Cache: Purge Cache Tag…');
      await bench.tick('cart', 'catalog');
      await bench.giveToken();
      assert.match(await bench.dialogText(), /no such project[\s\S]*prj_deleted[\s\S]*team_acme[\s\S]*project\.json/);
      await bench.shot('unknown-project');

      // Esc goes back a step, to what was ticked.
      await bench.press('Cancel');
      await bench.row('cart').waitFor();
      assert.deepEqual(await bench.ticked(), ['cart', 'catalog']);
      await bench.page.keyboard.press('Enter');
      await bench.dialogText();
      bench.emulator.emulator.addFault({ path: '/v2/teams', status: 500, times: 3 });
      await bench.press('Choose Another…');
      const failed = await bench.notification(/problem of its own \(status 500\)/);
      bench.emulator.emulator.reset();
      await failed.getByRole('button', { name: 'Try Again' }).click();
      await bench.press('Choose Another…');
      await bench.pick('Acme');
      await bench.pick('docs');
      await bench.row('Invalidate').waitFor();
      // Esc goes back to that choice, from which the way leads to the first project again.
      await bench.page.keyboard.press('Escape');
      await bench.pick('Use what .vercel says');
      await bench.dialogText();
      await bench.press('Choose Another…');
      await bench.pick('Used lately');
      await bench.pick('Invalidate');
      await bench.pick('Production');
      await bench.notification(/2 cache tags in docs \(Acme\)/);
      assert.deepEqual(bench.purges().at(-1)?.body, { tags: ['cart', 'catalog'], target: 'production' });
    },
  ));

/** Two roots with a link, and a third without. */
const THREE_ROOTS: WorkbenchOptions = {
  workspace: path.join(FIXTURES, 'two-roots'),
  open: 'three-roots.code-workspace',
  prepare: (folder) => {
    cpSync(path.join(FIXTURES, 'unlinked'), path.join(folder, 'unlinked'), { recursive: true });
    const folders = ['acme', 'globex', 'unlinked'].map((each) => ({ path: each }));
    writeFileSync(path.join(folder, 'three-roots.code-workspace'), JSON.stringify({ folders }));
  },
};

test('a root without a link: its tags go where the user chooses, and the other roots are not asked about', () =>
  inWorkbench(THREE_ROOTS, async (bench) => {
    await bench.showProjects(3);
    // What is typed beside its code may be meant for a project that is not known yet.
    await bench.openFile('unlinked/page.ts', 1, 1);
    await bench.run('Vercel Cache: Purge Cache Tag…');
    await bench.row('unlinked-home').waitFor();
    await bench.type('typed-tag');
    await bench.page.keyboard.press('Enter');
    await bench.row('Choose Another…').waitFor();
    await bench.leave();
    await bench.contextMenu(bench.treeRow(/^cache tag unlinked-home/), 'Purge');
    await bench.giveToken('token-of-globex-only');
    await bench.row('Globex').waitFor();
    assert.equal(await bench.quickTitle(), 'Choose Project for unlinked');
    await bench.pick('Globex');
    await bench.pick('globex-site');
    await bench.row('Invalidate').waitFor();
    assert.match(await bench.quickTitle(), /“unlinked-home” in globex-site \(Globex\)/);
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“unlinked-home” in globex-site/);
    await bench.dismissNotifications();

    // Where the token may not enter the team of another root, another token or project is chosen before anything else.
    await bench.contextMenu(bench.treeRow(/^cache tag acme-home/), 'Purge');
    assert.match(await bench.dialogText(), /Choose Another.*may not purge in this project[\s\S]*team_acme/);
    await bench.shot('forbidden-team');
    await bench.press('Set Token');
    await bench.page.getByText(/may not purge in this project or team.*whose scope is team_acme/).waitFor();
    await bench.giveToken();
    await bench.pick('Only for Acme');
    await bench.press('Purge in This Project');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“acme-home” in storefront/);
    assert.deepEqual(bench.aims(), [
      { projectIdOrName: 'prj_globex_site', teamId: 'team_globex' },
      { projectIdOrName: 'prj_storefront', teamId: 'team_acme' },
    ]);
  }));

test('the environment variables come first', () =>
  inWorkbench(
    {
      workspace: path.join(FIXTURES, 'unlinked'),
      env: { VERCEL_ORG_ID: 'team_globex', VERCEL_PROJECT_ID: 'prj_globex_site' },
    },
    async (bench) => {
      await bench.showView();
      assert.match(await purge(bench, 'unlinked-home'), /globex-site[\s\S]*VERCEL_PROJECT_ID/);
      assert.deepEqual(bench.aims(), [{ projectIdOrName: 'prj_globex_site', teamId: 'team_globex' }]);
      assert.match(await bench.status(), /globex-site · Globex · Production/);
      // Where calls go is said to whoever hears it, too.
      await bench.page.getByRole('button', { name: /Production \(http:\/\/127\.0\.0\.1:\d+\)\. Activate/ }).waitFor();
    },
  ));

test('no link: a project of the account is chosen, searched by the server, remembered', () =>
  inWorkbench({ workspace: path.join(FIXTURES, 'unlinked') }, async (bench) => {
    await bench.showView();
    await bench.contextMenu(bench.treeRow(/^cache tag unlinked-home/), 'Purge');
    await bench.giveToken();
    await bench.row('demo (personal account)').waitFor();
    await bench.shot('choose-team');
    await bench.pick('Acme');
    await bench.row('storefront').waitFor();
    // Enter before the answer is there takes nothing that was listed for another text.
    await bench.type('labs-58');
    await bench.page.keyboard.press('Enter');
    await bench.row('labs-58').waitFor();
    assert.match(await bench.quickTitle(), /Choose Project/);
    await bench.type('');
    await bench.row('storefront').waitFor();
    await bench.page.keyboard.press('ArrowUp');
    await bench.row('More…').waitFor();
    await bench.page.keyboard.press('Enter');
    await bench.row('storefront').waitFor();
    await bench.page.keyboard.press('ArrowUp');
    await bench.row('labs-60').waitFor();
    await bench.type('labs-55');
    // The search is left to the server.
    await bench.until(() => bench.emulator.emulator.calls.some(({ query }) => query.search === 'labs-55'));
    await bench.rows('labs-').nth(1).waitFor({ state: 'detached' });
    await bench.pick('labs-55');
    // Esc goes back to the project, as to any question.
    await bench.row('Invalidate').waitFor();
    await bench.page.keyboard.press('Escape');
    await bench.row('demo (personal account)').waitFor();
    assert.match(await bench.quickTitle(), /Choose Project/);
    await bench.pick('labs-55');
    await bench.pick('Invalidate');
    await bench.pick('Preview');
    await bench.notification(/“unlinked-home” in labs-55 \(Acme\), Preview/);
    assert.deepEqual(bench.aims(), [{ projectIdOrName: 'prj_labs_55', teamId: 'team_acme' }]);
    assert.match(await bench.status(), /labs-55 · Acme · Preview/);

    // Used lately comes first, and the personal account has no team.
    await bench.run('Vercel Cache: Choose Project');
    await bench.row('labs-55').waitFor();
    await bench.shot('choose-recent');
    await bench.pick('demo (personal account)');
    await bench.pick('blog');
    await bench.page.locator('.statusbar-item', { hasText: 'blog' }).waitFor();
    await bench.begin(/^cache tag shared/);
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“shared” in blog/);
    assert.deepEqual(bench.aims().at(-1), { projectIdOrName: 'prj_blog' });
  }));

test('a token for which nothing is listed: team and project are found by what is typed', () =>
  inWorkbench({ workspace: path.join(FIXTURES, 'unlinked') }, async (bench) => {
    await bench.showView();
    await bench.contextMenu(bench.treeRow(/^cache tag unlinked-home/), 'Purge');
    await bench.giveToken('token-that-lists-nothing');
    await bench.row('Set Token').waitFor();
    await bench.type('team_ac');
    await bench.row('Set Token').waitFor();
    await bench.type('team_acme');
    await bench.pick('Acme');
    await bench.row('Set Token').waitFor();
    await bench.shot('nothing-listed');
    await bench.type('docs');
    await bench.pick('prj_docs');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/“unlinked-home” in docs \(Acme\)/);
    assert.deepEqual(bench.aims(), [{ projectIdOrName: 'prj_docs', teamId: 'team_acme' }]);

    // Another token may list them.
    await bench.run('Vercel Cache: Choose Project');
    await bench.pick('Set Token');
    await bench.page.getByText(/may not purge in this project or team/).waitFor();
    await bench.giveToken();
    await bench.pick('For everything');
    await bench.notification(/Signed in to Vercel as demo/);
    await bench.pick('Globex');
    await bench.row('globex-site').waitFor();

    // By its id, which the server does not search for.
    await bench.type('prj_globex_site');
    await bench.pick('globex-site');
    await bench.page.locator('.statusbar-item', { hasText: 'globex-site' }).waitFor();
  }));
