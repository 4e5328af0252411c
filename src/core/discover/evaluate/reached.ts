import { lowerBound } from '../../lower-bound.ts';
import { isBlock, isFunction } from '../kinds.ts';
import type { Expression, Node, Statement, SwitchCase, SwitchStatement } from '../nodes.ts';
import { isInside } from '../references.ts';
import { type ConditionContext, casesMeant, not, truthOf } from './conditions.ts';
import type { Env } from './values.ts';

/**
 * Whether the code at a place inside of `around` may run when its parameters are bound as in `env`: not where a condition
 * around it is known to say otherwise (`if (kind === 'path')`), and not behind a guard that is known to leave.
 */
export function isReached(place: Node, around: Node, env: Env, context: ConditionContext): boolean {
  let child = place;
  for (let node = place.parent; node && node !== around; child = node, node = node.parent) {
    if (goesTo(child, node, env, context) === false || isLeftBefore(child, node, env, context)) {
      return false;
    }
  }
  return true;
}

/**
 * Whether the branches around a place, up to its function, are taken whenever `from` is reached, which stands before it.
 * Guards are left out: what they ask about may be what is changed at the place.
 */
export function reachOf(
  place: Node,
  from: Node,
  env: Env,
  context: ConditionContext,
): 'always' | 'sometimes' | 'never' {
  let reached: 'always' | 'sometimes' = 'always';
  let child = place;
  for (let node = place.parent; node && !isFunction(node) && !isInside(from, child); child = node, node = node.parent) {
    const goes = goesTo(child, node, env, context);
    if (goes === false) {
      return 'never';
    }
    reached = goes ? reached : 'sometimes';
  }
  return reached;
}

/** Whether what runs a node takes the way to a part of it; `undefined` where it does so now and then. */
function goesTo(part: Node, node: Node, env: Env, context: ConditionContext): boolean | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const holds = part === node.test || truthOf(node.test, env, context);
      return part === node.alternate ? not(holds) : holds;
    }
    case 'LogicalExpression': {
      const holds = part === node.left || (node.operator === '??' ? undefined : truthOf(node.left, env, context));
      return part === node.right && node.operator === '||' ? not(holds) : holds;
    }
    case 'SwitchStatement':
      return part.type === 'SwitchCase' && !mayEnter(part, node, env, context) ? false : undefined;
    case 'ForStatement':
    case 'ForEachStatement':
    case 'WhileStatement':
    case 'TryStatement':
      return undefined;
    default:
      return true;
  }
}

/** Whether a guard before a statement of a block is known to leave. */
function isLeftBefore(child: Node, block: Node, env: Env, context: ConditionContext): boolean {
  return guardsBefore(child, block).some((test) => truthOf(test, env, context) === true);
}

/** What those ask that may leave a block before a statement of it: `if (!tag) { return; }`. */
export function guardsBefore(child: Node, block: Node): readonly Expression[] {
  const statements = isBlock(block) ? block.body : block.type === 'SwitchCase' ? block.consequent : [];
  const end = lowerBound(statements.length, (index) => (statements[index]?.start ?? 0) < child.start);
  return statements
    .slice(Math.max(0, end - MOST_BEFORE), end)
    .flatMap((each) => (each.type === 'IfStatement' && leaves(each.consequent) ? each.test : []));
}

/** Guards further before a statement than this are not looked at: each statement behind them would cost more. */
const MOST_BEFORE = 100;

/** Whether nothing behind a statement runs, as far as its end tells. */
function leaves(statement: Statement | undefined): boolean {
  return isBlock(statement) ? leaves(statement.body.at(-1)) : statement !== undefined && LEAVING.has(statement.type);
}

const LEAVING: ReadonlySet<Statement['type']> = new Set(['ReturnStatement', 'ThrowStatement', 'JumpStatement']);

/** Whether a case, or one above it that runs on into it, may be the one that is meant. */
function mayEnter(wanted: SwitchCase, statement: SwitchStatement, env: Env, context: ConditionContext): boolean {
  const meant = casesMeant(statement, env, context);
  const { cases } = statement;
  let at = cases.indexOf(wanted);
  while (meant[at] === false && at > 0 && !leaves(cases[at - 1]?.consequent.at(-1))) {
    at--;
  }
  return meant[at] !== false;
}
