import * as vscode from 'vscode';
import { mentionsTrigger } from '../../core/discover/prefilter.ts';
import { Lifetimes } from '../../support/lifetimes.ts';
import { isReadableHere } from '../../workspace/files.ts';
import { fileIdOf } from '../../workspace/uris.ts';

const AFTER_LAST_KEY_MS = 300;

/** Calls back, once, when the active editor shows a file of the workspace that names an API: that is worth a scan. */
export function onFirstNeed(needed: () => void): vscode.Disposable {
  const lifetimes = new Lifetimes();
  let typing: NodeJS.Timeout | undefined;
  const look = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document && isReadableHere(fileIdOf(document.uri)) && mentionsTrigger(document.getText())) {
      lifetimes.dispose();
      needed();
    }
  };
  lifetimes.add({ dispose: () => clearTimeout(typing) });
  lifetimes.add(vscode.window.onDidChangeActiveTextEditor(look));
  lifetimes.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) {
        clearTimeout(typing);
        typing = setTimeout(look, AFTER_LAST_KEY_MS);
      }
    }),
  );
  look();
  return lifetimes;
}
