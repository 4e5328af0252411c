import * as vscode from 'vscode';

const SCHEME = 'vercel-cache';

/** Hands VS Code the texts that {@link showText} shows: each address holds its own. */
export function provideTexts(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ query }) => query,
  });
}

/** Shows a text of ours in an editor that cannot be changed, so that nothing is asked when it is closed. */
export async function showText(title: string, text: string, options?: vscode.TextDocumentShowOptions): Promise<void> {
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}`, query: text });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), options);
}
