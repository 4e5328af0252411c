import type { Node, SyntaxTree } from './nodes.ts';

/** One of several that stand in an order: a statement of a module, a property of an object. */
export interface Piece<T extends Node> {
  readonly tree: SyntaxTree;
  readonly node: T;
  readonly text: string;
}

/** What became of some pieces. */
interface Difference<T extends Node> {
  readonly gone: readonly Piece<T>[];
  readonly added: readonly Piece<T>[];
  readonly kept: readonly Piece<T>[];
}

/** Holds pieces against those that there were; `undefined` where what is kept of them stands in another order. */
export function difference<T extends Node>(
  before: readonly Piece<T>[],
  after: readonly Piece<T>[],
): Difference<T> | undefined {
  const [gone, left] = parted(before, after);
  const [added, kept] = parted(after, before);
  const isSameOrder = left.length === kept.length && left.every(({ text }, at) => text === kept[at]?.text);
  return isSameOrder ? { gone, added, kept } : undefined;
}

/** Those that do not stand among the others, and those that do. */
function parted<T extends Node>(pieces: readonly Piece<T>[], others: readonly Piece<T>[]): [Piece<T>[], Piece<T>[]] {
  const texts = new Set(others.map(({ text }) => text));
  return [pieces.filter(({ text }) => !texts.has(text)), pieces.filter(({ text }) => texts.has(text))];
}

export const textOf = ({ start, end }: Node, tree: SyntaxTree): string => tree.text.slice(start, end);

export const wordsOf = (text: string): Set<string> => new Set(text.match(/[\w$\u0080-\uffff]+/g));
