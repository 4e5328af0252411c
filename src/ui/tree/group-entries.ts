import { entryOrder, type TargetEntry } from '../../core/index/entries.ts';

/**
 * The entries of one group, of which only the first ones are ever put in order: a change costs what came and went, however
 * many there are.
 */
export class GroupEntries {
  readonly #all = new Set<TargetEntry>();
  /** The first ones of those that were there when somebody last asked, in order. */
  #first: readonly TargetEntry[] = [];
  /** Whether those were all that there were. */
  #isWhole = true;
  /** What came since. */
  readonly #fresh = new Set<TargetEntry>();
  #hasLost = false;

  get size(): number {
    return this.#all.size;
  }

  add(entry: TargetEntry): void {
    this.#all.add(entry);
    this.#fresh.add(entry);
  }

  delete(entry: TargetEntry): void {
    this.#all.delete(entry);
    this.#fresh.delete(entry);
    this.#hasLost = true;
  }

  /** The first `most`, in the order for people. */
  first(most: number): readonly TargetEntry[] {
    const kept = this.#hasLost ? this.#first.filter((entry) => this.#all.has(entry)) : this.#first;
    const isMissing = !this.#isWhole && (kept.length < this.#first.length || most > kept.length);
    if (isMissing) {
      this.#first = firstInOrder([], this.#all, most);
    } else if (this.#hasLost || this.#fresh.size > 0 || most < kept.length) {
      this.#first = firstInOrder(kept, this.#fresh, most);
    }
    this.#isWhole = this.#first.length === this.#all.size;
    this.#fresh.clear();
    this.#hasLost = false;
    return this.#first;
  }
}

/** The first `most` of some that are in order and of others that are not. */
export function firstInOrder(
  ordered: readonly TargetEntry[],
  others: Iterable<TargetEntry>,
  most: number,
): readonly TargetEntry[] {
  const compare = entryOrder();
  let first = ordered;
  let waiting: TargetEntry[] = [];
  // What is in order goes first: then only the others have to find their place, which is what makes sorting dear.
  const merge = () => [...first, ...waiting].sort(compare).slice(0, most);
  for (const entry of others) {
    const last = first[most - 1];
    if (!last || compare(entry, last) < 0) {
      waiting.push(entry);
    }
    if (waiting.length > most) {
      first = merge();
      waiting = [];
    }
  }
  return merge();
}
