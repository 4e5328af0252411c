import { wordSet } from '../../../word-set.ts';
import type {
  BlockStatement,
  Expression,
  FunctionNode,
  Identifier,
  Pattern,
  TSTypeParameter,
  TypeNode,
} from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { missing, skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';
import { readElement, startsBinding } from './patterns.ts';
import { readTypeParameters } from './type-lists.ts';
import { readReturnAnnotation } from './types.ts';

/** The block at the cursor, its statements to be read later; an empty one where no brace stands. */
export function readBlock(cursor: Cursor): BlockStatement {
  const start = cursor.is(Kind.OpenBrace) ? cursor.start() : cursor.lastEnd();
  const inner = cursor.forkBraces();
  inner.depth++;
  return new Deferred('BlockStatement', start, cursor.lastEnd(), () => inner.rules.statements(inner));
}

export interface FunctionStart {
  readonly type: FunctionNode['type'];
  readonly start: number;
  readonly id?: Identifier | undefined;
  readonly async?: boolean;
  readonly generator?: boolean;
  readonly typeParameters?: readonly TSTypeParameter[];
  readonly returnType?: TypeNode | undefined;
}

/** From the type parameters on. A body may be missing: an overload, an abstract method. */
export function readFunction(cursor: Cursor, begun: FunctionStart): FunctionNode {
  const typeParameters = readTypeParameters(cursor);
  const params = readParameters(cursor);
  const returnType = readReturnAnnotation(cursor);
  const body = cursor.is(Kind.OpenBrace) ? readBlock(cursor) : undefined;
  return functionNode(cursor, { ...begun, typeParameters, returnType }, params, body);
}

export function startsAsyncFunction(cursor: Cursor): boolean {
  return cursor.isWord('async') && cursor.wordAhead(1) === 'function' && !cursor.breakAhead(1);
}

/** `function`, `async function*`, perhaps with a name. */
export function readNamedFunction(cursor: Cursor, type: FunctionNode['type']): FunctionNode {
  const start = cursor.start();
  const async = cursor.eatWord('async');
  cursor.at++;
  const generator = cursor.eat(Kind.Star);
  const id = cursor.is(Kind.Name) ? cursor.identifier() : undefined;
  return readFunction(cursor, { type, start, id, async, generator });
}

export function functionNode(
  cursor: Cursor,
  { type, start, id, async = false, generator = false, typeParameters = [], returnType }: FunctionStart,
  params: Pattern[],
  body: BlockStatement | Expression | undefined,
): FunctionNode {
  return cursor.finish(start, { type, id, typeParameters, params, returnType, body, async, generator });
}

/** `(a: A, b = 1, ...c)`; none where no parenthesis stands. */
export function readParameters(cursor: Cursor): Pattern[] {
  return cursor.is(Kind.OpenParen) ? cursor.inside(readParameterList) : [];
}

function readParameterList(cursor: Cursor): Pattern[] {
  const params: Pattern[] = [];
  while (!cursor.isDone()) {
    const { at } = cursor;
    skipDecorators(cursor);
    const property = skipModifiers(cursor);
    const isThis = cursor.isWord('this');
    const param = readElement(cursor, property);
    if (!isThis) {
      params.push(param); // `this: T` names a type and is no parameter
    }
    if (!cursor.eat(Kind.Comma) && !cursor.isDone()) {
      params.push(skipRest(cursor));
    } else if (cursor.at === at) {
      params.push(missing(cursor));
      return params;
    }
  }
  return params;
}

function skipDecorators(cursor: Cursor): void {
  while (cursor.eat(Kind.At)) {
    cursor.rules.operand(cursor);
  }
}

const MODIFIERS = wordSet('public private protected readonly override');

/** `private readonly` before a parameter makes it a property. */
function skipModifiers(cursor: Cursor): true | undefined {
  let property: true | undefined;
  while (MODIFIERS.has(cursor.word()) && startsBinding(cursor.ahead(1))) {
    cursor.at++;
    property = true;
  }
  return property;
}
