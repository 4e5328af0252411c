import type { MessagePort } from 'node:worker_threads';
import type { FileFindings, FileId } from '../core/model.ts';
import { DiscoveryScanner } from './discovery-scanner.ts';
import { createDiskRun, type DiskRun } from './disk-run.ts';
import { createFindingsCache } from './findings-cache.ts';
import { findRipgrep } from './ripgrep.ts';
import type { Answer, Request, WindowFiles } from './scan-messages.ts';
import type { Scanned } from './scanner.ts';

type Question = Exclude<Request, { ask: 'abort' | 'end' }>;

/** Scans a disk for whoever asks through a port, until it is told to end. */
export class ScanService {
  readonly #port: MessagePort;
  readonly #running = new Map<number, AbortController>();
  readonly #unsaved = new Map<FileId, string>();
  readonly #scanner = new DiscoveryScanner();
  #run: DiskRun | undefined;
  /** What the run was made for. */
  #folders = '';

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (request: Request) => this.#take(request));
  }

  #take(request: Request): void {
    if (request.ask === 'abort') {
      this.#running.get(request.id)?.abort();
    } else if (request.ask === 'end') {
      for (const each of this.#running.values()) {
        each.abort(); // no ripgrep outlives it
      }
      this.#port.close();
    } else {
      void this.#answer(request);
    }
  }

  async #answer(question: Question): Promise<void> {
    const { id } = question;
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      this.#tell({ tell: 'done', id, ...(await this.#scanned(question, abort.signal)) });
    } catch (error) {
      this.#tell({ tell: 'failed', id, error });
    } finally {
      this.#running.delete(id);
    }
  }

  async #scanned(question: Question, signal: AbortSignal): Promise<Scanned> {
    if (question.ask === 'find-callers') {
      return this.#scanner.findCallers(signal);
    }
    if (question.ask === 'update') {
      const { file, text, isUnsaved } = question;
      this.#unsaved.delete(file);
      if (isUnsaved && text !== null) {
        this.#unsaved.set(file, text);
      }
      return this.#scanner.update(file, text);
    }
    const { id, window, shown } = question;
    this.#unsaved.clear();
    for (const [file, text] of window.unsaved) {
      this.#unsaved.set(file, text);
    }
    const found = async (findings: readonly FileFindings[]) => {
      if (findings.length > 0) {
        this.#tell({ tell: 'found', id, findings });
      }
    };
    const scanned = await this.#scanner.scan(this.#runFor(window), shown, signal, found);
    if (window.cache && !signal.aborted) {
      await createFindingsCache(window.cache).write(this.#scanner.saved());
    }
    return scanned;
  }

  /** The run before goes on where roots and excludes are still the same. */
  #runFor({ roots, excluded, appRoot }: WindowFiles): DiskRun {
    const folders = JSON.stringify([roots, excluded]);
    if (!this.#run?.isComplete || folders !== this.#folders) {
      this.#folders = folders;
      this.#run = createDiskRun({
        roots,
        excluded,
        ripgrep: findRipgrep(appRoot, roots),
        unsaved: this.#unsaved,
        onFailure: (file, error) => this.#tell({ tell: 'fault', file, error }),
      });
    }
    return this.#run;
  }

  #tell(answer: Answer): void {
    this.#port.postMessage(answer);
  }
}
