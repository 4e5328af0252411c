import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { KnownProject } from '../../workspace/projects.ts';
import { visible } from '../text.ts';
import { projectName, projectPhrase, sourcePhrase, teamName } from '../words/projects.ts';

/** Shows where a purge would go and where that was read. `undefined` where the user says no. */
export async function askApproval(project: KnownProject): Promise<'go' | 'choose' | undefined> {
  const { ref, claimedName, from } = project;
  const go = l10n.t('Purge in This Project');
  const choose = l10n.t('Choose Another');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Purge in the project {0}?', projectPhrase(project)),
    {
      modal: true,
      detail: [
        l10n.t('Project: {0}', withId(projectName(project), ref.idOrName)),
        l10n.t('Team: {0}', ref.teamId === undefined ? teamName(project) : withId(teamName(project), ref.teamId)),
        l10n.t('Read from: {0}', sourcePhrase(project)),
        ...(claimedName === undefined ? [] : [l10n.t('That file calls it: {0}', visible(claimedName, 80))]),
        ...(from === 'history' ? [] : ['', l10n.t('You are asked once for each folder, and again when this changes.')]),
      ].join('\n'),
    },
    go,
    ...(from === 'history' ? [] : [choose]),
  );
  return answer === go ? 'go' : answer === choose ? 'choose' : undefined;
}

const withId = (name: string, id: string): string => (name === id ? name : `${name} (${visible(id)})`);
