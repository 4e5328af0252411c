import * as vscode from 'vscode';
import { Account } from './account/account.ts';
import { apiAddress } from './account/api-address.ts';
import { createVercelClient } from './core/vercel/client.ts';
import { createHistoryFolder } from './node/history-folder.ts';
import { ContextKeySetter } from './support/context-keys.ts';
import { lazy } from './support/lazy.ts';
import type { Log } from './support/log.ts';
import { Owning } from './support/owning.ts';
import type { Redactor } from './support/redact.ts';
import { AccountsMenu } from './ui/accounts-menu.ts';
import { followContext } from './ui/context.ts';
import { followEditors } from './ui/editor/at-cursor.ts';
import { TargetHover } from './ui/editor/hover.ts';
import { followLeftOver } from './ui/history/left-over.ts';
import { RunningPurges } from './ui/purge/progress.ts';
import { provideTexts } from './ui/read-only.ts';
import { StatusItem } from './ui/status-item.ts';
import type { TreeNode } from './ui/tree/nodes.ts';
import { TargetsView } from './ui/tree/view.ts';
import { Finding } from './workspace/finding.ts';
import { HistoryStore } from './workspace/history-store.ts';
import { Projects } from './workspace/projects.ts';
import { WindowScanner } from './workspace/scanning.ts';

export interface PartsOptions {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly redactor: Redactor;
  /** The view, whose rows are asked for from `view.rows`. */
  readonly tree: vscode.TreeView<TreeNode>;
}

/** What there is of the extension once it is needed. */
export interface Parts extends vscode.Disposable {
  readonly finding: Finding;
  readonly view: TargetsView;
  readonly accounts: AccountsMenu;
  /** Runs a command of the manifest, with what VS Code hands over. */
  run(id: string, given: readonly unknown[]): Promise<void>;
}

/** Builds the parts and wires them. Purging loads what it needs with the first command. */
export function buildParts({ context, log, redactor, tree }: PartsOptions): Parts {
  const { secrets, workspaceState, globalState, globalStorageUri } = context;
  const lifetimes = new Owning();
  const own = <T extends vscode.Disposable>(part: T): T => lifetimes.own(part);

  const address = apiAddress(process.env.VERCEL_CACHE_API_URL);
  if (address.rejected !== undefined) {
    log.warn('VERCEL_CACHE_API_URL is ignored: it is neither https nor http on this machine.');
  } else if (address.changed) {
    log.warn(`Calls go to ${address.baseUrl} (VERCEL_CACHE_API_URL), not to Vercel.`);
  }

  const account = own(new Account({ secrets, memory: globalState, environment: process.env, redactor, log }));
  const client = createVercelClient({
    baseUrl: address.baseUrl,
    fetch: (input, init) => globalThis.fetch(input, init),
    token: (teamId) => account.token(teamId),
  });
  const projects = own(new Projects(workspaceState, process.env, client));
  const finding = own(new Finding(new WindowScanner(context, log), projects, log));
  const history = own(
    new HistoryStore(
      createHistoryFolder(vscode.Uri.joinPath(globalStorageUri, 'history').fsPath, (name) =>
        log.warn(`A file of the purge history is damaged and was set aside: ${name}`),
      ),
      log,
    ),
  );

  const contextKeys = new ContextKeySetter();
  const view = own(new TargetsView(tree, finding, projects, contextKeys));
  const status = own(new StatusItem({ finding, projects, account, memory: workspaceState, address }));
  const running = own(
    new RunningPurges([view, status, { show: (text) => contextKeys.set('vercelCache.purging', text !== undefined) }]),
  );
  own(followLeftOver(history, finding, view));
  own(followContext({ account, finding, projects }, contextKeys));
  own(followEditors(finding, contextKeys));
  own(vscode.languages.registerHoverProvider('*', new TargetHover(finding, projects, view.model)));

  own(provideTexts());

  const commands = lazy(async () => {
    const { createCommands } = await import('./commands.ts');
    const memory = workspaceState;
    const parts = { finding, projects, account, client, address, history, running, view, log, memory };
    return createCommands({ ...parts, globalState, globalStorageUri });
  });
  return {
    finding,
    view,
    accounts: own(new AccountsMenu(account, async () => (await commands()).signIn())),
    run: async (id, given) => (await commands()).run(id, given),
    dispose: () => lifetimes.dispose(),
  };
}
