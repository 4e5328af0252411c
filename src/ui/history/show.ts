import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import { counted } from '../../core/maps.ts';
import type { PurgeRequest, Target } from '../../core/model.ts';
import { requestAgain, type StoredPurge } from '../../core/purge/history.ts';
import { requestAgainOf, type TeamPurge, teamPurges, withoutOwn } from '../../core/purge/team-history.ts';
import { icon } from '../icon.ts';
import { type Choice, pickOne, searching } from '../pick/quick-pick.ts';
import { answered, runSteps } from '../steps.ts';
import { tell } from '../tell.ts';
import { inLine, label } from '../text.ts';
import { environmentOf, environmentWord, modeWord } from '../words/environments.ts';
import { listed } from '../words/plans.ts';
import { outcomeWord, targetsPhrase } from '../words/targets.ts';
import { timeWords } from '../words/times.ts';
import { type Action, type HistoryPorts, pickAction } from './actions.ts';

/** A purge that can be looked at again, by whoever it was. */
export interface Past {
  /** Nothing where it cannot be sent again. */
  readonly request: PurgeRequest | undefined;
  readonly projectName: string | undefined;
  /** What this machine knows of it. */
  readonly own?: StoredPurge;
}

/** The purges of this machine and of the team, newest first, those left in the middle before all; what to do with one. */
export async function showHistory(ports: HistoryPorts): Promise<void> {
  const rows = [...ports.purges.map((purge) => ownRow(purge, ports.isCutOff(purge))), ...(await teamRows(ports))];
  if (rows.length === 0) {
    tell(l10n.t('Nothing was purged yet.'));
    return;
  }
  const items = searching(rows.sort((a, b) => Number(b.isCutOff) - Number(a.isCutOff) || b.at - a.at));
  const placeholder = l10n.t('Filter by targets, project, people or outcome');
  const draft = await runSteps<Draft>({}, [
    async () =>
      answered(await pickOne<Past>({ title: l10n.t('Purge History'), placeholder, items }), (past) => ({ past })),
    async ({ past }) => (past ? answered(await pickAction(ports, past), (action) => ({ past, action })) : 'back'),
  ]);
  await draft?.action?.();
}

interface Draft {
  readonly past?: Past;
  readonly action?: Action;
}

interface Row extends Choice<Past> {
  readonly at: number;
  readonly isCutOff: boolean;
  readonly searched: string;
}

function ownRow(purge: StoredPurge, isCutOff: boolean): Row {
  const counts = counted(purge.targets.map(({ outcome }) => outcome));
  return rowOf(purge.at, { request: requestAgain(purge), projectName: purge.projectName, own: purge }, isCutOff, {
    words: `${modeWord(purge.mode)} ${targetsPhrase(purge.targets)}`,
    where: [
      purge.projectName ?? purge.project.idOrName,
      ...environmentOf(purge.targets, purge.environment),
      isCutOff ? l10n.t('left in the middle') : undefined,
    ],
    details: [
      l10n.t('this machine'),
      [...counts].map(([outcome, count]) => `${count} ${outcomeWord(outcome)}`).join(', '),
      ...namesOf(purge.targets),
    ],
    symbol: isCutOff ? 'debug-disconnect' : 'device-desktop',
  });
}

interface RowWords {
  readonly words: string;
  readonly where: readonly (string | undefined)[];
  readonly details: readonly string[];
  readonly symbol: string;
}

function rowOf(at: number, past: Past, isCutOff: boolean, { words, where, details, symbol }: RowWords): Row {
  const row = {
    label: label(words),
    description: label(inLine(where)),
    detail: inLine([timeWords(at), ...details]),
    iconPath: icon(symbol),
  };
  const targets = past.request?.targets.map(({ value }) => value) ?? [];
  const searched = [row.label, row.description, row.detail, ...targets].join('\n');
  return { ...row, at, isCutOff, searched, value: past };
}

const MOST_PROJECTS = 5;

/** What the team did elsewhere. A failure here must not hide what this machine knows. */
async function teamRows({ client, projects, asksTeam, purges }: HistoryPorts): Promise<Row[]> {
  const asked = asksTeam ? projects.slice(0, MOST_PROJECTS) : [];
  const answers = await Promise.all(
    asked.map(async ({ ref: { idOrName, teamId } }) => {
      const events = await client.purgeEvents({ projectId: idOrName, ...given({ teamId }) });
      return events.ok ? teamPurges(events.value, teamId) : [];
    }),
  );
  return withoutOwn(answers.flat(), purges).map(teamRow);
}

function teamRow(purge: TeamPurge): Row {
  const { what, environment } = purge;
  const [words, where] =
    what === 'everything'
      ? [l10n.t('The whole cache'), [environmentWord(environment)]]
      : [`${modeWord(what.mode)} ${targetsPhrase(what.targets)}`, environmentOf(what.targets, environment)];
  return rowOf(purge.at, { request: requestAgainOf(purge), projectName: purge.projectName }, false, {
    words,
    where: [purge.projectName, ...where],
    details: [
      label(purge.who ?? l10n.t('somebody of the team'), 80),
      ...(what === 'everything' ? [] : namesOf(what.targets)),
    ],
    symbol: 'organization',
  });
}

/** Which they are, where the label counts them only. */
const namesOf = (targets: readonly Target[]): string[] =>
  targets.length > 1
    ? [
        listed(
          targets.map(({ value }) => label(value, 40)),
          3,
        ).join(', '),
      ]
    : [];
