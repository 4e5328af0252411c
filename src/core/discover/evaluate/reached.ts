import type { Node, Statement, SwitchCase, SwitchStatement } from '../nodes.ts';
import { neededFor } from './branches.ts';
import { type ConditionContext, truthOf, truthOfComparison } from './conditions.ts';
import type { Env } from './values.ts';

/**
 * Whether the code at a place inside a function may run when its parameters are bound as in `env`: not where a condition
 * around it is known to say otherwise (`if (kind === 'path')`), and not behind a guard that is known to leave.
 */
export function isReached(place: Node, fn: Node | undefined, env: Env, context: ConditionContext): boolean {
  let child = place;
  for (let node = place.parent; node && node !== fn; child = node, node = node.parent) {
    if (isPassedOver(child, node, env, context)) {
      return false;
    }
  }
  return true;
}

function isPassedOver(child: Node, node: Node, env: Env, context: ConditionContext): boolean {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const needed = neededFor(child, node);
      return needed !== undefined && truthOf(node.test, env, context) === !needed;
    }
    case 'LogicalExpression':
      return (
        child === node.right && node.operator !== '??' && truthOf(node.left, env, context) === (node.operator === '||')
      );
    case 'SwitchStatement':
      return child.type === 'SwitchCase' && !mayEnter(child, node, env, context);
    case 'BlockStatement':
      return isLeftBefore(child, node.body, env, context);
    case 'SwitchCase':
      return isLeftBefore(child, node.consequent, env, context);
    default:
      return false;
  }
}

function isLeftBefore(child: Node, statements: readonly Statement[], env: Env, context: ConditionContext): boolean {
  return statements.some(
    (each) =>
      each.start < child.start &&
      each.type === 'IfStatement' &&
      leaves(each.consequent) &&
      truthOf(each.test, env, context) === true,
  );
}

/** Whether nothing behind a statement runs, as far as its end tells. */
function leaves(statement: Statement | undefined): boolean {
  return statement?.type === 'BlockStatement'
    ? leaves(statement.body.at(-1))
    : statement !== undefined && LEAVING.has(statement.type);
}

const LEAVING: ReadonlySet<Statement['type']> = new Set(['ReturnStatement', 'ThrowStatement', 'JumpStatement']);

/** Whether a case, or one above it that runs on into it, may be the one that is meant. */
function mayEnter(wanted: SwitchCase, { discriminant, cases }: SwitchStatement, env: Env, context: ConditionContext) {
  const matches = cases.map(({ test }) => test && truthOfComparison('===', discriminant, test, env, context));
  const isMeant = (index: number) => (cases[index]?.test ? matches[index] !== false : !matches.includes(true));
  let at = cases.indexOf(wanted);
  while (!isMeant(at) && at > 0 && !leaves(cases[at - 1]?.consequent.at(-1))) {
    at--;
  }
  return isMeant(at);
}
