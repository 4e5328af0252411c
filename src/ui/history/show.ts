import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import { counted } from '../../core/maps.ts';
import type { ProjectRef, PurgeRequest, Target } from '../../core/model.ts';
import { systemClock } from '../../core/purge/clock.ts';
import { requestAgain, type StoredPurge } from '../../core/purge/history.ts';
import { requestAgainOf, type TeamPurge, teamPurges, withoutOwn } from '../../core/purge/team-history.ts';
import { type KnownProject, projectKey } from '../../workspace/projects.ts';
import { icon } from '../icon.ts';
import { type Choice, pickOne, searching } from '../pick/quick-pick.ts';
import { answered, runSteps } from '../steps.ts';
import { tell } from '../tell.ts';
import { inLine, label } from '../text.ts';
import { waitFor } from '../waiting.ts';
import { environmentOf, environmentWord, modeWord } from '../words/environments.ts';
import { timeWords } from '../words/locale.ts';
import { listed } from '../words/plans.ts';
import { projectName, teamName } from '../words/projects.ts';
import { outcomeWord, targetsPhrase } from '../words/targets.ts';
import { type Action, type HistoryPorts, pickAction } from './actions.ts';

/** A purge that can be looked at again, by whoever it was. */
export interface Past {
  /** Nothing where it cannot be sent again. */
  readonly request: PurgeRequest | undefined;
  /** Nothing where the event names none. */
  readonly project: KnownProject | undefined;
  /** What this machine knows of it. */
  readonly own?: StoredPurge;
}

/** So long the purges of this machine wait for those of the team. */
const LONGEST_WAIT_MS = 3000;

/** The purges of this machine and of the team, newest first, those left in the middle before all; what to do with one. */
export async function showHistory(ports: HistoryPorts): Promise<void> {
  const own = ports.purges.map((purge) => ownRow(purge, ports));
  const asked = teamRows(ports);
  const team = await waitFor(() =>
    own.length === 0 ? asked : Promise.race([asked, systemClock.sleep(LONGEST_WAIT_MS)]),
  );
  const rows = [...own, ...(team ?? [])];
  if (rows.length === 0) {
    tell(l10n.t('Nothing was purged yet.'));
    return;
  }
  const items = searching(rows.sort((a, b) => Number(b.isCutOff) - Number(a.isCutOff) || b.at - a.at));
  const title = team ? l10n.t('Purge History') : l10n.t('Purge History of This Machine');
  const placeholder = l10n.t('Filter by targets, project, people or outcome');
  const draft = await runSteps<Draft>({}, [
    async () => answered(await pickOne<Past>({ title, placeholder, items }), (past) => ({ past })),
    async ({ past }) => (past ? answered(await pickAction(ports, past), (action) => ({ past, action })) : 'back'),
  ]);
  await draft?.action?.();
}

/** The project as the window knows it, under the names that the history has for it. */
function pastProject(
  ref: ProjectRef,
  { projectName: name, teamName }: Pick<StoredPurge, 'projectName' | 'teamName'>,
  known: readonly KnownProject[],
): KnownProject {
  const key = projectKey(ref);
  const project = known.find((each) => each.key === key) ?? { key, ref, folder: '', from: 'history' };
  return { ...project, ...given({ name, teamName }) };
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

function ownRow(purge: StoredPurge, { isCutOff: isLeft, projects }: HistoryPorts): Row {
  const isCutOff = isLeft(purge);
  const counts = counted(purge.targets.map(({ outcome }) => outcome));
  const project = pastProject(purge.project, purge, projects);
  return rowOf(purge.at, { request: requestAgain(purge), project, own: purge }, isCutOff, {
    words: `${modeWord(purge.mode)} ${targetsPhrase(purge.targets)}`,
    where: [...environmentOf(purge.targets, purge.environment), isCutOff ? l10n.t('left in the middle') : undefined],
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
  const { project } = past;
  const row = {
    label: label(words),
    description: label(inLine([...(project ? [projectName(project), teamName(project)] : []), ...where])),
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
  return withoutOwn(answers.flat(), purges).map((purge) => teamRow(purge, projects));
}

function teamRow(purge: TeamPurge, projects: HistoryPorts['projects']): Row {
  const { what, environment } = purge;
  const project = purge.project && pastProject(purge.project, purge, projects);
  const [words, where] =
    what === 'everything'
      ? [l10n.t('The whole cache'), [environmentWord(environment)]]
      : [`${modeWord(what.mode)} ${targetsPhrase(what.targets)}`, environmentOf(what.targets, environment)];
  return rowOf(purge.at, { request: requestAgainOf(purge), project }, false, {
    words,
    where,
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
