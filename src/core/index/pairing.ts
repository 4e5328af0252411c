import { lowerBound } from '../lower-bound.ts';
import { pushTo } from '../maps.ts';
import type { Role, Value } from '../model.ts';
import { isString } from '../text-parts.ts';
import type { ProjectKey, TargetEntry } from './entries.ts';
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
    if (!isOpen(tags, 'assign', () => index.isHandedIn(project, 'assign'))) {
      findUnpaired(tags, 'invalidate', 'assign', 'never-set', result);
    }
    if (!isOpen(tags, 'invalidate', () => index.isHandedIn(project, 'invalidate'))) {
      findUnpaired(tags, 'assign', 'invalidate', 'never-purged', result);
    }
  }
  return result;
}

/**
 * Whether something that nobody knows is set or purged. What a wrapper hands on stands at its calls, unless one of them
 * hands in what is not known, or none is found: then it may be called in ways that cannot be followed.
 */
function isOpen(tags: readonly TargetEntry[], role: Role, isHandedIn: () => boolean): boolean {
  const places = tags.flatMap((tag) => tag.places.filter((place) => place.role === role));
  const unknown = places.filter(({ entry }) => entry.value.certainty === 'unknown');
  const isCalled = places.some(({ via }) => via !== undefined);
  return unknown.some(({ handed }) => handed !== 'on' || !isCalled || isHandedIn());
}

function findUnpaired(
  tags: readonly TargetEntry[],
  has: Role,
  lacks: Role,
  word: Unpaired,
  result: Map<TargetEntry, Unpaired>,
): void {
  const others = tags.filter((tag) => hasRole(tag, lacks));
  // Where the code purges nothing at all that is done elsewhere, by this extension perhaps.
  const isOneSided = others.length === 0 && lacks === 'invalidate';
  if (isOneSided) {
    return;
  }
  const exact = new ByBeginning<string>();
  const patterns = new ByBeginning<Parts>();
  for (const { value } of others) {
    if (value.certainty === 'exact') {
      exact.add(value.text, value.text);
    } else if (value.certainty === 'pattern') {
      patterns.add(literal(value.parts[0]), value.parts);
    }
  }
  for (const tag of tags) {
    const { value } = tag;
    if (value.certainty === 'unknown' || !hasRole(tag, has)) {
      continue;
    }
    const isMet =
      value.certainty === 'exact'
        ? exact.has(value.text) || patterns.someAlong(value.text, (parts) => mayYield(parts, value.text))
        : patterns.someAlong(literal(value.parts[0]), (parts) => mayMeet(parts, value.parts)) ||
          patterns.someFrom(literal(value.parts[0]), (parts) => mayMeet(parts, value.parts)) ||
          exact.someFrom(literal(value.parts[0]), (text) => mayYield(value.parts, text));
    if (!isMet) {
      result.set(tag, word);
    }
  }
}

/** Values by how they begin, so that a tag is held against few of them: a workspace has thousands. */
class ByBeginning<T> {
  readonly #values = new Map<string, T[]>();
  readonly #lengths = new Set<number>();
  /** All beginnings in order, once they are asked for. */
  #sorted: readonly string[] | undefined;

  add(beginning: string, value: T): void {
    pushTo(this.#values, beginning, value);
    this.#lengths.add(beginning.length);
    this.#sorted = undefined;
  }

  has(beginning: string): boolean {
    return this.#values.has(beginning);
  }

  /** Whether it is true of one of the values whose beginning `text` begins with. */
  someAlong(text: string, isTrue: (value: T) => boolean): boolean {
    for (const length of this.#lengths) {
      if (length <= text.length && this.#values.get(text.slice(0, length))?.some(isTrue)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is true of one of the values whose beginning begins with `text`. */
  someFrom(text: string, isTrue: (value: T) => boolean): boolean {
    this.#sorted ??= [...this.#values.keys()].sort();
    const sorted = this.#sorted;
    for (let at = lowerBound(sorted.length, (i) => (sorted[i] as string) < text); sorted[at]?.startsWith(text); at++) {
      if (this.#values.get(sorted[at] as string)?.some(isTrue)) {
        return true;
      }
    }
    return false;
  }
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
