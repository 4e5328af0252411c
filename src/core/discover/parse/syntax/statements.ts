import { wordMap } from '../../../word-set.ts';
import type { Statement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { readStatementOrToken, skipTooDeep } from './broken.ts';
import { readClass, readDecorators } from './classes.ts';
import { readDoWhile, readFor, readIf, readJump, readReturn, readSwitch, readTry, readWhile } from './control.ts';
import type { Cursor } from './cursor.ts';
import { readDeclaration } from './declarations.ts';
import { readBlock, readNamedFunction, startsAsyncFunction } from './functions.ts';
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
  const read = STATEMENTS.get(cursor.word());
  return read ? read(cursor) : cursor.ahead(1) === Kind.Colon ? readLabeled(cursor) : readDeclaration(cursor);
}

const readVariable = (cursor: Cursor): Statement | undefined =>
  startsVariables(cursor) ? readVariables(cursor, endStatement) : undefined;

/** The readers of statements, by their first words; they may find that it is none. */
const STATEMENTS = wordMap<(cursor: Cursor) => Statement | undefined>({
  const: (cursor) => readConstEnum(cursor) ?? readVariable(cursor),
  'var let using await': readVariable,
  function: readDeclaredFunction,
  async: (cursor) => (startsAsyncFunction(cursor) ? readDeclaredFunction(cursor) : undefined),
  class: (cursor) => readClass(cursor, 'ClassDeclaration', cursor.start(), []),
  import: readImport,
  export: readExport,
  'return throw': readReturn,
  if: readIf,
  for: readFor,
  while: readWhile,
  do: readDoWhile,
  switch: readSwitch,
  try: readTry,
  'break continue debugger': readJump,
});

function readDeclaredFunction(cursor: Cursor): Statement {
  return readNamedFunction(cursor, 'FunctionDeclaration');
}

function readExpressionStatement(cursor: Cursor): Statement {
  const start = cursor.start();
  const expression = cursor.rules.expression(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type: 'ExpressionStatement', expression });
}

function readConstEnum(cursor: Cursor): Statement | undefined {
  if (cursor.wordAhead(1) !== 'enum') {
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
