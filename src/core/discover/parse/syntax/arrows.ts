import type { FunctionNode, Pattern } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { Cursor } from './cursor.ts';
import { functionNode, readBlock, readParameters } from './functions.ts';
import { holdsParameters, lookAhead } from './look-ahead.ts';
import { readTypeList, readTypeParameters } from './type-lists.ts';
import { readReturnAnnotation } from './types.ts';

/** Arrow functions: whether one begins at the cursor is known from what follows its parameters. */

export function startsArrow(cursor: Cursor): boolean {
  return isArrowAhead(cursor, 0) || (cursor.isWord('async') && !cursor.breakAhead(1) && isArrowAhead(cursor, 1));
}

/** Does an arrow function's head, without `async`, begin so many tokens ahead? */
function isArrowAhead(cursor: Cursor, distance: number): boolean {
  switch (cursor.ahead(distance)) {
    case Kind.Name:
      return cursor.ahead(distance + 1) === Kind.Arrow;
    case Kind.OpenParen:
      return startsWithParameters(cursor, cursor.at + distance);
    case Kind.Less:
      return startsWithTypeParameters(cursor, cursor.at + distance);
    default:
      return false;
  }
}

function startsWithTypeParameters(cursor: Cursor, at: number): boolean {
  return lookAhead(cursor, at, () => {
    const isList = readTypeList(cursor) !== undefined;
    return isList && cursor.is(Kind.OpenParen) && startsWithParameters(cursor, cursor.at);
  });
}

/** Is the parenthesis at the index that of an arrow function's parameters? */
function startsWithParameters(cursor: Cursor, open: number): boolean {
  if (cursor.source.noArrows.has(open)) {
    return false;
  }
  return lookAhead(cursor, open, () => {
    if (!cursor.isClosed()) {
      return false;
    }
    const canBeParameters = holdsParameters(cursor);
    cursor.skipPair();
    if (!cursor.is(Kind.Colon)) {
      return cursor.is(Kind.Arrow);
    }
    if (!canBeParameters) {
      return false;
    }
    readReturnAnnotation(cursor);
    return cursor.is(Kind.Arrow);
  });
}

export interface Arrow {
  readonly node: FunctionNode;
  /** The token `(` of its parameters, where a return type follows them. */
  readonly typedParameters: number | undefined;
}

/** The arrow function that begins at the cursor. */
export function readArrow(cursor: Cursor): Arrow {
  const start = cursor.start();
  const async = cursor.isWord('async') && cursor.ahead(1) !== Kind.Arrow;
  if (async) {
    cursor.at++;
  }
  const typeParameters = readTypeParameters(cursor);
  const open = cursor.at;
  const params: Pattern[] = cursor.is(Kind.OpenParen) ? readParameters(cursor) : [cursor.identifier()];
  const typedParameters = cursor.is(Kind.Colon) ? open : undefined;
  const returnType = readReturnAnnotation(cursor);
  cursor.eat(Kind.Arrow);
  const body = cursor.is(Kind.OpenBrace) ? readBlock(cursor) : cursor.rules.assignment(cursor);
  const begun = { type: 'ArrowFunctionExpression', start, async, typeParameters, returnType } as const;
  const node = functionNode(cursor, begun, params, body);
  return { node, typedParameters };
}
