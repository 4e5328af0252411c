import type { FileFindings, FileId } from '../core/model.ts';

/** Takes what files hold, each in place of what was told of it before. */
export type OnFindings = (findings: readonly FileFindings[]) => Promise<void>;

/** What a scan left unread, so far. */
export interface Skips {
  /** Files that mention an API, but are too large to be read. */
  large: number;
  /** Some folder or file could not be read. */
  unreadable: boolean;
  /** There are more files than are looked at. */
  capped: boolean;
}

export const noSkips = (): Skips => ({ large: 0, unreadable: false, capped: false });

/** What a scanner has come to. */
export interface Scanned {
  /** The files that may differ now; of a scan none, as they were handed over. */
  readonly findings: readonly FileFindings[];
  /** What the last scan left unread. */
  readonly skips: Readonly<Skips>;
  /** Whether there are wrappers whose callers nobody has searched for. */
  readonly hasNewWrappers: boolean;
}

/**
 * Finds tags and images in the files of the workspace, working in slices. One owner, who never asks for two things at
 * once. What is asked before the first scan, or after its thread broke, comes to nothing: `undefined`.
 */
export interface Scanner {
  /**
   * Brings what is known of the whole workspace up to date, and hands over each file that differs from what was told of
   * it: at first all that hold something, and those of `shown` (the files of which anything is shown) that hold nothing.
   * Ends early when the signal is aborted.
   */
  scan(shown: readonly FileId[], signal: AbortSignal, onFindings: OnFindings): Promise<Scanned | undefined>;
  /** Takes one file's new text (`null`: it is gone). */
  update(file: FileId, text: string | null): Promise<Scanned | undefined>;
  /** Finds who calls the new wrappers. */
  findCallers(signal: AbortSignal): Promise<Scanned | undefined>;
  dispose(): void;
}
