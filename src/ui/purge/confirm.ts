import { l10n } from 'vscode';
import { type Confirmation, type PurgePlan, sentBy } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { askText } from '../pick/input.ts';
import { askInModal } from '../pick/modal.ts';
import type { StepResult } from '../steps.ts';
import { visible } from '../text.ts';
import { environmentWord, modeWord } from '../words/environments.ts';
import {
  callsPhrase,
  deadlineWords,
  describePlan,
  exceptionSentences,
  listed,
  warningSentence,
} from '../words/plans.ts';
import { projectName, teamName } from '../words/projects.ts';
import { targetsPhrase } from '../words/targets.ts';

/** Asks as much as the plan's danger needs; `strict` never lets less than a modal pass. */
export async function confirmPurge(
  title: string,
  plan: PurgePlan,
  project: KnownProject,
  strict: boolean,
): Promise<StepResult<true>> {
  const confirmation: Confirmation = strict && plan.confirmation === 'none' ? 'modal' : plan.confirmation;
  switch (confirmation) {
    case 'none':
      return { answer: true };
    case 'modal': {
      const { mode } = plan.request;
      const button = mode === 'invalidate' ? l10n.t('Invalidate') : l10n.t('Dangerously Delete');
      const question = l10n.t('{0} {1}? It cannot be undone.', modeWord(mode), targetsPhrase(sentBy(plan)));
      const isSure = await askInModal(question, [describePlan(plan, project)], { [button]: true });
      return isSure ? { answer: true } : 'back';
    }
    case 'type-project-name':
      return askForName(title, plan, project);
  }
}

function askForName(title: string, plan: PurgePlan, project: KnownProject): Promise<StepResult<true>> {
  const name = project.name ?? project.ref.idOrName;
  const targets = sentBy(plan);
  return askText<true>({
    title,
    prompt: [
      l10n.t(
        'This deletes {0} ({1}) in {2}, {3}, with {4}. It cannot be undone.',
        targetsPhrase(targets),
        listed(targets.map((target) => visible(target.value, 100))).join(', '),
        teamName(project),
        environmentWord(plan.request.environment),
        callsPhrase(plan),
      ),
      ...deadlineWords(plan).map((words) => `${words}.`),
      ...plan.warnings.map(warningSentence),
      ...exceptionSentences(plan),
      l10n.t('Type the name of the project, {0}, to go on.', projectName(project)),
    ].join(' '),
    placeholder: visible(name),
    read: (text) =>
      text.trim() === name ? { value: true } : { problem: l10n.t('That is not the name of the project.') },
  });
}
