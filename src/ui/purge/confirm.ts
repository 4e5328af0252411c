import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Confirmation, PlanWarning, PurgePlan } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { askText } from '../pick/input.ts';
import type { StepResult } from '../steps.ts';
import { visible } from '../text.ts';
import { environmentWord, modeWord } from '../words/environments.ts';
import { projectName, teamName } from '../words/projects.ts';
import { refusalSentence, targetsPhrase } from '../words/targets.ts';

const MOST_LISTED = 12;

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
    case 'modal':
      return askInModal(plan, project);
    case 'type-project-name':
      return askForName(title, plan, project);
  }
}

async function askInModal(plan: PurgePlan, project: KnownProject): Promise<StepResult<true>> {
  const { mode } = plan.request;
  const button = modeWord(mode);
  const targets = plan.calls.flatMap((call) => call.targets);
  const question =
    mode === 'invalidate'
      ? l10n.t('Invalidate {0}?', targetsPhrase(targets))
      : l10n.t('Dangerously delete {0}?', targetsPhrase(targets));
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: describe(plan, project) },
    button,
  );
  return answer === button ? { answer: true } : 'back';
}

function askForName(title: string, plan: PurgePlan, project: KnownProject): Promise<StepResult<true>> {
  const name = project.name ?? project.ref.idOrName;
  const targets = plan.calls.flatMap((call) => call.targets);
  return askText<true>({
    title,
    prompt: l10n.t(
      'This deletes {0} ({1}) in {2}, {3}. Type the name of the project, {4}, to go on.',
      targetsPhrase(targets),
      listed(targets.map((target) => target.value)).join(', '),
      teamName(project),
      environmentWord(plan.request.environment),
      projectName(project),
    ),
    placeholder: visible(name),
    read: (text) =>
      text.trim() === name ? { value: true } : { problem: l10n.t('That is not the name of the project.') },
  });
}

/** Everything that is about to happen, in lines. */
export function describe(plan: PurgePlan, project: KnownProject): string {
  const targets = plan.calls.flatMap((call) => call.targets);
  const hasTags = targets.some((target) => target.kind === 'tag');
  const wires = new Map(plan.calls.flatMap((call) => call.targets.map((target, at) => [target, call.values[at]])));
  const lines = targets.map((target) => {
    const wire = wires.get(target);
    return wire === undefined || wire === target.value ? target.value : l10n.t('{0}, sent as {1}', target.value, wire);
  });
  const deadline = plan.request.revalidationDeadlineSeconds;
  return [
    ...listed(lines).map((line) => `• ${line}`),
    '',
    l10n.t('Project: {0}', projectName(project)),
    l10n.t('Team: {0}', teamName(project)),
    ...(hasTags ? [l10n.t('Environment: {0}', environmentWord(plan.request.environment))] : []),
    ...(deadline ? [l10n.t('Revalidation deadline: {0} seconds', deadline)] : []),
    ...(plan.calls.length > 1 ? [l10n.t('Calls: {0}', plan.calls.length)] : []),
    ...(plan.leastMs > 0
      ? [l10n.t('Takes at least {0} minutes: Vercel allows five calls a minute.', Math.ceil(plan.leastMs / 60_000))]
      : []),
    '',
    ...plan.warnings.map(warningSentence),
    ...plan.refused.map(({ target, refusal }) => refusalSentence(target, refusal)),
  ]
    .join('\n')
    .trim();
}

function listed(values: readonly string[]): string[] {
  const shown = values.slice(0, MOST_LISTED).map((value) => visible(value, 100));
  const more = values.length - shown.length;
  return more > 0 ? [...shown, l10n.t('and {0} more', more)] : shown;
}

export function warningSentence(warning: PlanWarning): string {
  switch (warning) {
    case 'stampede':
      return l10n.t('The next visitors wait for the origin, all at once where many come (a stampede).');
    case 'every-environment':
      return l10n.t('Every environment is meant, production too.');
    case 'unknown-next-version':
      return l10n.t('The installed version of Next is unknown: tags outside of ASCII are sent as they are written.');
    case 'images-ignore-environment':
      return l10n.t('Source images have no environment: the whole project is meant.');
  }
}
