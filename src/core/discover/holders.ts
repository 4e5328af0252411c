import { nameGivenBy } from './evaluate/function-name.ts';
import { functionAround } from './evaluate/scopes.ts';
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
    case 'TSEnumMember':
      return parent.init === node ? nameGivenBy(parent) : undefined;
    case 'Property':
    case 'ClassMember':
      return parent.value === node ? nameGivenBy(parent) : undefined;
    case 'AssignmentExpression':
      return parent.right === node ? nameGivenBy(parent) : undefined;
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
