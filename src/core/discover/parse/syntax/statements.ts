import type { Statement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { readStatementOrToken, skipTooDeep } from './broken.ts';
import { readClass, readDecorators } from './classes.ts';
import { readDoWhile, readFor, readIf, readJump, readReturn, readSwitch, readTry, readWhile } from './control.ts';
import type { Cursor } from './cursor.ts';
import { readDeclaration } from './declarations.ts';
import { readBlock, readFunctionDeclaration, startsAsyncFunction } from './functions.ts';
import { endStatement, readExport, readImport } from './modules.ts';
import { readVariables, startsVariables } from './variables.ts';

/** All statements up to the cursor's limit. A token that begins none is `Broken`, and the next one begins anew. */
export function readStatements(cursor: Cursor): Statement[] {
  return cursor.all(readStatementOrToken);
}

/** May read nothing, where no statement begins. */
export function readStatement(cursor: Cursor): Statement {
  return cursor.nested(readAnyStatement, skipTooDeep);
}

function readAnyStatement(cursor: Cursor): Statement {
  switch (cursor.kind()) {
    case Kind.OpenBrace:
      return readBlock(cursor);
    case Kind.Semicolon:
      return readEmpty(cursor);
    case Kind.At:
      return readDecorated(cursor);
    case Kind.Name:
      return readWordStatement(cursor) ?? readExpressionStatement(cursor);
    default:
      return readExpressionStatement(cursor);
  }
}

function readEmpty(cursor: Cursor): Statement {
  const start = cursor.pass();
  return cursor.finish(start, { type: 'EmptyStatement' });
}

/** `@a class B {}`, `@a export class B {}` */
function readDecorated(cursor: Cursor): Statement {
  const start = cursor.start();
  const decorators = readDecorators(cursor);
  if (!['class', 'abstract', 'export'].includes(cursor.word())) {
    const expression = cursor.finish(start, { type: 'SequenceExpression', expressions: decorators });
    return cursor.finish(start, { type: 'ExpressionStatement', expression }); // nothing else can be decorated
  }
  const isExported = cursor.eatWord('export');
  const isDefault = cursor.eatWord('default');
  const declaration = readClass(cursor, 'ClassDeclaration', start, decorators);
  if (isDefault) {
    return cursor.finish(start, { type: 'ExportDefaultDeclaration', declaration });
  }
  return isExported
    ? cursor.finish(start, { type: 'ExportNamedDeclaration', declaration, specifiers: [], source: undefined })
    : declaration;
}

/** The statement that the word at the cursor begins, if it begins one. */
function readWordStatement(cursor: Cursor): Statement | undefined {
  switch (cursor.word()) {
    case 'const':
      return readConstEnum(cursor) ?? readVariables(cursor, endStatement);
    case 'var':
    case 'let':
    case 'using':
    case 'await':
      return startsVariables(cursor) ? readVariables(cursor, endStatement) : undefined;
    case 'function':
      return readFunctionDeclaration(cursor);
    case 'async':
      return startsAsyncFunction(cursor) ? readFunctionDeclaration(cursor) : undefined;
    case 'class':
      return readClass(cursor, 'ClassDeclaration', cursor.start(), []);
    case 'import':
      return readImport(cursor);
    case 'export':
      return readExport(cursor);
    case 'return':
      return readReturn(cursor, 'ReturnStatement');
    case 'throw':
      return readReturn(cursor, 'ThrowStatement');
    case 'if':
      return readIf(cursor);
    case 'for':
      return readFor(cursor);
    case 'while':
      return readWhile(cursor);
    case 'do':
      return readDoWhile(cursor);
    case 'switch':
      return readSwitch(cursor);
    case 'try':
      return readTry(cursor);
    case 'break':
    case 'continue':
    case 'debugger':
      return readJump(cursor);
    default:
      return cursor.ahead(1) === Kind.Colon ? readLabeled(cursor) : readDeclaration(cursor);
  }
}

function readExpressionStatement(cursor: Cursor): Statement {
  const start = cursor.start();
  const expression = cursor.rules.expression(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type: 'ExpressionStatement', expression });
}

function readConstEnum(cursor: Cursor): Statement | undefined {
  if (cursor.wordAt(cursor.at + 1) !== 'enum') {
    return undefined;
  }
  cursor.at++;
  return readDeclaration(cursor);
}

/** `a: …` */
function readLabeled(cursor: Cursor): Statement {
  const start = cursor.start();
  cursor.at += 2;
  const body = readStatement(cursor);
  return cursor.finish(start, { type: 'LabeledStatement', body });
}
