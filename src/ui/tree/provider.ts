import * as vscode from 'vscode';
import type { IndexChange } from '../../core/index/entries.ts';
import { createSlices } from '../../node/slices.ts';
import { Owning } from '../../support/owning.ts';
import type { Finding } from '../../workspace/finding.ts';
import { imageHover } from './image-hover.ts';
import { type ItemPorts, itemOf, tooltipLines } from './items.ts';
import type { TreeModel } from './model.ts';
import type { MoreNode, TreeNode } from './nodes.ts';

/** Rows do not change more often than this, so that the tree never flickers while files are being typed or scanned. */
const BETWEEN_REFRESHES_MS = 250;
/** A large tree is drawn less often, as each row costs VS Code more than us. */
const REFRESH_PER_ROW_MS = 0.25;

/** Hands the rows of the model to VS Code, and tells it which to draw anew. */
export class TreeProvider extends Owning implements vscode.TreeDataProvider<TreeNode> {
  readonly #changed = this.own(new vscode.EventEmitter<TreeNode[] | undefined>());
  readonly #ports: ItemPorts;
  readonly #model: TreeModel;
  #waiting = new Set<TreeNode>();
  #everything = false;
  #timer: NodeJS.Timeout | undefined;
  #lastFired = 0;
  /** Rows that were made since then. */
  #drawn = 0;
  readonly #pause = createSlices();
  #turn: Promise<void> = Promise.resolve();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(finding: Pick<Finding, 'onDidChange' | 'onDidChangeState'>, ports: ItemPorts) {
    super();
    this.#ports = ports;
    this.#model = ports.model;
    this.own(finding.onDidChange((change) => this.#take(change)));
    this.own(finding.onDidChangeState(() => this.#fire()));
    this.own({ dispose: () => clearTimeout(this.#timer) });
  }

  /** VS Code asks for all rows of a group at once: they are made one after the other, in slices. */
  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    this.#drawn++;
    this.#turn = this.#turn.then(() => this.#pause());
    await this.#turn;
    return itemOf(node, this.#ports);
  }

  /** The picture of an image is looked for only when the mouse rests on its row. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.type === 'target') {
      const abort = new AbortController();
      const cancelling = token.onCancellationRequested(() => abort.abort());
      const lines = tooltipLines(node, this.#ports);
      item.tooltip = (await imageHover(node.entry, lines, abort.signal)) ?? lines.join('\n');
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

  showMore(node: MoreNode): void {
    this.#waiting.add(this.#model.showMore(node));
    this.#schedule();
  }

  /** Draws every row anew, for instance when projects got names. */
  redraw(): void {
    this.#everything = true;
    this.#schedule();
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
    const between = Math.max(BETWEEN_REFRESHES_MS, this.#drawn * REFRESH_PER_ROW_MS);
    const wait = Math.max(0, this.#lastFired + between - Date.now());
    this.#timer ??= setTimeout(() => this.#fire(), Math.min(wait, between));
  }

  /** Also when a scan has begun or ended: what it found last is not kept waiting, and what tags lack is known then. */
  #fire(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFired = Date.now();
    this.#drawn = 0;
    const repaired = this.#model.repaired();
    const nodes = this.#everything ? undefined : [...new Set([...this.#waiting, ...repaired])];
    this.#everything = false;
    this.#waiting = new Set();
    if (nodes === undefined || nodes.length > 0) {
      this.#changed.fire(nodes);
    }
  }
}
