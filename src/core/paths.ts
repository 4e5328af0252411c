import type { FileId } from './model.ts';

/** What stands before the last slash: the folder of a file, or the parent of a folder. Without a slash: itself. */
export function dirname(path: FileId): FileId {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : path;
}

/** What stands after the last slash. */
export function basename(path: FileId): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last extension with its dot, in lower case; empty where there is none (`.gitignore` has none). */
export function extname(path: FileId): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/** Appends a relative path with forward slashes to a folder; `.` and `..` are worked out and never leave the top. */
export function join(folder: FileId, relative: string): FileId {
  let result = folder;
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') {
      continue;
    }
    result = segment === '..' ? dirname(result) : `${result}/${segment}`;
  }
  return result;
}

/** Whether a file or folder is the folder itself or lies below it. */
export function isInside(path: FileId, folder: FileId): boolean {
  return path === folder || (path.startsWith(folder) && path[folder.length] === '/');
}

/** The path from a folder that holds the file, without a leading slash. */
export function relative(folder: FileId, path: FileId): string {
  return path.slice(folder.length + 1);
}

/** The names of the folders below `root` that a file lies in, and its own; none of a file outside of it. */
export function segmentsBelow(root: FileId, file: FileId): string[] {
  return isInside(file, root) ? relative(root, file).split('/') : [];
}

/** The folders from that of the file up to and including `root`, nearest first; none of a file that has no root. */
export function* foldersUpTo(file: FileId, root: FileId | undefined): Generator<FileId> {
  let folder = dirname(file);
  while (root !== undefined && isInside(folder, root)) {
    yield folder;
    if (folder === root) {
      return;
    }
    folder = dirname(folder);
  }
}
