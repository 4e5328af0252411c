import type { ConditionalExpression, Expression, IfStatement, Node } from '../nodes.ts';
import { isInside } from '../references.ts';
import { type ConditionContext, casesOf, truthOf, truthOfValue } from './conditions.ts';
import { isFunction } from './scopes.ts';
import { type Env, isOpen, type Value } from './values.ts';

/** The branches of `a ? b : c`, `a && b`, `a || b` and `a ?? b` that may be the expression's value. */
export function branchesOf(
  node: Expression & { type: 'ConditionalExpression' | 'LogicalExpression' },
  env: Env,
  context: ConditionContext,
): readonly Expression[] {
  if (node.type === 'ConditionalExpression') {
    const holds = truthOf(node.test, env, context);
    return [...(holds === false ? [] : [node.consequent]), ...(holds === true ? [] : [node.alternate])];
  }
  if (node.operator === '&&') {
    return truthOf(node.left, env, context) === false ? [] : [node.right];
  }
  return fallsThrough(node.operator, context.evaluate(node.left, env)) ? [node.left, node.right] : [node.left];
}

/** Whether what stands behind `||` or `??` may be the value. */
export function fallsThrough(operator: string, left: Value): boolean {
  return casesOf(left).some(
    (option) =>
      isPassedOver(operator, option) || (truthOfValue(option) === undefined && (operator === '||' || isOpen(option))),
  );
}

/** Whether `||` or `??` takes what stands behind it in place of this value. */
export function isPassedOver(operator: string, value: Value): boolean {
  const isNothing = value.kind === 'constant' && (value.value === undefined || value.value === null);
  return operator === '??' ? isNothing : truthOfValue(value) === false;
}

/** Whether the branches around a place, up to its function, are taken whenever `from`, which stands before, is. */
export function reachOf(
  place: Node,
  from: Node,
  env: Env,
  context: ConditionContext,
): 'always' | 'sometimes' | 'never' {
  let reached: 'always' | 'sometimes' = 'always';
  let child = place;
  for (let node = place.parent; node && !isFunction(node); child = node, node = node.parent) {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      const needed = neededFor(child, node);
      const holds = needed === undefined ? needed : truthOf(node.test, env, context);
      if (needed !== undefined && holds === !needed) {
        return 'never';
      }
      reached = needed === holds || isInside(from, child) ? reached : 'sometimes';
    } else if (MAY_PASS.has(node.type) && !isInside(from, child)) {
      reached = 'sometimes';
    }
  }
  return reached;
}

/** What the condition must be for a branch of it to be taken; `undefined` for the condition itself. */
export function neededFor(branch: Node, { consequent, alternate }: IfStatement | ConditionalExpression) {
  return branch === consequent ? true : branch === alternate ? false : undefined;
}

const MAY_PASS: ReadonlySet<Node['type']> = new Set([
  'SwitchCase',
  'LogicalExpression',
  'ForStatement',
  'ForEachStatement',
  'WhileStatement',
  'TryStatement',
]);
