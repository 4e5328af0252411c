import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { type RunningEmulator, startEmulator } from '../../emulator/server.ts';

interface Host {
  readonly page: Page;
  readonly server: { readonly port: number };
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** A folder that is copied, so that tests may change it; the sample workspace by default. */
  readonly workspace?: string;
  /** An installed package in place of the extension under development. */
  readonly vsix?: string;
  /** What is opened of the copy, where it is not the folder itself: a `.code-workspace`. */
  readonly open?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Commands by the key that runs them: a way past every menu. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the copy before the editor opens it. */
  readonly prepare?: (folder: string) => void;
  readonly trust?: boolean;
  /** Further arguments of the server, `--log trace` for instance. */
  readonly serverArgs?: readonly string[];
}

/** Runs in the page, whose types are not known here. */
const READ_STORES = `(async () => {
  const stores = { 'session storage': JSON.stringify({ ...sessionStorage }) };
  for (const [key, value] of Object.entries({ ...localStorage })) {
    stores['local storage ' + key] = value;
  }
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const text = (value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await done(database.transaction(store).objectStore(store).getAll());
      stores[name + ' ' + store] = JSON.stringify(values.map(text));
    }
    database.close();
  }
  return stores;
})()`;

const ROOT = process.cwd();
const ICON = '.activitybar [aria-label^="Vercel Cache"]';
const script = (file: string) => pathToFileURL(path.join(ROOT, 'scripts', file)).href;

/** Runs in the page too: the rows of the side bar, with their places. */
const READ_ROWS = `JSON.stringify([...document.querySelectorAll('.part.sidebar .monaco-list-row')].map((row) =>
  [row.getBoundingClientRect().top, row.textContent]))`;

/** Whether something is seen before so many milliseconds are over. */
export const shows = (what: Locator, timeout: number): Promise<boolean> =>
  what.waitFor({ timeout }).then(
    () => true,
    () => false,
  );

/** A real VS Code on a copy of a workspace, with the emulator behind it, driven as a person would. */
export class Workbench {
  readonly page: Page;
  readonly emulator: RunningEmulator;
  readonly folder: string;
  /** Where the editor keeps its user data: what a run leaves behind. */
  readonly userData: string;
  readonly #host: Host;
  readonly #home: string;

  private constructor(host: Host, emulator: RunningEmulator, folder: string, home: string) {
    this.#host = host;
    this.page = host.page;
    this.emulator = emulator;
    this.folder = folder;
    this.#home = home;
    this.userData = path.join(home, 'u');
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const home = mkdtempSync(path.join(os.tmpdir(), 'vcu-'));
    const folder = path.join(home, path.basename(options.workspace ?? 'sample'));
    cpSync(options.workspace ?? path.join(ROOT, 'test/fixtures/sample'), folder, { recursive: true });
    options.prepare?.(folder);
    const user = path.join(home, 'u/User');
    mkdirSync(user, { recursive: true });
    const keys = Object.entries(options.keys ?? {}).map(([key, command]) => ({ key, command }));
    writeFileSync(path.join(user, 'keybindings.json'), JSON.stringify(keys));
    const emulator = await startEmulator();
    const { launch } = await import(script('offline-host/host.mjs'));
    const dirs = { userDataDir: path.join(home, 'u'), extensionsDir: path.join(home, 'e') };
    if (options.vsix !== undefined) {
      await install(options.vsix, dirs);
    }
    const host: Host = await launch({
      ...dirs,
      workspace: path.join(folder, options.open ?? ''),
      trust: options.trust === true,
      ...(options.serverArgs ? { serverArgs: options.serverArgs } : {}),
      keepEnv: ['VSCODE_CLI'],
      env: { VSCODE_CLI: '1', VERCEL_CACHE_API_URL: emulator.url, ...options.env },
      settings: {
        'files.autoSave': 'off',
        'workbench.editor.useModal': 'off',
        ...(options.trust ? { 'security.workspace.trust.enabled': true } : {}),
        ...options.settings,
      },
      ...(options.vsix === undefined ? { extensionDevelopmentPath: [ROOT] } : {}),
    });
    host.page.setDefaultTimeout(20_000);
    // The first thing that the extension shows: before it, nothing of ours can be asked for.
    await host.page.locator(ICON).first().waitFor({ timeout: 60_000 });
    return new Workbench(host, emulator, folder, home);
  }

  async close(): Promise<void> {
    await this.#host.close();
    await this.emulator.close();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  /**
   * What the browser keeps for the editor, as one text for each store. In this workbench SecretStorage stands in the
   * browser too, under the key `secrets.provider`.
   */
  async browserStores(): Promise<Readonly<Record<string, string>>> {
    return this.page.evaluate<Record<string, string>>(READ_STORES);
  }

  /** Whether the editor leaves log files behind. */
  static async writesLogs(): Promise<boolean> {
    const { writesLogs } = await import(script('offline-host/install.mjs'));
    return writesLogs();
  }

  /** Ends the editor as `close` does, and answers with every file it left behind, folders and all. */
  async closeAndCollect(): Promise<readonly { readonly file: string; readonly bytes: Buffer }[]> {
    await this.#host.close();
    const files = readdirSync(this.#home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const left = files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { file: path.relative(this.#home, file), bytes: readFileSync(file) };
    });
    await this.emulator.close();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
    return left;
  }

  /** Keeps a picture of the whole window below `out/shots`. */
  async shot(name: string): Promise<void> {
    mkdirSync(path.join(ROOT, 'out/shots'), { recursive: true });
    await this.page.screenshot({ path: path.join(ROOT, 'out/shots', `${name}.png`) });
  }

  /** Waits for what no element of the page shows. */
  async until(holds: () => boolean | Promise<boolean>, longestMs = 20_000): Promise<void> {
    const deadline = Date.now() + longestMs;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`Never came true: ${holds}`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  // ---- palette and quick picks

  /** Runs a command by its title. The palette does not show what is registered after it opened: hence the retries. */
  async run(title: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        await this.#quickInput.fill(`>${title}`, { timeout: 3000 });
        await this.row(title).click({ timeout: 3000 });
        return;
      } catch (error) {
        if (attempt === 9) {
          throw error;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Waits until the palette offers a command. */
  async offers(title: string): Promise<void> {
    await this.until(async () => {
      await this.page.keyboard.press('F1');
      await this.#quickInput.fill(`>${title}`);
      const isThere = await shows(this.row(title), 1000);
      await this.page.keyboard.press('Escape');
      return isThere;
    });
  }

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input');
  }

  /** The rows of the open quick pick that hold a text, as far as they are drawn. */
  rows(text: string): Locator {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: text });
  }

  row(text: string): Locator {
    return this.rows(text).first();
  }

  async pick(text: string): Promise<void> {
    await this.row(text).click();
  }

  /** Ticks rows of a quick pick for several, and accepts. */
  async tick(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.row(text).click();
    }
    await this.page.keyboard.press('Enter');
  }

  /** Ticks every row that holds a text, and accepts. */
  async tickAll(text: string): Promise<void> {
    await this.row(text).waitFor();
    const rows = this.rows(text);
    for (let at = 0; at < (await rows.count()); at++) {
      await rows.nth(at).click();
    }
    await this.page.keyboard.press('Enter');
  }

  /** Ticks every row that is shown, by the box above them. */
  async tickShown(): Promise<void> {
    await this.page.locator('.quick-input-widget:visible .quick-input-header .monaco-checkbox').first().click();
  }

  /** The names of the rows of the open quick pick that are ticked. */
  async ticked(): Promise<readonly string[]> {
    return this.names({ has: this.page.locator('.monaco-checkbox[aria-checked="true"]') });
  }

  /** The names of the rows of the open quick pick. */
  async names(which: { readonly has?: Locator } = {}): Promise<readonly string[]> {
    const rows = this.page.locator('.quick-input-widget:visible .monaco-list-row', which);
    return rows.evaluateAll((all) => all.map((row) => row.querySelector('.label-name')?.textContent ?? ''));
  }

  /** Types into the open quick pick. */
  async type(text: string): Promise<void> {
    await this.#quickInput.fill(text);
  }

  /** Fills the open input box or quick pick once its title or message holds `about`, and accepts. */
  async answer(about: string, text: string): Promise<void> {
    // Rows of the question before may hold the same words.
    const words = this.page.locator('.quick-input-title, .quick-input-message', { hasText: about });
    await this.page.locator('.quick-input-widget:visible').filter({ has: words }).waitFor();
    await this.#quickInput.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Leaves a dialogue by Esc, question after question. */
  async leave(): Promise<void> {
    const question = this.page.locator('.quick-input-widget:visible');
    while (await shows(question, 1000)) {
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(200);
    }
  }

  async quickTitle(): Promise<string> {
    return ((await this.page.locator('.quick-input-widget:visible .quick-input-title').textContent()) ?? '').trim();
  }

  // ---- dialogs and notifications

  async dialogText(): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return (await dialog.textContent()) ?? '';
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: button }).click();
  }

  /** Waits for a notification that holds a text. */
  async notification(text: string | RegExp): Promise<Locator> {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    await toast.waitFor();
    return toast;
  }

  async dismissNotifications(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
  }

  // ---- tree, editor, menus

  /** Again where the window is loaded anew meanwhile, and shows what it did before. */
  async showView(): Promise<void> {
    await this.until(async () => {
      // A click on the icon of the view that is showing hides it.
      if (!(await this.page.locator('.composite.title', { hasText: 'Vercel Cache' }).isVisible())) {
        await this.page.locator(ICON).first().click();
      }
      return shows(this.#tags, 5000);
    }, 40_000);
  }

  /** Reloads the window; the view that was showing is restored. */
  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
    await this.#tags.waitFor({ timeout: 30_000 });
  }

  get #tags(): Locator {
    return this.treeRow(/^Cache Tags/);
  }

  /** Opens the explorer and unfolds folders, one in the other. */
  async expandInExplorer(...folders: readonly string[]): Promise<void> {
    const explorer = this.page.locator('.composite.title', { hasText: 'Explorer' });
    await this.page.locator('.composite.title').first().waitFor();
    if (!(await explorer.isVisible())) {
      await this.page.locator('.activitybar [aria-label^="Explorer"]').first().click();
    }
    for (const folder of folders) {
      const row = this.page.getByRole('treeitem', { name: folder, exact: true });
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) !== 'true') {
        await row.click();
      }
    }
  }

  /**
   * The view of a workspace with several projects, every group unfolded: a line for each project with its team, and one
   * for each value below it.
   */
  async showProjects(count: number): Promise<readonly string[]> {
    await this.showView();
    await this.page
      .locator('.part.sidebar .monaco-list-row[aria-level="1"]')
      .nth(count - 1)
      .waitFor();
    await this.rowsStandStill();
    const rows = this.page.locator('.part.sidebar .monaco-list-row');
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => ({
        level: Number(row.getAttribute('aria-level')),
        name: row.querySelector('.label-name')?.textContent ?? '',
        more: row.querySelector('.label-description')?.textContent ?? '',
      })),
    );
    return texts
      .filter(({ level }) => level === 1 || level === 3)
      .map(({ level, name, more }) => (level === 1 ? `${name} ${more}`.trim() : `  ${name}`));
  }

  /** Waits until the rows have been the same, and in place, for half a second: nothing tells that no other will come. */
  async rowsStandStill(): Promise<void> {
    let last = '';
    let since = 0;
    await this.until(async () => {
      const now = await this.page.evaluate<string>(READ_ROWS);
      since = now === last ? since : Date.now();
      last = now;
      return Date.now() - since >= 500;
    });
  }

  /** Rests on a row until that tells something: what stands in its place may be another row at first, or drawn anew. */
  async restOn(row: () => Locator, text: string): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible, .workbench-hover:visible', { hasText: text }).first();
    await this.until(async () => {
      await this.page.locator('.statusbar').hover();
      await row().hover();
      return shows(hover, 3000);
    });
    return hover;
  }

  /** Scrolls the tree down until a row is drawn. */
  async scrollTree(row: () => Locator): Promise<void> {
    await this.page.locator('.part.sidebar .monaco-list').first().hover();
    for (let turn = 0; turn < 100 && !(await row().isVisible()); turn++) {
      await this.page.mouse.wheel(0, 120);
      await this.page.waitForTimeout(50);
    }
    await row().waitFor();
  }

  treeRow(label: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name: label }).first();
  }

  async contextMenu(target: Locator, entry: string): Promise<void> {
    // The hover of the row where the mouse rested would lie over other rows.
    await this.page.mouse.move(0, 0);
    await this.#choose(() => target.click({ button: 'right' }), entry);
  }

  async openFile(file: string, line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#quickInput.fill(`${file}:${line}:${column}`);
    // What was opened lately stands there before the search has begun: Enter takes the row that is focused.
    await this.page
      .locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: path.basename(file) })
      .waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('tab', { name: path.basename(file) }).waitFor();
    await this.page.locator('.monaco-editor.focused').waitFor();
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** The editor's context menu at the cursor. */
  async editorMenu(entry: string): Promise<void> {
    await this.#choose(() => this.page.keyboard.press('Shift+F10'), entry);
  }

  /**
   * Opens a menu and chooses an entry. A menu shows what held when it opened: one that came before the extension had
   * said so lacks the entry, and is opened again.
   */
  async #choose(open: () => Promise<void>, entry: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    const item = menu.locator('.action-item', { hasText: entry }).first();
    for (let attempt = 0; ; attempt++) {
      await open();
      try {
        await item.waitFor({ timeout: 3000 });
        break;
      } catch (error) {
        if (attempt === 5) {
          throw error;
        }
        if (await menu.first().isVisible()) {
          await this.page.keyboard.press('Escape');
        }
      }
    }
    await this.take(item);
  }

  /** Clicks an entry of an open menu until that closes: in its first moments it takes no click, for that may be a slip. */
  async take(item: Locator): Promise<void> {
    await this.until(async () => {
      await item.click({ timeout: 1000 }).catch(() => undefined);
      return !(await item.isVisible());
    });
  }

  /** Begins a purge from the tree. A row that leaves the list meanwhile says so, and the one in its place is taken. */
  async begin(row: string | RegExp): Promise<void> {
    const gone = this.page.locator('.notification-toast', { hasText: 'no longer in the list' });
    const question = this.page.locator('.monaco-dialog-box, .quick-input-widget:visible');
    for (;;) {
      await this.contextMenu(this.treeRow(row), 'Purge');
      await question.or(gone).first().waitFor();
      if ((await gone.count()) === 0) {
        return;
      }
      await this.dismissNotifications();
    }
  }

  /** The text of our item in the status bar. */
  async status(): Promise<string> {
    return (await this.page.locator('.statusbar-item[id$="vercelCache.status"]').textContent())?.trim() ?? '';
  }

  /** Opens the menu of accounts, and the one of the account that holds a text; answers with an entry of that. */
  async accountMenu(account: string, entry: string): Promise<Locator> {
    await this.page.locator('.activitybar [aria-label^="Accounts"]').first().click();
    const item = this.page.getByRole('menuitem', { name: entry, exact: true });
    await this.until(async () => {
      await this.page.getByRole('menuitem', { name: account }).click();
      return shows(item, 1000);
    });
    return item;
  }

  // ---- the main job

  /** Signs in with the emulator's token when the extension asks for one. */
  async giveToken(token = DEMO_TOKEN): Promise<void> {
    // The question before this one speaks of tokens too: only this one hides what is typed.
    await this.page.locator('.quick-input-widget:visible input[type="password"]').waitFor();
    await this.answer('access token', token);
  }

  /** Project and team of each purge call, as they were sent. */
  aims(): readonly { readonly projectIdOrName?: string; readonly teamId?: string }[] {
    return this.emulator.emulator.calls.filter(({ method }) => method === 'POST').map(({ query }) => query);
  }

  /** What the emulator accepted, without times. */
  purges(): readonly {
    readonly endpoint: string;
    readonly projectId: string;
    readonly teamId: string | undefined;
    readonly body: unknown;
  }[] {
    return this.emulator.emulator.purges.map(({ endpoint, projectId, teamId, body }) => ({
      endpoint,
      projectId,
      teamId,
      body,
    }));
  }
}

async function install(
  vsix: string,
  dirs: { readonly userDataDir: string; readonly extensionsDir: string },
): Promise<void> {
  const { spawnSync } = await import('node:child_process');
  const args = [
    '--install-extension',
    vsix,
    `--user-data-dir=${dirs.userDataDir}`,
    `--extensions-dir=${dirs.extensionsDir}`,
  ];
  const { status } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/offline-host/vscode.mjs'), ...args], {
    stdio: 'ignore',
  });
  if (status !== 0) {
    throw new Error(`The package could not be installed (${status})`);
  }
}
