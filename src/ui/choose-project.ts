import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { FileId } from '../core/model.ts';
import { basename } from '../core/paths.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import type { Result } from '../core/vercel/result.ts';
import { workspaceRoots } from '../workspace/files.ts';
import type { Projects } from '../workspace/projects.ts';
import { FailureError } from './failure-error.ts';
import { type Choice, pickOne } from './pick/quick-pick.ts';
import { runSteps, type StepResult } from './steps.ts';
import { label } from './text.ts';

interface Scope {
  readonly teamId?: string;
  readonly name: string;
}

interface Draft {
  readonly root?: string;
  readonly scope?: Scope;
  readonly project?: { readonly idOrName: string; readonly name: string } | 'link';
}

/** Asks for a project of the account for a workspace folder, and remembers it. False where the user left. */
export async function chooseProject(projects: Projects, client: VercelClient, forRoot?: FileId): Promise<boolean> {
  const title = l10n.t('Choose Project');
  const draft = await runSteps<Draft>({}, [
    async (state) => {
      const roots = forRoot === undefined ? workspaceRoots() : [forRoot];
      const [only] = roots;
      if (roots.length === 1 && only !== undefined) {
        return 'skip';
      }
      return answered(
        await pickOne({
          title,
          placeholder: l10n.t('For which folder?'),
          items: roots.map((root) => ({ label: label(basename(root)), description: label(root), value: root })),
        }),
        (root) => ({ ...state, root }),
      );
    },
    async (state) => {
      const scopes = await scopesOf(client);
      return answered(
        await pickOne({
          title,
          placeholder: l10n.t('Whose project?'),
          items: scopes.map((scope) => ({ label: label(scope.name), value: scope })),
        }),
        (scope) => ({ ...state, scope }),
      );
    },
    async (state) => {
      const root = state.root ?? forRoot ?? workspaceRoots()[0] ?? '';
      return answered(await pickProject(title, client, state.scope, projects.isChosen(root)), (project) => ({
        ...state,
        project,
      }));
    },
  ]);
  const root = draft?.root ?? forRoot ?? workspaceRoots()[0];
  if (!draft?.project || root === undefined) {
    return false;
  }
  const { project, scope } = draft;
  await projects.choose(
    root,
    project === 'link'
      ? undefined
      : {
          ...project,
          ...(scope?.teamId === undefined ? {} : { teamId: scope.teamId }),
          ...(scope === undefined ? {} : { teamName: scope.name }),
        },
  );
  return true;
}

function answered<A, S>(result: StepResult<A>, to: (answer: A) => S): StepResult<S> {
  return typeof result === 'string' ? result : { answer: to(result.answer) };
}

async function scopesOf(client: VercelClient): Promise<Scope[]> {
  const user = orThrow(await client.user());
  const scopes: Scope[] = [{ name: l10n.t('{0} (personal account)', user.username) }];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const teams = orThrow(await client.teams(cursor));
    scopes.push(...teams.items.map((team) => ({ teamId: team.id, name: team.name ?? team.slug })));
    cursor = teams.next;
    if (cursor === undefined) {
      break;
    }
  }
  return scopes;
}

const MOST_PAGES = 10;
const AFTER_LAST_KEY_MS = 250;

type Picked = NonNullable<Draft['project']>;

/** The scope's projects, a page at a time, searched on the server while the user types. */
function pickProject(
  title: string,
  client: VercelClient,
  scope: Scope | undefined,
  canUseLink: boolean,
): Promise<StepResult<Picked>> {
  type Row = Choice<Picked | { readonly more: string }>;
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = title;
  pick.placeholder = l10n.t('Type to search the projects of {0}', scope?.name ?? '');
  pick.ignoreFocusOut = true;
  const link: Row[] = canUseLink
    ? [
        {
          label: l10n.t('Use what .vercel says'),
          alwaysShow: true,
          value: 'link',
          iconPath: new vscode.ThemeIcon('link'),
        },
      ]
    : [];
  let abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  return new Promise((resolve, reject) => {
    let answer: StepResult<Picked> = 'back';
    const load = async (search: string, cursor?: string) => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      pick.busy = true;
      const page = await client.projects(
        {
          ...(scope?.teamId === undefined ? {} : { teamId: scope.teamId }),
          ...(search === '' ? {} : { search }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        { signal },
      );
      if (signal.aborted) {
        return;
      }
      pick.busy = false;
      if (!page.ok) {
        reject(new FailureError(page.failure));
        pick.hide();
        return;
      }
      const before = cursor === undefined ? link : pick.items.filter((item) => !isMore(item.value));
      const rows = page.value.items.map(
        (project): Row => ({
          label: label(project.name),
          description: label(project.id),
          alwaysShow: true,
          value: { idOrName: project.id, name: project.name },
        }),
      );
      const { next } = page.value;
      const more: Row[] =
        next === undefined ? [] : [{ label: l10n.t('More…'), alwaysShow: true, value: { more: next } }];
      pick.items = [...before, ...rows, ...more];
    };
    pick.onDidChangeValue((search) => {
      clearTimeout(timer);
      timer = setTimeout(() => void load(search.trim()), AFTER_LAST_KEY_MS);
    });
    pick.onDidAccept(() => {
      const value = pick.activeItems[0]?.value;
      if (value !== undefined && isMore(value)) {
        void load(pick.value.trim(), value.more);
      } else if (value !== undefined) {
        answer = { answer: value };
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      abort.abort();
      pick.dispose();
      resolve(answer);
    });
    pick.show();
    void load('');
  });
}

function isMore(value: Picked | { readonly more: string }): value is { readonly more: string } {
  return typeof value === 'object' && 'more' in value;
}

function orThrow<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new FailureError(result.failure);
  }
  return result.value;
}
