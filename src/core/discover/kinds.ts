import type {
  CallExpression,
  ClassNode,
  FunctionNode,
  Identifier,
  MemberExpression,
  Node,
  SpreadElement,
} from './nodes.ts';

/** The kinds of nodes that are asked about everywhere. */

export const isIdentifier = (node: Node | undefined): node is Identifier => node?.type === 'Identifier';

export const isMember = (node: Node | undefined): node is MemberExpression => node?.type === 'MemberExpression';

export const isCall = (node: Node | undefined): node is CallExpression => node?.type === 'CallExpression';

export const isSpread = (node: Node | undefined): node is SpreadElement => node?.type === 'SpreadElement';

export function isClass(node: Node | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  );
}
