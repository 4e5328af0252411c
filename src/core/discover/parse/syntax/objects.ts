import { isIdentifier } from '../../kinds.ts';
import type { Broken, Expression, ObjectExpression, Property, SpreadElement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { build } from './build.ts';
import type { Cursor } from './cursor.ts';
import { Deferred } from './deferred.ts';
import { readFunction } from './functions.ts';
import { readSpread } from './items.ts';
import { readProperties, readPropertyKey, startsKey } from './keys.ts';

/** `{ a: b, c, d() {}, get e() {}, ...f }`, its properties to be read later: most tables are never looked into. */
export function readObject(cursor: Cursor): ObjectExpression {
  const start = cursor.start();
  const inner = cursor.forkBraces();
  return new Deferred('ObjectExpression', start, cursor.lastEnd(), () =>
    readProperties(inner, readAnyProperty, spreadOf),
  );
}

function readAnyProperty(cursor: Cursor): Property | SpreadElement | undefined {
  return cursor.is(Kind.Ellipsis) ? readSpread(cursor) : readProperty(cursor);
}

function spreadOf(argument: Broken): SpreadElement {
  return build(argument.start, argument.end, { type: 'SpreadElement', argument });
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
  const common = { type: 'Property', key, computed, kind: 'init', shorthand: false } as const;
  if (cursor.is(Kind.OpenParen) || cursor.is(Kind.Less)) {
    const async = modifier === 'async';
    const value = readFunction(cursor, { type: 'FunctionExpression', start: cursor.start(), async, generator });
    const kind = async ? 'init' : (modifier ?? 'init');
    return value.body && cursor.finish(start, { ...common, kind, value });
  }
  if (cursor.eat(Kind.Colon)) {
    const value = cursor.rules.assignment(cursor);
    return cursor.finish(start, { ...common, value });
  }
  if (!isIdentifier(key)) {
    return undefined;
  }
  cursor.at = at;
  const value = readShorthand(cursor);
  return cursor.finish(start, { ...common, shorthand: true, value });
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
