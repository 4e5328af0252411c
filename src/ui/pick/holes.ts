import type { Value } from '../../core/model.ts';
import { holesIn, isString, joined } from '../../core/text-parts.ts';

type Parts = Extract<Value, { certainty: 'pattern' }>['parts'];

/** More would be a mistake of the one who typed. */
export const MOST_FILLED = 200;

/** The names of a pattern's holes, each once, in order: two holes of one name get the same value. */
export function holesOf(parts: Parts): string[] {
  return [...new Set(holesIn(parts))];
}

/** Every text that the values make of the pattern, each once, at most `MOST_FILLED`. */
export function fill(parts: Parts, values: ReadonlyMap<string, readonly string[]>): string[] {
  let filled: ReadonlyMap<string, string>[] = [new Map()];
  for (const hole of holesOf(parts)) {
    filled = filled
      .flatMap((known) => (values.get(hole) ?? []).map((value) => new Map(known).set(hole, value)))
      .slice(0, MOST_FILLED);
  }
  const texts = filled.map((known) => joined(parts, ({ hole }) => known.get(hole) ?? ''));
  return [...new Set(texts)];
}

/** How many texts the values make of the pattern, doubles counted, whether or not `fill` gives them all. */
export function countFilled(parts: Parts, values: ReadonlyMap<string, readonly string[]>): number {
  return holesOf(parts).reduce((count, hole) => count * (values.get(hole)?.length ?? 0), 1);
}

/** The values by hole that a text needs to come out of the pattern; `undefined` where it can not, or in several ways. */
export function valuesFor(parts: Parts, text: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  let rest = text;
  for (const [at, part] of parts.entries()) {
    if (isString(part)) {
      if (!rest.startsWith(part)) {
        return undefined;
      }
      rest = rest.slice(part.length);
      continue;
    }
    const end = endOfHole(rest, parts[at + 1], at + 2 === parts.length);
    const value = rest.slice(0, end);
    if (end === undefined || value === '' || (values.get(part.hole) ?? value) !== value) {
      return undefined;
    }
    values.set(part.hole, value);
    rest = rest.slice(end);
  }
  return rest === '' ? values : undefined;
}

/** Where a hole ends before the text that follows it: at the very end, or at the one place where that text stands. */
function endOfHole(rest: string, next: Parts[number] | undefined, isLast: boolean): number | undefined {
  if (!isString(next)) {
    return next === undefined ? rest.length : undefined;
  }
  if (isLast) {
    return rest.endsWith(next) ? rest.length - next.length : undefined;
  }
  const at = rest.indexOf(next, 1);
  return at < 0 || rest.indexOf(next, at + 1) >= 0 ? undefined : at;
}
