import type { Expression, Node, Statement } from '../nodes.ts';
import { forEachChild } from '../parse/walk.ts';
import { isFunction } from './scopes.ts';

/** The arguments of all `return`s of a function's own body. */
export function returnsOf(body: readonly Statement[]): (Expression | undefined)[] {
  const found: (Expression | undefined)[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ReturnStatement') {
      found.push(node.argument);
    } else if (mayHoldReturns(node)) {
      forEachChild(node, visit);
    }
  };
  body.forEach(visit);
  return found;
}

/** Not a function or class of its own, nor an expression, which can hold nothing else. */
function mayHoldReturns(node: Node): boolean {
  return (
    !isFunction(node) &&
    node.type !== 'ClassDeclaration' &&
    node.type !== 'ExpressionStatement' &&
    node.type !== 'VariableDeclaration'
  );
}
