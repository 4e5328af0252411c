import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { workspaceRoots } from '../workspace/files.ts';

/** Whether a folder is open, as a project is chosen for one; where none is, says so and shows the way. */
export async function requireFolder(): Promise<boolean> {
  if (workspaceRoots().length > 0) {
    return true;
  }
  const open = l10n.t('Open Folder');
  const sentence = l10n.t('Open a folder first: a Vercel project is chosen for a folder.');
  if ((await vscode.window.showInformationMessage(sentence, open)) === open) {
    await vscode.commands.executeCommand('vscode.openFolder');
  }
  return false;
}
