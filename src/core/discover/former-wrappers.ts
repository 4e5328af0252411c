import type { FileId } from '../model.ts';
import { declaredBy } from './affected.ts';
import type { Node } from './nodes.ts';
import { statementAround } from './spellings.ts';
import type { Spelled } from './wrappers.ts';

type Held = readonly (readonly [Node, Spelled])[];

interface Former {
  readonly changedAt: number;
  /** The names that its statement declares. */
  readonly declares: readonly string[];
}

/** What was forgotten of files, and is as it was if it is found again. */
export class FormerWrappers {
  /** By file and how it looked. */
  readonly #byFile = new Map<FileId, Map<string, Former>>();

  /** Adds what a file held, and drops what may do something else now, by the names that its statement declares. */
  add(file: FileId, held: Held, isOther: (declared: readonly string[]) => boolean): void {
    const before = [...(this.#byFile.get(file) ?? []), ...held.map(formerOf)];
    this.#byFile.set(file, new Map(before.filter(([, { declares }]) => !isOther(declares))));
  }

  /** Tells of each file whether it holds the same as before, and gives what is there as it was its age again. */
  settle(heldIn: (file: FileId) => Held): (readonly [FileId, boolean])[] {
    const settled = [...this.#byFile].map(([file, former]) => {
      const now = heldIn(file);
      const same = now.filter(([place, each]) => {
        const before = former.get(lookOf(place, each));
        each.changedAt = before?.changedAt ?? each.changedAt;
        return before;
      });
      return [file, same.length === now.length && same.length === former.size] as const;
    });
    this.#byFile.clear();
    return settled;
  }
}

function formerOf([place, each]: Held[number]): readonly [string, Former] {
  return [lookOf(place, each), { changedAt: each.changedAt, declares: declaredWith(place, each) }];
}

/** What tells it from others of its file, as long as the statement around it does the same. */
function lookOf(place: Node, each: Spelled): string {
  return JSON.stringify([declaredWith(place, each), each.names, [...(each.places?.values() ?? [])]]);
}

const declaredWith = (place: Node, { module }: Spelled): readonly string[] =>
  declaredBy(statementAround(place), module.tree) ?? [];
