import { isClass, isIdentifier, isObject, isTypeReference } from '../kinds.ts';
import type { Node, TSTypeReference, TypeNode } from '../nodes.ts';
import { functionAround } from './scopes.ts';

/** The types that a class says to implement, or that an object literal is said to be: `(): Cache => ({ … })`. */
export function implementedBy(holder: Node | undefined): readonly TSTypeReference[] {
  const types = isClass(holder) ? holder.implements : isObject(holder) ? [typeOf(holder)] : [];
  return types.filter(isTypeReference);
}

function typeOf(object: Node): TypeNode | undefined {
  const { parent } = object;
  switch (parent?.type) {
    case 'TSAsExpression':
      return parent.typeAnnotation;
    case 'VariableDeclarator':
      return isIdentifier(parent.id) ? parent.id.typeAnnotation : undefined;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const type = functionAround(object)?.returnType;
      return isTypeReference(type) && type.name === 'Promise' ? type.args[0] : type;
    }
    default:
      return undefined;
  }
}
