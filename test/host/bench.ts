import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { traced } from './trace.ts';

/**
 * The part of `npm run bench` that runs inside the extension host, in a workspace that it may change. Prints one line:
 * what VS Code says of the activation, and how the host's thread was held while things happened. Leaves the profiles in the
 * folder that BENCH_TRACE names.
 */

const ID = 'vercel-cache-tags';
const EDITS = 30;
const CHANGED_FILES = 1000;
/** For VS Code's watcher, and for the scan that follows a storm. */
const SETTLED_MS = 8000;

/** Of the times in which the thread did not come back, in milliseconds. */
interface Phase {
  readonly time: number;
  readonly longest: number;
  /** What code of this extension took of each, from the shortest to the longest, as far as it took any. */
  readonly own: readonly number[];
}

export async function run(): Promise<void> {
  await wait(4000); // the editor starts too
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const files = sourcesIn(root);
  const phases: Record<string, Phase> = {
    'first scan': await phase('first-scan', () => vscode.commands.executeCommand('vercelCache.refresh')),
    'scan again': await phase('scan-again', () => vscode.commands.executeCommand('vercelCache.refresh')),
    // Before a file is open: what TypeScript's own extension does then is not ours, and takes seconds.
    'branch switch': await phase('branch-switch', () => change(files.slice(0, CHANGED_FILES))),
  };
  const editor = await open(densest(files));
  phases.typing = await phase('typing', () => typeInto(editor));
  console.log(`BENCH ${JSON.stringify({ activation: await activation(), phases })}`);
}

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.split(path.sep).includes('node_modules'))
    .map((file) => path.join(root, file));
}

const CALL = /\b(?:cacheTag|revalidateTag|updateTag)\(|<Image\b/g;

/** The file with the most calls that mean a tag or an image. */
function densest(files: readonly string[]): string {
  const calls = files.map((file) => readFileSync(file, 'utf8').match(CALL)?.length ?? 0);
  return files[calls.indexOf(Math.max(0, ...calls))] ?? '';
}

async function phase(name: string, work: () => PromiseLike<unknown>): Promise<Phase> {
  const { time, holds, profile } = await traced(work, extensionFolder());
  const traces = process.env.BENCH_TRACE;
  if (traces) {
    mkdirSync(traces, { recursive: true });
    writeFileSync(path.join(traces, `${name}.cpuprofile`), JSON.stringify(profile));
  }
  const own = holds.map((each) => each.own).filter((length) => length > 0);
  return { time, longest: Math.max(0, ...holds.map(({ length }) => length)), own: own.sort((a, b) => a - b) };
}

const extensionFolder = (): string =>
  path.join(vscode.extensions.getExtension(`${ID}.${ID}`)?.extensionPath ?? '', 'dist');

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
  const line = report.split('\n').find((each) => each.includes(ID));
  const cells = line?.split('|').map((cell) => Number.parseFloat(cell.trim()));
  return cells?.filter((cell) => !Number.isNaN(cell)).slice(0, 3);
}
