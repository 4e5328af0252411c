import * as vscode from 'vscode';
import type { IndexChange } from '../core/index/entries.ts';
import { createWorkspaceIndex, type WorkspaceIndex } from '../core/index/workspace-index.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { noSkips, type Scanned, type Scanner, type Skips } from '../node/scanner.ts';
import { createSlices } from '../node/slices.ts';
import type { Log } from '../support/log.ts';
import { Owning } from '../support/owning.ts';
import { onSettingsChange } from '../support/settings.ts';
import { EXCLUDING_SETTINGS } from './excludes.ts';
import { workspaceRoots } from './files.ts';
import type { Projects } from './projects.ts';
import { watchTexts } from './watching.ts';

export type FindingState = 'idle' | 'scanning' | 'done' | 'failed';

const BEFORE_CALLERS_MS = 600;
/** Files whose findings the index takes in one go. */
const AT_ONCE = 25;

/**
 * What the workspace holds, kept up to date from the moment somebody first needs it. The first need starts a scan; from
 * then on edits, files and folders are followed.
 */
export class Finding extends Owning {
  readonly #changed = this.own(new vscode.EventEmitter<IndexChange>());
  readonly #stateChanged = this.own(new vscode.EventEmitter<FindingState>());
  readonly #scanner: Scanner;
  readonly #projects: Projects;
  readonly #log: Log;
  #state: FindingState = 'idle';
  #skips: Readonly<Skips> = noSkips();
  /** The latest scan that was asked for. */
  #latest: Promise<void> | undefined;
  #abort: AbortController | undefined;
  #turn: Promise<void> = Promise.resolve();
  #following = false;
  readonly #pause = createSlices();
  #callers: NodeJS.Timeout | undefined;

  readonly index: WorkspaceIndex;
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(scanner: Scanner, projects: Projects, log: Log) {
    super();
    this.#scanner = scanner;
    this.#projects = projects;
    this.#log = log;
    this.index = createWorkspaceIndex((file) => projects.keyOf(file));
  }

  /** What the last scan left unread. */
  get skips(): Readonly<Skips> {
    return this.#skips;
  }

  get state(): FindingState {
    return this.#state;
  }

  /** Resolves when the latest scan has ended, starting one where nobody has. */
  async ready(): Promise<void> {
    if (!this.#latest) {
      this.#scanAnew();
    }
    let waited: Promise<void> | undefined;
    while (waited !== this.#latest) {
      waited = this.#latest;
      await waited;
    }
  }

  /** Scans anew. A scan that is under way is given up first: there are never two. */
  refresh(): Promise<void> {
    this.#scanAnew();
    return this.ready();
  }

  /** A file's text changed, or the file is gone (`null`). */
  update(file: FileId, text: string | null): Promise<void> {
    return this.#inTurn(async () => {
      try {
        const scanned = await this.#scanner.update(file, text);
        await this.#take(scanned?.findings);
        this.#findCallersLater(scanned);
      } catch (error) {
        this.#fail('A changed file could not be read.', error);
      }
    });
  }

  /** Who calls a function that has just become a wrapper is searched for when its name is no longer being typed. */
  #findCallersLater(scanned: Scanned | undefined): void {
    clearTimeout(this.#callers);
    if (scanned?.hasNewWrappers) {
      this.#callers = setTimeout(() => {
        void this.#inTurn(async () => {
          try {
            const { signal } = this.#abort ?? new AbortController();
            await this.#take((await this.#scanner.findCallers(signal))?.findings);
          } catch (error) {
            this.#fail('The callers of a new function could not be searched for.', error);
          }
        });
      }, BEFORE_CALLERS_MS);
    }
  }

  #scanAnew(): void {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#latest = this.#inTurn(async () => {
      if (!abort.signal.aborted) {
        await this.#scan(abort.signal);
      }
    });
  }

  /** Scans and updates come one after the other, in the order in which they were asked for. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work);
    return this.#turn;
  }

  override dispose(): void {
    this.#abort?.abort();
    clearTimeout(this.#callers);
    this.#scanner.dispose();
    super.dispose();
  }

  async #scan(signal: AbortSignal): Promise<void> {
    this.#follow();
    this.#setState('scanning');
    const begun = performance.now();
    try {
      const scanned = await this.#scanner.scan([...this.index.files()], signal, (findings) => this.#take(findings));
      if (signal.aborted) {
        return;
      }
      this.#skips = scanned?.skips ?? noSkips();
      const { entries, places, files } = this.index.counts();
      this.#log.info(
        `Scanned ${workspaceRoots().length} folder(s) in ${Math.round(performance.now() - begun)} ms: ${entries} targets ` +
          `at ${places} places of ${files} files.`,
      );
      this.#setState('done');
    } catch (error) {
      this.#fail('The scan failed.', error);
    }
  }

  /** What is shown may be out of date from now on, until a scan succeeds. */
  #fail(what: string, error: unknown): void {
    this.#log.error(what, error);
    this.#setState('failed');
  }

  /** Tells of many files in lots, so that whoever shares the thread can go on between them. */
  async #take(findings: readonly FileFindings[] = []): Promise<void> {
    for (let at = 0; at < findings.length; at += AT_ONCE) {
      const lot = findings.slice(at, at + AT_ONCE);
      await this.#projects.learn(lot.filter((each) => each.occurrences.length > 0).map((each) => each.file));
      this.#fire(this.index.set(lot));
      await this.#pause();
    }
  }

  #fire(change: IndexChange): void {
    if (change.added.length + change.removed.length + change.changed.length > 0) {
      this.#changed.fire(change);
    }
  }

  #setState(state: FindingState): void {
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  /** From the first scan on: before it nothing is known that could become wrong. */
  #follow(): void {
    if (this.#following) {
      return;
    }
    this.#following = true;
    const again = () => void this.refresh();
    this.own(
      watchTexts({
        changed: (file, text) => void this.update(file, text),
        many: again,
      }),
    );
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(again));
    this.own(onSettingsChange(EXCLUDING_SETTINGS, again));
    this.own(this.#projects.onDidChange(() => this.#fire(this.index.regroup())));
  }
}
