import type { Expression, SpreadElement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';

/** `a, ...b, c` up to the limit; `empty` answers what stands for an item that is left out. */
export function readItems<Empty>(
  cursor: Cursor,
  empty: (cursor: Cursor) => Empty,
): (Expression | SpreadElement | Empty)[] {
  const items: (Expression | SpreadElement | Empty)[] = [];
  while (!cursor.isDone()) {
    items.push(cursor.is(Kind.Comma) ? empty(cursor) : readItem(cursor));
    if (!cursor.eat(Kind.Comma) && !cursor.isDone()) {
      items.push(skipRest(cursor));
    }
  }
  return items;
}

function readItem(cursor: Cursor): Expression | SpreadElement {
  return cursor.is(Kind.Ellipsis) ? readSpread(cursor) : cursor.rules.assignment(cursor);
}

/** `...a` */
export function readSpread(cursor: Cursor): SpreadElement {
  const start = cursor.start();
  cursor.at++;
  const argument = cursor.rules.assignment(cursor);
  return cursor.finish(start, { type: 'SpreadElement', argument });
}
