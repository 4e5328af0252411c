import type { Broken, Expression, Statement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { build, link } from './build.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';

/** An expression where none can stand. */
export function brokenExpression(expression: Expression): Broken {
  const { start, end } = expression;
  const statement = build(start, end, { type: 'ExpressionStatement', expression });
  return link(new Deferred('Broken', start, end, () => [statement]));
}

/** What was read from an offset on is nothing. */
function unread(cursor: Cursor, start: number): Broken {
  const end = cursor.lastEnd();
  return new Deferred('Broken', Math.min(start, end), end, () => []);
}

/** Something is missing here. */
export function missing(cursor: Cursor): Broken {
  return unread(cursor, cursor.lastEnd());
}

/** The token at the cursor has no business here. */
function skipToken(cursor: Cursor): Broken {
  const start = cursor.pass();
  return unread(cursor, start);
}

/** A statement; where none begins, the token is skipped. */
export function readStatementOrToken(cursor: Cursor): Statement {
  const { at } = cursor;
  const statement = cursor.rules.statement(cursor);
  return cursor.at > at ? statement : skipToken(cursor);
}

/** The pair of brackets, or the element, at the cursor is nested too deep. */
export function skipPair(cursor: Cursor): Broken {
  const start = cursor.start();
  cursor.skipPair();
  return unread(cursor, start);
}

/** All from the cursor to its limit does not fit here; it is read as statements. */
export function skipRest(cursor: Cursor): Broken {
  const start = cursor.start();
  const rest = cursor.fork(cursor.at, cursor.limit);
  cursor.at = cursor.limit;
  return new Deferred('Broken', start, cursor.lastEnd(), () => rest.rules.statements(rest));
}

/** What `read` makes of all up to the limit; `Broken` as a whole where it leaves something. */
export function readWhole<T>(cursor: Cursor, read: (cursor: Cursor) => T): T | Broken {
  const { at } = cursor;
  const node = read(cursor);
  if (cursor.isDone()) {
    return node;
  }
  cursor.at = at;
  return skipRest(cursor);
}

/** Nested too deep: skips to the next comma or semicolon that stands outside of all further brackets. */
export function skipTooDeep(cursor: Cursor): Broken {
  const start = cursor.start();
  while (!cursor.isDone() && !cursor.is(Kind.Comma) && !cursor.is(Kind.Semicolon)) {
    skipBalanced(cursor);
  }
  return unread(cursor, start);
}

/**
 * The one expression between the brackets at the cursor, perhaps behind a token of the kind `prefix`; `Broken` as a
 * whole where anything else stands there.
 */
export function readSingle(cursor: Cursor, prefix?: TokenKind): Expression {
  return cursor.inside((inner) => {
    if (prefix !== undefined) {
      inner.eat(prefix);
    }
    return readWhole(inner, inner.rules.expression);
  });
}

/** Goes behind one token, or behind the pair that it opens. */
function skipBalanced(cursor: Cursor): void {
  switch (cursor.kind()) {
    case Kind.OpenParen:
    case Kind.OpenBracket:
    case Kind.OpenBrace:
    case Kind.JsxOpen:
      cursor.skipPair();
      break;
    default:
      cursor.at++;
  }
}
