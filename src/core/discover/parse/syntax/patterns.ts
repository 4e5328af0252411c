import type { Span } from '../../../model.ts';
import { isIdentifier, isSpread } from '../../kinds.ts';
import type {
  Expression,
  Pattern,
  PatternProperty,
  Property,
  RestElement,
  SpreadElement,
  TypeNode,
} from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { brokenExpression, missing } from './broken.ts';
import { build } from './build.ts';
import type { Cursor } from './cursor.ts';
import { nothing, readItems } from './items.ts';
import { readProperties, readPropertyKey } from './keys.ts';
import { readAnnotation } from './types.ts';

/** What stands to the left of an `=`, in a declaration or a list of parameters. */

/** `a`, `{ a, b: c }`, `[a, b]`, each perhaps with `: T`. */
export function readBinding(cursor: Cursor, property?: true): Pattern {
  return cursor.nested<Pattern>((inner) => readBindingOf(inner, property), missing);
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
      const properties = cursor.inside((inner) => readProperties(inner, readAnyProperty, restOf));
      const typeAnnotation = readMarkedAnnotation(cursor);
      return cursor.finish(start, { type: 'ObjectPattern', properties, typeAnnotation });
    }
    case Kind.OpenBracket: {
      const elements = cursor.inside((inner) => readItems(inner, readElement, nothing));
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
  if (!cursor.eat(Kind.Assign)) {
    return left;
  }
  const right = cursor.rules.assignment(cursor);
  return cursor.finish(start, { type: 'AssignmentPattern', left, right });
}

function readRest(cursor: Cursor): RestElement {
  const start = cursor.pass();
  const argument = readBinding(cursor);
  return cursor.finish(start, { type: 'RestElement', argument });
}

function readAnyProperty(cursor: Cursor): PatternProperty | RestElement | undefined {
  return cursor.is(Kind.Ellipsis) ? readRest(cursor) : readProperty(cursor);
}

function restOf(argument: Pattern, { start, end }: Span = argument): RestElement {
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
    if (!isIdentifier(key)) {
      return undefined;
    }
    cursor.at = at; // the name is both
  }
  const value = readElement(cursor);
  return cursor.finish(start, { type: 'PatternProperty', key, computed, value });
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
  return isSpread(element) ? restOf(toPattern(element.argument), element) : toPattern(element);
}

function toProperty(property: Property | SpreadElement): PatternProperty | RestElement {
  if (isSpread(property)) {
    return restOf(toPattern(property.argument), property);
  }
  const { key, computed, start, end } = property;
  return build(start, end, { type: 'PatternProperty', key, computed, value: toPattern(property.value) });
}
