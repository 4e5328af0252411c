import type { FileFindings, FileId } from '../core/model.ts';

/** Finds tags and images in the files of the workspace. One owner, who never runs two scans at once. */
export interface Scanner {
  /**
   * Reads the whole workspace anew and hands over what each file holds, in slices, giving way to others between them; a
   * file again when more was found in it later. Ends early when the signal is aborted.
   */
  scan(signal: AbortSignal, found: (findings: readonly FileFindings[]) => Promise<void>): Promise<void>;
  /** Takes one file's new text (`null`: it is gone) and answers with every file that may differ now. */
  update(file: FileId, text: string | null): readonly FileFindings[];
}
