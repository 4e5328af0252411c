import { l10n } from 'vscode';
import { type Account, type NamedTeam, namedTeam } from '../account/account.ts';
import { given } from '../core/given.ts';
import type { FileId } from '../core/model.ts';
import { basename, join } from '../core/paths.ts';
import type { Page, Project, VercelClient } from '../core/vercel/client.ts';
import { mapResult, type Result } from '../core/vercel/result.ts';
import type { Projects } from '../workspace/projects.ts';
import type { NamedProject, RecentProjects } from '../workspace/recent-projects.ts';
import { icon } from './icon.ts';
import { pickPaged } from './pick/paged.ts';
import { type Choice, pickOne } from './pick/quick-pick.ts';
import { requireFolder } from './require-folder.ts';
import { ensureToken } from './sign-in.ts';
import { answered, runSteps, type StepResult } from './steps.ts';
import { label } from './text.ts';
import { projectName } from './words/projects.ts';

export interface ChooseProjectParts {
  readonly projects: Projects;
  readonly recent: RecentProjects;
  readonly account: Account;
  readonly client: VercelClient;
}

interface Draft {
  readonly folder?: FileId;
  /** `null`: the personal account. */
  readonly team?: NamedTeam | null;
  readonly project?: NamedProject | 'link';
}

/**
 * Asks for a project of the account for a folder, and remembers it: first one that was used lately, or a team, then one of
 * its projects. Answers with the folder; `undefined` where the user left.
 * @throws FailureError where Vercel does not answer.
 */
export async function chooseProject(parts: ChooseProjectParts, forFolder?: FileId): Promise<FileId | undefined> {
  if (!(await requireFolder()) || (!(await parts.account.isSignedIn()) && !(await ensureToken(parts)))) {
    return undefined;
  }
  const folders = await parts.projects.folders();
  const title = (folder?: FileId) =>
    folder === undefined || folders.length === 1
      ? l10n.t('Choose Project')
      : l10n.t('Choose Project for {0}', label(basename(folder), 80));
  const known = forFolder ?? (folders.length === 1 ? folders[0] : undefined);
  const draft = await runSteps<Draft>({ ...given({ folder: known }) }, [
    async (state) =>
      state.folder === undefined
        ? answered(await pickFolder(title(), folders, parts.projects), (folder) => ({ ...state, folder }))
        : 'skip',
    async (state) =>
      answered(await pickTeamOrRecent(parts, title(state.folder), state.folder), (choice) =>
        'team' in choice ? { ...state, team: choice.team } : { ...state, project: choice.project },
      ),
    async (state) =>
      state.project === undefined && state.team !== undefined
        ? answered(await pickProject(parts.client, state.team, title(state.folder)), (project) => ({
            ...state,
            project,
          }))
        : 'skip',
  ]);
  if (draft?.project === undefined || draft.folder === undefined) {
    return undefined;
  }
  const { project, folder } = draft;
  await parts.projects.choose(folder, project === 'link' ? undefined : project);
  if (project !== 'link') {
    await parts.recent.use(project);
  }
  return folder;
}

/** Says what belongs where by now: a monorepo has folders with a project of their own. */
function pickFolder(title: string, folders: readonly FileId[], projects: Projects): Promise<StepResult<FileId>> {
  return pickOne({
    title,
    placeholder: l10n.t('For which folder?'),
    items: folders.map((folder) => ({
      label: label(basename(folder)),
      description: label(projectName(projects.of(join(folder, 'package.json')))),
      detail: label(folder),
      value: folder,
    })),
  });
}

type TeamOrProject = { readonly team: NamedTeam | null } | { readonly project: NamedProject | 'link' };

async function pickTeamOrRecent(
  { account, client, projects, recent }: ChooseProjectParts,
  title: string,
  folder: FileId | undefined,
): Promise<StepResult<TeamOrProject>> {
  const credentials = await account.credentials();
  const listsTeams = credentials.some(({ kind }) => kind !== 'team');
  const teamsOfTheirOwn = credentials.flatMap(({ team }) => (team ? [team] : []));
  const link: Choice<TeamOrProject> = {
    label: l10n.t('Use what .vercel says'),
    iconPath: icon('link'),
    value: { project: 'link' },
  };
  return pickPaged<TeamOrProject>({
    title,
    placeholder: l10n.t('Whose project?'),
    before: [
      {
        heading: l10n.t('Used lately'),
        rows: recent.all().map((project) => ({
          label: label(project.name ?? project.idOrName),
          description: label(project.teamName ?? project.teamId ?? l10n.t('personal account')),
          iconPath: icon('project'),
          value: { project },
        })),
      },
      { heading: '', rows: folder !== undefined && projects.isChosen(folder) ? [link] : [] },
      { heading: l10n.t('Teams'), rows: teamsOfTheirOwn.map(teamRow) },
    ],
    ...(teamsOfTheirOwn.length > 0 ? {} : { heading: l10n.t('Teams') }),
    searchesAtSource: false,
    byName: async (id) => mapResult(await client.team(id), (team) => teamRow(namedTeam(team))),
    load: async (_search, cursor, signal) => {
      if (!listsTeams) {
        return page([], undefined);
      }
      const [user, teams] = await Promise.all([client.user({ signal }), client.teams(cursor, { signal })]);
      if (!user.ok || !teams.ok) {
        return user.ok ? (teams as Result<never>) : user;
      }
      const personal: Choice<TeamOrProject> = {
        label: l10n.t('{0} (personal account)', label(user.value.username, 80)),
        iconPath: icon('account'),
        value: { team: null },
      };
      const known = new Set(teamsOfTheirOwn.map(({ id }) => id));
      const others = teams.value.items.map(namedTeam).filter(({ id }) => !known.has(id));
      return page([...(cursor === undefined ? [personal] : []), ...others.map(teamRow)], teams.value.next);
    },
  });
}

function page<T>(items: readonly T[], next: string | undefined): Result<Page<T>> {
  return { ok: true, value: { items, next } };
}

function teamRow(team: NamedTeam): Choice<TeamOrProject> {
  return { label: label(team.name, 80), iconPath: icon('organization'), value: { team } };
}

/** The team's projects, a page at a time, searched by Vercel while the user types. */
function pickProject(client: VercelClient, team: NamedTeam | null, title: string): Promise<StepResult<NamedProject>> {
  const owner = team ? { teamId: team.id, teamName: team.name } : {};
  const ofTeam = given({ teamId: team?.id });
  const row = ({ id, name }: Project): Choice<NamedProject> => ({
    label: label(name, 120),
    description: label(id, 120),
    value: { idOrName: id, name, ...owner },
  });
  return pickPaged<NamedProject>({
    title,
    placeholder: l10n.t('Type to search the projects of {0}', label(team?.name ?? l10n.t('personal account'), 80)),
    before: [],
    ...(team ? { team } : {}),
    searchesAtSource: true,
    byName: async (idOrName) => mapResult(await client.project({ idOrName, ...ofTeam }), row),
    load: async (search, cursor, signal) => {
      const found = await client.projects({ ...ofTeam, search, ...given({ cursor }) }, { signal });
      return mapResult(found, ({ items, next }) => ({ items: items.map(row), next }));
    },
  });
}
