import { getOrMake } from '../maps.ts';
import type { FileId, Occurrence, Span } from '../model.ts';

/**
 * What components show because other files hand it to them. `<Card post={post} />` in a page makes the card's file show
 * the post's cover: the occurrence is at a place of the one file, and known only from the other.
 */
export interface HandedIn {
  /** Sets what a file hands to others, by the file that shows it, in place of what it handed before. */
  set(giver: FileId, given: ReadonlyMap<FileId, readonly Occurrence[]>): void;
  /** What a file shows because of others, in the order of their names. The same list as long as nothing changes. */
  at(file: FileId): readonly Occurrence[];
  /**
   * Moves what a file shows because of others to where it stands in its new text. Answers who hands it something for a
   * place that is not in both texts, or in texts that are not known: they are to be looked at again.
   */
  move(file: FileId, before: string | undefined, after: string | undefined): FileId[];
}

const NOTHING: readonly Occurrence[] = [];

/** `outdated` has the files for which something changed since {@link HandedIn.at} was last asked for them. */
export function createHandedIn(outdated: Set<FileId>): HandedIn {
  /** The files that each file hands something to. */
  const byGiver = new Map<FileId, ReadonlySet<FileId>>();
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
      for (const file of byGiver.get(giver) ?? []) {
        if (!given.has(file)) {
          give(giver, file, undefined);
        }
      }
      for (const [file, occurrences] of given) {
        give(giver, file, occurrences);
      }
      if (given.size > 0) {
        byGiver.set(giver, new Set(given.keys()));
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
    move(file, before, after) {
      const givers = byFile.get(file);
      if (!givers) {
        return [];
      }
      const moved = before === undefined || after === undefined ? () => undefined : moving(before, after);
      lists.delete(file);
      return [...givers].flatMap(([giver, occurrences]) => {
        const spans = occurrences.map(({ span }) => moved(span));
        givers.set(
          giver,
          occurrences.map((each, at) => ({ ...each, span: spans[at] ?? each.span })),
        );
        return spans.includes(undefined) ? [giver] : [];
      });
    },
  };
}

/** Where something stands after a change of a text; `undefined` for what is not wholly before or behind it. */
function moving(before: string, after: string): (span: Span) => Span | undefined {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end++;
  }
  const by = after.length - before.length;
  return (span) => {
    if (span.end <= start) {
      return span;
    }
    return span.start >= before.length - end ? { start: span.start + by, end: span.end + by } : undefined;
  };
}
