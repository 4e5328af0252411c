import * as vscode from 'vscode';
import { given } from '../core/given.ts';
import { isCutOff, type StoredPurge, storedPurge } from '../core/purge/history.ts';
import type { PurgeReport } from '../core/purge/run.ts';
import { type HistoryFolder, purgeId } from '../node/history-folder.ts';
import { isRunning } from '../node/processes.ts';
import type { Log } from '../support/log.ts';
import { Owning } from '../support/owning.ts';
import type { NamedProject } from './recent-projects.ts';

/** How often a purge under way says that it is, also while nothing is sent. */
const SIGN_OF_LIFE_MS = 30_000;

/** A purge under way, as it is kept from its beginning on. */
export interface PurgeRecord {
  readonly id: string;
  update(soFar: PurgeReport): Promise<void>;
  end(report: PurgeReport): Promise<void>;
  /** To be called whatever happened: gives no more signs of life. */
  close(): void;
}

/**
 * The purges of this machine. What became of a purge has to be told whether or not it can be kept: a disk that fails goes
 * to the log, and nothing rejects.
 */
export class HistoryStore extends Owning {
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #folder: HistoryFolder;
  readonly #log: Log;

  /** A purge of this window ended, or what was left of one is settled. */
  readonly onDidChange = this.#changed.event;

  constructor(folder: HistoryFolder, log: Log) {
    super();
    this.#folder = folder;
    this.#log = log;
  }

  /** Newest first. */
  async all(): Promise<readonly StoredPurge[]> {
    try {
      return await this.#folder.all();
    } catch (error) {
      this.#log.error('The purge history cannot be read.', error);
      return [];
    }
  }

  /** Purges whose window was closed in the middle, and of which nothing was made since. */
  async cutOff(): Promise<readonly StoredPurge[]> {
    return (await this.all()).filter((purge) => isCutOff(purge, Date.now(), isRunning));
  }

  begin({ name: projectName, teamName }: Pick<NamedProject, 'name' | 'teamName'>): PurgeRecord {
    const at = Date.now();
    const facts = { id: purgeId(at), at, process: process.pid, ...given({ projectName, teamName }) };
    let last: PurgeReport | undefined;
    let written = Promise.resolve();
    const write = (report: PurgeReport, state: StoredPurge['state']): Promise<void> => {
      last = report;
      const purge = storedPurge(report, facts, state, Date.now());
      written = written.then(() => (purge ? this.#keep(purge) : undefined));
      return written;
    };
    const alive = setInterval(() => last && write(last, 'running'), SIGN_OF_LIFE_MS);
    return {
      id: facts.id,
      update: (soFar) => write(soFar, 'running'),
      end: async (report) => {
        clearInterval(alive);
        await write(report, 'ended');
        this.#changed.fire();
      },
      close: () => clearInterval(alive),
    };
  }

  /** What was left of a purge is not to be offered any more. */
  async settle(id: string): Promise<void> {
    const purge = (await this.all()).find((each) => each.id === id);
    if (purge) {
      await this.#keep({ ...purge, state: 'settled' });
      this.#changed.fire();
    }
  }

  async #keep(purge: StoredPurge): Promise<void> {
    try {
      await this.#folder.keep(purge);
    } catch (error) {
      this.#log.error('The purge could not be kept in the history.', error);
    }
  }
}
