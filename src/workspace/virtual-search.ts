import * as vscode from 'vscode';
import { createIgnoreRules, type IgnoreRules, mayEnter, NEVER_ENTERED } from '../core/discover/ignored.ts';
import type { FileId } from '../core/model.ts';
import { basename } from '../core/paths.ts';
import { systemClock } from '../core/purge/clock.ts';
import { filesBelow, readText } from './files.ts';
import { fileIdOf } from './uris.ts';

const NEVER = `**/{${NEVER_ENTERED.join(',')}}/**`;

const isWanted = (name: string, isFolder: boolean): boolean => !isFolder || mayEnter(name);

/** Where nobody searches a file system, VS Code finds nothing, or waits for somebody for ever (`waitForProvider`). */
const LONGEST_SEARCH_MS = 5000;

/** The files of a folder without a disk on this machine, and what its .gitignore files say. */
export interface Listing {
  readonly files: readonly FileId[];
  readonly rules: IgnoreRules;
  /** There are more files than were asked for. */
  readonly isCapped: boolean;
}

/** Lists a folder through VS Code's own file search where there is one. It knows no .gitignore: those are read here. */
export async function listVirtually(root: vscode.Uri, most: number): Promise<Listing> {
  const search = vscode.workspace.findFiles(new vscode.RelativePattern(root, '**/*'), NEVER, most);
  const found = (await Promise.race([search, systemClock.sleep(LONGEST_SEARCH_MS)])) ?? [];
  const files = found.length > 0 ? found.map(fileIdOf) : await filesBelow(fileIdOf(root), most, isWanted);
  const texts = new Map<FileId, string | null>();
  const ignoreFiles = files.filter((file) => basename(file) === '.gitignore');
  await Promise.all(ignoreFiles.map(async (file) => texts.set(file, await readText(file))));
  const rules = createIgnoreRules(fileIdOf(root), (file) => texts.get(file));
  return { files: files.filter((file) => !rules.isFileIgnored(file)), rules, isCapped: files.length >= most };
}
