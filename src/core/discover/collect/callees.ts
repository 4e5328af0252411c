import type { Expression } from '../nodes.ts';

/** Is this `Array.from`, `JSON.stringify`? */
export function isNamed(callee: Expression, object: string, property: string): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === object &&
    callee.property.type === 'Identifier' &&
    callee.property.name === property
  );
}
