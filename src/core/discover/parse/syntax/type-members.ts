import type { TSPropertySignature, TypeNode } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';
import { stringValue } from './literals.ts';

/** `{ a: A; b(): B }`; a mapped type says nothing that could be named. */
export function readObjectType(cursor: Cursor): TypeNode {
  const start = cursor.start();
  const { at } = cursor;
  if (cursor.inside(startsMappedType)) {
    return cursor.finish(start, { type: 'TSOther' });
  }
  cursor.at = at;
  const members = cursor.forkBraces();
  return new Deferred('TSTypeLiteral', start, cursor.lastEnd(), () => readMembers(members));
}

/** `[K in T]`, `readonly [K in T]`, `-readonly [K in T]` */
function startsMappedType(cursor: Cursor): boolean {
  if (cursor.is(Kind.Plus) || cursor.is(Kind.Minus)) {
    return true;
  }
  cursor.eatWord('readonly');
  return cursor.is(Kind.OpenBracket) && cursor.wordAhead(2) === 'in';
}

/** The property signatures up to the limit; what is no property is skipped. */
export function readMembers(cursor: Cursor): TSPropertySignature[] {
  return cursor.all((inner) => readPropertySignature(inner) ?? skipMember(inner));
}

function readPropertySignature(cursor: Cursor): TSPropertySignature | undefined {
  if (cursor.isWord('readonly') && cursor.ahead(1) === Kind.Name) {
    cursor.at++;
  }
  const afterName = cursor.ahead(1) === Kind.Question ? 2 : 1;
  if ((!cursor.is(Kind.Name) && !cursor.is(Kind.StringLiteral)) || cursor.ahead(afterName) !== Kind.Colon) {
    return undefined;
  }
  const start = cursor.start();
  const name = cursor.is(Kind.StringLiteral) ? stringValue(cursor) : cursor.word();
  cursor.at += afterName + 1;
  const typeAnnotation = cursor.rules.type(cursor);
  return cursor.finish(start, { type: 'TSPropertySignature', name, typeAnnotation });
}

function skipMember(cursor: Cursor): undefined {
  const first = cursor.at;
  while (!cursor.isDone() && !cursor.eat(Kind.Semicolon) && !cursor.eat(Kind.Comma)) {
    if (cursor.at > first && cursor.breakAhead(0) && cursor.is(Kind.Name)) {
      return;
    }
    if (cursor.is(Kind.OpenBrace) || cursor.is(Kind.OpenParen) || cursor.is(Kind.OpenBracket)) {
      cursor.skipPair();
    } else {
      cursor.at++;
    }
  }
}
