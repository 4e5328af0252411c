import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEMO_TOKEN } from '../emulator/seed.ts';
import { Workbench } from './support/workbench.ts';

/** A full run with a marked token, everything logged; then a look through all that it left behind. */

const WRONG_TOKEN = 'marked-token-that-nobody-has';
/** Both tokens as they could stand in a file: as they are, escaped, in base64 at any offset, in UTF-16. */
const MARKS = [DEMO_TOKEN, WRONG_TOKEN].flatMap((token) => [
  Buffer.from(token),
  Buffer.from(token, 'utf16le'),
  ...['', 'x', 'xx'].map((before) =>
    Buffer.from(
      Buffer.from(before + token)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
]);

/** Where the browser's SecretStorage lies; the rest of what the browser keeps is looked at from inside. */
const SECRET_STORAGE = /^u\/chromium\/Default\/Local Storage\/leveldb\//;

const holdsToken = (bytes: Buffer): boolean => MARKS.some((mark) => bytes.includes(mark));

test('the token is in the keyring and nowhere else', async (t) => {
  const bench = await Workbench.open({ serverArgs: ['--log', 'trace'], env: { VERCEL_TOKEN: WRONG_TOKEN } });
  let closed = false;
  try {
    const { emulator } = bench.emulator;
    await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await bench.showView();
    const begin = (tag: string) => bench.contextMenu(bench.treeRow(new RegExp(`^cache tag ${tag}`)), 'Purge');
    await begin('products');
    await bench.pick('Paste an access token');
    await bench.giveToken(WRONG_TOKEN);
    await bench.page.getByText('does not accept the access token').first().waitFor();
    await bench.giveToken(DEMO_TOKEN);
    await bench.press('Purge in This Project');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    await bench.notification(/accepted/);
    await bench.dismissNotifications();

    // Servers that say the token aloud.
    const echo = { error: { code: 'bad_request', message: `no ${DEMO_TOKEN}`, authorization: `Bearer ${DEMO_TOKEN}` } };
    emulator.addFault({ path: 'by-tags', status: 400, body: echo });
    await begin('posts');
    await bench.pick('Invalidate');
    await bench.pick('Production');
    const toast = await bench.notification(/Vercel refused the request/);
    assert.match((await toast.textContent()) ?? '', /no \[token\]/);
    await bench.dismissNotifications();
    emulator.addFault({ path: 'by-tags', status: 500, body: `<html>${DEMO_TOKEN}</html>`, times: 9 });
    await begin('cart');
    await bench.pick('Dangerously delete');
    await bench.answer('deadline', '0');
    await bench.pick('Production');
    await bench.press('Dangerously Delete');
    await bench.notification(/problem of its own|Unknown/);
    await bench.dismissNotifications();

    await bench.run('Vercel Cache: Show Purge History');
    await bench.pick('products');
    await bench.pick('Copy as curl');
    await bench.notification(/Copied/);
    const clipboard = await bench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(clipboard, /\$VERCEL_TOKEN/);
    assert.equal(holdsToken(Buffer.from(clipboard)), false);
    await bench.run('Vercel Cache: Show Log');
    await bench.page.locator('.panel .view-lines', { hasText: 'Purge:' }).waitFor();
    await bench.reload();
    assert.equal(holdsToken(Buffer.from(await bench.page.content())), false);

    const stores = Object.entries(await bench.browserStores());
    assert.ok(
      stores.some(([, text]) => text.includes('vercelCache')),
      'the stores are really looked at',
    );
    const leaks = stores.filter(
      ([name, text]) => name !== 'local storage secrets.provider' && holdsToken(Buffer.from(text)),
    );
    assert.deepEqual(
      leaks.map(([name]) => name),
      [],
    );

    closed = true;
    const left = await bench.closeAndCollect();
    const logs = left.filter(({ file }) => /Vercel Cache Tags\.log$/.test(file));
    if (await Workbench.writesLogs()) {
      const text = logs.map(({ bytes }) => bytes.toString()).join('');
      assert.match(text, /Purge: invalidate/, 'the logs are really looked at');
    } else {
      t.diagnostic('This VS Code writes no log files, since no compiler was there for its logger: none to look at.');
      assert.deepEqual(logs, []);
    }
    const found = left.filter(({ file, bytes }) => !SECRET_STORAGE.test(file) && holdsToken(bytes));
    assert.deepEqual(
      found.map(({ file }) => file),
      [],
    );
  } finally {
    if (!closed) {
      await bench.close();
    }
  }
});

test('the package itself holds no token, and neither do its fixtures', () => {
  const chunks = readdirSync('dist/chunks').map((name) => `dist/chunks/${name}`);
  assert.notEqual(chunks.length, 0);
  for (const file of ['dist/extension.js', ...chunks, 'package.json', 'README.md']) {
    assert.equal(holdsToken(readFileSync(file)), false, file);
  }
});
