import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PurgeRequest } from '../core/model.ts';
import { asCli, asCurl } from '../core/purge/export.ts';
import { requestAgain, requestAgainOf, type StoredPurge, type TeamPurge, teamPurges } from '../core/purge/history.ts';
import { planPurge } from '../core/purge/plan.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import type { KnownProject } from '../workspace/projects.ts';
import { type Choice, pickOne } from './pick/quick-pick.ts';
import { label, visible } from './text.ts';
import { environmentWord, modeWord } from './words/environments.ts';
import { targetsPhrase } from './words/targets.ts';

/** A purge that can be looked at again, by whoever it was. */
interface Past {
  readonly request: PurgeRequest | undefined;
  readonly projectName: string | undefined;
}

export interface HistoryPorts {
  readonly purges: readonly StoredPurge[];
  readonly client: VercelClient;
  readonly baseUrl: string;
  /** Whose team's purges stand beside those of this machine; none without a token. */
  readonly projects: readonly KnownProject[];
  readonly again: (request: PurgeRequest, project: KnownProject) => Promise<void>;
}

/** The purges of this machine and of the team, newest first; then what to do with one. */
export async function showHistory(ports: HistoryPorts): Promise<void> {
  const rows = [...ports.purges.map((purge) => ownRow(purge)), ...(await teamRows(ports))];
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nothing was purged yet.'));
    return;
  }
  const picked = await pickOne<Past>({
    title: l10n.t('Purge History'),
    placeholder: l10n.t('Choose a purge to send it again or to copy it'),
    items: rows.sort((a, b) => b.at - a.at),
  });
  if (typeof picked !== 'string' && picked.answer.request) {
    await offerActions(ports, picked.answer.request, picked.answer.projectName);
  }
}

type Row = Choice<Past> & { readonly at: number };

function ownRow(purge: StoredPurge): Row {
  const counts = new Map<string, number>();
  for (const { outcome } of purge.targets) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const outcomes = [...counts].map(([outcome, count]) => `${count} ${outcomeWord(outcome)}`).join(', ');
  const hasTags = purge.targets.some((target) => target.kind === 'tag');
  return {
    at: purge.at,
    label: label(`${modeWord(purge.mode)} ${targetsPhrase(purge.targets)}`),
    description: label(
      [purge.projectName ?? purge.project.idOrName, ...(hasTags ? [environmentWord(purge.environment)] : [])].join(
        ' · ',
      ),
    ),
    detail: `${new Date(purge.at).toLocaleString()} · ${l10n.t('this machine')} · ${outcomes}`,
    value: { request: requestAgain(purge), projectName: purge.projectName },
  };
}

function outcomeWord(outcome: string): string {
  switch (outcome) {
    case 'accepted':
      return l10n.t('accepted');
    case 'refused':
      return l10n.t('refused');
    case 'unknown':
      return l10n.t('unknown');
    default:
      return l10n.t('not sent');
  }
}

/** What the team did elsewhere. A failure here must not hide what this machine knows. */
async function teamRows({ client, projects }: HistoryPorts): Promise<Row[]> {
  const answers = await Promise.all(
    projects.slice(0, MOST_PROJECTS).map(async ({ ref: { idOrName, teamId } }) => {
      const events = await client.purgeEvents({ projectId: idOrName, ...(teamId === undefined ? {} : { teamId }) });
      return events.ok ? teamPurges(events.value, teamId) : [];
    }),
  );
  return answers.flat().map(teamRow);
}

const MOST_PROJECTS = 5;

function teamRow(purge: TeamPurge): Row {
  const what =
    purge.what === 'everything'
      ? l10n.t('The whole cache')
      : `${modeWord(purge.what.mode)} ${targetsPhrase(purge.what.targets)}`;
  return {
    at: purge.at,
    label: label(what),
    description: label([purge.projectName ?? '', environmentWord(purge.environment)].filter(Boolean).join(' · ')),
    detail: `${new Date(purge.at).toLocaleString()} · ${label(visible(purge.who ?? l10n.t('somebody of the team'), 80))}`,
    value: { request: requestAgainOf(purge), projectName: purge.projectName },
  };
}

async function offerActions(ports: HistoryPorts, request: PurgeRequest, projectName: string | undefined) {
  const action = await pickOne<'again' | 'curl' | 'cli'>({
    title: l10n.t('Purge {0}', targetsPhrase(request.targets)),
    placeholder: l10n.t('What shall be done with it?'),
    items: [
      { label: l10n.t('Purge Again'), iconPath: new vscode.ThemeIcon('refresh'), value: 'again' },
      { label: l10n.t('Copy as curl'), iconPath: new vscode.ThemeIcon('copy'), value: 'curl' },
      { label: l10n.t('Copy as CLI'), iconPath: new vscode.ThemeIcon('terminal'), value: 'cli' },
    ],
  });
  if (typeof action === 'string') {
    return;
  }
  if (action.answer === 'again') {
    await ports.again(request, projectOf(request, projectName, ports.projects));
    return;
  }
  const { calls } = planPurge(request);
  if (action.answer === 'curl') {
    await vscode.env.clipboard.writeText(calls.map((call) => asCurl(call, ports.baseUrl)).join('\n\n'));
    void vscode.window.showInformationMessage(l10n.t('Copied. The token is read from $VERCEL_TOKEN.'));
    return;
  }
  const commands = calls.map(asCli);
  await vscode.env.clipboard.writeText(commands.map((each) => each.commands).join('\n'));
  void vscode.window.showInformationMessage(
    commands.some((each) => each.everyEnvironment)
      ? l10n.t('Copied. The Vercel CLI knows no environment, so these commands purge in all of them.')
      : l10n.t('Copied. The token is read from $VERCEL_TOKEN.'),
  );
}

/** The project as the window knows it, or as the history names it. */
function projectOf(request: PurgeRequest, name: string | undefined, known: readonly KnownProject[]): KnownProject {
  const { idOrName, teamId } = request.project;
  const key = `${teamId ?? ''}/${idOrName}`;
  return (
    known.find((project) => project.key === key) ?? {
      key,
      ref: request.project,
      folder: '',
      from: 'history',
      ...(name === undefined ? {} : { name }),
    }
  );
}
