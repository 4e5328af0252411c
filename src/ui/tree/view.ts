import * as vscode from 'vscode';
import type { ProjectKey } from '../../core/index/entries.ts';
import type { ContextKeySetter } from '../../support/context-keys.ts';
import { Owning } from '../../support/owning.ts';
import { workspaceRoots } from '../../workspace/files.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import type { ProgressPlace } from '../purge/progress.ts';
import { restrictedSentence } from '../trust.ts';
import { projectName } from '../words/projects.ts';
import { outOfDateWord, skipsWord } from '../words/skips.ts';
import { TreeModel } from './model.ts';
import type { TreeNode } from './nodes.ts';
import { TreeProvider } from './provider.ts';

/** The view in the sidebar: its rows, its welcome states, its line of progress. Being looked at is what starts a scan. */
export class TargetsView extends Owning implements ProgressPlace {
  readonly #finding: Finding;
  readonly #contextKeys: ContextKeySetter;
  readonly #view: vscode.TreeView<TreeNode>;
  #progress: string | undefined;
  #told: string | undefined;

  readonly rows: TreeProvider;
  readonly model: TreeModel;
  /** Of a row. */
  readonly projectOf: (key: ProjectKey) => KnownProject | undefined;

  /** `view` gets its rows from {@link rows}. */
  constructor(view: vscode.TreeView<TreeNode>, finding: Finding, projects: Projects, contextKeys: ContextKeySetter) {
    super();
    this.#view = view;
    this.#finding = finding;
    this.#contextKeys = contextKeys;
    this.projectOf = (key) => {
      const file = [...finding.index.entries()].find((entry) => entry.project === key)?.places[0]?.file;
      return file === undefined ? undefined : projects.of(file);
    };
    this.model = new TreeModel(
      finding.index,
      (key) => projectName(this.projectOf(key)),
      () => finding.state === 'done',
    );
    this.rows = this.own(new TreeProvider(finding, this));
    this.own(this.#view.onDidChangeVisibility(() => this.#whenVisible()));
    this.own(finding.onDidChangeState(() => this.#showState()));
    this.own(finding.onDidChange(() => this.#showState()));
    this.own(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#showMessage();
        // VS Code keeps what a row has told until the row is drawn anew.
        this.rows.redraw();
      }),
    );
    this.own(projects.onDidChange(() => this.rows.redraw()));
    this.#whenVisible();
  }

  /** The rows that are selected, for a command that was started by a key. */
  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  /** The purge under way, in one line above the rows. */
  show(text: string | undefined): void {
    this.#progress = text;
    this.#showMessage();
  }

  /** What stands in that line while nothing is under way, before what the last scan left unread. */
  tell(text: string | undefined): void {
    this.#told = text;
    this.#showMessage();
  }

  #showMessage(): void {
    const message = this.#progress ?? this.#told ?? this.#aboutScan();
    // VS Code puts off drawing rows whenever it is given one, for as long as they come.
    if (message !== this.#view.message) {
      this.#view.message = message;
    }
  }

  #aboutScan(): string {
    const { state, skips, index } = this.#finding;
    if (state === 'failed') {
      return index.counts().entries > 0 ? outOfDateWord() : ''; // an empty list says so itself
    }
    const isHeld = !vscode.workspace.isTrusted && index.counts().entries > 0;
    const held = isHeld ? restrictedSentence() : '';
    return [held, state === 'done' ? skipsWord(skips) : ''].join(' ').trim();
  }

  #whenVisible(): void {
    if (this.#view.visible && workspaceRoots().length > 0) {
      void vscode.window.withProgress({ location: { viewId: 'vercelCache.targets' } }, () => this.#finding.ready());
    }
  }

  #showState(): void {
    this.#showMessage();
    const { state, index } = this.#finding;
    const isEmpty = index.counts().entries === 0;
    this.#contextKeys.set('vercelCache.state', isEmpty ? (state === 'done' ? 'empty' : state) : 'filled');
  }
}
