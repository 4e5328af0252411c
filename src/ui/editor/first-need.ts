import * as vscode from 'vscode';
import { mentionsTrigger } from '../../core/discover/prefilter.ts';
import { isReadableHere } from '../../workspace/files.ts';
import { fileIdOf } from '../../workspace/uris.ts';

const AFTER_LAST_KEY_MS = 300;

/** Calls back, once, when the active editor shows a file of the workspace that names an API: that is worth a scan. */
export function onFirstNeed(needed: () => void): vscode.Disposable {
  let typing: NodeJS.Timeout | undefined;
  const look = () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document && isReadableHere(fileIdOf(document.uri)) && mentionsTrigger(document.getText())) {
      listening.dispose();
      needed();
    }
  };
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) {
        clearTimeout(typing);
        typing = setTimeout(look, AFTER_LAST_KEY_MS);
      }
    }),
    { dispose: () => clearTimeout(typing) },
  );
  look();
  return listening;
}
