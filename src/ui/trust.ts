import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { offerCommand } from './tell.ts';

export const restrictedSentence = (): string =>
  l10n.t('This workspace is restricted: its tags are listed, but nothing is purged until you trust it.');

/**
 * Whether the workspace is trusted; where it is not, says so and shows the way. The menus hide what needs it, but a key or
 * another extension can run any command.
 */
export async function requireTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) {
    return true;
  }
  const { showWarningMessage } = vscode.window;
  await offerCommand(
    restrictedSentence(),
    l10n.t('Manage Workspace Trust'),
    ['workbench.trust.manage'],
    showWarningMessage,
  );
  return false;
}
