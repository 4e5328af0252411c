import fs from 'node:fs';
import { LARGEST_FILE, LARGEST_IMPORT } from '../core/discover/files.ts';
import type { SourceHost } from '../core/discover/port.ts';
import type { FileId } from '../core/model.ts';
import { dirname, isInside } from '../core/paths.ts';

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

const MOST_REMEMBERED = 20_000;

/**
 * Reads the workspace from a local disk. Nothing outside of a root is read, through links neither; what is not a
 * regular file or too large has no text. Never throws.
 */
export function createDiskHost({
  roots,
  toPath = (file) => file,
  unsaved = () => undefined,
}: DiskHostOptions): DiskHost {
  const kinds = new Map<FileId, 'file' | 'directory' | null>();
  const lists = new Map<FileId, readonly string[] | null>();
  const realRoots = roots.map((root) => realPath(toPath(root)) ?? toPath(root));

  const rootOf = (file: FileId) => roots.find((root) => isInside(file, root));

  function kind(file: FileId): 'file' | 'directory' | null {
    const known = kinds.get(file);
    if (known !== undefined) {
      return known;
    }
    if (kinds.size >= MOST_REMEMBERED) {
      kinds.clear();
    }
    const found = isReachable(file) ? kindOnDisk(toPath(file), realRoots) : null;
    kinds.set(file, found);
    return found;
  }

  /** A folder on the way may be a link out of the workspace: each is looked at, once. */
  function isReachable(file: FileId): boolean {
    return roots.includes(file) || (rootOf(file) !== undefined && kind(dirname(file)) === 'directory');
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
      let known = lists.get(directory);
      if (known === undefined) {
        known = kind(directory) === 'directory' ? listOnDisk(toPath(directory)) : null;
        lists.set(directory, known);
      }
      return known;
    },
    forget(file) {
      if (file === undefined) {
        kinds.clear();
        lists.clear();
      } else {
        kinds.delete(file);
        lists.delete(file.slice(0, file.lastIndexOf('/')));
      }
    },
  };
}

function kindOnDisk(path: string, realRoots: readonly string[]): 'file' | 'directory' | null {
  try {
    const stats = fs.lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) {
      const real = realPath(path);
      const inside =
        real !== undefined &&
        realRoots.some((root) => isInside(real.replaceAll('\\', '/'), root.replaceAll('\\', '/')));
      return inside ? kindOf(fs.statSync(path)) : null;
    }
    return stats ? kindOf(stats) : null;
  } catch {
    return null;
  }
}

function kindOf(stats: fs.Stats): 'file' | 'directory' | null {
  return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : null;
}

function realPath(path: string): string | undefined {
  try {
    return fs.realpathSync.native(path);
  } catch {
    return undefined;
  }
}

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

function textOf(bytes: Buffer, most: number): string | null {
  if (bytes.subarray(0, 8000).includes(0)) {
    return null;
  }
  const text = bytes.toString('utf8');
  return text.length > most ? null : text;
}

function listOnDisk(path: string): readonly string[] | null {
  try {
    return fs
      .readdirSync(path, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch {
    return null;
  }
}
