import { functionAround, keyName } from './evaluate/scopes.ts';
import { isIdentifier, isMember } from './kinds.ts';
import type { Node } from './nodes.ts';
import { namesOf } from './spellings.ts';

/**
 * The name by which code elsewhere spells what an expression yields: of the variable, property, enum member or field
 * that holds it, or of the function that returns it. `undefined` where nothing keeps it.
 */
export function nameOfHolder(node: Node): string | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === node && isIdentifier(parent.id) ? parent.id.name : undefined;
    case 'Property':
    case 'ClassMember':
      return parent.value === node ? keyName(parent) : undefined;
    case 'TSEnumMember':
      return parent.name;
    case 'AssignmentExpression':
      return parent.right === node ? nameOfTarget(parent.left) : undefined;
    case 'ReturnStatement': {
      const fn = functionAround(parent);
      return fn && namesOf(fn)[0];
    }
    case 'ArrowFunctionExpression':
      return parent.body === node ? namesOf(parent)[0] : undefined;
    case 'TSAsExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'BinaryExpression':
    case 'TemplateLiteral':
      return nameOfHolder(parent);
    default:
      return undefined;
  }
}

/** `exports.HEADER = …`, `this.header = …`, `header = …`. */
function nameOfTarget(target: Node): string | undefined {
  if (isMember(target)) {
    return target.computed ? undefined : nameOfTarget(target.property);
  }
  return isIdentifier(target) ? target.name : undefined;
}
