import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { PurgeProgress } from '../../core/purge/run.ts';
import { hushing } from '../conversation.ts';
import { inLine } from '../text.ts';
import { failureSentence } from '../words/failures.ts';

/** Where the state of the purges under way is shown. */
export interface ProgressPlace {
  /** One line, empty when nothing is under way. */
  show(text: string | undefined): void;
}

/** The purges that are under way: their state in words once a second, and the one way to cancel them. */
export class RunningPurges implements vscode.Disposable {
  readonly #runs = new Map<AbortController, PurgeProgress | undefined>();
  readonly #places: readonly ProgressPlace[];
  #timer: NodeJS.Timeout | undefined;

  constructor(places: readonly ProgressPlace[]) {
    this.#places = places;
  }

  /** Shows a purge for as long as `work` takes. */
  async track<T>(work: (signal: AbortSignal, report: (progress: PurgeProgress) => void) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    // What it asks meanwhile, a token for instance, is not wanted any more.
    abort.signal.addEventListener('abort', hushing());
    this.#runs.set(abort, undefined);
    this.#show();
    this.#timer ??= setInterval(() => this.#show(), 1000);
    try {
      return await work(abort.signal, (progress) => {
        this.#runs.set(abort, progress);
        this.#show();
      });
    } finally {
      this.#runs.delete(abort);
      if (this.#runs.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
      this.#show();
    }
  }

  cancel(): void {
    for (const abort of this.#runs.keys()) {
      abort.abort();
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.cancel();
  }

  #show(): void {
    // Purges that wait for the same thing say the same.
    const sentences = new Set([...this.#runs.values()].map(progressSentence));
    const text = inLine([...sentences]) || undefined;
    for (const place of this.#places) {
      place.show(text);
    }
  }
}

function progressSentence(progress: PurgeProgress | undefined): string {
  if (!progress) {
    return l10n.t('Purging…');
  }
  const call = progress.done + 1;
  if (progress.state === 'sending') {
    return progress.total === 1 ? l10n.t('Purging…') : l10n.t('Purging: call {0} of {1}…', call, progress.total);
  }
  const seconds = Math.max(1, Math.ceil((progress.until - Date.now()) / 1000));
  const { failure, total } = progress;
  return failure && failure.code !== 'rate-limited'
    ? l10n.t('Purging: call {0} of {1} again in {2} s. {3}', call, total, seconds, failureSentence(failure))
    : l10n.t('Purging: call {0} of {1} in {2} s. Vercel takes five calls a minute.', call, total, seconds);
}
