import type { Expression } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { readSingle } from './broken.ts';
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

/** May a key begin with a token of this kind? */
export function startsKey(kind: TokenKind): boolean {
  switch (kind) {
    case Kind.Name:
    case Kind.PrivateName:
    case Kind.StringLiteral:
    case Kind.NumberLiteral:
    case Kind.OpenBracket:
      return true;
    default:
      return false;
  }
}

/** Does a property end at the cursor? A comma may be forgotten at the end of a line. */
export function endsProperty(cursor: Cursor): boolean {
  return cursor.is(Kind.Comma) || cursor.isDone() || (cursor.breakAhead(0) && startsKey(cursor.kind()));
}
