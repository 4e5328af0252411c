import type { FileId } from '../model.ts';

/**
 * What discovery needs of a file system. Answers come at once, so that evaluating stays a plain recursion: `null` says
 * that there is no such thing (or that it may not be read), `undefined` that it is not known yet. Whoever answers
 * `undefined` fetches it and has the file analysed again (a workspace without a local disk); on a disk it never happens.
 */
export interface SourceHost {
  /** The text of a file, unsaved changes included. */
  readText(file: FileId): string | null | undefined;
  kind(file: FileId): 'file' | 'directory' | null | undefined;
  /** The names in a directory, directories ending in `/`. */
  list(directory: FileId): readonly string[] | null | undefined;
  /** The root of the workspace folder that holds the file: nothing outside of it is ever read. */
  rootOf(file: FileId): FileId | undefined;
}
