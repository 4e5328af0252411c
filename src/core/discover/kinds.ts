import type {
  BlockStatement,
  CallExpression,
  ClassNode,
  FunctionNode,
  Identifier,
  JSXElement,
  Literal,
  MemberExpression,
  NewExpression,
  Node,
  ObjectExpression,
  Property,
  SpreadElement,
  TSTypeReference,
  VariableDeclaration,
  VariableDeclarator,
} from './nodes.ts';

/** The kinds of nodes that are asked about everywhere. */

export const isIdentifier = (node: Node | undefined): node is Identifier => node?.type === 'Identifier';

export const isMember = (node: Node | undefined): node is MemberExpression => node?.type === 'MemberExpression';

export const isCall = (node: Node | undefined): node is CallExpression => node?.type === 'CallExpression';

export const isSpread = (node: Node | undefined): node is SpreadElement => node?.type === 'SpreadElement';

export const isNew = (node: Node | undefined): node is NewExpression => node?.type === 'NewExpression';

export const isLiteral = (node: Node | undefined): node is Literal => node?.type === 'Literal';

export const isObject = (node: Node | undefined): node is ObjectExpression => node?.type === 'ObjectExpression';

export const isProperty = (node: Node | undefined): node is Property => node?.type === 'Property';

export const isElement = (node: Node | undefined): node is JSXElement => node?.type === 'JSXElement';

export const isBlock = (node: Node | undefined): node is BlockStatement => node?.type === 'BlockStatement';

export const isVariableDeclaration = (node: Node | undefined): node is VariableDeclaration =>
  node?.type === 'VariableDeclaration';

export const isDeclarator = (node: Node | undefined): node is VariableDeclarator => node?.type === 'VariableDeclarator';

export const isTypeReference = (node: Node | undefined): node is TSTypeReference => node?.type === 'TSTypeReference';

export function isClass(node: Node | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  );
}
