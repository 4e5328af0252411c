import fs from 'node:fs';
import { attempt } from '../core/attempt.ts';
import { LARGEST_FILE, LARGEST_IMPORT } from '../core/discover/files.ts';
import type { SourceHost } from '../core/discover/port.ts';
import type { FileId } from '../core/model.ts';
import { basename, dirname, foldersUpTo, isInside } from '../core/paths.ts';
import { readOpened } from './opened.ts';
import { isBelow, realPath } from './real-path.ts';
import type { Pause } from './slices.ts';
import { isSame, lastingStampOf, type Stamp, stampOf, UNSURE } from './stamps.ts';

export interface DiskHostOptions {
  /** The workspace folders. */
  readonly roots: readonly FileId[];
  /** The text of an open document with unsaved changes. */
  readonly unsaved?: (file: FileId) => string | undefined;
}

export interface DiskHost extends SourceHost {
  /** Drops what was remembered of a file that changed; answers whether it appeared or vanished since it was asked for. */
  forget(file: FileId): boolean;
  /** Looks, in slices, for what is not as it was when it was read or listed, and drops what was remembered of it. */
  changes(pause: Pause): Promise<DiskChanges>;
  /** Whether something was dropped that {@link changes} would have to look for. */
  readonly hasForgotten: boolean;
}

export interface DiskChanges {
  /** Files that were read, and may have another text now, or none. */
  readonly texts: ReadonlySet<FileId>;
  /** Files and folders that appeared or vanished where somebody looked for names. */
  readonly moved: ReadonlySet<FileId>;
}

type Kind = 'file' | 'directory';
/** What a name of a folder is; a link until somebody asks where it leads. */
type Entries = Map<string, Kind | 'link' | null>;

/** A folder that was listed, if it could be, and when. */
interface Listed {
  readonly entries: Entries | null;
  readonly stamp: Stamp;
}

/** Names of folders' entries that are remembered at most. */
const MOST_REMEMBERED = 200_000;

/**
 * Reads the workspace from a local disk. Nothing outside of a root is read, through links neither; what is not a
 * regular file or too large has no text. Never throws.
 */
export function createDiskHost({ roots, unsaved = () => undefined }: DiskHostOptions): DiskHost {
  // An import is tried with a dozen endings: to list its folder once is cheaper than to ask the disk for each.
  const folders = new Map<FileId, Listed>();
  /** Of the files whose text was read. */
  const stamps = new Map<FileId, Stamp>();
  const realRoots = roots.map((root) => realPath(root) ?? root);
  const innermostFirst = [...roots].sort((a, b) => b.length - a.length);
  let remembered = 0;
  let hasForgotten = false;

  const rootOf = (file: FileId) => innermostFirst.find((root) => isInside(file, root));

  function kind(file: FileId): Kind | null {
    if (roots.includes(file)) {
      return kindOfRoot(file);
    }
    const entries = rootOf(file) === undefined ? null : entriesOf(dirname(file));
    const name = basename(file);
    let found = entries?.get(name) ?? null;
    if (found === 'link') {
      found = kindOfLink(file, realRoots);
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
        hasForgotten = true;
      }
      const stamp = lastingStampOf(folder);
      known = { entries: kind(folder) === 'directory' ? readFolder(folder) : null, stamp };
      remembered += 1 + (known.entries?.size ?? 0);
      folders.set(folder, known);
    }
    return known.entries;
  }

  /** Brings the listings up to date in what they say of a file: what else they lack is found by their stamps. */
  function lookAgain(file: FileId): void {
    let below = file;
    for (const folder of foldersUpTo(file, rootOf(file))) {
      const listed = folders.get(folder);
      const found = listed && kindOfName(below);
      if (listed?.entries && found) {
        listed.entries.set(basename(below), found);
      } else if (found) {
        folders.set(folder, { entries: new Map([[basename(below), found]]), stamp: UNSURE });
      } else {
        listed?.entries?.delete(basename(below));
      }
      below = folder;
    }
  }

  async function textsThatChanged(pause: Pause): Promise<Set<FileId>> {
    const changed = new Set<FileId>();
    for (const [file, stamp] of stamps) {
      if (!isSame(stamp, stampOf(file))) {
        stamps.delete(file);
        changed.add(file);
      }
      await pause();
    }
    return changed;
  }

  async function namesThatMoved(pause: Pause): Promise<Set<FileId>> {
    const before: [FileId, Entries | null][] = [];
    for (const [folder, { entries, stamp }] of folders) {
      if (!isSame(stamp, stampOf(folder))) {
        before.push([folder, entries]);
      }
      await pause();
    }
    // All are dropped before one is listed anew: whether a folder is there its parent's names tell.
    for (const [folder] of before) {
      folders.delete(folder);
    }
    return new Set(before.flatMap(([folder, entries]) => movedIn(folder, entries, entriesOf(folder))));
  }

  return {
    kind,
    rootOf,
    readText(file) {
      const open = unsaved(file);
      if (open === undefined && kind(file) !== 'file') {
        return null;
      }
      stamps.set(file, open === undefined ? lastingStampOf(file) : UNSURE);
      return open ?? readSmallText(file);
    },
    list(directory) {
      const entries = rootOf(directory) === undefined ? null : entriesOf(directory);
      return entries && [...entries].map(([name, found]) => (found === 'directory' ? `${name}/` : name));
    },
    forget(file) {
      const before = folders.has(dirname(file)) ? kind(file) : undefined;
      lookAgain(file);
      stamps.set(file, UNSURE);
      return before !== undefined && before !== kind(file);
    },
    changes: async (pause) => ({ texts: await textsThatChanged(pause), moved: await namesThatMoved(pause) }),
    get hasForgotten() {
      return hasForgotten;
    },
  };
}

function movedIn(folder: FileId, before: Entries | null, now: Entries | null): FileId[] {
  const names = new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].filter((name) => isOther(before?.get(name), now?.get(name))).map((name) => `${folder}/${name}`);
}

/** What a link leads to is only known once somebody asked: a link is the same as anything that is there. */
function isOther(before: Kind | 'link' | null | undefined, now: Kind | 'link' | null | undefined): boolean {
  return (before ?? null) !== (now ?? null) && !(now === 'link' && before);
}

function readFolder(path: string): Entries | null {
  const entries = attempt(() => fs.readdirSync(path, { withFileTypes: true }));
  return entries ? new Map(entries.map((entry) => [entry.name, kindOfEntry(entry)])) : null;
}

const kindOfName = (path: string): Kind | 'link' | null => attempt(() => kindOfEntry(fs.lstatSync(path))) ?? null;

const kindOfEntry = (entry: fs.Dirent | fs.Stats): Kind | 'link' | null =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : null;

const kindOfRoot = (path: string): Kind | null => attempt(() => kindOf(fs.statSync(path))) ?? null;

function kindOfLink(path: string, realRoots: readonly string[]): Kind | null {
  const real = realPath(path);
  const inside = real !== undefined && realRoots.some((root) => isBelow(real, root));
  return inside ? kindOfRoot(path) : null;
}

const kindOf = (stats: fs.Stats): Kind | null => (stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : null);

/** The text of a file; `null` where it is missing, binary or too large to be imported. */
function readSmallText(path: string): string | null {
  const text = readOpened(path, (descriptor) => {
    const stats = fs.fstatSync(descriptor);
    return stats.isFile() && stats.size <= LARGEST_IMPORT * 3 ? textOf(fs.readFileSync(descriptor)) : null;
  });
  return text ?? null;
}

/** Whether a file has no text because it is too large, as far as its bytes tell. */
export function isTooLarge(path: string): boolean {
  return (attempt(() => fs.statSync(path, { throwIfNoEntry: false })?.size) ?? 0) > LARGEST_FILE;
}

function textOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8000).includes(0)) {
    return null;
  }
  const text = bytes.toString('utf8');
  return text.length > LARGEST_IMPORT ? null : text;
}
