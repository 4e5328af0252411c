import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import type { PurgeRequest, Target } from '../../core/model.ts';
import { asCli, asCurl } from '../../core/purge/export.ts';
import { requestAgain, type StoredPurge, targetsOf } from '../../core/purge/history.ts';
import { planFactsAgain, planPurge } from '../../core/purge/plan.ts';
import { outcomesLeft } from '../../core/purge/run.ts';
import type { VercelClient } from '../../core/vercel/client.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { icon } from '../icon.ts';
import { type Choice, pickOne } from '../pick/quick-pick.ts';
import { titleOf } from '../purge/draft.ts';
import type { Again } from '../purge/ports.ts';
import type { StepResult } from '../steps.ts';
import { tell } from '../tell.ts';
import { inLine, label } from '../text.ts';
import { callsPhrase, exceptionSentences } from '../words/plans.ts';
import { targetsPhrase } from '../words/targets.ts';
import { showReport } from './report.ts';
import type { Past } from './show.ts';

export interface HistoryPorts {
  readonly purges: readonly StoredPurge[];
  /** Whether the window of a purge was closed in the middle. */
  readonly isCutOff: (purge: StoredPurge) => boolean;
  readonly client: VercelClient;
  readonly baseUrl: string;
  /** Those of the window. */
  readonly projects: readonly KnownProject[];
  /** Whether what their teams purged stands beside the purges of this machine; never without a token. */
  readonly asksTeam: boolean;
  readonly again: (request: PurgeRequest, project: KnownProject, again: Again) => Promise<void>;
  readonly settle: (id: string) => Promise<void>;
  readonly verify: (purge: StoredPurge) => Promise<void>;
}

export type Action = () => Promise<void>;

/** Asks what to do with a purge of the past; one that does not say what it was leads back to the others. */
export async function pickAction(ports: HistoryPorts, { request, project, own }: Past): Promise<StepResult<Action>> {
  if (!request || !project) {
    return 'back';
  }
  const facts = own ? planFactsAgain(own) : {};
  const plan = planPurge(request, facts);
  const cli = plan.calls.map(asCli);
  const actions: Choice<Action>[] = [
    ...(own ? unfinished(ports, own, project) : []),
    {
      label: l10n.t('Purge Again'),
      description: callsPhrase(plan),
      detail: label(inLine(exceptionSentences(plan, 3)), 500),
      iconPath: icon('refresh'),
      value: () => ports.again(request, project, { facts }),
    },
    ...(own
      ? [
          {
            label: l10n.t('Show Report'),
            iconPath: icon('list-flat'),
            value: () => showReport(own, ports.isCutOff(own)),
          },
          {
            label: l10n.t('Verify…'),
            iconPath: icon('globe'),
            value: () => ports.verify(own),
          },
        ]
      : []),
    {
      label: l10n.t('Copy as curl'),
      iconPath: icon('copy'),
      value: () => copy(plan.calls.map((call) => asCurl(call, ports.baseUrl))),
    },
    {
      label: l10n.t('Copy as CLI'),
      iconPath: icon('terminal'),
      value: () =>
        copy(
          cli.map(({ commands }) => commands),
          cli.some(({ everyEnvironment }) => everyEnvironment),
        ),
    },
  ];
  return pickOne<Action>({
    title: titleOf(request.targets, project, request.mode),
    placeholder: l10n.t('What shall be done with it?'),
    items: actions,
  });
}

/** What was not accepted, and what is not known, can be sent on its own; or it is not wanted any more. */
function unfinished(ports: HistoryPorts, purge: StoredPurge, project: KnownProject): Choice<Action>[] {
  const isCutOff = ports.isCutOff(purge);
  const left = outcomesLeft(purge.mode);
  const rest = purge.state === 'ended' || isCutOff ? targetsOf(purge, ...left) : [];
  const unknown =
    left.includes('unknown') || (purge.state === 'running' && !isCutOff) ? [] : targetsOf(purge, 'unknown');
  const facts = planFactsAgain(purge);
  const send = (targets: readonly Target[], words: string, settles: boolean): Choice<Action> => ({
    label: words,
    description: callsPhrase(planPurge(requestAgain(purge, targets), facts)),
    iconPath: icon('debug-continue'),
    value: () =>
      ports.again(requestAgain(purge, targets), project, {
        facts,
        ...given({ settles: settles ? purge.id : undefined }),
      }),
  });
  return [
    ...(rest.length > 0 ? [send(rest, l10n.t('Send What Was Not Accepted: {0}', targetsPhrase(rest)), true)] : []),
    ...(unknown.length > 0
      ? [send(unknown, l10n.t('Send Again What Is Unknown: {0}', targetsPhrase(unknown)), rest.length === 0)]
      : []),
    ...(isCutOff
      ? [
          {
            label: l10n.t('Leave It as It Is'),
            iconPath: icon('check'),
            value: () => ports.settle(purge.id),
          },
        ]
      : []),
  ];
}

async function copy(commands: readonly string[], everyEnvironment = false): Promise<void> {
  await vscode.env.clipboard.writeText(commands.join('\n\n'));
  tell(
    everyEnvironment
      ? l10n.t('Copied. The Vercel CLI knows no environment, so these commands purge in all of them.')
      : l10n.t('Copied. The token is read from $VERCEL_TOKEN.'),
  );
}
