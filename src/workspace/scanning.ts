import * as vscode from 'vscode';
import type { FileFindings, FileId } from '../core/model.ts';
import { createFindingsCache, type FindingsCacheOptions } from '../node/findings-cache.ts';
import type { OnFindings, Scanned, Scanner } from '../node/scanner.ts';
import { WorkerScanner } from '../node/worker-scanner.ts';
import type { Log } from '../support/log.ts';
import { createExcludes, excludedGlobs } from './excludes.ts';
import { isOnDisk, openText, unsavedTexts, workspaceRoots } from './files.ts';

/**
 * The scanner of this window: on a thread of its own where the workspace lies on a disk, else on this one, as only VS
 * Code can be asked for the files.
 */
export class WindowScanner implements Scanner {
  readonly #context: vscode.ExtensionContext;
  readonly #log: Log;
  #onDisk: Scanner | undefined;
  #virtual: Scanner | undefined;
  /** The one that knows the workspace as it is. */
  #current: Scanner | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
  }

  async scan(shown: readonly FileId[], signal: AbortSignal, onFindings: OnFindings): Promise<Scanned | undefined> {
    const remembered = this.#current ? [] : await this.#remembered();
    await onFindings(remembered);
    this.#current = isOnDisk() ? this.#scannerOfDisk() : await this.#scannerOfOthers();
    return this.#current.scan([...shown, ...remembered.map(({ file }) => file)], signal, onFindings);
  }

  /** What an earlier window found: it may be wrong by now, until the scan has told the same. */
  async #remembered(): Promise<readonly FileFindings[]> {
    const cache = isOnDisk() ? cacheIn(this.#context) : undefined;
    const isExcluded = createExcludes(workspaceRoots());
    return cache ? (await createFindingsCache(cache).read()).filter(({ file }) => !isExcluded(file)) : [];
  }

  async update(file: FileId, text: string | null): Promise<Scanned | undefined> {
    return this.#current?.update(file, text);
  }

  async findCallers(signal: AbortSignal): Promise<Scanned | undefined> {
    return this.#current?.findCallers(signal);
  }

  dispose(): void {
    this.#onDisk?.dispose();
    this.#virtual?.dispose();
  }

  #scannerOfDisk(): Scanner {
    this.#onDisk ??= new WorkerScanner({
      program: this.#context.asAbsolutePath('dist/scan-worker.js'),
      window: () => {
        const roots = workspaceRoots();
        return {
          roots,
          excluded: excludedGlobs(roots),
          appRoot: vscode.env.appRoot,
          unsaved: unsavedTexts(),
          cache: cacheIn(this.#context),
        };
      },
      isUnsaved: (file) => openText(file) !== undefined,
      onFault: (file, error) => this.#onFault(file, error),
    });
    return this.#onDisk;
  }

  async #scannerOfOthers(): Promise<Scanner> {
    const { createVirtualScanner } = await import('./virtual-scanner.ts');
    this.#virtual ??= createVirtualScanner((file, error) => this.#onFault(file, error));
    return this.#virtual;
  }

  #onFault(file: FileId, error: unknown): void {
    this.#log.error(`A file could not be understood: ${file}`, error);
  }
}

/** Where the findings of this workspace outlive the window, if its storage is on a disk. */
function cacheIn({ storageUri, extension }: vscode.ExtensionContext): FindingsCacheOptions | undefined {
  const version = String(extension.packageJSON.version);
  return storageUri?.scheme === 'file'
    ? { path: vscode.Uri.joinPath(storageUri, 'findings.json').fsPath, version }
    : undefined;
}
