import type { FileId, Occurrence, TargetKind, Value } from '../model.ts';
import { isString, joined } from '../text-parts.ts';
import { checkTarget, type Refusal } from '../vercel/target-check.ts';

/** Names a project inside the index: whatever string the shell tells projects apart by; empty where there is none. */
export type ProjectKey = string;

/** One value of one project, with every place that mentions it. The object lives as long as the value has places. */
export interface TargetEntry {
  /** Made of project, kind and value: the same value has the same id in every scan. */
  readonly id: string;
  readonly project: ProjectKey;
  readonly kind: TargetKind;
  readonly value: Value;
  /** In the order of files, then of places in a file. */
  readonly places: readonly Place[];
}

/** One place of a file that sets, purges or shows a target. */
export interface Place extends Omit<Occurrence, 'value'> {
  readonly entry: TargetEntry;
  readonly file: FileId;
}

/** What a change of the workspace did to the entries. No entry stands in two of the lists. */
export interface IndexChange {
  readonly added: readonly TargetEntry[];
  readonly removed: readonly TargetEntry[];
  /** Entries that gained, lost or moved places, and what wrappers hand on where their calls hand in something else. */
  readonly changed: readonly TargetEntry[];
}

/** A value as the source writes it, holes as `${name}`; the reason where it is unknown. Not meant for users. */
export function textOf(value: Value): string {
  switch (value.certainty) {
    case 'exact':
      return value.text;
    case 'pattern':
      return joined(value.parts, ({ hole }) => `\${${hole}}`);
    case 'unknown':
      return value.reason;
  }
}

/**
 * Whether there is anything to purge: the value is known and fit to be sent, and at one place at least it is what the
 * cache knows it by. An image that is not optimized is in no cache, and the address of an imported one is known after a
 * build only.
 */
export function canBePurged(entry: TargetEntry): boolean {
  const { value, places } = entry;
  const isKnown = value.certainty !== 'unknown' && !refusalOf(entry);
  return isKnown && places.some((place) => !place.notOptimized && !place.staticImport);
}

/** Why a tag that the code uses is never sent: it is a mistake in the code. */
export function refusalOf({ kind, value }: TargetEntry): Refusal | undefined {
  const checked = kind === 'tag' && value.certainty === 'exact' && checkTarget({ kind, value: value.text }, false);
  return isString(checked) ? checked : undefined;
}

/** The identity of a value in a project. */
export function entryId(project: ProjectKey, kind: TargetKind, value: Value): string {
  return `${project}\0${kind}\0${value.certainty}\0${textOf(value)}`;
}

/** The order of names for people, the same in every language: `section-9` before `section-10`. 10,000 take 30 ms. */
export const nameOrder = (): ((a: string, b: string) => number) => new Intl.Collator('en', { numeric: true }).compare;

/** The order of entries for people: by kind, exact and patterns together by their text, unknown ones last. */
export function entryOrder(): (a: TargetEntry, b: TargetEntry) => number {
  const compareNames = nameOrder();
  return (a, b) =>
    compare(a.kind === 'tag' ? 0 : 1, b.kind === 'tag' ? 0 : 1) ||
    compare(a.value.certainty === 'unknown' ? 1 : 0, b.value.certainty === 'unknown' ? 1 : 0) ||
    compareNames(textOf(a.value), textOf(b.value)) ||
    compare(a.id, b.id);
}

export function comparePlaces(a: Place, b: Place): number {
  return compare(a.file, b.file) || a.span.start - b.span.start || a.span.end - b.span.end;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
