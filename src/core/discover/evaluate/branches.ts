import type { Expression } from '../nodes.ts';
import { type ConditionContext, casesOf, truthOf, truthOfValue } from './conditions.ts';
import { type Env, isNothing, isOpen, type Value } from './values.ts';

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
  return operator === '??' ? isNothing(value) : truthOfValue(value) === false;
}
