import type { ClassMember, ClassNode, Expression, Identifier, Node } from '../nodes.ts';
import { missing, skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readBlock, readFunction } from './functions.ts';
import { readPropertyKey, startsKey } from './keys.ts';
import * as Kind from './kinds.ts';
import { Later } from './later.ts';
import { readAnnotation, readType, readTypeList } from './types.ts';
import { adopt, link } from './walk.ts';

class ClassDefinition implements ClassNode {
  readonly type: ClassNode['type'];
  readonly start: number;
  readonly end: number;
  readonly parent: Node | undefined = undefined;
  readonly id: Identifier | undefined;
  readonly superClass: Expression | undefined;
  readonly decorators: readonly Expression[];
  private readonly later: Later<ClassMember>;

  constructor(
    type: ClassNode['type'],
    start: number,
    end: number,
    { id, superClass, decorators }: Pick<ClassNode, 'id' | 'superClass' | 'decorators'>,
    later: Later<ClassMember>,
  ) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.id = id;
    this.superClass = superClass;
    this.decorators = decorators;
    this.later = later;
    for (const child of [id, superClass, ...decorators]) {
      if (child !== undefined) {
        adopt(this, child);
      }
    }
  }

  get members(): readonly ClassMember[] {
    return this.later.of(this);
  }
}

/** `@a @b.c(d)` */
export function readDecorators(cursor: Cursor): Expression[] {
  const decorators: Expression[] = [];
  while (cursor.eat(Kind.At)) {
    decorators.push(cursor.rules.operand(cursor));
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
  while (isHeritage(cursor.word())) {
    if (cursor.eatWord('extends')) {
      superClass = cursor.rules.operand(cursor);
      readTypeList(cursor);
    } else {
      skipImplements(cursor);
    }
  }
  const close = cursor.is(Kind.OpenBrace) ? cursor.partner() : cursor.at;
  const members = new Later(cursor.fork(Math.min(cursor.at + 1, close), close), readMembers);
  if (cursor.is(Kind.OpenBrace)) {
    cursor.skipPair();
  }
  return new ClassDefinition(type, start, cursor.lastEnd(), { id, superClass, decorators }, members);
}

function isHeritage(word: string): boolean {
  return word === 'extends' || word === 'implements';
}

function skipImplements(cursor: Cursor): void {
  do {
    cursor.at++;
    readType(cursor);
  } while (cursor.is(Kind.Comma));
}

function readMembers(cursor: Cursor): ClassMember[] {
  const members: ClassMember[] = [];
  while (!cursor.isDone()) {
    if (!cursor.eat(Kind.Semicolon)) {
      const first = cursor.at;
      const member = readMember(cursor);
      if (member === undefined) {
        cursor.at = first;
        members.push(readRest(cursor));
      } else if (!isIndexSignature(member)) {
        members.push(member);
      }
    }
  }
  return members;
}

/** What cannot be members: a brace is missing before it, or one too many. */
function readRest(cursor: Cursor): ClassMember {
  const start = cursor.start();
  const key = missing(cursor);
  const value = skipRest(cursor);
  return link({
    type: 'ClassMember',
    start,
    end: cursor.lastEnd(),
    parent: undefined,
    kind: 'property',
    static: false,
    decorators: [],
    key,
    computed: false,
    value,
  });
}

/** `[key: string]: T` is read as a property with a broken key. */
function isIndexSignature({ key, computed, value }: ClassMember): boolean {
  return computed && key.type === 'Broken' && value === undefined;
}

function readMember(cursor: Cursor): ClassMember | undefined {
  const start = cursor.start();
  const decorators = readDecorators(cursor);
  const modifiers = readModifiers(cursor);
  const common = {
    type: 'ClassMember',
    start,
    parent: undefined,
    static: modifiers.has('static'),
    decorators,
  } as const;
  if (modifiers.has('static') && cursor.is(Kind.OpenBrace)) {
    const key = missing(cursor);
    const value = readStaticBlock(cursor);
    return link({ ...common, end: value.end, kind: 'static-block', key, computed: false, value });
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
    cursor.eat(Kind.Semicolon);
    const kind = modifiers.has('get') ? 'get' : modifiers.has('set') ? 'set' : isConstructor ? 'constructor' : 'method';
    return link({ ...common, end: value.end, kind, key, computed, value });
  }
  readAnnotation(cursor);
  const value = cursor.eat(Kind.Assign) ? cursor.rules.expression(cursor) : undefined;
  if (!endsMember(cursor)) {
    return undefined;
  }
  const end = cursor.lastEnd();
  cursor.eat(Kind.Semicolon);
  return link({ ...common, end, kind: 'property', key, computed, value });
}

function endsMember(cursor: Cursor): boolean {
  return cursor.is(Kind.Semicolon) || cursor.breakAhead(0);
}

const MODIFIERS = new Set([
  'public',
  'private',
  'protected',
  'static',
  'abstract',
  'override',
  'readonly',
  'declare',
  'accessor',
  'async',
  'get',
  'set',
]);

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

function readStaticBlock(cursor: Cursor): Expression {
  const start = cursor.start();
  const body = readBlock(cursor);
  return link({
    type: 'FunctionExpression',
    start,
    end: body.end,
    parent: undefined,
    id: undefined,
    params: [],
    body,
    async: false,
    generator: false,
  });
}
