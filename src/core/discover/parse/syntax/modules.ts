import type {
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  ExportSpecifier,
  Identifier,
  ImportSpecifier,
  Statement,
} from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { build } from './build.ts';
import { readClass, readDecorators } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { readNamedFunction, startsAsyncFunction } from './functions.ts';
import { eatString, stringValue } from './literals.ts';

/** Imports and exports. Each answers `undefined`, with the cursor where it was, for what is none. */

/** `import …`; not `import(…)` and `import.meta`, which are expressions. */
export function readImport(cursor: Cursor): Statement | undefined {
  const start = cursor.start();
  const next = cursor.ahead(1);
  if (next === Kind.OpenParen || next === Kind.Dot) {
    return undefined;
  }
  cursor.at++;
  if (cursor.is(Kind.StringLiteral)) {
    return importDeclaration(cursor, start, false, []);
  }
  const typeOnly = eatPhase(cursor);
  const specifiers: ImportSpecifier[] = [];
  if (cursor.is(Kind.Name)) {
    const local = cursor.identifier();
    if (cursor.eat(Kind.Assign)) {
      return readImportAssignment(cursor, start, local, typeOnly);
    }
    specifiers.push(importSpecifier(local.start, 'default', local, false));
    cursor.eat(Kind.Comma);
  }
  if (cursor.is(Kind.Star)) {
    specifiers.push(...readNamespace(cursor));
  } else if (cursor.is(Kind.OpenBrace)) {
    specifiers.push(...cursor.inside((inner) => inner.list(readImportSpecifier)));
  }
  cursor.eatWord('from');
  return importDeclaration(cursor, start, typeOnly, specifiers);
}

/** `type`, `defer` or `source` before what is imported, unless that is its name. */
function eatPhase(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word !== 'type' && word !== 'defer' && word !== 'source') {
    return false;
  }
  const next = cursor.ahead(1);
  const nextWord = cursor.wordAhead(1);
  const isPhase =
    next === Kind.OpenBrace ||
    next === Kind.Star ||
    (next === Kind.Name && (nextWord !== 'from' || cursor.ahead(2) === Kind.Name));
  if (isPhase) {
    cursor.at++;
  }
  return isPhase && word === 'type';
}

function importDeclaration(cursor: Cursor, start: number, typeOnly: boolean, specifiers: ImportSpecifier[]): Statement {
  const source = readSource(cursor) ?? '';
  endStatement(cursor);
  return cursor.finish(start, { type: 'ImportDeclaration', source, typeOnly, specifiers });
}

/** The module's name, and the attributes behind it. */
function readSource(cursor: Cursor): string | undefined {
  if (!cursor.is(Kind.StringLiteral)) {
    return undefined;
  }
  const source = eatString(cursor);
  if ((cursor.isWord('with') || cursor.isWord('assert')) && cursor.ahead(1) === Kind.OpenBrace) {
    cursor.at++;
    cursor.skipPair();
  }
  return source;
}

export function endStatement(cursor: Cursor): void {
  cursor.eat(Kind.Semicolon);
}

function importSpecifier(start: number, imported: string, local: Identifier, typeOnly: boolean): ImportSpecifier {
  return build(start, local.end, { type: 'ImportSpecifier', imported, local, typeOnly });
}

/** `* as a` */
function readNamespace(cursor: Cursor): ImportSpecifier[] {
  const start = cursor.pass();
  return cursor.eatWord('as') && cursor.is(Kind.Name) ? [importSpecifier(start, '*', cursor.identifier(), false)] : [];
}

/** `import a = require('m')` binds the module, `import a = b.c` is another name for a value. */
function readImportAssignment(cursor: Cursor, start: number, local: Identifier, typeOnly: boolean): Statement {
  if (cursor.isWord('require') && cursor.ahead(1) === Kind.OpenParen) {
    cursor.at++;
    const source = cursor.inside((inner) => (inner.is(Kind.StringLiteral) ? stringValue(inner) : ''));
    const specifiers = [importSpecifier(local.start, '*', local, typeOnly)];
    endStatement(cursor);
    return cursor.finish(start, { type: 'ImportDeclaration', source, typeOnly, specifiers });
  }
  const init = cursor.rules.operand(cursor);
  const declarator = cursor.finish(local.start, { type: 'VariableDeclarator', id: local, init });
  endStatement(cursor);
  return cursor.finish(start, { type: 'VariableDeclaration', kind: 'const', declarations: [declarator] });
}

function readImportSpecifier(cursor: Cursor): ImportSpecifier | undefined {
  const start = cursor.start();
  const typeOnly = eatTypeWord(cursor);
  const { at } = cursor;
  const imported = readModuleName(cursor);
  if (!cursor.eatWord('as')) {
    cursor.at = at; // one name for both
  }
  return imported !== undefined && cursor.is(Kind.Name)
    ? importSpecifier(start, imported, cursor.identifier(), typeOnly)
    : undefined;
}

/** `type` before a name; `type`, `type as a` and `type as as a` are what they look like. */
function eatTypeWord(cursor: Cursor): boolean {
  if (!cursor.isWord('type')) {
    return false;
  }
  const next = cursor.ahead(1);
  const isAs = cursor.wordAhead(1) === 'as';
  const isModifier = isAs
    ? cursor.ahead(2) !== Kind.Name || cursor.ahead(3) === Kind.Name
    : next === Kind.Name || next === Kind.StringLiteral;
  if (isModifier) {
    cursor.at++;
  }
  return isModifier;
}

/** A name, or a string that is one. */
function readModuleName(cursor: Cursor): string | undefined {
  if (cursor.is(Kind.StringLiteral)) {
    return eatString(cursor);
  }
  return cursor.is(Kind.Name) ? cursor.tokens.name(cursor.at++) : undefined;
}

/** `export …` */
export function readExport(cursor: Cursor): Statement {
  const start = cursor.pass();
  if (cursor.isWord('type') && (cursor.ahead(1) === Kind.OpenBrace || cursor.ahead(1) === Kind.Star)) {
    cursor.at++;
  }
  if (cursor.is(Kind.Star)) {
    return readExportAll(cursor, start);
  }
  if (cursor.is(Kind.OpenBrace)) {
    return readExportList(cursor, start);
  }
  if (cursor.eat(Kind.Assign)) {
    return exportDefault(cursor, start, cursor.rules.expression(cursor));
  }
  if (cursor.eatWord('default')) {
    return exportDefault(cursor, start, readDefault(cursor));
  }
  if (cursor.isWord('as') && cursor.wordAhead(1) === 'namespace') {
    cursor.at = Math.min(cursor.at + 3, cursor.limit);
    endStatement(cursor);
    return cursor.finish(start, { type: 'EmptyStatement' });
  }
  const declaration = cursor.isDone() ? undefined : cursor.rules.statement(cursor);
  return exportNamed(cursor, start, { declaration, specifiers: [], source: undefined });
}

function exportNamed(
  cursor: Cursor,
  start: number,
  parts: Pick<ExportNamedDeclaration, 'declaration' | 'specifiers' | 'source'>,
): Statement {
  return cursor.finish(start, { type: 'ExportNamedDeclaration', ...parts });
}

/** `* from 'm'`, `* as a from 'm'` */
function readExportAll(cursor: Cursor, start: number): Statement {
  cursor.at++;
  const exported = cursor.eatWord('as') ? readModuleName(cursor) : undefined;
  cursor.eatWord('from');
  const source = readSource(cursor) ?? '';
  endStatement(cursor);
  return cursor.finish(start, { type: 'ExportAllDeclaration', source, exported });
}

/** `{ a, b as c }`, `{ a } from 'm'` */
function readExportList(cursor: Cursor, start: number): Statement {
  const specifiers = cursor.inside((inner) => inner.list(readExportSpecifier));
  const source = cursor.eatWord('from') ? readSource(cursor) : undefined;
  endStatement(cursor);
  return exportNamed(cursor, start, { declaration: undefined, specifiers, source });
}

function readExportSpecifier(cursor: Cursor): ExportSpecifier | undefined {
  const start = cursor.start();
  eatTypeWord(cursor);
  const local = readModuleName(cursor);
  if (local === undefined) {
    return undefined;
  }
  const exported = (cursor.eatWord('as') ? readModuleName(cursor) : undefined) ?? local;
  return cursor.finish(start, { type: 'ExportSpecifier', local, exported });
}

/** What follows `export default`: its functions and classes are declarations that need no name. */
function readDefault(cursor: Cursor): ExportDefaultDeclaration['declaration'] {
  const start = cursor.start();
  const decorators = readDecorators(cursor);
  const word = cursor.word();
  const nextWord = cursor.wordAhead(1);
  if (word === 'class' || (word === 'abstract' && nextWord === 'class')) {
    return readClass(cursor, 'ClassDeclaration', start, decorators);
  }
  if (word === 'function' || startsAsyncFunction(cursor)) {
    return readNamedFunction(cursor, 'FunctionDeclaration');
  }
  const isInterface = word === 'interface' && cursor.ahead(1) === Kind.Name && !cursor.breakAhead(1);
  const declared = isInterface ? cursor.rules.statement(cursor) : undefined;
  return declared?.type === 'TSInterfaceDeclaration' ? declared : cursor.rules.expression(cursor);
}

function exportDefault(cursor: Cursor, start: number, declaration: ExportDefaultDeclaration['declaration']): Statement {
  endStatement(cursor);
  return cursor.finish(start, { type: 'ExportDefaultDeclaration', declaration });
}
