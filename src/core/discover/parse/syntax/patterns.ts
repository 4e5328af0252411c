import type {
  Expression,
  ObjectPattern,
  Pattern,
  PatternProperty,
  Property,
  RestElement,
  SpreadElement,
  TypeNode,
} from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { brokenExpression, missing, skipRest } from './broken.ts';
import { build } from './build.ts';
import type { Cursor } from './cursor.ts';
import { endsProperty, readPropertyKey } from './keys.ts';
import { readAnnotation } from './types.ts';

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
      const fields = { type: 'Identifier', name, typeAnnotation } as const;
      return cursor.finish(start, property ? { ...fields, property } : fields);
    }
    case Kind.OpenBrace: {
      const properties = cursor.inside(readProperties);
      const typeAnnotation = readMarkedAnnotation(cursor);
      return cursor.finish(start, { type: 'ObjectPattern', properties, typeAnnotation });
    }
    case Kind.OpenBracket: {
      const elements = cursor.inside(readElements);
      const typeAnnotation = readMarkedAnnotation(cursor);
      return cursor.finish(start, { type: 'ArrayPattern', elements, typeAnnotation });
    }
    default:
      return missing(cursor);
  }
}

/** May a binding begin with a token of this kind? */
export function startsBinding(kind: TokenKind): boolean {
  return kind === Kind.Name || kind === Kind.OpenBrace || kind === Kind.OpenBracket;
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
  return cursor.finish(start, { type: 'AssignmentPattern', left, right });
}

function readRest(cursor: Cursor): RestElement {
  const start = cursor.start();
  cursor.at++;
  const argument = readBinding(cursor);
  return cursor.finish(start, { type: 'RestElement', argument });
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

function restOf(argument: Pattern): RestElement {
  const { start, end } = argument;
  return build(start, end, { type: 'RestElement', argument });
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
  return cursor.finish(start, { type: 'PatternProperty', key, computed, value });
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
      return build(start, end, { type: 'AssignmentPattern', left, right });
    }
    case 'ArrayExpression': {
      const elements = expression.elements.map((element) => element && toElement(element));
      return build(start, end, { type: 'ArrayPattern', elements, typeAnnotation: undefined });
    }
    case 'ObjectExpression': {
      const properties = expression.properties.map(toProperty);
      return build(start, end, { type: 'ObjectPattern', properties, typeAnnotation: undefined });
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
  return build(start, end, { type: 'RestElement', argument: toPattern(element.argument) });
}

function toProperty(property: Property | SpreadElement): PatternProperty | RestElement {
  const { start, end } = property;
  if (property.type === 'SpreadElement') {
    return build(start, end, { type: 'RestElement', argument: toPattern(property.argument) });
  }
  const { key, computed } = property;
  return build(start, end, { type: 'PatternProperty', key, computed, value: toPattern(property.value) });
}
