import type { FunctionNode, Pattern } from '../nodes.ts';
import type { Cursor } from './cursor.ts';
import { functionNode, readBlock, readParameters } from './functions.ts';
import { Kind } from './tokens.ts';
import { readReturnAnnotation, readTypeList } from './types.ts';

/** Arrow functions: whether one begins at the cursor is known from what follows its parameters. */

export function startsArrow(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case Kind.Name:
      return cursor.ahead(1) === Kind.Arrow || (cursor.isWord('async') && startsAsyncArrow(cursor));
    case Kind.OpenParen:
      return startsWithParameters(cursor, cursor.at);
    case Kind.Less:
      return startsWithTypeParameters(cursor, cursor.at);
    default:
      return false;
  }
}

function startsAsyncArrow(cursor: Cursor): boolean {
  if (cursor.breakAhead(1)) {
    return false;
  }
  switch (cursor.ahead(1)) {
    case Kind.Name:
      return cursor.ahead(2) === Kind.Arrow;
    case Kind.OpenParen:
      return startsWithParameters(cursor, cursor.at + 1);
    case Kind.Less:
      return startsWithTypeParameters(cursor, cursor.at + 1);
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
    const canBeParameters = cursor.inside(startsParameter);
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

/** Can this be the beginning of a list of parameters? Decides before the type behind it is read. */
function startsParameter(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case Kind.End:
    case Kind.Ellipsis:
    case Kind.OpenBrace:
    case Kind.OpenBracket:
    case Kind.At:
      return true;
    case Kind.Name:
      return endsName(cursor.ahead(1));
    default:
      return false;
  }
}

function endsName(next: Kind): boolean {
  return (
    next === Kind.End ||
    next === Kind.Comma ||
    next === Kind.Colon ||
    next === Kind.Question ||
    next === Kind.Assign ||
    next === Kind.Name
  );
}

function lookAhead(cursor: Cursor, from: number, look: () => boolean): boolean {
  const { at } = cursor;
  cursor.at = from;
  const answer = look();
  cursor.at = at;
  return answer;
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
  readTypeList(cursor);
  const open = cursor.at;
  const params: Pattern[] = cursor.is(Kind.OpenParen) ? readParameters(cursor) : [cursor.identifier()];
  const typedParameters = cursor.is(Kind.Colon) ? open : undefined;
  readReturnAnnotation(cursor);
  cursor.eat(Kind.Arrow);
  const body = cursor.is(Kind.OpenBrace) ? readBlock(cursor) : cursor.rules.assignment(cursor);
  const node = functionNode(cursor, { type: 'ArrowFunctionExpression', start, async }, params, body);
  return { node, typedParameters };
}
