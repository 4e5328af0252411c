import { distinctBy } from '../core/maps.ts';
import type { FileId } from '../core/model.ts';
import { type GitChange, type GitRepository, GitStatus } from './git.ts';
import { fileIdOf } from './uris.ts';

/** From when on a change counts. `upstream`: since the branch left what was pushed; `last`: the last commit and since. */
export type Since =
  | { readonly kind: 'upstream' }
  | { readonly kind: 'last' }
  | { readonly kind: 'uncommitted' }
  | { readonly kind: 'ref'; readonly ref: string };

export interface ChangedFile {
  readonly file: FileId;
  readonly change: 'changed' | 'new' | 'gone';
}

/** The tree of a repository in which nothing is committed: git gives an empty tree always the same name. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * The files of a repository that differ from what they were, as they are on the disk now: committed or not, untracked
 * ones too. A renamed file counts under both names, as its old address is in the cache. Empty where the repository does
 * not know the commit.
 */
export async function changedSince(repository: GitRepository, since: Since): Promise<readonly ChangedFile[]> {
  await repository.status();
  const { workingTreeChanges, indexChanges, untrackedChanges = [] } = repository.state;
  const uncommitted = [...workingTreeChanges, ...indexChanges, ...untrackedChanges];
  const base = await baseOf(repository, since);
  if (base === undefined && since.kind === 'ref') {
    return [];
  }
  const changes =
    base === undefined ? uncommitted : [...(await repository.diffWith(base)), ...uncommitted.filter(isNew)];
  return distinctBy(changes.flatMap(filesOf), ({ file }) => file);
}

/** The commit to compare with; `undefined` where only what is not committed counts. */
async function baseOf(repository: GitRepository, since: Since): Promise<string | undefined> {
  switch (since.kind) {
    case 'uncommitted':
      return undefined;
    case 'ref':
      return (await hasCommit(repository, since.ref)) ? since.ref : undefined;
    case 'last':
      return lastBase(repository);
    case 'upstream': {
      const upstream = repository.state.HEAD?.upstream;
      const base = upstream && (await repository.getMergeBase(`${upstream.remote}/${upstream.name}`, 'HEAD'));
      return base ?? lastBase(repository);
    }
  }
}

async function lastBase(repository: GitRepository): Promise<string | undefined> {
  if (await hasCommit(repository, 'HEAD~1')) {
    return 'HEAD~1';
  }
  return (await hasCommit(repository, 'HEAD')) ? EMPTY_TREE : undefined;
}

/** Whether a repository has a commit of this name. What git would read as an option (`--output=FILE`) is none. */
export async function hasCommit(repository: GitRepository, ref: string): Promise<boolean> {
  return (
    /^[^-]/.test(ref) &&
    repository.getCommit(ref).then(
      () => true,
      () => false,
    )
  );
}

function isNew({ status }: GitChange): boolean {
  return status === GitStatus.untracked || status === GitStatus.indexAdded;
}

function filesOf(change: GitChange): ChangedFile[] {
  const { uri, originalUri, renameUri, status } = change;
  if (renameUri && renameUri.toString() !== originalUri.toString()) {
    return [
      { file: fileIdOf(originalUri), change: 'gone' },
      { file: fileIdOf(renameUri), change: 'new' },
    ];
  }
  const isGone = status === GitStatus.deleted || status === GitStatus.indexDeleted;
  return [{ file: fileIdOf(uri), change: isGone ? 'gone' : isNew(change) ? 'new' : 'changed' }];
}
