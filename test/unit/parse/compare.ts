import { type Dialect, parse } from '../../../src/core/discover/parse/parse.ts';
import { factsOf } from './facts.ts';
import { typescriptFacts } from './typescript-facts.ts';

export interface Comparison {
  /** How many facts TypeScript found. */
  readonly facts: number;
  /** What TypeScript found and we did not, marked `-`, and the other way round, marked `+`. */
  readonly differences: readonly string[];
}

/** Compares our parser with TypeScript's; `undefined` for a text in which TypeScript finds syntax errors. */
export function compare(text: string, dialect: Dialect): Comparison | undefined {
  const theirs = typescriptFacts(text, dialect);
  if (theirs === undefined) {
    return undefined;
  }
  const ours = factsOf(parse(text, dialect));
  const differences = [...without(theirs, ours, '-'), ...without(ours, theirs, '+')];
  return { facts: theirs.length, differences };
}

/** What one list has more of than the other. */
function without(list: readonly string[], other: readonly string[], mark: string): string[] {
  const counts = new Map<string, number>();
  for (const item of other) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return list
    .filter((item) => {
      const left = counts.get(item) ?? 0;
      counts.set(item, left - 1);
      return left <= 0;
    })
    .map((item) => `${mark} ${item}`);
}
