import type { TSTypeParameter, TypeNode } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { Cursor } from './cursor.ts';

/** `<T, U extends A = B>` of a function: those with a name. */
export function readTypeParameters(cursor: Cursor): TSTypeParameter[] {
  const parameters: TSTypeParameter[] = [];
  readTypeList(cursor, parameters);
  return parameters;
}

/**
 * `<A, B>` at the cursor. `undefined`, with the cursor where it was, when it is no list of types: then the `<` compares.
 */
export function readTypeList(cursor: Cursor, parameters: TSTypeParameter[] = []): TypeNode[] | undefined {
  const { at } = cursor;
  const { noTypes } = cursor.source;
  if (!cursor.is(Kind.Less) || noTypes.has(at)) {
    return undefined;
  }
  cursor.at++;
  const types: TypeNode[] = [];
  while (!cursor.is(Kind.Greater)) {
    const before = cursor.at;
    types.push(readTypeParameter(cursor, parameters));
    if (!cursor.eat(Kind.Comma) && (!cursor.is(Kind.Greater) || cursor.at === before)) {
      noTypes.add(at);
      cursor.at = at;
      return undefined;
    }
  }
  cursor.at++;
  return types;
}

/** An argument, or a parameter: `const T extends A = B`, `in out T`. */
function readTypeParameter(cursor: Cursor, parameters: TSTypeParameter[]): TypeNode {
  while ((cursor.isWord('const') || cursor.isWord('in') || cursor.isWord('out')) && cursor.ahead(1) === Kind.Name) {
    cursor.at++;
  }
  const parameter = readConstrained(cursor);
  if (parameter) {
    parameters.push(parameter);
  }
  const type = parameter?.constraint ?? cursor.rules.type(cursor);
  if (cursor.eat(Kind.Assign)) {
    cursor.rules.type(cursor);
  }
  return type;
}

/** `T extends A`, where that does not begin a conditional type: then the cursor stays. */
function readConstrained(cursor: Cursor): TSTypeParameter | undefined {
  const { at } = cursor;
  const start = cursor.start();
  if (!cursor.is(Kind.Name) || cursor.wordAhead(1) !== 'extends') {
    return undefined;
  }
  const name = cursor.word();
  cursor.at += 2;
  const constraint = cursor.rules.type(cursor);
  if (cursor.is(Kind.Question)) {
    cursor.at = at;
    return undefined;
  }
  return cursor.finish(start, { type: 'TSTypeParameter', name, constraint });
}
