import type { Memento } from 'vscode';
import { readHistory, remember, type StoredPurge } from '../core/purge/history.ts';
import type { PurgeReport } from '../core/purge/run.ts';
import type { Log } from '../support/log.ts';

const HISTORY = 'vercelCache.history';
const DAMAGED = 'vercelCache.history.damaged';

/** The purges of this machine, in VS Code's global state. */
export class HistoryStore {
  readonly #memory: Memento;
  readonly #log: Log;

  constructor(memory: Memento, log: Log) {
    this.#memory = memory;
    this.#log = log;
  }

  /** Newest first. */
  all(): readonly StoredPurge[] {
    return readHistory(this.#memory.get(HISTORY)).purges;
  }

  /**
   * Keeps a purge that began at `at`, or what has become of it since. What cannot be read is set aside before it would be
   * written over.
   */
  async add(report: PurgeReport, at: number, projectName: string | undefined): Promise<void> {
    const stored = this.#memory.get<unknown>(HISTORY);
    const { purges, damaged } = readHistory(stored);
    if (damaged) {
      this.#log.warn('The stored history is damaged; a copy was set aside.');
      await this.#memory.update(DAMAGED, stored);
    }
    await this.#memory.update(HISTORY, remember(purges, report, at, projectName));
  }
}
