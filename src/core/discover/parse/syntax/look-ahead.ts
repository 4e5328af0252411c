import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import type { Cursor } from './cursor.ts';

/** What `look` says with the cursor at `from`; the cursor comes back. */
export function lookAhead(cursor: Cursor, from: number, look: () => boolean): boolean {
  const { at } = cursor;
  cursor.at = from;
  const answer = look();
  cursor.at = at;
  return answer;
}

/** Can the parentheses at the cursor hold parameters? Tells them from a value, or a type, in parentheses. */
export function holdsParameters(cursor: Cursor): boolean {
  return lookAhead(cursor, cursor.at, () => cursor.inside(startsParameter));
}

function startsParameter(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case Kind.End:
    case Kind.Ellipsis:
    case Kind.At:
      return true;
    case Kind.OpenBrace:
    case Kind.OpenBracket:
      return canFollowBinding(cursor.kindAt(cursor.behindPair()));
    case Kind.Name:
      return cursor.ahead(1) === Kind.Name || canFollowBinding(cursor.ahead(1));
    default:
      return false;
  }
}

function canFollowBinding(kind: TokenKind): boolean {
  return (
    kind === Kind.End || kind === Kind.Comma || kind === Kind.Colon || kind === Kind.Question || kind === Kind.Assign
  );
}
