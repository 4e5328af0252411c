import type { Hole, Value } from '../../core/model.ts';

type Parts = Extract<Value, { certainty: 'pattern' }>['parts'];

/** More would be a mistake of the one who typed. */
export const MOST_FILLED = 200;

/** The names of a pattern's holes, each once, in order: two holes of one name get the same value. */
export function holesOf(parts: Parts): string[] {
  return [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.hole])))];
}

/** Every text that the values make of the pattern, each once, at most `MOST_FILLED`. */
export function fill(parts: Parts, values: ReadonlyMap<string, readonly string[]>): string[] {
  let filled: ReadonlyMap<string, string>[] = [new Map()];
  for (const hole of holesOf(parts)) {
    filled = filled
      .flatMap((known) => (values.get(hole) ?? []).map((value) => new Map(known).set(hole, value)))
      .slice(0, MOST_FILLED);
  }
  const texts = filled.map((known) =>
    parts.map((part) => (typeof part === 'string' ? part : (known.get(part.hole) ?? ''))).join(''),
  );
  return [...new Set(texts)];
}

/** The value that a pattern with one hole needs to yield this text. */
export function valueFor(parts: Parts, text: string): string | undefined {
  if (parts.filter((part) => typeof part !== 'string').length !== 1) {
    return undefined;
  }
  const at = parts.findIndex((part): part is Hole => typeof part !== 'string');
  const before = parts.slice(0, at).join('');
  const after = parts.slice(at + 1).join('');
  const fits = text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}
