import type { Broken, Expression } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { readSingle, skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readNumber, readString } from './literals.ts';

/** The key of a property or a member: a name, a string, a number, `#a` or `[a]`; `undefined` where there is none. */
export function readPropertyKey(cursor: Cursor): Expression | undefined {
  switch (cursor.kind()) {
    case Kind.Name:
      return cursor.identifier();
    case Kind.PrivateName:
      return cursor.privateName();
    case Kind.StringLiteral:
      return readString(cursor);
    case Kind.NumberLiteral:
      return readNumber(cursor);
    case Kind.OpenBracket:
      return readSingle(cursor);
    default:
      return undefined;
  }
}

/** `a`, `a.b.c` */
export function readDotted(cursor: Cursor): Expression {
  let whole: Expression = cursor.identifier();
  while (cursor.is(Kind.Dot) && (cursor.ahead(1) === Kind.Name || cursor.ahead(1) === Kind.PrivateName)) {
    cursor.at++;
    const property = cursor.identifier();
    whole = cursor.finish(whole.start, { type: 'MemberExpression', object: whole, property, computed: false });
  }
  return whole;
}

/** Goes behind `.a.b`. */
export function skipDotted(cursor: Cursor): void {
  while (cursor.is(Kind.Dot) && cursor.ahead(1) === Kind.Name) {
    cursor.at += 2;
  }
}

/** May a key begin with a token of this kind? */
export function startsKey(kind: TokenKind): boolean {
  return KEY_STARTS.has(kind);
}

const KEY_STARTS: ReadonlySet<TokenKind> = new Set([
  Kind.Name,
  Kind.PrivateName,
  Kind.StringLiteral,
  Kind.NumberLiteral,
  Kind.OpenBracket,
]);

/**
 * Properties up to the limit. Where none can be read this may be a block, or one bracket is missing: `restOf` makes one of
 * all that is left.
 */
export function readProperties<P>(
  cursor: Cursor,
  read: (cursor: Cursor) => P | undefined,
  restOf: (rest: Broken) => P,
): P[] {
  return cursor.all((inner) => {
    if (inner.eat(Kind.Comma)) {
      return undefined;
    }
    const first = inner.at;
    const property = read(inner);
    if (property !== undefined && inner.at > first && endsProperty(inner)) {
      return property;
    }
    inner.at = first;
    return restOf(skipRest(inner));
  });
}

/** Does a property end at the cursor? A comma may be forgotten at the end of a line. */
function endsProperty(cursor: Cursor): boolean {
  return cursor.is(Kind.Comma) || cursor.isDone() || (cursor.breakAhead(0) && startsKey(cursor.kind()));
}
