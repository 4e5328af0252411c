import * as vscode from 'vscode';
import { isInside } from '../core/paths.ts';
import { workspaceRoots } from './files.ts';
import { fileIdOf, uriOf } from './uris.ts';

/** What is used of the API of VS Code's git extension (extensions/git/src/api/git.d.ts). */
interface GitExtension {
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
  openRepository?(root: vscode.Uri): Promise<GitRepository | null>;
}

/** A file that differs. `status` is a number of an enum of the extension: what is named in {@link GitStatus}. */
export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
  readonly status: number;
}

/** Of the enum `Status`: what tells that a file is new or gone. */
export const GitStatus = { indexAdded: 1, indexDeleted: 2, deleted: 6, untracked: 7 } as const;

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly workingTreeChanges: readonly GitChange[];
    readonly indexChanges: readonly GitChange[];
    readonly untrackedChanges?: readonly GitChange[];
    readonly HEAD?: { readonly upstream?: { readonly remote: string; readonly name: string } };
  };
  getCommit(ref: string): Promise<unknown>;
  getRefs?(query: { readonly sort?: 'alphabetically' | 'committerdate' }): Promise<{ readonly name?: string }[]>;
  getMergeBase(ref1: string, ref2: string): Promise<string | undefined>;
  /** A commit against the files as they are on the disk. */
  diffWith(ref: string): Promise<GitChange[]>;
  status(): Promise<void>;
}

/** The git extension looks for repositories by itself when it starts; a large workspace takes it a while. */
const LONGEST_START_MS = 10_000;

/** The repositories that the workspace lies in or holds; `undefined` where git is switched off or not installed. */
export async function openRepositories(): Promise<readonly GitRepository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) {
    return undefined;
  }
  try {
    const git = (await extension.activate()).getAPI(1);
    await started(git);
    const roots = workspaceRoots();
    const isOurs = ({ rootUri }: GitRepository) =>
      roots.some((root) => isInside(root, fileIdOf(rootUri)) || isInside(fileIdOf(rootUri), root));
    const known = git.repositories.filter(isOurs);
    return known.length > 0
      ? known
      : (await Promise.all(roots.map((root) => git.openRepository?.(uriOf(root))))).flatMap((each) => each ?? []);
  } catch {
    // Without a git binary, or with git.enabled off, the extension has no model.
    return undefined;
  }
}

async function started(git: GitApi): Promise<void> {
  if (git.state === 'initialized') {
    return;
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, LONGEST_START_MS);
    const listener = git.onDidChangeState(end);
    function end(): void {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    }
  });
}
