import { isLiteral, isObject, isProperty } from './kinds.ts';
import type { Expression, ObjectExpression, SyntaxTree } from './nodes.ts';
import { keyName } from './references.ts';

/**
 * What a configuration file says by its properties' names, in whatever functions its object is wrapped. Only what is
 * written as a plain literal counts: what depends on the environment may be otherwise elsewhere.
 */

/** The values of all properties of a name. */
export function valuesNamed(tree: SyntaxTree, name: string): Expression[] {
  const keys = [...tree.identifiers(new Set([name])), ...tree.strings((text) => text === name)];
  return keys.flatMap((key) => (isProperty(key.parent) && key.parent.key === key ? [key.parent.value] : []));
}

/** Those of them that are objects. */
export function objectsNamed(tree: SyntaxTree, name: string): ObjectExpression[] {
  return valuesNamed(tree, name).filter(isObject);
}

/** The value of an object's own property. */
export function member(object: ObjectExpression, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (isProperty(property) && keyName(property) === name) {
      return property.value;
    }
  }
  return undefined;
}

/** `undefined` for what is no literal. */
export function literalOf(value: Expression | undefined): unknown {
  return isLiteral(value) ? value.value : undefined;
}
