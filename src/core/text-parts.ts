import type { Hole } from './model.ts';

export const isString = (value: unknown): value is string => typeof value === 'string';

/** The parts of a value as one text, with what `fill` gives in place of each hole. */
export function joined<H>(parts: readonly (string | H)[], fill: (hole: H) => string): string {
  return parts.map((part) => (isString(part) ? part : fill(part))).join('');
}

/** The parts without the blanks at their ends. */
export function trimmed<H>(parts: readonly (string | H)[]): (string | H)[] {
  const last = parts.length - 1;
  return parts
    .map((part, index) => (isString(part) && index === 0 ? part.trimStart() : part))
    .map((part, index) => (isString(part) && index === last ? part.trimEnd() : part))
    .filter((part) => part !== '');
}

/** The names of the holes among the parts of a value. */
export function holesIn(parts: readonly (string | Hole)[]): string[] {
  return parts.flatMap((part) => (isString(part) ? [] : part.hole));
}
