import * as vscode from 'vscode';
import { mayEnter } from '../core/discover/ignored.ts';
import { WATCHED } from '../core/discover/prefilter.ts';
import type { FileId } from '../core/model.ts';
import { basename, segmentsBelow } from '../core/paths.ts';
import { ChangeBatch } from './change-batch.ts';
import { openText, readText, rootOf, watchFiles } from './files.ts';
import { fileIdOf } from './uris.ts';

export interface TextListener {
  /** A file has another text now, unsaved changes included; `null` when it is gone or cannot be read. */
  changed(file: FileId, text: string | null): void;
  /** So many files changed (another branch, an install) that looking at each is dearer than looking at all. */
  many(): void;
}

const AFTER_LAST_KEY_MS = 120;

/** Follows what the user types and what happens to the files. */
export function watchTexts(listener: TextListener): vscode.Disposable {
  const typing = new Map<FileId, NodeJS.Timeout>();

  const tell = async (files: readonly FileId[]) => {
    if (files.some((file) => basename(file) === '.gitignore')) {
      listener.many();
      return;
    }
    for (const file of files) {
      if (openText(file) === undefined) {
        listener.changed(file, await readText(file));
      }
    }
  };
  const batch = new ChangeBatch({
    few: (files) => void tell(files),
    many: () => listener.many(),
    isFocused: () => vscode.window.state.focused,
  });
  const onFile = (file: FileId) => {
    const root = rootOf(file);
    if (root !== undefined && segmentsBelow(root, file).slice(0, -1).every(mayEnter)) {
      batch.add(file);
    }
  };

  return vscode.Disposable.from(
    batch,
    vscode.window.onDidChangeWindowState(({ focused }) => focused && batch.flush()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const file = fileIdOf(document.uri);
      if (contentChanges.length > 0 && rootOf(file) !== undefined) {
        clearTimeout(typing.get(file));
        typing.set(
          file,
          setTimeout(() => {
            typing.delete(file);
            listener.changed(file, document.getText());
          }, AFTER_LAST_KEY_MS),
        );
      }
    }),
    // Closed without saving: what counts now is on the disk.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => onFile(fileIdOf(uri))),
    watchFiles(WATCHED, onFile),
    {
      dispose: () => {
        for (const timer of typing.values()) {
          clearTimeout(timer);
        }
      },
    },
  );
}
