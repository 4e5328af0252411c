import * as vscode from 'vscode';
import { createIgnoreRules, type IgnoreRules, mayEnter, NEVER_ENTERED } from '../core/discover/ignored.ts';
import type { FileId } from '../core/model.ts';
import { basename, join } from '../core/paths.ts';
import { systemClock } from '../core/purge/clock.ts';
import { entriesOf, readText } from './files.ts';
import { fileIdOf } from './uris.ts';

const NEVER = `**/{${NEVER_ENTERED.join(',')}}/**`;

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
  const files = found.length > 0 ? found.map(fileIdOf) : await walk(fileIdOf(root), most);
  const texts = new Map<FileId, string | null>();
  const ignoreFiles = files.filter((file) => basename(file) === '.gitignore');
  await Promise.all(ignoreFiles.map(async (file) => texts.set(file, await readText(file))));
  const rules = createIgnoreRules(fileIdOf(root), (file) => texts.get(file));
  return { files: files.filter((file) => !rules.isFileIgnored(file)), rules, isCapped: files.length >= most };
}

/** Lists folder by folder, all that lie equally deep at once; one that cannot be read counts as empty. */
async function walk(root: FileId, most: number): Promise<FileId[]> {
  const files: FileId[] = [];
  for (let folders = [root]; folders.length > 0 && files.length < most; ) {
    const listings = await Promise.all(
      folders.map(async (folder) =>
        (await entriesOf(folder)).map(([name, type]) => ({ file: join(folder, name), name, type })),
      ),
    );
    folders = [];
    for (const { file, name, type } of listings.flat()) {
      if (type === vscode.FileType.File) {
        files.push(file);
      } else if (type === vscode.FileType.Directory && mayEnter(name)) {
        folders.push(file);
      }
    }
  }
  return files.slice(0, most);
}
