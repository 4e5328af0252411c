import type { FileFindings, FileId } from '../core/model.ts';

/** Takes what files hold, each in place of what was told of it before. */
export type Found = (findings: readonly FileFindings[]) => Promise<void>;

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

/** Finds tags and images in the files of the workspace. One owner, who never runs two scans at once. */
export interface Scanner {
  /**
   * Brings what is known of the whole workspace up to date, and hands over each file that differs from what was told of
   * it: at first all that hold something, and those of `shown` (the files of which anything is shown) that hold nothing.
   * Works in slices, giving way to others between them. Ends early when the signal is aborted.
   */
  scan(shown: readonly FileId[], signal: AbortSignal, found: Found): Promise<void>;
  /**
   * Takes one file's new text (`null`: it is gone) and answers with every file that may differ now, working in slices.
   * Not to be called while another update or a scan is under way.
   */
  update(file: FileId, text: string | null): Promise<readonly FileFindings[]>;
  /** Whether an update brought wrappers whose callers nobody has searched for. */
  readonly hasNewWrappers: boolean;
  /** Finds who calls the new wrappers, and answers with every file that differs for it; as {@link update} otherwise. */
  findCallers(signal: AbortSignal): Promise<readonly FileFindings[]>;
  /** What the last scan left unread. */
  readonly skips: Readonly<Skips>;
  dispose(): void;
}
