import * as vscode from 'vscode';
import type { Account } from '../account/account.ts';
import type { ContextKeySetter } from '../support/context-keys.ts';
import type { Finding } from '../workspace/finding.ts';
import type { Projects } from '../workspace/projects.ts';

/**
 * Keeps the context keys right that the welcome states and menus ask for. The keyring is first read when the workspace
 * is, never at activation.
 */
export function followContext(
  { account, finding, projects }: { account: Account; finding: Finding; projects: Projects },
  keys: ContextKeySetter,
): vscode.Disposable {
  const lookAtToken = async () => keys.set('vercelCache.hasToken', await account.isSignedIn());
  const lookAtProject = async () =>
    keys.set('vercelCache.hasProject', (await projects.ofWindow(finding.index.files())).length > 0);
  return vscode.Disposable.from(
    account.onDidChange(() => void lookAtToken()),
    projects.onDidChange(() => void lookAtProject()),
    finding.onDidChangeState((state) => {
      if (state === 'done') {
        void lookAtToken();
        void lookAtProject();
      }
    }),
  );
}
