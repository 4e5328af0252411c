import { getOrMake } from '../maps.ts';
import type { FileId, Occurrence } from '../model.ts';

/**
 * What components show because other files hand it to them. `<Card post={post} />` in a page makes the card's file show
 * the post's cover: the occurrence is at a place of the one file, and known only from the other.
 */
export interface HandedIn {
  /** Sets what a file hands to others, by the file that shows it, in place of what it handed before. */
  set(giver: FileId, given: ReadonlyMap<FileId, readonly Occurrence[]>): void;
  /** What a file shows because of others, in the order of their names. The same list as long as nothing changes. */
  at(file: FileId): readonly Occurrence[];
  /** The files that hand something to a file. */
  giversOf(file: FileId): Iterable<FileId>;
}

const NOTHING: readonly Occurrence[] = [];

/** `outdated` has the files for which something changed since {@link HandedIn.at} was last asked for them. */
export function createHandedIn(outdated: Set<FileId>): HandedIn {
  const byGiver = new Map<FileId, ReadonlyMap<FileId, readonly Occurrence[]>>();
  const byFile = new Map<FileId, Map<FileId, readonly Occurrence[]>>();
  const lists = new Map<FileId, readonly Occurrence[]>();

  function give(giver: FileId, file: FileId, given: readonly Occurrence[] | undefined): void {
    const givers = byFile.get(file) ?? new Map<FileId, readonly Occurrence[]>();
    if (JSON.stringify(givers.get(giver)) === JSON.stringify(given)) {
      return;
    }
    byFile.set(file, givers);
    if (given) {
      givers.set(giver, given);
    } else {
      givers.delete(giver);
    }
    lists.delete(file);
    outdated.add(file);
  }

  return {
    set(giver, given) {
      for (const file of byGiver.get(giver)?.keys() ?? []) {
        if (!given.has(file)) {
          give(giver, file, undefined);
        }
      }
      for (const [file, occurrences] of given) {
        give(giver, file, occurrences);
      }
      if (given.size > 0) {
        byGiver.set(giver, given);
      } else {
        byGiver.delete(giver);
      }
    },
    at(file) {
      outdated.delete(file);
      const givers = byFile.get(file);
      return givers
        ? getOrMake(lists, file, () => [...givers.keys()].sort().flatMap((giver) => givers.get(giver) ?? []))
        : NOTHING;
    },
    giversOf: (file) => byFile.get(file)?.keys() ?? [],
  };
}
