import { l10n } from 'vscode';
import type { Failure } from '../../core/model.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { askInModal } from '../pick/modal.ts';
import { visible } from '../text.ts';
import { failureSentence, remedyLabel } from '../words/failures.ts';
import { anotherWord, projectLines, projectPhrase, sourcePhrase } from '../words/projects.ts';

/** Shows where a purge would go and where that was read. `undefined` where the user says no. */
export async function askApproval(project: KnownProject, asksMore: boolean): Promise<'go' | 'choose' | undefined> {
  const { claimedName, from } = project;
  const go = asksMore ? l10n.t('Purge in This Project…') : l10n.t('Purge in This Project');
  return askInModal(
    l10n.t('Purge in the project {0}?', projectPhrase(project)),
    [
      ...facts(project),
      ...(claimedName === undefined ? [] : [l10n.t('That file calls it: {0}', visible(claimedName, 80))]),
      ...(from === 'history' ? [] : ['', l10n.t('You are asked once for each folder, and again when this changes.')]),
    ],
    { [go]: 'go', ...another(project) },
  );
}

/** Shows a project that Vercel does not know, or not let the token into. `undefined` where the user leaves. */
export function askForAnother(project: KnownProject, failure: Failure): Promise<'choose' | 'set-token' | undefined> {
  return askInModal(failureSentence(failure), facts(project), {
    ...another(project),
    [remedyLabel('set-token')]: 'set-token',
  });
}

/** A project of the past belongs to no folder that another could be chosen for. */
const another = ({ from }: KnownProject): Record<string, 'choose'> =>
  from === 'history' ? {} : { [anotherWord()]: 'choose' };

const facts = (project: KnownProject): string[] => [
  ...projectLines(project),
  l10n.t('Read from: {0}', sourcePhrase(project)),
];
