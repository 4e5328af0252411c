import type {
  Expression,
  Identifier,
  ObjectPattern,
  Pattern,
  PatternProperty,
  Property,
  RestElement,
  SpreadElement,
  TypeNode,
} from '../nodes.ts';
import { brokenExpression, missing, skipRest } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readPropertyKey, startsKey } from './keys.ts';
import * as Kind from './kinds.ts';
import { readAnnotation } from './types.ts';
import { link } from './walk.ts';

/** What stands to the left of an `=`, in a declaration or a list of parameters. */

/** `a`, `{ a, b: c }`, `[a, b]`, each perhaps with `: T`. */
export function readBinding(cursor: Cursor, property?: true): Pattern {
  if (!cursor.descend()) {
    return missing(cursor);
  }
  const pattern = readBindingOf(cursor, property);
  cursor.ascend();
  return pattern;
}

function readBindingOf(cursor: Cursor, property: true | undefined): Pattern {
  const start = cursor.start();
  switch (cursor.kind()) {
    case Kind.Name: {
      const { name } = cursor.identifier();
      const typeAnnotation = readMarkedAnnotation(cursor);
      const identifier: Identifier = {
        type: 'Identifier',
        start,
        end: cursor.lastEnd(),
        parent: undefined,
        name,
        typeAnnotation,
      };
      return link(property ? { ...identifier, property } : identifier);
    }
    case Kind.OpenBrace: {
      const properties = cursor.inside(readProperties);
      const typeAnnotation = readMarkedAnnotation(cursor);
      return link({
        type: 'ObjectPattern',
        start,
        end: cursor.lastEnd(),
        parent: undefined,
        properties,
        typeAnnotation,
      });
    }
    case Kind.OpenBracket: {
      const elements = cursor.inside(readElements);
      const typeAnnotation = readMarkedAnnotation(cursor);
      return link({ type: 'ArrayPattern', start, end: cursor.lastEnd(), parent: undefined, elements, typeAnnotation });
    }
    default:
      return missing(cursor);
  }
}

/** `?: T`, `!: T`, `: T` */
function readMarkedAnnotation(cursor: Cursor): TypeNode | undefined {
  if (cursor.is(Kind.Question) || cursor.is(Kind.NonNull)) {
    cursor.at++;
  }
  return readAnnotation(cursor);
}

/** A binding with a default, or a rest. */
export function readElement(cursor: Cursor, property?: true): Pattern {
  const start = cursor.start();
  if (cursor.is(Kind.Ellipsis)) {
    return readRest(cursor);
  }
  const left = readBinding(cursor, property);
  if (!cursor.is(Kind.Assign)) {
    return left;
  }
  cursor.at++;
  const right = cursor.rules.assignment(cursor);
  return link({ type: 'AssignmentPattern', start, end: cursor.lastEnd(), parent: undefined, left, right });
}

function readRest(cursor: Cursor): RestElement {
  const start = cursor.start();
  cursor.at++;
  const argument = readBinding(cursor);
  return link({ type: 'RestElement', start, end: cursor.lastEnd(), parent: undefined, argument });
}

function readProperties(cursor: Cursor): ObjectPattern['properties'] {
  const properties: (PatternProperty | RestElement)[] = [];
  while (!cursor.isDone()) {
    const first = cursor.at;
    const property = cursor.is(Kind.Ellipsis) ? readRest(cursor) : readProperty(cursor);
    if (property !== undefined && cursor.at > first && endsProperty(cursor)) {
      properties.push(property);
    } else {
      cursor.at = first;
      properties.push(restOf(skipRest(cursor)));
    }
    cursor.eat(Kind.Comma);
  }
  return properties;
}

/** A comma may be forgotten at the end of a line. */
function endsProperty(cursor: Cursor): boolean {
  return cursor.is(Kind.Comma) || cursor.isDone() || (cursor.breakAhead(0) && startsKey(cursor.kind()));
}

function restOf(argument: Pattern): RestElement {
  const { start, end } = argument;
  return link({ type: 'RestElement', start, end, parent: undefined, argument });
}

/** `a`, `a = 1`, `a: b = 1`, `[a]: b` */
function readProperty(cursor: Cursor): PatternProperty | undefined {
  const start = cursor.start();
  const { at } = cursor;
  const computed = cursor.is(Kind.OpenBracket);
  const key = readPropertyKey(cursor);
  if (key === undefined) {
    return undefined;
  }
  if (!cursor.eat(Kind.Colon)) {
    if (key.type !== 'Identifier') {
      return undefined;
    }
    cursor.at = at; // the name is both
  }
  const value = readElement(cursor);
  return link({ type: 'PatternProperty', start, end: cursor.lastEnd(), parent: undefined, key, computed, value });
}

function readElements(cursor: Cursor): (Pattern | undefined)[] {
  const elements: (Pattern | undefined)[] = [];
  while (!cursor.isDone()) {
    elements.push(cursor.is(Kind.Comma) ? undefined : readElement(cursor));
    if (!cursor.eat(Kind.Comma) && !cursor.isDone()) {
      elements.push(skipRest(cursor));
    }
  }
  return elements;
}

/** An expression that turns out to stand to the left of an `=`. */
export function toPattern(expression: Expression): Pattern {
  const { start, end } = expression;
  switch (expression.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'Broken':
      return expression;
    case 'TSAsExpression':
      return toPattern(expression.expression);
    case 'AssignmentExpression': {
      const { left, right } = expression;
      return link({ type: 'AssignmentPattern', start, end, parent: undefined, left, right });
    }
    case 'ArrayExpression': {
      const elements = expression.elements.map((element) => element && toElement(element));
      return link({ type: 'ArrayPattern', start, end, parent: undefined, elements, typeAnnotation: undefined });
    }
    case 'ObjectExpression': {
      const properties = expression.properties.map(toProperty);
      return link({ type: 'ObjectPattern', start, end, parent: undefined, properties, typeAnnotation: undefined });
    }
    default:
      return brokenExpression(expression);
  }
}

function toElement(element: Expression | SpreadElement): Pattern {
  if (element.type !== 'SpreadElement') {
    return toPattern(element);
  }
  const { start, end } = element;
  return link({ type: 'RestElement', start, end, parent: undefined, argument: toPattern(element.argument) });
}

function toProperty(property: Property | SpreadElement): PatternProperty | RestElement {
  const { start, end } = property;
  if (property.type === 'SpreadElement') {
    return link({ type: 'RestElement', start, end, parent: undefined, argument: toPattern(property.argument) });
  }
  const { key, computed } = property;
  return link({
    type: 'PatternProperty',
    start,
    end,
    parent: undefined,
    key,
    computed,
    value: toPattern(property.value),
  });
}
