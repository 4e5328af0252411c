import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Parts } from './parts.ts';
import { lazy } from './support/lazy.ts';
import { LoadedLater } from './support/loaded-later.ts';
import { createLog } from './support/log.ts';
import { createRedactor } from './support/redact.ts';
import { onFirstNeed } from './ui/editor/first-need.ts';
import type { TreeNode } from './ui/tree/nodes.ts';

/**
 * Tells VS Code what there is: the commands, the view, the account. Reads nothing, waits for nothing, and loads nothing
 * but this: each `import()` is a file of its own in the bundle, read when something first needs it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const redactor = createRedactor();
  const log = own(createLog('Vercel Cache Tags', redactor));

  const parts = lazy(async (): Promise<Parts> => {
    // To read the code holds the thread: others have their turn between the schema library, the rest, and its work.
    await import('./core/vercel/links.ts');
    await turn();
    const { buildParts } = await import('./parts.ts');
    await turn();
    return own(buildParts({ context, log, redactor, tree }));
  });

  const rows = own(
    new LoadedLater(
      async () => (await parts()).view.rows,
      ({ onDidChangeTreeData }) => onDidChangeTreeData,
    ),
  );
  const treeDataProvider: vscode.TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: rows.onDidChange,
    getChildren: (node) => rows.ask((all) => all.getChildren(node)),
    getTreeItem: (node) => rows.ask((all) => all.getTreeItem(node)),
    getParent: (node) => rows.ask((all) => all.getParent(node)),
    resolveTreeItem: (...row) => rows.ask((all) => all.resolveTreeItem(...row)),
  };
  const tree = own(
    vscode.window.createTreeView(VIEW, { treeDataProvider, canSelectMany: true, showCollapseAll: true }),
  );
  for (const id of commandsOf(context.extension)) {
    own(vscode.commands.registerCommand(id, async (...given: unknown[]) => (await parts()).run(id, given)));
  }
  const menu = own(
    new LoadedLater(
      async () => (await parts()).accounts,
      ({ onDidChangeSessions }) => onDidChangeSessions,
    ),
  );
  const accounts: vscode.AuthenticationProvider = {
    onDidChangeSessions: menu.onDidChange,
    getSessions: () => menu.ask((all) => all.getSessions()),
    createSession: () => menu.ask((all) => all.createSession()),
    removeSession: (id) => menu.ask((all) => all.removeSession(id)),
  };
  own(
    vscode.authentication.registerAuthenticationProvider('vercelCache', 'Vercel', accounts, {
      supportsMultipleAccounts: true,
    }),
  );
  const find = async () => (await parts()).finding.ready();
  own(onFirstNeed(() => void find()));
}

const VIEW = 'vercelCache.targets';

/** The ids of the commands stand in the manifest alone. */
function commandsOf({ packageJSON }: vscode.Extension<unknown>): readonly string[] {
  const { contributes } = packageJSON as { contributes: { commands: readonly { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
