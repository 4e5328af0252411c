import { wordSet } from '../../../word-set.ts';
import type { ClassMember, ClassNode, Expression, FunctionNode, TypeNode } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { missing, skipRest, skipTooDeep } from './broken.ts';
import { adoptAll } from './build.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';
import { functionNode, readBlock, readFunction } from './functions.ts';
import { readPropertyKey, startsKey } from './keys.ts';
import { readTypeList } from './type-lists.ts';
import { readAnnotation, readType } from './types.ts';

/** `@a @b.c(d)` */
export function readDecorators(cursor: Cursor): Expression[] {
  const decorators: Expression[] = [];
  while (cursor.eat(Kind.At)) {
    decorators.push(readNested(cursor));
  }
  return decorators;
}

/** The class whose keyword stands at the cursor, perhaps behind `abstract`; its members are read later. */
export function readClass(
  cursor: Cursor,
  type: ClassNode['type'],
  start: number,
  decorators: readonly Expression[],
): ClassNode {
  cursor.eatWord('abstract');
  cursor.eatWord('class');
  const id = cursor.is(Kind.Name) && !isHeritage(cursor.word()) ? cursor.identifier() : undefined;
  readTypeList(cursor);
  let superClass: Expression | undefined;
  const interfaces: TypeNode[] = [];
  while (isHeritage(cursor.word())) {
    if (cursor.eatWord('extends')) {
      superClass = readNested(cursor);
      readTypeList(cursor);
    } else {
      readImplements(cursor, interfaces);
    }
  }
  const members = cursor.forkBraces();
  const node = Object.assign(new Deferred(type, start, cursor.lastEnd(), () => readMembers(members)), {
    id,
    superClass,
    implements: interfaces,
    decorators,
  });
  adoptAll(node, [id, superClass, ...interfaces, ...decorators]);
  return node;
}

/** A decorator, or what a class extends, which may itself be a class. */
function readNested(cursor: Cursor): Expression {
  return cursor.nested(cursor.rules.operand, skipTooDeep);
}

function isHeritage(word: string): boolean {
  return word === 'extends' || word === 'implements';
}

function readImplements(cursor: Cursor, interfaces: TypeNode[]): void {
  do {
    cursor.at++;
    interfaces.push(readType(cursor));
  } while (cursor.is(Kind.Comma));
}

function readMembers(cursor: Cursor): ClassMember[] {
  return cursor.all((inner) => {
    if (inner.eat(Kind.Semicolon)) {
      return undefined;
    }
    const first = inner.at;
    const member = readMember(inner);
    if (member === undefined) {
      inner.at = first;
      return readRest(inner);
    }
    return isIndexSignature(member) ? undefined : member;
  });
}

/** What cannot be members: a brace is missing before it, or one too many. */
function readRest(cursor: Cursor): ClassMember {
  const start = cursor.start();
  const key = missing(cursor);
  const value = skipRest(cursor);
  return cursor.finish(start, { ...BARE, kind: 'property', key, value });
}

const BARE = {
  type: 'ClassMember',
  static: false,
  decorators: [],
  computed: false,
  typeAnnotation: undefined,
} as const;

/** `[key: string]: T` is read as a property with a broken key. */
function isIndexSignature({ key, computed, value }: ClassMember): boolean {
  return computed && key.type === 'Broken' && value === undefined;
}

function readMember(cursor: Cursor): ClassMember | undefined {
  const start = cursor.start();
  const decorators = readDecorators(cursor);
  const modifiers = readModifiers(cursor);
  const common = { ...BARE, static: modifiers.has('static'), decorators };
  if (common.static && cursor.is(Kind.OpenBrace)) {
    const key = missing(cursor);
    const value = readStaticBlock(cursor);
    return cursor.finish(start, { ...common, kind: 'static-block', key, value });
  }
  const generator = cursor.eat(Kind.Star);
  const computed = cursor.is(Kind.OpenBracket);
  const isConstructor = cursor.isWord('constructor');
  const key = readPropertyKey(cursor);
  if (key === undefined) {
    return undefined;
  }
  if (cursor.is(Kind.Question) || cursor.is(Kind.NonNull) || cursor.is(Kind.Not)) {
    cursor.at++;
  }
  if (cursor.is(Kind.OpenParen) || cursor.is(Kind.Less)) {
    const async = modifiers.has('async');
    const value = readFunction(cursor, { type: 'FunctionExpression', start: cursor.start(), async, generator });
    const kind = modifiers.has('get') ? 'get' : modifiers.has('set') ? 'set' : isConstructor ? 'constructor' : 'method';
    return cursor.finish(start, { ...common, kind, key, computed, value });
  }
  const typeAnnotation = readAnnotation(cursor);
  const value = cursor.eat(Kind.Assign) ? cursor.rules.expression(cursor) : undefined;
  return endsMember(cursor)
    ? cursor.finish(start, { ...common, kind: 'property', key, computed, value, typeAnnotation })
    : undefined;
}

function endsMember(cursor: Cursor): boolean {
  return cursor.is(Kind.Semicolon) || cursor.breakAhead(0);
}

const MODIFIERS = wordSet('public private protected static abstract override readonly declare accessor async get set');

/** Reads the words before a key; a word that is itself the key stays. */
function readModifiers(cursor: Cursor): Set<string> {
  const modifiers = new Set<string>();
  for (let word = cursor.word(); MODIFIERS.has(word) && precedesKey(cursor, word); word = cursor.word()) {
    modifiers.add(word);
    cursor.at++;
  }
  return modifiers;
}

function precedesKey(cursor: Cursor, word: string): boolean {
  const next = cursor.ahead(1);
  if (word === 'static' && next === Kind.OpenBrace) {
    return true;
  }
  const mayBreak = word === 'static' || word === 'get' || word === 'set';
  return (startsKey(next) || next === Kind.Star) && (mayBreak || !cursor.breakAhead(1));
}

function readStaticBlock(cursor: Cursor): FunctionNode {
  const start = cursor.start();
  const body = readBlock(cursor);
  return functionNode(cursor, { type: 'FunctionExpression', start }, [], body);
}
