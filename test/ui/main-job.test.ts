import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench } from './support/workbench.ts';

/** The main job, from each of its three entry points, in both modes: what the emulator saw is what Vercel would see. */

let bench: Workbench;

before(async () => {
  bench = await Workbench.open();
});
after(() => bench?.close());

const BY_TAGS = { projectId: 'prj_storefront', teamId: 'team_acme' };

test('the tree lists the tags and images of the workspace', async () => {
  await bench.showView();
  await bench.treeRow(/^cache tag products, 2 uses/).waitFor();
  await bench.treeRow(/^cache tag product-\$\{id\}, pattern/).waitFor();
  await bench.treeRow(/^source image \/images\/hero\.png/).waitFor();
  await bench.treeRow(/^cache tag post, 1 use, never set in code/).waitFor();
  await bench.shot('tree');
});

test('tree: a click on a row opens its place in a preview, and purges nothing', async () => {
  await bench.treeRow(/^cache tag products, 2 uses/).click();
  await bench.page.getByRole('tab', { name: /data\.ts.*preview/i }).waitFor();
  await bench.treeRow(/^cache tag feed/).click();
  await bench.page.getByRole('tab', { name: /vercel\.json.*preview/i }).waitFor();
  assert.deepEqual(bench.purges(), []);
});

/** Runs in the page: notes what is written to the clipboard. */
const NOTE_COPIES = `(() => {
  window.copies = [];
  const write = navigator.clipboard.writeText.bind(navigator.clipboard);
  navigator.clipboard.writeText = (text) => {
    window.copies.push(text);
    return write(text);
  };
})()`;

test('tree: what is chosen can be copied', { timeout: 60_000 }, async () => {
  await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (text: string) => {
    while ((await bench.page.evaluate<string>('navigator.clipboard.readText()')) !== text) {
      await bench.page.waitForTimeout(100);
    }
  };
  await bench.contextMenu(bench.treeRow(/^cache tag product-/), 'Copy');
  await copied('product-${id}');
  await bench.treeRow(/^cache tag cart/).click();
  await bench.treeRow(/^source image \/images\/hero/).click({ modifiers: ['ControlOrMeta'] });
  await bench.page.keyboard.press('ControlOrMeta+C');
  await copied('cart\n/images/hero.png');
  // What has no text to copy leaves the clipboard alone, and what is copied after it comes after it.
  await bench.page.evaluate(NOTE_COPIES);
  const group = bench.treeRow(/^Not Known from the Code/);
  await group.click();
  await bench.page.keyboard.press('ControlOrMeta+C');
  await group.click();
  await bench.contextMenu(bench.treeRow(/^cache tag posts/), 'Copy');
  await copied('posts');
  assert.deepEqual(await bench.page.evaluate('window.copies'), ['posts']);
});

test('palette: the places of a tag, each with its file and line', async () => {
  await bench.run('Vercel Cache: Go to Cache Tag');
  await bench.pick('posts');
  await bench.row('data.ts:23').waitFor();
  // As it is seen: the palette's rows before it may have left something hidden there.
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not meant
  const seen = (await bench.row('data.ts:23').innerText()).replaceAll('\n', '');
  assert.equal(seen, 'data.ts:23lib · Set · fetch next.tags');
  await bench.page.keyboard.press('Escape'); // back to the tags
  await bench.pick('posts');
  await bench.pick('data.ts:23');
  await bench.page.getByText('Ln 23').waitFor();
});

test('palette: a list without a row says so, and commas alone are no tag', async () => {
  await bench.run('Vercel Cache: Go to Cache Tag');
  await bench.row('posts').waitFor();
  await bench.type('no such tag');
  await bench.row('Nothing found').click();
  await bench.type('posts');
  await bench.row('posts').waitFor();
  assert.equal(await bench.rows('Nothing found').count(), 0);
  await bench.leave();
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.page.getByPlaceholder(/^Tick cache tags/).waitFor();
  await bench.type('one,');
  await bench.row('“one”').waitFor();
  await bench.type(', ,');
  await bench.row('“one”').waitFor({ state: 'detached' });
  assert.equal(await bench.rows('as typed').count(), 0);
  // A known one with the quotes that it has in the code is no new one.
  await bench.type(`'posts'`);
  await bench.row('posts').waitFor();
  assert.equal(await bench.rows('as typed').count(), 0);
  await bench.leave();
});

test('palette: a list of lines that is pasted is one tag, or each word is', async () => {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.page.getByPlaceholder(/^Tick cache tags/).waitFor();
  await bench.page.keyboard.insertText('summer sale\nwinter');
  await bench.row('“summer sale winter”').waitFor();
  await bench.row('“summer, sale, winter”').waitFor();
  await bench.type('summer sale, winter');
  await bench.row('“summer sale, winter”').waitFor();
  await bench.row('“summer, sale, winter”').waitFor();
  await bench.leave();
});

test('tree: invalidate a tag, with sign-in and the first look at the project', async () => {
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.giveToken();
  assert.match(await bench.dialogText(), /storefront[\s\S]*team_acme[\s\S]*project\.json/);
  await bench.press('Purge in This Project');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /products.*storefront/);
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(/accepted to invalidate “products”/);
  assert.deepEqual(bench.purges(), [
    { ...BY_TAGS, endpoint: '/v1/edge-cache/invalidate-by-tags', body: { tags: ['products'], target: 'production' } },
  ]);
  await bench.shot('after-invalidate');
});

test('editor: the first right click finds the tag under the mouse, or beside one offers those of the file', async () => {
  await bench.openFile('lib/data.ts', 1, 1);
  // VS Code has to have learned what the file holds.
  await bench.offers('Vercel Cache: Purge Cache Tag Here…');
  const rightClick = async (text: string) => {
    await bench.page.locator('.view-line span span', { hasText: text }).first().click({ button: 'right' });
    await bench.take(bench.page.locator('.monaco-menu .action-item', { hasText: 'Purge Cache Tag' }));
  };
  await rightClick('catalog');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /Purge “catalog”/);
  await bench.leave();
  await rightClick('import');
  await bench.row('product-${id}').waitFor();
  assert.equal(await bench.quickTitle(), 'Purge Cache Tag in data.ts');
  assert.deepEqual(await bench.ticked(), []);
  await bench.leave();
});

test('editor: dangerously delete the tag at the cursor, with a deadline', async () => {
  await bench.openFile('lib/data.ts', 9, 44);
  await bench.editorMenu('Purge Cache Tag');
  await bench.pick('Dangerously delete');
  await bench.answer('deadline', '30');
  await bench.row('Preview').waitFor();
  await bench.page.keyboard.press('Escape'); // back to the deadline
  await bench.page.getByText(/Deadline in seconds/).waitFor();
  await bench.page.keyboard.press('Enter'); // the same again
  await bench.pick('Preview');
  assert.match(await bench.dialogText(), /catalog”\? It cannot be undone[\s\S]*storefront/);
  await bench.shot('confirm-delete');
  await bench.press('Dangerously Delete');
  await bench.notification(/“catalog”/);
  assert.deepEqual(bench.purges().at(-1), {
    ...BY_TAGS,
    endpoint: '/v1/edge-cache/dangerously-delete-by-tags',
    body: { tags: ['catalog'], target: 'preview', revalidationDeadlineSeconds: 30 },
  });
});

test('editor: a tag where it is declared, also one with something missing', async () => {
  await bench.openFile('lib/tags.ts', 3, 16);
  await bench.editorMenu('Purge Cache Tag');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /“products” in storefront/);
  await bench.leave();
  await bench.openFile('lib/tags.ts', 5, 32);
  await bench.editorMenu('Purge Cache Tag');
  await bench.page.getByPlaceholder(/Values for “id” in product-/).waitFor();
  await bench.leave();
});

test('editor: one tag of a header’s list', async () => {
  await bench.openFile('app/blog/route.ts', 2, 69);
  await bench.editorMenu('Purge Cache Tag');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /“posts” in storefront/);
  await bench.leave();
});

test('editor: a selection over tags and images offers both kinds, all of them ticked', async () => {
  await bench.openFile('app/page.tsx', 9, 1);
  for (let line = 9; line < 15; line++) {
    await bench.page.keyboard.press('Shift+ArrowDown');
  }
  await bench.editorMenu('Purge Source Image');
  await bench.row('/images/hero.png').waitFor();
  assert.deepEqual(await bench.ticked(), ['/images/banner.png', '/images/hero.png']);
  await bench.leave();
  await bench.editorMenu('Purge Cache Tag');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /“page-home” in storefront/);
  await bench.leave();
});

test('editor: a selection over declared tags', async () => {
  await bench.openFile('lib/tags.ts', 3, 16);
  await bench.page.keyboard.press('Shift+ArrowDown');
  await bench.editorMenu('Purge Cache Tag');
  await bench.row('products').waitFor();
  assert.deepEqual(await bench.ticked(), ['cart', 'products']);
  await bench.leave();
});

test('editor: a tag that has just been typed into a text without a file', async () => {
  await bench.run('File: New Untitled Text File');
  await bench.page.getByRole('tab', { name: 'Untitled-1' }).waitFor();
  await bench.page.locator('.monaco-editor.focused').waitFor();
  await bench.page.keyboard.insertText("revalidateTag('catalog');");
  await bench.page.locator('.statusbar-item', { hasText: 'Ln 1, Col 26' }).waitFor();
  for (let column = 26; column > 20; column--) {
    await bench.page.keyboard.press('ArrowLeft');
  }
  await bench.editorMenu('Purge Cache Tag');
  await bench.row('Invalidate').waitFor();
  assert.match(await bench.quickTitle(), /“catalog” in storefront/);
  await bench.leave();
});

test('palette: all that hold what is typed can be ticked at once, and nothing else', async () => {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  await bench.row('products').waitFor();
  // Every row says how many uses it has.
  await bench.type('us');
  await bench.rows('1 use').first().waitFor({ state: 'detached' });
  assert.equal(await bench.rows('').count(), 1);
  await bench.type('pro');
  await bench.row('“pro”').waitFor();
  await bench.tickShown();
  await bench.row('“pro”').waitFor({ state: 'detached' });
  assert.deepEqual((await bench.ticked()).toSorted(), ['product-${id}', 'products']);
  await bench.leave();
});

test('palette: an image, which has no environment', async () => {
  await bench.run('Vercel Cache: Purge Source Image…');
  await bench.tick('/images/hero.png');
  await bench.pick('Invalidate');
  await bench.notification(/hero\.png/);
  assert.deepEqual(bench.purges().at(-1), {
    ...BY_TAGS,
    endpoint: '/v1/edge-cache/invalidate-by-src-images',
    body: { srcImages: ['/images/hero.png'] },
  });
});

test('palette: several tags in one call', async () => {
  await bench.run('Vercel Cache: Purge Cache Tag…');
  // A tag that nothing sets is a typo more often than not.
  assert.match((await bench.row('cart').textContent()) ?? '', /1 use · never set in code/);
  await bench.tick('cart', 'reviews');
  await bench.pick('Invalidate');
  await bench.pick('All environments');
  await bench.notification(/2 /);
  assert.deepEqual(bench.purges().at(-1)?.body, { tags: ['cart', 'reviews'] });
});

test('a purge that begins while another one still asks takes its place', async () => {
  const before = bench.purges().length;
  await bench.contextMenu(bench.treeRow(/^cache tag products/), 'Purge');
  await bench.pick('Invalidate');
  await bench.row('Production').waitFor();
  await bench.contextMenu(bench.treeRow(/^cache tag reviews/), 'Purge');
  await bench.pick('Dangerously delete');
  await bench.answer('deadline', '0');
  await bench.row('Production').waitFor();
  assert.match(await bench.quickTitle(), /reviews/);
  await bench.leave();
  assert.equal(bench.purges().length, before);
});

test('the token outlives a reload of the window', async () => {
  await bench.reload();
  await bench.contextMenu(bench.treeRow(/^cache tag posts/), 'Purge');
  await bench.row('Invalidate').waitFor();
  await bench.pick('Invalidate');
  await bench.pick('Production');
  await bench.notification(/“posts”/);
  assert.deepEqual(bench.purges().at(-1)?.body, { tags: ['posts'], target: 'production' });
});
