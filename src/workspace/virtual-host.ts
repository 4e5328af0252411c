import * as vscode from 'vscode';
import type { SourceHost } from '../core/discover/port.ts';
import type { FileId } from '../core/model.ts';
import { openText, readText, rootOf } from './files.ts';
import { uriOf } from './uris.ts';

/** A `SourceHost` over a file system that only answers later: what it does not know yet it fetches. */
export interface VirtualHost extends SourceHost {
  /** Waits for what was asked for so far; answers with the files and folders that are known now. Empty: nothing was open. */
  settled(): Promise<readonly FileId[]>;
  /** Puts in a text that was read already. */
  know(file: FileId, text: string): void;
  forget(file: FileId): void;
}

/** Everything together that one run may fetch: a remote workspace is slow, and a hostile one has no end. */
const MOST_FETCHED = 5000;

export function createVirtualHost(): VirtualHost {
  const texts = new Map<FileId, string | null>();
  const kinds = new Map<FileId, 'file' | 'directory' | null>();
  const lists = new Map<FileId, readonly string[] | null>();
  const open = new Map<string, Promise<FileId>>();
  let fetched = 0;

  /** What is known, or `undefined` while it is fetched; `null` for all that is asked once the limit is reached. */
  function ask<T>(known: Map<FileId, T | null>, name: FileId, fetch: () => Promise<T | null>): T | null | undefined {
    const value = known.get(name);
    if (value !== undefined || rootOf(name) === undefined) {
      return value ?? null;
    }
    const key = `${kindOf(known)}\0${name}`;
    if (!open.has(key)) {
      if (fetched++ >= MOST_FETCHED) {
        return null;
      }
      const answer = fetch().then((result) => {
        known.set(name, result);
        return name;
      });
      open.set(key, answer);
    }
    return undefined;
  }
  const kindOf = (known: unknown) => (known === texts ? 'text' : known === kinds ? 'kind' : 'list');

  return {
    rootOf,
    readText: (file) => openText(file) ?? ask(texts, file, () => readText(file)),
    kind: (file) => ask(kinds, file, () => kindAt(file)),
    list: (directory) => ask(lists, directory, () => listAt(directory)),
    know: (file, text) => {
      texts.set(file, text);
      kinds.set(file, 'file');
    },
    forget: (file) => {
      texts.delete(file);
      kinds.delete(file);
      lists.delete(file.slice(0, file.lastIndexOf('/')));
    },
    async settled() {
      const waiting = [...open.values()];
      open.clear();
      return Promise.all(waiting);
    },
  };
}

async function kindAt(file: FileId): Promise<'file' | 'directory' | null> {
  try {
    const { type } = await vscode.workspace.fs.stat(uriOf(file));
    return type & vscode.FileType.Directory ? 'directory' : type & vscode.FileType.File ? 'file' : null;
  } catch {
    return null;
  }
}

async function listAt(directory: FileId): Promise<readonly string[] | null> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uriOf(directory));
    return entries.map(([name, type]) => (type & vscode.FileType.Directory ? `${name}/` : name));
  } catch {
    return null;
  }
}
