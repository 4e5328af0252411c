import type { Expression } from '../nodes.ts';
import { readSingle } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readNumber, readString } from './literals.ts';
import { Kind } from './tokens.ts';

/** The key of a property or a member: a name, a string, a number, `#a` or `[a]`; `undefined` where there is none. */
export function readPropertyKey(cursor: Cursor): Expression | undefined {
  switch (cursor.kind()) {
    case Kind.Name:
      return cursor.identifier();
    case Kind.PrivateName:
      return cursor.privateName();
    case Kind.String:
      return readString(cursor);
    case Kind.Number:
      return readNumber(cursor);
    case Kind.OpenBracket:
      return readSingle(cursor);
    default:
      return undefined;
  }
}

/** May a key begin with a token of this kind? */
export function startsKey(kind: Kind): boolean {
  switch (kind) {
    case Kind.Name:
    case Kind.PrivateName:
    case Kind.String:
    case Kind.Number:
    case Kind.OpenBracket:
      return true;
    default:
      return false;
  }
}
