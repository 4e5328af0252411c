import * as vscode from 'vscode';
import { lazy } from '../../support/lazy.ts';
import { Lifetimes } from '../../support/lifetimes.ts';
import type { TreeNode } from './nodes.ts';
import type { TreeProvider } from './provider.ts';

/** The rows of the view, as VS Code has to have them from the start: its first question loads what makes them. */
export class LazyRows implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #lifetimes = new Lifetimes();
  readonly #changed = this.#lifetimes.add(new vscode.EventEmitter<TreeNode[] | undefined>());
  readonly #rows: () => Promise<TreeProvider>;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(rows: () => Promise<TreeProvider>) {
    this.#rows = lazy(async () => {
      const loaded = await rows();
      this.#lifetimes.add(loaded.onDidChangeTreeData((nodes) => this.#changed.fire(nodes)));
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

  dispose(): void {
    this.#lifetimes.dispose();
  }
}
