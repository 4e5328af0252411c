import { wordMap } from '../../../word-set.ts';
import type { Statement, TSEnumMember } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { adopt } from './build.ts';
import { readClass } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';
import { readBlock } from './functions.ts';
import { skipDotted } from './keys.ts';
import { eatString, stringValue } from './literals.ts';
import { endStatement } from './modules.ts';
import { readTypeList } from './type-lists.ts';
import { readMembers } from './type-members.ts';
import { readType } from './types.ts';

/**
 * The declarations of TypeScript. Their words are ordinary names elsewhere: each reader answers `undefined`, with the
 * cursor where it was, where no declaration follows.
 */
export function readDeclaration(cursor: Cursor): Statement | undefined {
  if (cursor.ahead(1) === Kind.End || (cursor.breakAhead(1) && !cursor.isWord('enum'))) {
    return undefined;
  }
  return DECLARATIONS.get(cursor.word())?.(cursor);
}

const DECLARATIONS = wordMap<(cursor: Cursor) => Statement | undefined>({
  type: readTypeAlias,
  interface: readInterface,
  enum: readEnum,
  declare: readAmbient,
  abstract: readAbstractClass,
  'namespace module global': readModule,
});

/** `type A<T> = B` */
function readTypeAlias(cursor: Cursor): Statement | undefined {
  const afterName = cursor.ahead(2);
  if (cursor.ahead(1) !== Kind.Name || (afterName !== Kind.Assign && afterName !== Kind.Less)) {
    return undefined;
  }
  const start = cursor.pass();
  const id = cursor.identifier();
  readTypeList(cursor);
  cursor.eat(Kind.Assign);
  const typeAnnotation = readType(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type: 'TSTypeAliasDeclaration', id, typeAnnotation });
}

/** `interface A<T> extends B, C { … }` */
function readInterface(cursor: Cursor): Statement | undefined {
  const afterName = cursor.ahead(2);
  const isInterface = afterName === Kind.OpenBrace || afterName === Kind.Less || afterName === Kind.Name;
  if (cursor.ahead(1) !== Kind.Name || !isInterface) {
    return undefined;
  }
  const start = cursor.pass();
  const id = cursor.identifier();
  readTypeList(cursor);
  if (cursor.eatWord('extends')) {
    do {
      readType(cursor);
    } while (cursor.eat(Kind.Comma));
  }
  const members = cursor.forkBraces();
  const read = () => readMembers(members);
  const node = Object.assign(new Deferred('TSInterfaceDeclaration', start, cursor.lastEnd(), read), { id });
  adopt(node, id);
  return node;
}

/** `enum A { … }`; `const` has been read. */
function readEnum(cursor: Cursor): Statement | undefined {
  if (cursor.ahead(1) !== Kind.Name || cursor.ahead(2) !== Kind.OpenBrace) {
    return undefined;
  }
  const start = cursor.pass();
  const id = cursor.identifier();
  const members = cursor.inside((inner) => inner.list(readEnumMember));
  return cursor.finish(start, { type: 'TSEnumDeclaration', id, members });
}

function readEnumMember(cursor: Cursor): TSEnumMember | undefined {
  const start = cursor.start();
  const name = readEnumName(cursor);
  const init = name !== undefined && cursor.eat(Kind.Assign) ? cursor.rules.assignment(cursor) : undefined;
  return name === undefined ? undefined : cursor.finish(start, { type: 'TSEnumMember', name, init });
}

/** `a`, `'a'`, `['a']` */
function readEnumName(cursor: Cursor): string | undefined {
  switch (cursor.kind()) {
    case Kind.Name:
      return cursor.tokens.source(cursor.at++);
    case Kind.StringLiteral:
      return eatString(cursor);
    case Kind.OpenBracket:
      return cursor.inside((inner) => (inner.is(Kind.StringLiteral) ? stringValue(inner) : undefined));
    default:
      return undefined;
  }
}

/** `declare` before any declaration. */
function readAmbient(cursor: Cursor): Statement | undefined {
  if (cursor.ahead(1) !== Kind.Name) {
    return undefined;
  }
  cursor.at++;
  return cursor.rules.statement(cursor);
}

function readAbstractClass(cursor: Cursor): Statement | undefined {
  return cursor.wordAhead(1) === 'class' ? readClass(cursor, 'ClassDeclaration', cursor.start(), []) : undefined;
}

/** `namespace A.B { … }`, `module 'm' { … }`, `global { … }` */
function readModule(cursor: Cursor): Statement | undefined {
  const { at } = cursor;
  const start = cursor.start();
  const name = readModuleName(cursor);
  if (name === undefined || !(cursor.is(Kind.OpenBrace) || cursor.tokens.kind(cursor.at - 1) === Kind.StringLiteral)) {
    cursor.at = at;
    return undefined;
  }
  const body = readBlock(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type: 'TSModuleDeclaration', name, body });
}

function readModuleName(cursor: Cursor): string | undefined {
  if (cursor.isWord('global')) {
    return cursor.tokens.source(cursor.at++);
  }
  cursor.at++;
  if (cursor.is(Kind.StringLiteral)) {
    return eatString(cursor);
  }
  const start = cursor.start();
  if (!cursor.eat(Kind.Name)) {
    return undefined;
  }
  skipDotted(cursor);
  return cursor.tokens.text.slice(start, cursor.lastEnd());
}
