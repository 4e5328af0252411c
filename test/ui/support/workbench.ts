import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the copy before the editor opens it. */
  readonly prepare?: (folder: string) => void;
  readonly trust?: boolean;
}

const ROOT = process.cwd();
const script = (file: string) => pathToFileURL(path.join(ROOT, 'scripts', file)).href;

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
    const emulator = await startEmulator();
    const { launch } = await import(script('offline-host/host.mjs'));
    const dirs = { userDataDir: path.join(home, 'u'), extensionsDir: path.join(home, 'e') };
    if (options.vsix !== undefined) {
      await install(options.vsix, dirs);
    }
    const host: Host = await launch({
      ...dirs,
      workspace: folder,
      trust: options.trust === true,
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
    host.page.setDefaultTimeout(10_000);
    return new Workbench(host, emulator, folder, home);
  }

  async close(): Promise<void> {
    await this.#host.close();
    await this.emulator.close();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Keeps a picture of the whole window below `out/shots`. */
  async shot(name: string): Promise<void> {
    mkdirSync(path.join(ROOT, 'out/shots'), { recursive: true });
    await this.page.screenshot({ path: path.join(ROOT, 'out/shots', `${name}.png`) });
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

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input.input');
  }

  /** The row of the open quick pick that holds a text. */
  row(text: string): Locator {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: text }).first();
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

  /** Fills the open input box or quick pick once its title or message holds `about`, and accepts. */
  async answer(about: string, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget:visible', { hasText: about }).waitFor();
    await this.#quickInput.fill(text);
    await this.page.keyboard.press('Enter');
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

  async showView(): Promise<void> {
    const icon = this.page.locator('.activitybar [aria-label^="Vercel Cache"]').first();
    await icon.waitFor();
    // A click on the icon of the view that is showing hides it.
    if (!(await this.page.locator('.composite.title', { hasText: 'Vercel Cache' }).isVisible())) {
      await icon.click();
    }
    await this.#viewIsFilled();
  }

  /** Reloads the window; the view that was showing is restored. */
  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
    await this.#viewIsFilled();
  }

  async #viewIsFilled(): Promise<void> {
    await this.page.getByRole('treeitem', { name: /^Cache Tags/ }).waitFor({ timeout: 30_000 });
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

  treeRow(label: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name: label }).first();
  }

  async contextMenu(target: Locator, entry: string): Promise<void> {
    await target.click({ button: 'right' });
    await this.#menuItem(entry);
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
    for (let attempt = 0; ; attempt++) {
      await this.page.keyboard.press('Shift+F10');
      try {
        await this.#menuItem(entry, 3000);
        return;
      } catch (error) {
        if (attempt === 3) {
          throw error;
        }
        await this.page.keyboard.press('Escape');
      }
    }
  }

  async #menuItem(entry: string, timeout = 10_000): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-item', { hasText: entry }).first();
    await item.waitFor({ timeout });
    // A menu takes no click in its first moments: a slip of the mouse must not choose anything.
    await this.page.waitForTimeout(500);
    await item.click({ timeout });
  }

  // ---- the main job

  /** Signs in with the emulator's token when the extension asks for one. */
  async giveToken(token = DEMO_TOKEN): Promise<void> {
    await this.answer('access token', token);
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
