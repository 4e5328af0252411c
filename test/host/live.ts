import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

const WAIT_MS = 20_000;
const EVERY_MS = 100;
const IMPORT = `import { cacheTag } from 'next/cache';\n`;

/** What is typed and what happens to the files is shown a moment later, and nothing of before stays. */
export function registerLiveTests(): void {
  describe('a workspace that changes under the editor', () => {
    afterEach(async () => {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('unsaved text counts, and a half-typed line harms no other', async () => {
      const data = await open('lib/data.ts');
      await told(data, 'TAGS.products', /products/);
      await type(data, `\ncacheTag('typed-live');`);
      await told(data, `'typed-live'`, /typed-live/);
      await type(data, `\ncacheTag('half-typ`);
      await told(data, `'typed-live'`, /typed-live/);
      await told(data, 'TAGS.products', /products/);
    });

    it('a constants module changes what rests on it, before it is saved', async () => {
      const data = await open('lib/data.ts');
      await told(data, 'TAGS.products', /products/);
      const tags = await open('lib/tags.ts');
      await replace(tags, `products: 'products'`, `products: 'goods'`);
      await told(data, 'TAGS.products', /goods/);
      await replace(tags, `products: 'goods'`, `products: 'products'`);
      await told(data, 'TAGS.products', /\bproducts\b/);
    });

    it('files come, are renamed and go', async () => {
      const mine = await create('lib/live-a.ts', `${IMPORT}cacheTag('live-tag');`);
      const alone = await told(mine, `'live-tag'`, /live-tag/);
      await write('lib/live-b.ts', `${IMPORT}cacheTag('live-tag');`);
      const both = await told(mine, `'live-tag'`, (text) => text !== alone);
      await vscode.workspace.fs.rename(uriOf('lib/live-b.ts'), uriOf('lib/live-c.ts'));
      await told(mine, `'live-tag'`, (text) => text === both);
      await vscode.workspace.fs.delete(uriOf('lib/live-c.ts'));
      await told(mine, `'live-tag'`, (text) => text === alone);
    });

    it('a function that becomes a wrapper brings its callers', async () => {
      const caller = await create('lib/live-call.ts', `import { purge } from './live-purge';\npurge('of-a-caller');`);
      await write('lib/live-purge.ts', 'export const purge = (tag: string) => console.log(tag);');
      assert.equal(await hoverAt(caller, `'of-a-caller'`), '');
      await write('lib/live-purge.ts', `${IMPORT}export const purge = (tag: string) => cacheTag(tag);`);
      await told(caller, `'of-a-caller'`, /through purge/);
    });

    it('another branch, with many files, and back', async () => {
      const names = Array.from({ length: 80 }, (_, index) => `lib/branch-${index}.ts`);
      const mine = await create('lib/live-a.ts', `${IMPORT}cacheTag('branch-tag');`);
      const alone = await told(mine, `'branch-tag'`, /branch-tag/);
      await Promise.all(names.map((name) => write(name, `${IMPORT}cacheTag('branch-tag');`)));
      await told(mine, `'branch-tag'`, /\b81\b/);
      await Promise.all(names.map((name) => vscode.workspace.fs.delete(uriOf(name))));
      await told(mine, `'branch-tag'`, (text) => text === alone);
    });

    it('a folder is added and removed', async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'added-'));
      const file = path.join(folder, 'page.ts');
      writeFileSync(file, `${IMPORT}cacheTag('of-an-added-folder');`);
      const { length } = vscode.workspace.workspaceFolders ?? [];
      const page = await vscode.workspace.openTextDocument(file);
      vscode.workspace.updateWorkspaceFolders(length, 0, { uri: vscode.Uri.file(folder) });
      await told(page, `'of-an-added-folder'`, /of-an-added-folder/);
      vscode.workspace.updateWorkspaceFolders(length, 1);
      await told(page, `'of-an-added-folder'`, (text) => text === '');
    });
  });
}

const uriOf = (file: string): vscode.Uri => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, file);
};

async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  await vscode.window.showTextDocument(document);
  return document;
}

async function write(file: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(file), new TextEncoder().encode(text));
}

async function create(file: string, text: string): Promise<vscode.TextDocument> {
  await write(file, text);
  return open(file);
}

/** Puts text behind the end of a document, and leaves it unsaved. */
async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.notEqual(start, -1, from);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)),
    to,
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** What the hover says inside of a piece of a document; empty where there is none of ours. */
async function hoverAt(document: vscode.TextDocument, piece: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(piece) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((each) => (typeof each === 'string' ? each : each.value)),
  );
  return texts.filter((text) => text.includes('Cache tag')).join('\n');
}

/** Waits until the hover says something, and answers with it. */
async function told(
  document: vscode.TextDocument,
  piece: string,
  wanted: RegExp | ((text: string) => boolean),
): Promise<string> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const text = await hoverAt(document, piece);
    if (typeof wanted === 'function' ? wanted(text) : wanted.test(text)) {
      return text;
    }
    assert.ok(Date.now() < until, `${piece}: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
