import fs from 'node:fs';
import { LARGEST_FILE, LARGEST_IMPORT } from '../core/discover/files.ts';
import type { SourceHost } from '../core/discover/port.ts';
import type { FileId } from '../core/model.ts';
import { basename, dirname, isInside } from '../core/paths.ts';
import { isBelow, realPath } from './real-path.ts';

/** Maps file ids to paths of this machine. */
export interface DiskHostOptions {
  /** The workspace folders. */
  readonly roots: readonly FileId[];
  readonly toPath?: (file: FileId) => string;
  /** The text of an open document with unsaved changes. */
  readonly unsaved?: (file: FileId) => string | undefined;
}

export interface DiskHost extends SourceHost {
  /** Drops what was remembered of the disk, or of one file and its folder. */
  forget(file?: FileId): void;
}

type Kind = 'file' | 'directory';
/** What a name of a folder is; a link until somebody asks where it leads. */
type Entries = Map<string, Kind | 'link' | null>;

/** Names of folders' entries that are remembered at most. */
const MOST_REMEMBERED = 200_000;

/**
 * Reads the workspace from a local disk. Nothing outside of a root is read, through links neither; what is not a
 * regular file or too large has no text. Never throws.
 */
export function createDiskHost({
  roots,
  toPath = (file) => file,
  unsaved = () => undefined,
}: DiskHostOptions): DiskHost {
  // An import is tried with a dozen endings: to list its folder once is cheaper than to ask the disk for each.
  const folders = new Map<FileId, Entries | null>();
  const realRoots = roots.map((root) => realPath(toPath(root)) ?? toPath(root));
  let remembered = 0;

  const rootOf = (file: FileId) => roots.find((root) => isInside(file, root));

  function kind(file: FileId): Kind | null {
    if (roots.includes(file)) {
      return kindOfRoot(toPath(file));
    }
    const entries = rootOf(file) === undefined ? null : entriesOf(dirname(file));
    const name = basename(file);
    let found = entries?.get(name) ?? null;
    if (found === 'link') {
      found = kindOfLink(toPath(file), realRoots);
      entries?.set(name, found);
    }
    return found;
  }

  /** A folder on the way may be a link out of the workspace: each is looked at, once. */
  function entriesOf(folder: FileId): Entries | null {
    let known = folders.get(folder);
    if (known === undefined) {
      if (remembered >= MOST_REMEMBERED) {
        folders.clear();
        remembered = 0;
      }
      known = kind(folder) === 'directory' ? readFolder(toPath(folder)) : null;
      remembered += 1 + (known?.size ?? 0);
      folders.set(folder, known);
    }
    return known;
  }

  return {
    kind,
    rootOf,
    readText(file) {
      const open = unsaved(file);
      if (open !== undefined) {
        return open;
      }
      return kind(file) === 'file' ? readSmallText(toPath(file), LARGEST_IMPORT) : null;
    },
    list(directory) {
      const entries = rootOf(directory) === undefined ? null : entriesOf(directory);
      return entries && [...entries].map(([name, found]) => (found === 'directory' ? `${name}/` : name));
    },
    forget(file) {
      if (file === undefined) {
        folders.clear();
        remembered = 0;
      } else {
        folders.delete(file);
        folders.delete(dirname(file));
      }
    },
  };
}

function readFolder(path: string): Entries | null {
  try {
    return new Map(fs.readdirSync(path, { withFileTypes: true }).map((entry) => [entry.name, kindOfEntry(entry)]));
  } catch {
    return null;
  }
}

const kindOfEntry = (entry: fs.Dirent): Kind | 'link' | null =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : null;

function kindOfRoot(path: string): Kind | null {
  try {
    return kindOf(fs.statSync(path));
  } catch {
    return null;
  }
}

function kindOfLink(path: string, realRoots: readonly string[]): Kind | null {
  const real = realPath(path);
  const inside = real !== undefined && realRoots.some((root) => isBelow(real, root));
  return inside ? kindOfRoot(path) : null;
}

const kindOf = (stats: fs.Stats): Kind | null => (stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : null);

/** The text of a file; `null` where it is missing, binary or larger than `most` UTF-16 units. */
export function readSmallText(path: string, most = LARGEST_FILE): string | null {
  try {
    // Without blocking: what has the name of a source file can be a pipe that nobody writes to.
    const descriptor = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
    try {
      const stats = fs.fstatSync(descriptor);
      return stats.isFile() && stats.size <= most * 3 ? textOf(fs.readFileSync(descriptor), most) : null;
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

/** Whether a file has no text because it is larger than `most` UTF-16 units, as far as its bytes tell. */
export function isTooLarge(path: string, most = LARGEST_FILE): boolean {
  try {
    return (fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0) > most;
  } catch {
    return false;
  }
}

function textOf(bytes: Buffer, most: number): string | null {
  if (bytes.subarray(0, 8000).includes(0)) {
    return null;
  }
  const text = bytes.toString('utf8');
  return text.length > most ? null : text;
}
