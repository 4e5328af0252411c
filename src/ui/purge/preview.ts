import { l10n } from 'vscode';
import { asRequest } from '../../core/purge/export.ts';
import type { PurgePlan } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { icon } from '../icon.ts';
import type { MoreRow } from '../pick/quick-pick.ts';
import { showText } from '../read-only.ts';
import { inLine, label } from '../text.ts';
import { callsPhrase, describePlan, exceptionSentences } from '../words/plans.ts';

/** What a dry run ends with: the calls as a text. Nothing is sent. */
export function showDryRun(plan: PurgePlan, project: KnownProject, baseUrl: string): Promise<void> {
  return showCalls(l10n.t('Dry run: nothing was sent.'), plan, project, baseUrl);
}

/** The row below a question that tells what its answer would send, and shows the calls as a text beside it. */
export function previewRow(plan: PurgePlan, project: KnownProject, baseUrl: string): MoreRow {
  return {
    label: l10n.t('Show the Calls'),
    description: label(callsPhrase(plan)),
    detail: label(inLine(exceptionSentences(plan, MOST_EXCEPTIONS)), 500),
    iconPath: icon('list-flat'),
    run: () => void showCalls(l10n.t('What would be sent:'), plan, project, baseUrl, true),
  };
}

const MOST_EXCEPTIONS = 3;

async function showCalls(
  heading: string,
  plan: PurgePlan,
  project: KnownProject,
  baseUrl: string,
  preserveFocus = false,
): Promise<void> {
  const calls = plan.calls.map((call) => asRequest(call, baseUrl));
  const content = [heading, describePlan(plan, project), ...calls].join('\n\n');
  await showText(l10n.t('Vercel Calls'), content, { preserveFocus });
}
