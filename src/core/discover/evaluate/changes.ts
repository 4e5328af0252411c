import type { CallExpression, Expression, Identifier, SpreadElement } from '../nodes.ts';
import { isReached } from './branches.ts';
import type { ConditionContext } from './conditions.ts';
import { nameOf } from './names.ts';
import { type Declaration, declarationOf } from './scopes.ts';
import type { Env } from './values.ts';

/** Something that happens to a variable after its declaration. */
export interface Change {
  /** `add`: elements that are pushed; `assign`: values that take its place; `append`: texts put behind it. */
  readonly how: 'add' | 'assign' | 'append';
  readonly nodes: readonly (Expression | SpreadElement)[];
}

const ADDING = new Set(['push', 'unshift', 'add']);

/**
 * What happens to a variable after its declaration, in the order of the text: `x.push(…)`, `x = …`, `x += …`. What
 * stands behind a condition that does not hold in these frames is left out.
 */
export function changesOf(
  declaration: Declaration & { kind: 'variable' },
  env: Env,
  context: ConditionContext,
): Change[] {
  const { id } = declaration.declarator;
  if (id.type !== 'Identifier') {
    return [];
  }
  const changes: Change[] = [];
  for (const node of env.module.tree.identifiers(new Set([id.name]))) {
    const change = node.type === 'Identifier' ? changeAt(node) : undefined;
    if (change && isSame(declarationOf(id.name, node), declaration) && isReached(node, env, context)) {
      changes.push(change);
    }
  }
  return changes;
}

/** Where a name that a pattern declares is called; `undefined` where it is handed on, so that anybody may call it. */
export function callsOf(name: Identifier, env: Env): CallExpression[] | undefined {
  const declared = declarationOf(name.name, name);
  const calls: CallExpression[] = [];
  for (const node of env.module.tree.identifiers(new Set([name.name]))) {
    if (node === name || declared?.kind !== 'variable' || !isSame(declarationOf(name.name, node), declared)) {
      continue;
    }
    if (node.parent?.type !== 'CallExpression' || node.parent.callee !== node) {
      return undefined;
    }
    calls.push(node.parent);
  }
  return calls;
}

function isSame(a: Declaration | undefined, b: Declaration & { kind: 'variable' }): boolean {
  return a?.kind === 'variable' && a.declarator === b.declarator;
}

function changeAt(node: Expression): Change | undefined {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression' && parent.left === node) {
    return assignmentOf(parent.operator, parent.right);
  }
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const outer = parent.parent;
    if (outer?.type === 'CallExpression' && outer.callee === parent && ADDING.has(nameOf(parent.property))) {
      return { how: 'add', nodes: outer.arguments };
    }
    if (outer?.type === 'AssignmentExpression' && outer.left === parent && parent.computed) {
      return { how: 'add', nodes: [outer.right] };
    }
  }
  return undefined;
}

function assignmentOf(operator: string, right: Expression): Change | undefined {
  switch (operator) {
    case '=':
    case '??=':
    case '||=':
      return { how: 'assign', nodes: [right] };
    case '+=':
      return { how: 'append', nodes: [right] };
    default:
      return undefined;
  }
}
