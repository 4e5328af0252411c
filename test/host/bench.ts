import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
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
  const phases: Record<string, Phase> = {
    'first scan': await phase(() => vscode.commands.executeCommand('vercelCache.refresh')),
    'scan again': await phase(() => vscode.commands.executeCommand('vercelCache.refresh')),
    // Before a file is open: what TypeScript's own extension does then is not ours, and takes seconds.
    'branch switch': await phase(() => change(files.slice(0, CHANGED_FILES))),
  };
  const editor = await open(files[0] ?? '');
  phases.typing = await phase(() => typeInto(editor));
  console.log(`BENCH ${JSON.stringify({ activation: await activation(), phases })}`);
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^file-\d+\.ts$/.test(path.basename(file)))
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

async function open(file: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  await wait(SETTLED_MS); // the language's own extension starts
  return editor;
}

async function typeInto(editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  for (let at = 0; at < EDITS; at++) {
    await editor.edit((builder) =>
      builder.insert(document.positionAt(document.getText().length), at % 2 === 0 ? '\n' : ';'),
    );
    await wait(150);
  }
}

const ADD_A_LINE = `const fs = require('node:fs');
for (const file of JSON.parse(fs.readFileSync(0, 'utf8'))) fs.appendFileSync(file, '\\n');`;

/** In a process of its own, as git does it: else the writing would hold the thread that is measured. */
async function change(files: readonly string[]): Promise<void> {
  const writer = spawn(process.execPath, ['-e', ADD_A_LINE], { stdio: ['pipe', 'ignore', 'inherit'] });
  writer.stdin.end(JSON.stringify(files));
  await once(writer, 'close');
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
