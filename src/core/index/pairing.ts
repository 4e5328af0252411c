import { lowerBound } from '../lower-bound.ts';
import { pushTo } from '../maps.ts';
import type { Role, Value } from '../model.ts';
import { isString } from '../text-parts.ts';
import type { Place, ProjectKey, TargetEntry } from './entries.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** What the code does with a tag only by half. */
export type Unpaired =
  /** Purged somewhere, set nowhere: often a typo. */
  | 'never-set'
  /** Set somewhere, purged nowhere in the code. */
  | 'never-purged';

/**
 * Tells which tags of a project are set but never purged, or purged but never set. Says so only where it can be known: a
 * pattern that may yield the tag counts, and one value of the other role that cannot be read could be any tag.
 */
export function unpairedTags(index: Pick<WorkspaceIndex, 'entries' | 'isHandedIn'>): Map<TargetEntry, Unpaired> {
  const projects = new Map<ProjectKey, TargetEntry[]>();
  for (const entry of index.entries()) {
    if (entry.kind === 'tag') {
      pushTo(projects, entry.project, entry);
    }
  }
  const result = new Map<TargetEntry, Unpaired>();
  for (const [project, tags] of projects) {
    const set = tags.filter((tag) => hasRole(tag, 'assign'));
    const purged = tags.filter((tag) => hasRole(tag, 'invalidate'));
    if (!isOpen(set, 'assign', () => index.isHandedIn(project, 'assign'))) {
      findUnpaired(purged, set, 'assign', 'never-set', result);
    }
    // Where the code purges nothing at all that is done elsewhere, by this extension perhaps.
    if (purged.length > 0 && !isOpen(purged, 'invalidate', () => index.isHandedIn(project, 'invalidate'))) {
      findUnpaired(set, purged, 'invalidate', 'never-purged', result);
    }
  }
  return result;
}

/**
 * Whether something that nobody knows is set or purged. What a wrapper hands on stands at its calls, unless one of them
 * hands in what is not known, or none is found: then it may be called in ways that cannot be followed.
 */
function isOpen(tags: readonly TargetEntry[], role: Role, isHandedIn: () => boolean): boolean {
  const some = (entries: readonly TargetEntry[], isTrue: (place: Place) => boolean) =>
    entries.some(({ places }) => places.some((place) => place.role === role && isTrue(place)));
  const unknown = tags.filter(({ value }) => value.certainty === 'unknown');
  const isCalled = () => some(tags, ({ via }) => via !== undefined);
  return some(unknown, ({ handed }) => handed !== 'on') || (unknown.length > 0 && (!isCalled() || isHandedIn()));
}

/** Notes the tags that none of the others, which have the role that they may lack, can be. */
function findUnpaired(
  tags: readonly TargetEntry[],
  others: readonly TargetEntry[],
  lacks: Role,
  word: Unpaired,
  result: Map<TargetEntry, Unpaired>,
): void {
  const patterns = new ByBeginning(others);
  let texts: readonly string[] | undefined;
  /** Of the exact ones: they are many, and asked for only where a pattern meets no other. */
  const sortedTexts = () => {
    texts ??= others.flatMap(({ value }) => (value.certainty === 'exact' ? value.text : [])).sort();
    return texts;
  };
  for (const tag of tags) {
    const { value } = tag;
    if (value.certainty === 'unknown' || hasRole(tag, lacks)) {
      continue;
    }
    const isMet =
      value.certainty === 'exact'
        ? patterns.someAlong(value.text, (parts) => mayYield(parts, value.text))
        : patterns.someAlong(literal(value.parts[0]), (parts) => mayMeet(parts, value.parts)) ||
          patterns.someFrom(literal(value.parts[0]), (parts) => mayMeet(parts, value.parts)) ||
          someFrom(sortedTexts(), literal(value.parts[0]), (text) => mayYield(value.parts, text));
    if (!isMet) {
      result.set(tag, word);
    }
  }
}

/** Patterns by how they begin, so that a tag is held against few of them: a workspace has thousands. */
class ByBeginning {
  readonly #patterns = new Map<string, Parts[]>();
  readonly #lengths = new Set<number>();
  /** All beginnings in order, once they are asked for. */
  #sorted: readonly string[] | undefined;

  constructor(tags: readonly TargetEntry[]) {
    for (const { value } of tags) {
      if (value.certainty === 'pattern') {
        const beginning = literal(value.parts[0]);
        pushTo(this.#patterns, beginning, value.parts);
        this.#lengths.add(beginning.length);
      }
    }
  }

  /** Whether it is true of one of the patterns whose beginning `text` begins with. */
  someAlong(text: string, isTrue: (parts: Parts) => boolean): boolean {
    for (const length of this.#lengths) {
      if (length <= text.length && this.#patterns.get(text.slice(0, length))?.some(isTrue)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is true of one of the patterns whose beginning begins with `text`. */
  someFrom(text: string, isTrue: (parts: Parts) => boolean): boolean {
    this.#sorted ??= [...this.#patterns.keys()].sort();
    return someFrom(this.#sorted, text, (beginning) => this.#patterns.get(beginning)?.some(isTrue) === true);
  }
}

/** Whether it is true of one of the texts, which are in order, that begin with `text`. */
function someFrom(sorted: readonly string[], text: string, isTrue: (each: string) => boolean): boolean {
  for (let at = lowerBound(sorted.length, (i) => (sorted[i] as string) < text); sorted[at]?.startsWith(text); at++) {
    if (isTrue(sorted[at] as string)) {
      return true;
    }
  }
  return false;
}

const hasRole = (entry: TargetEntry, role: Role): boolean => entry.places.some((place) => place.role === role);

type Parts = Extract<Value, { certainty: 'pattern' }>['parts'];

/** Whether a pattern can yield this text, its holes standing for any text. */
export function mayYield(parts: Parts, text: string): boolean {
  const first = parts[0];
  const last = parts[parts.length - 1];
  let at = isString(first) ? first.length : 0;
  const end = text.length - (isString(last) ? last.length : 0);
  if (isString(first) && !text.startsWith(first)) {
    return false;
  }
  if (isString(last) && !text.endsWith(last)) {
    return false;
  }
  for (const part of parts.slice(1, -1)) {
    if (isString(part)) {
      const found = text.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length;
    }
  }
  return at <= end;
}

/** Whether two patterns could yield one text, judged by how they begin and end. */
function mayMeet(a: Parts, b: Parts): boolean {
  const [beginA, beginB] = [literal(a[0]), literal(b[0])];
  const [endA, endB] = [literal(a[a.length - 1]), literal(b[b.length - 1])];
  return (beginA.startsWith(beginB) || beginB.startsWith(beginA)) && (endA.endsWith(endB) || endB.endsWith(endA));
}

const literal = (part: Parts[number] | undefined): string => (isString(part) ? part : '');
