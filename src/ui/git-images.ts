import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { isInside } from '../core/paths.ts';
import { workspaceRoots } from '../workspace/files.ts';
import { fileIdOf } from '../workspace/uris.ts';
import { type ImageSource, imageSources } from './editor/image-files.ts';
import { pickOne, pickOrType } from './pick/quick-pick.ts';
import { label } from './text.ts';

/** What is used of the API of VS Code's git extension (extensions/git/src/api/git.d.ts). */
interface GitExtension {
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
}
interface GitChange {
  readonly uri: vscode.Uri;
}
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    readonly indexChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly HEAD?: { readonly name?: string; readonly upstream?: { readonly remote: string; readonly name: string } };
  };
  getBranchBase?(name: string): Promise<{ readonly name?: string; readonly remote?: string } | undefined>;
  getMergeBase(ref1: string, ref2: string): Promise<string | undefined>;
  diffBetween(ref1: string, ref2: string): Promise<GitChange[]>;
}

type Since = 'commit' | 'branch' | 'last';

/** The images below `public/` or `static/` that git says have changed, as far as the user ticks them. */
export async function changedImages(): Promise<readonly ImageSource[] | undefined> {
  const repositories = await openRepositories();
  if (!repositories || repositories.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('There is no git repository in this workspace.'));
    return undefined;
  }
  const title = l10n.t('Purge Images Changed in Git');
  const since = await pickOne<Since>({
    title,
    placeholder: l10n.t('Changed since when?'),
    items: [
      { label: l10n.t('Not committed yet'), value: 'commit' },
      { label: l10n.t('In the last commit'), value: 'last' },
      { label: l10n.t('On this branch'), description: l10n.t('since it left its base'), value: 'branch' },
    ],
  });
  if (typeof since === 'string') {
    return undefined;
  }
  const changes = (await Promise.all(repositories.map((repository) => changesIn(repository, since.answer)))).flat();
  const { sources } = imageSources(changes.map((change) => change.uri));
  const distinct = [...new Map(sources.map((source) => [source.file, source])).values()];
  if (distinct.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('No image below public or static has changed.'));
    return undefined;
  }
  const picked = await pickOrType<ImageSource>({
    title,
    placeholder: l10n.t('Tick the images to purge'),
    items: distinct.map((source) => ({ label: label(source.value), picked: true, value: [source] })),
    typed: () => undefined,
  });
  return typeof picked === 'string' ? undefined : picked.answer;
}

async function openRepositories(): Promise<readonly GitRepository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) {
    return undefined;
  }
  try {
    const git = (await extension.activate()).getAPI(1);
    const roots = workspaceRoots();
    return git.repositories.filter((repository) =>
      roots.some(
        (root) => isInside(root, fileIdOf(repository.rootUri)) || isInside(fileIdOf(repository.rootUri), root),
      ),
    );
  } catch {
    // Without a git binary the extension has no model.
    return undefined;
  }
}

async function changesIn(repository: GitRepository, since: Since): Promise<readonly GitChange[]> {
  const { workingTreeChanges, indexChanges, untrackedChanges = [], HEAD } = repository.state;
  const uncommitted = [...workingTreeChanges, ...indexChanges, ...untrackedChanges];
  if (since === 'commit') {
    return uncommitted;
  }
  if (since === 'last') {
    return repository.diffBetween('HEAD~1', 'HEAD');
  }
  const base = HEAD?.name === undefined ? undefined : await repository.getBranchBase?.(HEAD.name);
  const name = base?.name && (base.remote ? `${base.remote}/${base.name}` : base.name);
  const mergeBase = name ? await repository.getMergeBase(name, 'HEAD') : undefined;
  return mergeBase ? [...(await repository.diffBetween(mergeBase, 'HEAD')), ...uncommitted] : uncommitted;
}
