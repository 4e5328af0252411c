import type { Lookup, ReadExpression } from './expressions.ts';
import type { Token } from './tokens.ts';

/** A file of another language, ready to be asked. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly lookup: Lookup;
  readonly readExpression: ReadExpression;
}
