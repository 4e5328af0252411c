import { Worker } from 'node:worker_threads';
import type { FileId } from '../core/model.ts';
import type { Answer, Request, WindowFiles } from './scan-messages.ts';
import type { OnFindings, Scanned, Scanner } from './scanner.ts';

export interface WorkerScannerOptions {
  /** The file that runs a `ScanService` on its thread. */
  readonly program: string;
  /** The window as it is when a scan begins. */
  readonly window: () => WindowFiles;
  readonly isUnsaved: (file: FileId) => boolean;
  /** Told of a file that could not be understood because of a fault of ours. */
  readonly onFault: (file: FileId, error: unknown) => void;
}

/** A question that the thread has not answered yet. */
interface Open {
  readonly onFindings: OnFindings | undefined;
  readonly resolve: (scanned: Scanned) => void;
  readonly reject: (error: unknown) => void;
  /** What was found is taken in the order in which it came. */
  taken: Promise<void>;
}

/** How long the thread may take to end by itself. */
const ENDS_WITHIN_MS = 1000;

/** Scans on a thread of its own, which starts with the first scan. One that breaks is followed by a new one. */
export class WorkerScanner implements Scanner {
  readonly #options: WorkerScannerOptions;
  readonly #open = new Map<number, Open>();
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(options: WorkerScannerOptions) {
    this.#options = options;
  }

  async scan(shown: readonly FileId[], signal: AbortSignal, onFindings: OnFindings): Promise<Scanned | undefined> {
    this.#worker ??= this.#start();
    return this.#ask((id) => ({ ask: 'scan', id, window: this.#options.window(), shown }), signal, onFindings);
  }

  update(file: FileId, text: string | null): Promise<Scanned | undefined> {
    const isUnsaved = this.#options.isUnsaved(file);
    return this.#ask((id) => ({ ask: 'update', id, file, text, isUnsaved }));
  }

  findCallers(signal: AbortSignal): Promise<Scanned | undefined> {
    return this.#ask((id) => ({ ask: 'find-callers', id }), signal);
  }

  dispose(): void {
    const worker = this.#worker;
    this.#open.clear(); // nobody waits any more
    if (worker) {
      post(worker, { ask: 'end' });
      const late = setTimeout(() => void worker.terminate(), ENDS_WITHIN_MS);
      worker.once('exit', () => clearTimeout(late));
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#options.program);
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error) => this.#drop(worker, error));
    worker.on('exit', (code) => this.#drop(worker, new Error(`The thread that scans ended with ${code}.`)));
    return worker;
  }

  /** Nothing is answered any more. */
  #drop(worker: Worker, error: unknown): void {
    if (worker === this.#worker) {
      this.#worker = undefined;
      const open = [...this.#open.values()];
      this.#open.clear();
      for (const each of open) {
        each.reject(error);
      }
    }
  }

  /** Answers once all that was found is taken; with nothing where no thread knows of the window. */
  async #ask(
    request: (id: number) => Request,
    signal?: AbortSignal,
    onFindings?: OnFindings,
  ): Promise<Scanned | undefined> {
    const worker = this.#worker;
    if (!worker) {
      return undefined;
    }
    const id = ++this.#lastId;
    const stop = () => post(worker, { ask: 'abort', id });
    try {
      return await new Promise<Scanned>((resolve, reject) => {
        this.#open.set(id, { onFindings, resolve, reject, taken: Promise.resolve() });
        post(worker, request(id));
        signal?.addEventListener('abort', stop, { once: true });
        if (signal?.aborted) {
          stop();
        }
      });
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  #take(answer: Answer): void {
    if (answer.tell === 'fault') {
      this.#options.onFault(answer.file, answer.error);
      return;
    }
    const open = this.#open.get(answer.id);
    if (answer.tell === 'found') {
      if (open) {
        open.taken = open.taken.then(() => open.onFindings?.(answer.findings));
        open.taken.catch(() => {}); // told when it is done
      }
      return;
    }
    this.#open.delete(answer.id);
    if (answer.tell === 'done') {
      open?.taken.then(() => open.resolve(answer), open.reject);
    } else {
      open?.reject(answer.error);
    }
  }
}

const post = (worker: Worker, request: Request): void => worker.postMessage(request);
