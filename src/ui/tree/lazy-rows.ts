import * as vscode from 'vscode';
import { lazy } from '../../support/lazy.ts';
import { Owning } from '../../support/owning.ts';
import type { TreeNode } from './nodes.ts';
import type { TreeProvider } from './provider.ts';

/** The rows of the view, as VS Code has to have them from the start: its first question loads what makes them. */
export class LazyRows extends Owning implements vscode.TreeDataProvider<TreeNode> {
  readonly #changed = this.own(new vscode.EventEmitter<TreeNode[] | undefined>());
  readonly #rows: () => Promise<TreeProvider>;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(rows: () => Promise<TreeProvider>) {
    super();
    this.#rows = lazy(async () => {
      const loaded = await rows();
      this.own(loaded.onDidChangeTreeData((nodes) => this.#changed.fire(nodes)));
      return loaded;
    });
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return (await this.#rows()).getChildren(node);
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    return (await this.#rows()).getTreeItem(node);
  }

  async getParent(node: TreeNode): Promise<TreeNode | undefined> {
    return (await this.#rows()).getParent(node);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    return (await this.#rows()).resolveTreeItem(item, node, token);
  }
}
