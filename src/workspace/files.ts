import * as vscode from 'vscode';
import { isReadable } from '../core/discover/prefilter.ts';
import type { FileId } from '../core/model.ts';
import { join } from '../core/paths.ts';
import { leadsInto } from '../node/real-path.ts';
import { fileIdOf, uriOf } from './uris.ts';

/** Larger files are not read: nobody writes tags by hand in them. */
const MOST_FILE_BYTES = 1_000_000;

/**
 * A file's text as the user has it: of the open document, else from the disk; `null` where it cannot be had. No link
 * leads out of the workspace, neither the file itself nor a folder on the way.
 */
export async function readText(file: FileId): Promise<string | null> {
  const open = openText(file);
  if (open !== undefined) {
    return open;
  }
  const uri = uriOf(file);
  const stat = await statOf(file);
  if (!stat || (stat.type & vscode.FileType.File) === 0 || stat.size > MOST_FILE_BYTES || !staysInside(uri)) {
    return null;
  }
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}

/** The text of the first of these files that is there. */
export async function readFirst(files: readonly FileId[]): Promise<string | undefined> {
  for (const file of files) {
    const text = await readText(file);
    if (text !== null) {
      return text;
    }
  }
  return undefined;
}

/** What a file or folder is; `undefined` where there is none. */
export async function statOf(file: FileId): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uriOf(file));
  } catch {
    return undefined;
  }
}

/** The names and kinds of what lies in a folder; nothing where it cannot be read. */
export async function entriesOf(folder: FileId): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(uriOf(folder));
  } catch {
    return [];
  }
}

/**
 * The wanted files below a folder, in no more than the wanted folders: level by level, all of one level at once, until
 * there are as many as may be. A folder that cannot be read counts as empty.
 */
export async function filesBelow(
  top: FileId,
  most: number,
  isWanted: (name: string, isFolder: boolean) => boolean,
): Promise<FileId[]> {
  const files: FileId[] = [];
  for (let folders = [top]; folders.length > 0 && files.length < most; ) {
    const levels = folders.map(async (folder) =>
      (await entriesOf(folder)).map(([name, type]) => ({ path: join(folder, name), name, type })),
    );
    folders = [];
    for (const { path, name, type } of (await Promise.all(levels)).flat()) {
      const isFolder = type === vscode.FileType.Directory;
      if ((isFolder || type === vscode.FileType.File) && isWanted(name, isFolder)) {
        (isFolder ? folders : files).push(path);
      }
    }
  }
  return files.slice(0, most);
}

/** Tells of each file and folder of a pattern that comes, changes or goes. */
export function watchFiles(pattern: string, onFile: (file: FileId) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const events = [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete];
  return vscode.Disposable.from(watcher, ...events.map((event) => event((uri) => onFile(fileIdOf(uri)))));
}

/** The texts of the documents of this workspace with unsaved changes. */
export function unsavedTexts(): Map<FileId, string> {
  const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  const texts = unsaved.map((document) => [fileIdOf(document.uri), document.getText()] as const);
  return new Map(texts.filter(([file]) => rootOf(file) !== undefined));
}

/** Whether a file lies in the workspace and is of a kind that is read. */
export function isReadableHere(file: FileId): boolean {
  const root = rootOf(file);
  return root !== undefined && isReadable(file, root);
}

/** Only a disk has links; what another file system calls a file is its own affair. */
export function staysInside(uri: vscode.Uri): boolean {
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  return (
    uri.scheme !== 'file' ||
    leadsInto(
      uri.fsPath,
      roots.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath),
    )
  );
}

/** The text of an open document with unsaved changes. */
export function openText(file: FileId): string | undefined {
  const open = vscode.workspace.textDocuments.find((document) => document.isDirty && fileIdOf(document.uri) === file);
  return open?.getText();
}

/** The root of the workspace folder that holds a file, the innermost where folders lie in one another. */
export function rootOf(file: FileId): FileId | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uriOf(file));
  return folder && fileIdOf(folder.uri);
}

export function workspaceRoots(): FileId[] {
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => fileIdOf(folder.uri));
}

/** Whether all folders of the workspace lie on this machine's disk. */
export function isOnDisk(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).every(({ uri }) => uri.scheme === 'file');
}
