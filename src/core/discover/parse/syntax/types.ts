import type { TypeNode } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import type { Cursor } from './cursor.ts';
import { readDotted, skipDotted } from './keys.ts';
import { eatString, readPieces } from './literals.ts';
import { holdsParameters } from './look-ahead.ts';
import { readTypeList } from './type-lists.ts';
import { readObjectType } from './type-members.ts';

/**
 * Types are read to know where they end; those that can name strings become nodes, every other one `TSOther`. A type
 * that is broken ends at the first token that does not fit.
 */

/** `: T`, if there is one. */
export function readAnnotation(cursor: Cursor): TypeNode | undefined {
  return cursor.eat(Kind.Colon) ? readType(cursor) : undefined;
}

/** `: T` of a function, which may also be `x is T` or `asserts x is T`. */
export function readReturnAnnotation(cursor: Cursor): TypeNode | undefined {
  return cursor.eat(Kind.Colon) ? readReturnType(cursor) : undefined;
}

function readReturnType(cursor: Cursor): TypeNode {
  if (cursor.isWord('asserts') && cursor.ahead(1) === Kind.Name && !cursor.breakAhead(1)) {
    cursor.at++;
  }
  if (cursor.is(Kind.Name) && cursor.wordAhead(1) === 'is' && !cursor.breakAhead(1)) {
    cursor.at += 2;
  }
  return readType(cursor);
}

export function readType(cursor: Cursor): TypeNode {
  return cursor.nested((inner) => readFunctionType(inner) ?? readConditionalType(inner), tooDeep);
}

const tooDeep = (cursor: Cursor): TypeNode => other(cursor, cursor.start());

/** `(a: A) => B`, `<T>(a: T) => B`, `new () => A`, `abstract new () => A` */
function readFunctionType(cursor: Cursor): TypeNode | undefined {
  const { at } = cursor;
  const start = cursor.start();
  if (cursor.isWord('abstract') && cursor.wordAhead(1) === 'new') {
    cursor.at++;
  }
  const isConstructor = cursor.isWord('new') && (cursor.ahead(1) === Kind.OpenParen || cursor.ahead(1) === Kind.Less);
  if (isConstructor) {
    cursor.at++;
  }
  if (cursor.is(Kind.Less)) {
    readTypeList(cursor);
  }
  const isFunction = cursor.is(Kind.OpenParen) && cursor.kindAt(cursor.behindPair()) === Kind.Arrow;
  if (isFunction && (isConstructor || holdsParameters(cursor))) {
    cursor.skipPair();
    cursor.at++;
    readReturnType(cursor);
    return other(cursor, start);
  }
  cursor.at = at;
  return undefined;
}

/** `A extends B ? C : D` */
function readConditionalType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  const type = readUnion(cursor);
  if (!cursor.isWord('extends') || cursor.breakAhead(0)) {
    return type;
  }
  cursor.at++;
  readFunctionType(cursor) ?? readUnion(cursor);
  if (cursor.eatWord('extends')) {
    readUnion(cursor); // `infer U extends C`
  }
  if (cursor.eat(Kind.Question)) {
    readType(cursor);
    if (cursor.eat(Kind.Colon)) {
      readType(cursor);
    }
  }
  return other(cursor, start);
}

function readUnion(cursor: Cursor): TypeNode {
  const start = cursor.start();
  cursor.eat(Kind.Bar);
  const first = readIntersection(cursor);
  if (!cursor.is(Kind.Bar)) {
    return first;
  }
  const types = [first];
  while (cursor.eat(Kind.Bar)) {
    types.push(readIntersection(cursor));
  }
  return cursor.finish(start, { type: 'TSUnionType', types });
}

function readIntersection(cursor: Cursor): TypeNode {
  const start = cursor.start();
  cursor.eat(Kind.Ampersand);
  const first = readFunctionType(cursor) ?? readPrefixedType(cursor);
  if (!cursor.is(Kind.Ampersand)) {
    return first;
  }
  while (cursor.eat(Kind.Ampersand)) {
    readFunctionType(cursor) ?? readPrefixedType(cursor);
  }
  return other(cursor, start);
}

/** `keyof T`, `readonly T`, `unique symbol`, `infer T` */
function readPrefixedType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  const word = cursor.word();
  if ((word === 'keyof' || word === 'readonly' || word === 'unique' || word === 'infer') && followsType(cursor)) {
    cursor.at++;
    const operand = cursor.nested(readPrefixedType, tooDeep);
    return word === 'keyof'
      ? cursor.finish(start, { type: 'TSKeyofType', operand })
      : word === 'readonly'
        ? operand
        : other(cursor, start);
  }
  return readPostfixType(cursor);
}

function followsType(cursor: Cursor): boolean {
  return TYPE_STARTS.has(cursor.ahead(1)) && cursor.wordAhead(1) !== 'extends';
}

const TYPE_STARTS: ReadonlySet<TokenKind> = new Set([
  Kind.Name,
  Kind.OpenParen,
  Kind.OpenBracket,
  Kind.OpenBrace,
  Kind.StringLiteral,
  Kind.Template,
  Kind.TemplateHead,
]);

/** `T[]`, `T[K]` */
function readPostfixType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  while (cursor.is(Kind.Question)) {
    cursor.at++; // `?T` of Flow
  }
  let type = readPrimaryType(cursor);
  while (cursor.is(Kind.OpenBracket) && !cursor.breakAhead(0)) {
    const index = cursor.inside((inner) => (inner.isDone() ? undefined : readType(inner)));
    type =
      index === undefined
        ? cursor.finish(start, { type: 'TSArrayType', element: type })
        : cursor.finish(start, { type: 'TSIndexedAccessType', object: type, index });
  }
  return type;
}

function readPrimaryType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  switch (cursor.kind()) {
    case Kind.StringLiteral:
    case Kind.Template:
      return readLiteralType(cursor);
    case Kind.TemplateHead:
      return readTemplateType(cursor);
    case Kind.OpenBrace:
      return readObjectType(cursor);
    case Kind.OpenParen:
      return cursor.inside(readType);
    case Kind.OpenBracket:
      cursor.skipPair();
      return other(cursor, start);
    case Kind.Minus:
      cursor.at++;
      cursor.eat(Kind.NumberLiteral);
      return other(cursor, start);
    case Kind.NumberLiteral:
      cursor.at++;
      return other(cursor, start);
    case Kind.Name:
      return readNamedType(cursor);
    default:
      return other(cursor, start);
  }
}

function readLiteralType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  return cursor.finish(start, { type: 'TSLiteralType', value: eatString(cursor) });
}

function readTemplateType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  const { quasis, holes: types } = readPieces(cursor, (hole) => hole.inside(readType));
  return cursor.finish(start, { type: 'TSTemplateLiteralType', quasis, types });
}

function readNamedType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  const word = cursor.word();
  if (word === 'typeof' && cursor.ahead(1) === Kind.Name) {
    return readTypeQuery(cursor);
  }
  if (word === 'import' && cursor.ahead(1) === Kind.OpenParen) {
    cursor.at++;
    cursor.skipPair();
    skipDotted(cursor);
    readTypeList(cursor);
    return other(cursor, start);
  }
  cursor.at++;
  skipDotted(cursor);
  const name = cursor.tokens.text.slice(start, cursor.lastEnd());
  const args = cursor.is(Kind.Less) && !cursor.breakAhead(0) ? (readTypeList(cursor) ?? []) : [];
  return cursor.finish(start, { type: 'TSTypeReference', name, args });
}

/** `typeof a.b`, `typeof import('m')` */
function readTypeQuery(cursor: Cursor): TypeNode {
  const start = cursor.pass();
  if (cursor.isWord('import')) {
    readNamedType(cursor);
    return other(cursor, start);
  }
  const expression = readDotted(cursor);
  if (cursor.is(Kind.Less) && !cursor.breakAhead(0)) {
    readTypeList(cursor);
  }
  return cursor.finish(start, { type: 'TSTypeQuery', expression });
}

/** The type that ends behind the last token read, and has no name for its strings. */
function other(cursor: Cursor, start: number): TypeNode {
  return cursor.finish(start, { type: 'TSOther' });
}
