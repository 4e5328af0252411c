import type { FileFindings, FileId } from '../core/model.ts';
import type { DiskFolders } from './disk-run.ts';
import type { FindingsCacheOptions } from './findings-cache.ts';
import type { Scanned } from './scanner.ts';

/** What the thread that scans is told of the window with every scan. */
export interface WindowFiles extends DiskFolders {
  /** The folder of VS Code, whose ripgrep is taken. */
  readonly appRoot: string;
  /** The texts of the documents with unsaved changes. */
  readonly unsaved: ReadonlyMap<FileId, string>;
  /** Where findings outlive the window, if anywhere. */
  readonly cache: FindingsCacheOptions | undefined;
}

/** What is asked of the thread that scans. It answers each but the last two with `found` any number of times, then `done` or `failed`. */
export type Request =
  | { readonly ask: 'scan'; readonly id: number; readonly window: WindowFiles; readonly shown: readonly FileId[] }
  | {
      readonly ask: 'update';
      readonly id: number;
      readonly file: FileId;
      readonly text: string | null;
      readonly isUnsaved: boolean;
    }
  | { readonly ask: 'find-callers'; readonly id: number }
  /** Ends what was asked for under this id, early. */
  | { readonly ask: 'abort'; readonly id: number }
  /** Ends the thread. */
  | { readonly ask: 'end' };

export type Answer =
  | { readonly tell: 'found'; readonly id: number; readonly findings: readonly FileFindings[] }
  | ({ readonly tell: 'done'; readonly id: number } & Scanned)
  | { readonly tell: 'failed'; readonly id: number; readonly error: unknown }
  /** A file could not be understood because of a fault in here. */
  | { readonly tell: 'fault'; readonly file: FileId; readonly error: unknown };
