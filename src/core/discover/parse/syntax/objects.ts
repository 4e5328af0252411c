import type { Expression, ObjectExpression, Property, SpreadElement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readFunction } from './functions.ts';
import { readSpread } from './items.ts';
import { endsProperty, readPropertyKey, startsKey } from './keys.ts';
import { Later, WithProperties } from './later.ts';

/** `{ a: b, c, d() {}, get e() {}, ...f }`, its properties to be read later: most tables are never looked into. */
export function readObject(cursor: Cursor): ObjectExpression {
  const start = cursor.start();
  const inner = cursor.fork(cursor.at + 1, cursor.partner());
  cursor.skipPair();
  return new WithProperties(start, cursor.lastEnd(), new Later(inner, readProperties));
}

function readProperties(cursor: Cursor): (Property | SpreadElement)[] {
  const properties: (Property | SpreadElement)[] = [];
  while (!cursor.isDone()) {
    if (cursor.eat(Kind.Comma)) {
      continue;
    }
    const first = cursor.at;
    const property = cursor.is(Kind.Ellipsis) ? readSpread(cursor) : readProperty(cursor);
    if (property !== undefined && cursor.at > first && endsProperty(cursor)) {
      properties.push(property);
    } else {
      cursor.at = first; // no property: this may be a block, or one bracket is missing
      properties.push(readRest(cursor));
    }
  }
  return properties;
}

function readRest(cursor: Cursor): SpreadElement {
  const argument = skipRest(cursor);
  const { start } = argument;
  return cursor.finish(start, { type: 'SpreadElement', argument });
}

function readProperty(cursor: Cursor): Property | undefined {
  const start = cursor.start();
  const modifier = readModifier(cursor);
  const generator = cursor.eat(Kind.Star);
  const computed = cursor.is(Kind.OpenBracket);
  const { at } = cursor;
  const key = readPropertyKey(cursor);
  if (key === undefined) {
    return undefined;
  }
  const isAccessor = modifier === 'get' || modifier === 'set';
  const common = { type: 'Property', key, computed } as const;
  if (cursor.is(Kind.OpenParen) || cursor.is(Kind.Less)) {
    const value = readFunction(cursor, {
      type: 'FunctionExpression',
      start: cursor.start(),
      async: modifier === 'async',
      generator,
    });
    return value.body === undefined
      ? undefined
      : cursor.finish(start, {
          ...common,
          kind: isAccessor ? modifier : 'init',
          shorthand: false,
          value,
        });
  }
  if (cursor.eat(Kind.Colon)) {
    const value = cursor.rules.assignment(cursor);
    return cursor.finish(start, { ...common, kind: 'init', shorthand: false, value });
  }
  if (key.type !== 'Identifier') {
    return undefined;
  }
  cursor.at = at;
  const value = readShorthand(cursor);
  return cursor.finish(start, { ...common, kind: 'init', shorthand: true, value });
}

/** `get`, `set` and `async` before a key. */
function readModifier(cursor: Cursor): 'get' | 'set' | 'async' | undefined {
  const word = cursor.word();
  if (word !== 'get' && word !== 'set' && word !== 'async') {
    return undefined;
  }
  const next = cursor.ahead(1);
  if (!startsKey(next) && !(word === 'async' && next === Kind.Star)) {
    return undefined;
  }
  cursor.at++;
  return word;
}

/** `a`, and `a = 1` in what will turn out to be a pattern. */
function readShorthand(cursor: Cursor): Expression {
  const left = cursor.identifier();
  if (!cursor.eat(Kind.Assign)) {
    return left;
  }
  const { start } = left;
  const right = cursor.rules.assignment(cursor);
  return cursor.finish(start, { type: 'AssignmentExpression', operator: '=', left, right });
}
