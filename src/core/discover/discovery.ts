import type { FileFindings, FileId } from '../model.ts';

/**
 * Finds tags and images in a set of files that belong together. Callers give it the candidate files (those that the
 * prefilter let through) and then ask; what the candidates import is read through the `SourceHost` by itself.
 *
 * A full scan is: `update` every candidate, then, while `wrapperNames` holds names that were not searched yet, search
 * the workspace for files that mention one and `update` those too; then read `findings` of every file.
 */
export interface Discovery {
  /** Sets a file's text; `undefined` when the file is gone. Returns the files whose findings may now differ. */
  update(file: FileId, text: string | undefined): ReadonlySet<FileId>;
  /**
   * Tells that a file changed that is no candidate itself (a constants module, a tsconfig, a package.json).
   * Returns the files whose findings may now differ.
   */
  changed(file: FileId): ReadonlySet<FileId>;
  /**
   * Names by which files that mention no trigger can reach a sink: the project's own wrappers, as other files have to
   * spell them (exported names, members, components).
   */
  wrapperNames(): ReadonlySet<string>;
  /** Evaluates one file, or answers from what is known. */
  findings(file: FileId): FileFindings;
}
