import { isIdentifier, isMember } from '../kinds.ts';
import type { Expression } from '../nodes.ts';

/** Is this `Array.from`, `JSON.stringify`? */
export function isNamed(callee: Expression, object: string, property: string): boolean {
  return (
    isMember(callee) &&
    isIdentifier(callee.object) &&
    callee.object.name === object &&
    isIdentifier(callee.property) &&
    callee.property.name === property
  );
}
