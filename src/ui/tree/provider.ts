import * as vscode from 'vscode';
import type { IndexChange } from '../../core/index/entries.ts';
import { Lifetimes } from '../../support/lifetimes.ts';
import type { Finding } from '../../workspace/finding.ts';
import { type ItemPorts, itemOf, tooltipLines } from './items.ts';
import type { TreeModel } from './model.ts';
import type { TreeNode } from './nodes.ts';

/** Rows do not change more often than this, so that the tree never flickers while files are being typed or scanned. */
const BETWEEN_REFRESHES_MS = 250;

/** Hands the rows of the model to VS Code, and tells it which to draw anew. */
export class TreeProvider implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #lifetimes = new Lifetimes();
  readonly #changed = this.#lifetimes.add(new vscode.EventEmitter<TreeNode[] | undefined>());
  readonly #ports: ItemPorts;
  readonly #model: TreeModel;
  #waiting = new Set<TreeNode>();
  #everything = false;
  #timer: NodeJS.Timeout | undefined;
  #lastFired = 0;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(finding: Finding, ports: ItemPorts) {
    this.#ports = ports;
    this.#model = ports.model;
    this.#lifetimes.add(finding.onDidChange((change) => this.#take(change)));
    this.#lifetimes.add({ dispose: () => clearTimeout(this.#timer) });
  }

  getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    return itemOf(node, this.#ports);
  }

  /** The picture of an image is looked for only when the mouse rests on its row. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.type === 'target') {
      const { imageHover } = await import('./image-hover.ts');
      const abort = new AbortController();
      const cancelling = token.onCancellationRequested(() => abort.abort());
      item.tooltip =
        (await imageHover(node.entry, tooltipLines(node, this.#ports), abort.signal)) ??
        tooltipLines(node, this.#ports).join('\n');
      cancelling.dispose();
    }
    return item;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node ? this.#model.children(node) : this.#model.roots())];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.type === 'project' ? undefined : node.parent;
  }

  /** Draws every row anew, for instance when projects got names. */
  redraw(): void {
    this.#everything = true;
    this.#schedule();
  }

  dispose(): void {
    this.#lifetimes.dispose();
  }

  #take(change: IndexChange): void {
    const nodes = this.#model.apply(change);
    if (nodes) {
      for (const node of nodes) {
        this.#waiting.add(node);
      }
    } else {
      this.#everything = true;
    }
    this.#schedule();
  }

  #schedule(): void {
    const wait = Math.max(0, this.#lastFired + BETWEEN_REFRESHES_MS - Date.now());
    this.#timer ??= setTimeout(() => this.#fire(), Math.min(wait, BETWEEN_REFRESHES_MS));
  }

  #fire(): void {
    this.#timer = undefined;
    this.#lastFired = Date.now();
    const nodes = this.#everything ? undefined : [...this.#waiting];
    this.#everything = false;
    this.#waiting = new Set();
    if (nodes === undefined || nodes.length > 0) {
      this.#changed.fire(nodes);
    }
  }
}
