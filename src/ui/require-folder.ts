import { l10n } from 'vscode';
import { workspaceRoots } from '../workspace/files.ts';
import { offerCommand } from './tell.ts';

/** Whether a folder is open, as a project is chosen for one; where none is, says so and shows the way. */
export async function requireFolder(): Promise<boolean> {
  if (workspaceRoots().length > 0) {
    return true;
  }
  const sentence = l10n.t('Open a folder first: a Vercel project is chosen for a folder.');
  await offerCommand(sentence, l10n.t('Open Folder'), ['vscode.openFolder']);
  return false;
}
