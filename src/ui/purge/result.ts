import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Failure, Target } from '../../core/model.ts';
import { leftOver, type Outcome, type PurgeReport, targetsWith } from '../../core/purge/run.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { offer } from '../tell.ts';
import { environmentWord } from '../words/environments.ts';
import { failureSentence, type Remedy, remedyFor, remedyLabel } from '../words/failures.ts';
import { refusalSentences, warningSentence } from '../words/plans.ts';
import { projectPhrase } from '../words/projects.ts';
import { targetsPhrase } from '../words/targets.ts';

export type AfterPurge = Remedy | 'send-unknown' | 'go-on' | 'show-report' | 'history' | 'verify';

/**
 * The one message at the end of a purge: what was accepted, what was not, and what helps. `elsewhere` was chosen with it
 * and belongs to other projects.
 */
export async function showResult(
  report: PurgeReport,
  project: KnownProject,
  elsewhere: readonly Target[],
): Promise<AfterPurge> {
  const sentences = resultSentences(report, project);
  const failure = failureIn(report);
  const remedy = failure && remedyOf(failure, report);
  const actions = new Map<string, AfterPurge>();
  if (remedy && remedy !== 'none') {
    actions.set(remedyLabel(remedy), remedy);
  }
  if (failure?.code === 'forbidden') {
    actions.set(remedyLabel('choose-project'), 'choose-project');
  }
  if (has(report, 'unknown')) {
    if (report.plan.request.mode === 'invalidate') {
      actions.set(remedyLabel('try-again'), 'try-again');
    } else {
      actions.set(l10n.t('Send Again'), 'send-unknown');
    }
  }
  if (elsewhere.length > 0) {
    sentences.push(l10n.t('Not asked about yet, in other projects: {0}.', targetsPhrase(elsewhere)));
    actions.set(l10n.t('Go On…'), 'go-on');
  }
  if (has(report, 'accepted')) {
    actions.set(l10n.t('Verify…'), 'verify');
  }
  if (failure) {
    actions.set(l10n.t('Show Report'), 'show-report');
  } else {
    actions.set(l10n.t('Show History'), 'history');
  }
  const show =
    !failure || failure.code === 'aborted'
      ? vscode.window.showInformationMessage
      : has(report, 'accepted')
        ? vscode.window.showWarningMessage
        : vscode.window.showErrorMessage;
  const answer = await show(sentences.join(' '), ...actions.keys());
  return (answer !== undefined && actions.get(answer)) || 'none';
}

/** Asks whether the rest of a purge is to be sent, now that what stood in its way is gone. */
export function offerRest(rest: readonly Target[], project: KnownProject): Promise<boolean> {
  const question = l10n.t('Not accepted yet: {0}. Send to {1} now?', targetsPhrase(rest), projectPhrase(project));
  return offer(question, remedyLabel('try-again'));
}

function resultSentences(report: PurgeReport, project: KnownProject): string[] {
  const { mode, environment } = report.plan.request;
  const accepted = targetsWith(report, 'accepted');
  const failures = new Map(report.outcomes.flatMap(({ failure }) => (failure ? [[failure.code, failure]] : [])));
  const where = accepted.some((target) => target.kind === 'tag')
    ? l10n.t('{0}, {1}', projectPhrase(project), environmentWord(environment))
    : projectPhrase(project);
  return [
    ...ofAny(accepted, (these) =>
      mode === 'invalidate'
        ? l10n.t('Vercel accepted to invalidate {0} in {1}.', these, where)
        : l10n.t('Vercel accepted to delete {0} in {1}.', these, where),
    ),
    ...ofAny(targetsWith(report, 'refused', 'not-sent'), (these) =>
      l10n.t('Not accepted in {0}: {1}.', projectPhrase(project), these),
    ),
    ...ofAny(targetsWith(report, 'unknown'), (these) =>
      mode === 'invalidate'
        ? l10n.t('Unknown: {0}. Sending again does no harm.', these)
        : l10n.t('Unknown: {0}. Perhaps deleted, so not sent again.', these),
    ),
    ...report.plan.warnings.filter((warning) => warning === 'images-ignore-environment').map(warningSentence),
    ...[...failures.values()].map((each) => failureSentence(each)),
    ...refusalSentences(report.plan),
  ];
}

/** A sentence about targets, where there are any. */
const ofAny = (targets: readonly Target[], sentence: (these: string) => string): string[] =>
  targets.length === 0 ? [] : [sentence(targetsPhrase(targets))];

/** What was cancelled or refused for a passing reason can be sent again; nothing else can be by a click. */
function remedyOf(failure: Failure, report: PurgeReport): Remedy {
  const isLeft = leftOver(report).length > 0;
  if (failure.code === 'aborted' && isLeft) {
    return 'try-again';
  }
  const remedy = remedyFor(failure);
  return remedy === 'try-again' && !isLeft ? 'none' : remedy;
}

const has = (report: PurgeReport, outcome: Outcome): boolean => targetsWith(report, outcome).length > 0;

/** The first of those that a purge met with. */
export const failureIn = ({ outcomes }: PurgeReport): Failure | undefined =>
  outcomes.find((each) => each.failure)?.failure;
