import * as vscode from 'vscode';
import type { SourceHost } from '../core/discover/port.ts';
import type { FileId } from '../core/model.ts';
import { entriesOf, openText, readText, rootOf, statOf } from './files.ts';

/** A `SourceHost` over a file system that only answers later: what it does not know yet it fetches. */
export interface VirtualHost extends SourceHost {
  /** Waits for what was asked for so far; answers with the files and folders that are known now. Empty: nothing was open. */
  settled(): Promise<readonly FileId[]>;
  /** Puts in a text that was read already. */
  know(file: FileId, text: string): void;
  forget(file: FileId): void;
}

/** By the file or folder: `undefined` while it is fetched, `null` where there is nothing. */
type Known<T> = Map<FileId, T | null | undefined>;

/** Everything together that one run may fetch: a remote workspace is slow, and a hostile one has no end. */
const MOST_FETCHED = 5000;

export function createVirtualHost(): VirtualHost {
  const texts: Known<string> = new Map();
  const kinds: Known<'file' | 'directory'> = new Map();
  const lists: Known<readonly string[]> = new Map();
  let open: Promise<FileId>[] = [];
  let fetched = 0;

  /** What is known, or `undefined` while it is fetched; `null` for all that is asked once the limit is reached. */
  function ask<T>(known: Known<T>, name: FileId, fetch: (name: FileId) => Promise<T | null>): T | null | undefined {
    if (known.has(name)) {
      return known.get(name);
    }
    if (rootOf(name) === undefined || fetched++ >= MOST_FETCHED) {
      return null;
    }
    known.set(name, undefined);
    open.push(
      fetch(name).then((result) => {
        known.set(name, result);
        return name;
      }),
    );
    return undefined;
  }

  return {
    rootOf,
    readText: (file) => openText(file) ?? ask(texts, file, readText),
    kind: (file) => ask(kinds, file, kindAt),
    list: (directory) => ask(lists, directory, listAt),
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
      const waiting = open;
      open = [];
      return Promise.all(waiting);
    },
  };
}

async function kindAt(file: FileId): Promise<'file' | 'directory' | null> {
  const { type = 0 } = (await statOf(file)) ?? {};
  return type & vscode.FileType.Directory ? 'directory' : type & vscode.FileType.File ? 'file' : null;
}

async function listAt(directory: FileId): Promise<readonly string[]> {
  const entries = await entriesOf(directory);
  return entries.map(([name, type]) => (type & vscode.FileType.Directory ? `${name}/` : name));
}
