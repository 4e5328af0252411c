import type { Broken, Expression, SpreadElement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';

/** Items up to the limit, with commas between; `empty` answers what stands for one that is left out. */
export function readItems<Item, Empty>(
  cursor: Cursor,
  read: (cursor: Cursor) => Item,
  empty: (cursor: Cursor) => Empty,
): (Item | Empty | Broken)[] {
  const items: (Item | Empty | Broken)[] = [];
  while (!cursor.isDone()) {
    items.push((cursor.is(Kind.Comma) ? empty : read)(cursor));
    if (!cursor.eat(Kind.Comma) && !cursor.isDone()) {
      items.push(skipRest(cursor));
    }
  }
  return items;
}

export const nothing = (): undefined => undefined;

/** `a`, `...a` */
export function readItem(cursor: Cursor): Expression | SpreadElement {
  return cursor.is(Kind.Ellipsis) ? readSpread(cursor) : cursor.rules.assignment(cursor);
}

/** `...a` */
export function readSpread(cursor: Cursor): SpreadElement {
  const start = cursor.pass();
  const argument = cursor.rules.assignment(cursor);
  return cursor.finish(start, { type: 'SpreadElement', argument });
}
