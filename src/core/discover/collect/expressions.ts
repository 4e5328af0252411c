import { wordSet } from '../../word-set.ts';
import { branchesOf } from '../evaluate/branches.ts';
import { mayPass } from '../evaluate/conditions.ts';
import { elementsOf } from '../evaluate/elements.ts';
import { originOf, originOfValue } from '../evaluate/reasons.ts';
import { declarationAt, isVariable } from '../evaluate/scopes.ts';
import { toldAt } from '../evaluate/told.ts';
import { type Env, exactText, isOpen, isUnknown } from '../evaluate/values.ts';
import { isIdentifier, isMember, isNew } from '../kinds.ts';
import type { CallExpression, Expression, MemberExpression, NewExpression, SpreadElement } from '../nodes.ts';
import { dottedName, dottedPath } from '../references.ts';
import type { Collection } from './collection.ts';
import { type Leaf, leavesOf, siteAt } from './leaves.ts';
import { followName } from './names.ts';
import { followMember } from './paths.ts';

/** The leaves of an expression: of its parts where it is put together, else its own value. */
export function visitExpression(node: Expression | SpreadElement, env: Env, collection: Collection): Leaf[] {
  return followParts(node, env, collection) ?? ownLeaves(node, env, collection);
}

function ownLeaves(node: Expression | SpreadElement, env: Env, { evaluator }: Collection): Leaf[] {
  return leavesOf(evaluator.evaluate(node, env), siteAt(node, env), evaluator).flatMap((leaf): Leaf[] => {
    const { value } = leaf;
    if (!isOpen(value)) {
      return [leaf];
    }
    const origin = originOf(node, env) ?? originOfValue(value);
    // What a caller hands in, it names itself.
    const told = origin || !isUnknown(value) || value.params.length === 0 ? toldAt(node, env, evaluator) : undefined;
    return told ? told.map((each) => ({ ...leaf, value: each })) : [{ ...leaf, origin }];
  });
}

function followParts(node: Expression | SpreadElement, env: Env, collection: Collection): Leaf[] | undefined {
  const all = (...nodes: readonly (Expression | SpreadElement)[]) =>
    nodes.flatMap((each) => collection.visit(each, env));
  switch (node.type) {
    case 'ArrayExpression':
      return all(...node.elements.filter((element) => element !== undefined));
    case 'SpreadElement':
    case 'AwaitExpression':
      return all(node.argument);
    case 'TSAsExpression': {
      const typed = node.typeAnnotation && isUnknown(collection.evaluator.evaluate(node.expression, env));
      return typed ? undefined : all(node.expression);
    }
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return all(...branchesOf(node, env, collection.evaluator));
    case 'Identifier':
      return followName(node, env, collection);
    case 'MemberExpression':
      return followDotted(node, env, collection);
    case 'CallExpression':
    case 'NewExpression':
      return followCall(node, env, collection);
    default:
      return undefined;
  }
}

function followDotted(node: MemberExpression, env: Env, collection: Collection): Leaf[] | undefined {
  const name = dottedName(node);
  return name === undefined ? undefined : followMember(node.object, name, env, collection);
}

/** Calls that keep the elements that they are given: `new Set(list)`, `list.filter(Boolean)`. */
function followCall(node: CallExpression | NewExpression, env: Env, collection: Collection): Leaf[] | undefined {
  const { callee, arguments: args } = node;
  const [first] = args;
  if (isKeepingFunction(node)) {
    return first && collection.visit(first, env);
  }
  if (isNew(node) || !isMember(callee)) {
    return undefined;
  }
  const name = dottedName(callee) ?? '';
  const { evaluator } = collection;
  if (
    !KEEPING.has(name) ||
    !isListed(callee.object, env, collection) ||
    (name === 'join' && !isComma(first, env, evaluator))
  ) {
    return undefined;
  }
  const leaves = [callee.object, ...(name === 'concat' ? args : [])].flatMap((each) => collection.visit(each, env));
  const test = name === 'filter' && first ? evaluator.evaluate(first, env) : undefined;
  return leaves.filter(({ value }) => mayPass(value, test, evaluator));
}

const KEEPING_FUNCTIONS = wordSet('Array.from Promise.all');

function isKeepingFunction(node: CallExpression | NewExpression): boolean {
  const { callee } = node;
  if (isNew(node)) {
    return isIdentifier(callee) && callee.name === 'Set';
  }
  return node.arguments.length === 1 && KEEPING_FUNCTIONS.has(dottedPath(callee) ?? '');
}

/** Array methods that keep the elements that they are called on. */
const KEEPING = wordSet('filter slice sort toSorted reverse toReversed flat concat join values');

/** Whether the elements of a list are known, or it is the one that is being looked through. */
function isListed(node: Expression, env: Env, { evaluator, filling }: Collection): boolean {
  const declaration = declarationAt(node);
  return (
    (isVariable(declaration) && filling.has(declaration.declarator)) ||
    elementsOf(evaluator.evaluate(node, env)) !== undefined
  );
}

/** Joined with commas the elements stay tags of their own. */
function isComma(
  separator: Expression | SpreadElement | undefined,
  env: Env,
  evaluator: Collection['evaluator'],
): boolean {
  return !separator || exactText(evaluator.evaluate(separator, env))?.trim() === ',';
}
