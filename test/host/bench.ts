import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

/**
 * The part of `npm run bench` that runs inside the extension host, in a workspace that it may change. Prints one line:
 * what VS Code says of the activation, and how long the host's thread was held at most while things happened.
 */

const RESOLUTION_MS = 5;
const EDITS = 30;
const CHANGED_FILES = 1000;
/** For VS Code's watcher, and for the scan that follows a storm. */
const SETTLED_MS = 8000;

interface Phase {
  readonly time: number;
  /** The longest time in which the thread did not come back, in milliseconds. */
  readonly longest: number;
}

export async function run(): Promise<void> {
  await wait(4000); // the editor starts too
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const files = sourcesIn(root);
  const phases = {
    'first scan': await phase(() => vscode.commands.executeCommand('vercelCache.refresh')),
    'scan again': await phase(() => vscode.commands.executeCommand('vercelCache.refresh')),
    typing: await phase(() => typeInto(files[0] ?? '')),
    'branch switch': await phase(() => change(files.slice(0, CHANGED_FILES))),
  };
  console.log(`BENCH ${JSON.stringify({ activation: await activation(), phases })}`);
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(root, file));
}

async function phase(work: () => PromiseLike<unknown>): Promise<Phase> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const began = performance.now();
  await work();
  const time = performance.now() - began;
  delay.disable();
  return { time, longest: Math.max(0, delay.max / 1e6 - RESOLUTION_MS) };
}

async function typeInto(file: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  for (let at = 0; at < EDITS; at++) {
    await editor.edit((edit) => edit.insert(document.positionAt(document.getText().length), at % 2 === 0 ? '\n' : ';'));
    await wait(150);
  }
}

async function change(files: readonly string[]): Promise<void> {
  for (const file of files) {
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
  }
  await wait(SETTLED_MS);
}

/** From the table of VS Code's own report: milliseconds for loading the code, and for both halves of the call. */
async function activation(): Promise<readonly number[] | undefined> {
  await vscode.commands.executeCommand('perfview.show');
  await wait(4000);
  const report = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
  const line = report.split('\n').find((each) => each.includes('vercel-cache-tags'));
  const cells = line?.split('|').map((cell) => Number.parseFloat(cell.trim()));
  return cells?.filter((cell) => !Number.isNaN(cell)).slice(0, 3);
}
