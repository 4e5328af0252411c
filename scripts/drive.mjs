#!/usr/bin/env node
// A running VS Code that answers to a shell: for looking, trying and exploring, one step at a time.
//
//   node drive.mjs --dev DIR | --vsix FILE  --workspace DIR  [--port 7070] [--shots DIR] [--settings JSON] [--env K=V]… [--trust]
//   curl -s localhost:7070 --data-binary "await command('Vercel Cache: Refresh'); return await tree()"
//   curl -s localhost:7070 --data-binary "return await shot('after')"        → the path of a PNG
//   curl -s localhost:7070 --data-binary "return quit()"
//
// The body of each request is the body of an async function; what it returns comes back as JSON. In scope: `page`
// (Playwright), `context`, `server`, and the steps below. One request at a time. It ends by itself after an hour unused.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from './offline-host/host.mjs';

const { values: o } = parseArgs({
  options: {
    dev: { type: 'string' },
    vsix: { type: 'string' },
    workspace: { type: 'string' },
    port: { type: 'string', default: '7070' },
    shots: { type: 'string', default: 'shots' },
    settings: { type: 'string', default: '{}' },
    env: { type: 'string', multiple: true, default: [] },
    trust: { type: 'boolean', default: false },
  },
});
const tmp = mkdtempSync(path.join(os.tmpdir(), 'vsd-'));
const dirs = { userDataDir: path.join(tmp, 'u'), extensionsDir: path.join(tmp, 'e') };
mkdirSync(o.shots, { recursive: true });
if (o.vsix) {
  execFileSync(
    path.join(import.meta.dirname, 'offline-host/vscode.mjs'),
    [
      '--install-extension',
      path.resolve(o.vsix),
      `--user-data-dir=${dirs.userDataDir}`,
      `--extensions-dir=${dirs.extensionsDir}`,
    ],
    { stdio: 'inherit' },
  );
}
const host = await launch({
  ...dirs,
  workspace: o.workspace,
  trust: o.trust,
  keepEnv: ['VSCODE_CLI'],
  env: {
    VSCODE_CLI: '1',
    ...Object.fromEntries(o.env.map((kv) => [kv.slice(0, kv.indexOf('=')), kv.slice(kv.indexOf('=') + 1)])),
  },
  settings: {
    'files.autoSave': 'off',
    'workbench.editor.useModal': 'off',
    ...JSON.parse(o.settings),
    ...(o.trust && { 'security.workspace.trust.enabled': true }),
  },
  ...(o.dev && { extensionDevelopmentPath: [path.resolve(o.dev)] }),
});
const { page, context, server } = host;
page.setDefaultTimeout(8000);

const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const texts = async (locator) =>
  (await locator.allInnerTexts()).map((t) => t.replace(/\s*\n\s*/g, ' · ').trim()).filter(Boolean);
const input = page.locator('.quick-input-widget:visible input.input');
const steps = {
  wait,
  /** Presses a key or a chord, as Playwright names them: `key('Control+K')`. */
  key: (k) => page.keyboard.press(k),
  /** Types into what has the focus. */
  type: (t) => page.keyboard.type(t, { delay: 5 }),
  /** Runs a command by its title in the palette. */
  async command(title) {
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (let i = 0; ; i++) {
      await page.keyboard.press('F1');
      try {
        await input.fill(`>${title}`, { timeout: 3000 });
        await row.click({ timeout: 3000 });
        await wait(400);
        return;
      } catch (e) {
        if (i === 5) {
          throw e;
        }
        await page.keyboard.press('Escape');
      }
    }
  },
  /** The open quick pick or input box: title, placeholder, value, message, rows. */
  async quick() {
    const w = page.locator('.quick-input-widget:visible');
    if (!(await w.count())) {
      return null;
    }
    return {
      title: (await texts(w.locator('.quick-input-title'))).join(),
      placeholder: await input.getAttribute('placeholder'),
      value: await input.inputValue(),
      password: (await input.getAttribute('type')) === 'password',
      message: (await texts(w.locator('.quick-input-message'))).join(),
      rows: await texts(w.locator('.quick-input-list .monaco-list-row')),
    };
  },
  /** Clicks the first row of the open quick pick that holds this text (ticks it where several can be picked). */
  pick: async (t) => {
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: t }).first().click();
    await wait(400);
  },
  /** Fills the open quick pick's or input box's field. */
  fill: async (t) => {
    await input.fill(t);
    await wait(300);
  },
  dialog: () => texts(page.locator('.monaco-dialog-box')),
  button: async (name) => {
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await wait(400);
  },
  /** Notifications that are showing, with their buttons. */
  toasts: () => texts(page.locator('.notification-toast')),
  toastButton: async (name) => {
    await page.locator('.notification-toast').getByRole('button', { name }).click();
    await wait(400);
  },
  /** The visible rows of the side bar's trees: level, label for screen readers, text, expanded, selected. */
  tree: () =>
    page.locator('.part.sidebar .monaco-list-row').evaluateAll((rows) =>
      rows.map((r) => ({
        level: Number(r.getAttribute('aria-level')),
        aria: r.getAttribute('aria-label'),
        text: r.textContent.replace(/\s*\n\s*/g, ' · '),
        expanded: r.getAttribute('aria-expanded'),
        selected: r.classList.contains('selected'),
      })),
    ),
  treeClick: async (t, opt) => {
    await page.locator('.part.sidebar .monaco-list-row', { hasText: t }).first().click(opt);
    await wait(400);
  },
  /** Opens the context menu of a side bar row and returns its entries. */
  treeMenu: async (t) => {
    await page.locator('.part.sidebar .monaco-list-row', { hasText: t }).first().click({ button: 'right' });
    await wait(600);
    return steps.menu();
  },
  menu: () => texts(page.locator('.monaco-menu .action-item:not(.disabled) .action-label')),
  menuClick: async (t) => {
    await page.locator('.monaco-menu .action-item', { hasText: t }).first().click();
    await wait(400);
  },
  /** Opens a file of the workspace at line:column through Quick Open. */
  open: async (file, line = 1, column = 1) => {
    await page.keyboard.press('Control+P');
    await input.fill(`${file}:${line}:${column}`);
    await wait(900);
    await page.keyboard.press('Enter');
    await wait(900);
  },
  /** The editor's context menu at the cursor. */
  editorMenu: async () => {
    await page.keyboard.press('Shift+F10');
    await wait(600);
    return steps.menu();
  },
  /** Opens a view container by the label in the activity bar. */
  activity: async (t) => {
    await page.locator(`.activitybar [aria-label^="${t}"]`).first().click();
    await wait(600);
  },
  status: () => texts(page.locator('.statusbar-item')),
  shot: async (name = String(Date.now())) => {
    const f = path.resolve(o.shots, `${name}.png`);
    await page.screenshot({ path: f });
    return f;
  },
  serverLog: () => server.getLog().slice(-5000),
  quit: () => {
    setTimeout(end, 100);
    return 'bye';
  },
};

let ended;
const end = () =>
  (ended ??= (async () => {
    listener.close();
    await host.close();
    rmSync(tmp, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  })());
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(s, end);
}
let unused = setTimeout(end, 3_600_000),
  queue = Promise.resolve();
const AsyncFunction = (async () => {}).constructor;
const listener = http.createServer(async (req, res) => {
  clearTimeout(unused);
  unused = setTimeout(end, 3_600_000);
  // A page in a browser could post here too, and says where it comes from; a shell does not.
  if (req.headers.origin) {
    res.writeHead(403).end();
    return;
  }
  let body = '';
  for await (const c of req) {
    body += c;
  }
  queue = queue.then(async () => {
    const scope = { page, context, server, ...steps };
    try {
      res.end(
        `${JSON.stringify(await new AsyncFunction(...Object.keys(scope), body)(...Object.values(scope)), null, 1)}\n`,
      );
    } catch (e) {
      res.statusCode = 500;
      res.end(`${e?.message ?? e}\n`);
    }
  });
});
listener.listen(Number(o.port), '127.0.0.1', () => console.log(`drive: http://127.0.0.1:${listener.address().port}`));
