import { l10n } from 'vscode';
import type { Account, NamedTeam } from '../account/account.ts';
import { given } from '../core/given.ts';
import type { FileId } from '../core/model.ts';
import { basename } from '../core/paths.ts';
import type { Page, Team, VercelClient } from '../core/vercel/client.ts';
import type { Result } from '../core/vercel/result.ts';
import { workspaceRoots } from '../workspace/files.ts';
import type { Projects } from '../workspace/projects.ts';
import type { NamedProject, RecentProjects } from '../workspace/recent-projects.ts';
import { icon } from './icon.ts';
import { pickPaged } from './pick/paged.ts';
import { type Choice, pickOne } from './pick/quick-pick.ts';
import { requireFolder } from './require-folder.ts';
import { ensureToken } from './sign-in.ts';
import { answered, runSteps, type StepResult } from './steps.ts';
import { label } from './text.ts';

export interface ChooseProjectParts {
  readonly projects: Projects;
  readonly recent: RecentProjects;
  readonly account: Account;
  readonly client: VercelClient;
}

interface Draft {
  readonly root?: FileId;
  /** `null`: the personal account. */
  readonly team?: NamedTeam | null;
  readonly project?: NamedProject | 'link';
}

/**
 * Asks for a project of the account for a workspace folder, and remembers it: first one that was used lately, or a team,
 * then one of its projects. Answers with the folder; `undefined` where the user left.
 * @throws FailureError where Vercel does not answer.
 */
export async function chooseProject(parts: ChooseProjectParts, forRoot?: FileId): Promise<FileId | undefined> {
  if (!(await requireFolder()) || (!(await parts.account.isSignedIn()) && !(await ensureToken(parts)))) {
    return undefined;
  }
  const draft = await runSteps<Draft>(forRoot === undefined ? {} : { root: forRoot }, [
    async (state) => {
      const roots = workspaceRoots();
      const [only] = roots;
      if (state.root !== undefined) {
        return 'skip';
      }
      return roots.length === 1 && only !== undefined
        ? { answer: { ...state, root: only }, silent: true }
        : answered(await pickRoot(roots), (root) => ({ ...state, root }));
    },
    async (state) =>
      answered(await pickTeamOrRecent(parts, state.root), (choice) =>
        'team' in choice ? { ...state, team: choice.team } : { ...state, project: choice.project },
      ),
    async (state) =>
      state.project === undefined && state.team !== undefined
        ? answered(await pickProject(parts.client, state.team, state.root), (project) => ({ ...state, project }))
        : 'skip',
  ]);
  if (draft?.project === undefined || draft.root === undefined) {
    return undefined;
  }
  const { project, root } = draft;
  await parts.projects.choose(root, project === 'link' ? undefined : project);
  if (project !== 'link') {
    await parts.recent.use(project);
  }
  return root;
}

/** Says for which folder, where there are several. */
const title = (root?: FileId) =>
  root === undefined || workspaceRoots().length === 1
    ? l10n.t('Choose Project')
    : l10n.t('Choose Project for {0}', label(basename(root), 80));

function pickRoot(roots: readonly FileId[]): Promise<StepResult<FileId>> {
  return pickOne({
    title: title(),
    placeholder: l10n.t('For which folder?'),
    items: roots.map((root) => ({ label: label(basename(root)), description: label(root), value: root })),
  });
}

type TeamOrProject = { readonly team: NamedTeam | null } | { readonly project: NamedProject | 'link' };

async function pickTeamOrRecent(
  { account, client, projects, recent }: ChooseProjectParts,
  root: FileId | undefined,
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
    title: title(root),
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
      { heading: '', rows: root !== undefined && projects.isChosen(root) ? [link] : [] },
    ],
    heading: l10n.t('Teams'),
    searchesAtSource: false,
    load: async (_search, cursor, signal) => {
      const own = cursor === undefined ? teamsOfTheirOwn : [];
      if (!listsTeams) {
        return page(own.map(teamRow), undefined);
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
      const others = teams.value.items.map(named).filter(({ id }) => !known.has(id));
      return page([...(cursor === undefined ? [personal] : []), ...[...own, ...others].map(teamRow)], teams.value.next);
    },
  });
}

function page<T>(items: readonly T[], next: string | undefined): Result<Page<T>> {
  return { ok: true, value: { items, next } };
}

const named = ({ id, name, slug }: Team): NamedTeam => ({ id, name: name ?? slug });

function teamRow(team: NamedTeam): Choice<TeamOrProject> {
  return { label: label(team.name, 80), iconPath: icon('organization'), value: { team } };
}

/** The team's projects, a page at a time, searched by Vercel while the user types. */
function pickProject(
  client: VercelClient,
  team: NamedTeam | null,
  root: FileId | undefined,
): Promise<StepResult<NamedProject>> {
  const owner = team ? { teamId: team.id, teamName: team.name } : {};
  return pickPaged<NamedProject>({
    title: title(root),
    placeholder: l10n.t('Type to search the projects of {0}', label(team?.name ?? l10n.t('personal account'), 80)),
    before: [],
    searchesAtSource: true,
    load: async (search, cursor, signal) => {
      const found = await client.projects(
        {
          ...(team ? { teamId: team.id } : {}),
          ...(search === '' ? {} : { search }),
          ...given({ cursor }),
        },
        { signal },
      );
      return found.ok
        ? page(
            found.value.items.map(({ id, name }) => ({
              label: label(name, 120),
              description: label(id, 120),
              value: { idOrName: id, name, ...owner },
            })),
            found.value.next,
          )
        : found;
    },
  });
}
