import type { FunctionNode, Node } from '../nodes.ts';
import { keyName } from './scopes.ts';

/** The name by which others know a function: that of the variable, property or field that holds it, or its own. */
export function nameOfFunction(fn: FunctionNode): string | undefined {
  return (fn.type === 'FunctionDeclaration' ? undefined : nameOfHolder(fn)) ?? fn.id?.name;
}

function nameOfHolder(fn: FunctionNode): string | undefined {
  let at: Node = fn;
  // `cache(async () => …)`, `forwardRef(…)`, `(… as T)`: the variable behind them names it.
  while (
    at.parent?.type === 'CallExpression' ||
    at.parent?.type === 'TSAsExpression' ||
    at.parent?.type === 'AwaitExpression'
  ) {
    at = at.parent;
  }
  const { parent } = at;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'Property':
    case 'ClassMember':
      return keyName(parent.key, parent.computed);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' && parent.left.property.type === 'Identifier'
        ? parent.left.property.name
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : undefined;
    default:
      return undefined;
  }
}
