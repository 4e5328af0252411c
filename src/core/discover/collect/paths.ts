import { argumentsOf } from '../evaluate/arguments.ts';
import { branchesOf } from '../evaluate/branches.ts';
import { type Change, changesOf } from '../evaluate/changes.ts';
import { insideOf } from '../evaluate/frames.ts';
import { noteMember } from '../evaluate/objects.ts';
import { returnsOf } from '../evaluate/returns.ts';
import { declarationAt, functionAround, isParameter, isVariable, type Variable } from '../evaluate/scopes.ts';
import {
  type Argument,
  type Env,
  type FunctionValue,
  isFunctionValue,
  isText,
  isUnknown,
  optionsOf,
  type Value,
} from '../evaluate/values.ts';
import { isCall, isFunction, isMember, isSpread } from '../kinds.ts';
import type {
  Expression,
  FunctionNode,
  Identifier,
  JSXElement,
  MemberExpression,
  Property,
  SpreadElement,
} from '../nodes.ts';
import { attributeNamed, dottedName, dottedPath, isInside, keyName } from '../references.ts';
import type { Collection } from './collection.ts';
import { type Leaf, leavesOf, siteAt, some } from './leaves.ts';

/** The leaves of a member of what an argument stands for, written or not. */
export function visitPath(argument: Argument, path: readonly string[], collection: Collection): Leaf[] {
  if ('props' in argument) {
    return visitAttribute(argument.props, argument.env, path, collection);
  }
  if ('value' in argument) {
    return [];
  }
  return collection.followPath(argument.node, argument.env, path) ?? evaluatedPath(argument, path, collection);
}

function evaluatedPath(
  { node, env }: { node: Expression | SpreadElement; env: Env },
  path: readonly string[],
  { evaluator }: Collection,
): Leaf[] {
  const whole = evaluator.evaluate(node, env);
  const implicit = optionsOf(whole).some(isUnknown);
  const value = path.reduce<Value>((at, name) => evaluator.member(at, name), whole);
  return leavesOf(value, siteAt(node, env, implicit), evaluator);
}

/** What a component gets: written as an attribute, or in an object that is spread. The last one wins. */
function visitAttribute(element: JSXElement, env: Env, path: readonly string[], collection: Collection): Leaf[] {
  const [name = '', ...rest] = path;
  for (const attribute of element.attributes.toReversed()) {
    if (attribute.type === 'JSXSpreadAttribute') {
      const found = collection.visitPath({ node: attribute.argument, env }, path);
      const isKnown = found.some((leaf) => !leaf.implicit);
      // What is written beside the spread counts, not that the spread may hold another.
      if (isKnown || (found.length > 0 && !attributeNamed(name, element))) {
        return found;
      }
    } else if (attribute.name === name && attribute.value) {
      return collection.visitPath({ node: attribute.value, env }, rest);
    }
  }
  return [];
}

/** The leaves of a member where it is written, else of what it falls back on; `undefined` where neither is there. */
export function followMember(
  object: Expression,
  name: string,
  env: Env,
  collection: Collection,
  fallback?: Expression,
): Leaf[] | undefined {
  const written = collection.followPath(object, env, [name]);
  const found = written?.length === 0 && fallback ? collection.visit(fallback, env) : written;
  return some(found);
}

/** Looks for a member where it is written; `undefined` where only its value can be known. */
export function followPath(
  node: Expression | SpreadElement,
  env: Env,
  path: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  if (path.length === 0) {
    return collection.visit(node, env);
  }
  switch (node.type) {
    case 'ObjectExpression':
      return followObject(node, env, path, collection);
    case 'AwaitExpression':
    case 'SpreadElement':
      return collection.followPath(node.argument, env, path);
    case 'TSAsExpression':
      return collection.followPath(node.expression, env, path);
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return followBranches(branchesOf(node, env, collection.evaluator), env, path, collection);
    case 'MemberExpression':
      return followMemberPath(node, env, path, collection);
    case 'CallExpression':
      return dottedPath(node.callee) === 'JSON.stringify' && node.arguments[0]
        ? collection.followPath(node.arguments[0], env, path)
        : undefined;
    case 'Identifier':
      return followNamePath(node, env, path, collection);
    default:
      return undefined;
  }
}

function followBranches(
  branches: readonly Expression[],
  env: Env,
  path: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  const found = branches.map((branch) => collection.followPath(branch, env, path));
  return found.some((each) => each !== undefined)
    ? branches.flatMap((node, index) => found[index] ?? collection.visitPath({ node, env }, path))
    : undefined;
}

function followMemberPath(
  node: MemberExpression,
  env: Env,
  path: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  const name = dottedName(node);
  return name !== undefined && reachesWritten(node.object, env, collection)
    ? collection.followPath(node.object, env, [name, ...path])
    : undefined;
}

/** Whether following members of a name leads to something written here or at a caller, not to a constant elsewhere. */
function reachesWritten(node: Expression, env: Env, collection: Collection): boolean {
  if (isMember(node)) {
    return reachesWritten(node.object, env, collection);
  }
  const declaration = declarationAt(node);
  if (isParameter(declaration)) {
    return collection.evaluator.argumentFor(declaration, env) !== undefined;
  }
  return isVariable(declaration) && functionAround(declaration.declarator) !== undefined;
}

function followNamePath(
  node: Identifier,
  env: Env,
  path: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  const declaration = declarationAt(node);
  if (!isParameter(declaration) && !isVariable(declaration)) {
    return undefined;
  }
  const { steps } = declaration;
  const whole = [...steps.filter((step) => step.step === 'member').map((step) => step.name), ...path];
  if (steps.some((step) => step.step === 'index')) {
    return undefined;
  }
  if (path[0] !== undefined && steps.some((step) => step.step === 'without' && step.names.includes(path[0] ?? ''))) {
    return [];
  }
  if (isVariable(declaration)) {
    return followVariablePath(node, declaration, env, whole, collection);
  }
  const argument = declaration.rest ? undefined : collection.evaluator.argumentFor(declaration, env)?.[0];
  return argument && collection.visitPath(argument, whole);
}

/** Of a variable of a function: what it is declared with, what takes its place, what is set in it. */
function followVariablePath(
  node: Identifier,
  declaration: Variable,
  env: Env,
  whole: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  const { init } = declaration.declarator;
  if (!init || !functionAround(declaration.declarator)) {
    return undefined;
  }
  const changes = changesOf(declaration, env, collection.evaluator);
  const assigned = changes
    .filter(({ how, steps, inside }) => how === 'assign' && !steps && !inside)
    .flatMap(({ nodes }) => nodes);
  const written =
    assigned.length === 0
      ? (collection.followPath(init, env, whole) ?? keptFromCall(node, init, env, whole, collection))
      : [init, ...assigned].flatMap((each) => collection.visitPath({ node: each, env }, whole));
  const later = declaration.steps.length === 0 ? setLater(changes, env, whole, collection) : [];
  return later.length > 0 ? [...(written ?? []), ...later] : written;
}

/**
 * What a call puts together in a variable (`const options = withBase(['a'])`) is shown where its arguments write it, and
 * what the function adds where the variable is used.
 */
function keptFromCall(
  use: Identifier,
  init: Expression,
  env: Env,
  path: readonly string[],
  collection: Collection,
): Leaf[] | undefined {
  const call = init.type === 'AwaitExpression' ? init.argument : init;
  if (!isCall(call)) {
    return undefined;
  }
  const { evaluator } = collection;
  const args = argumentsOf(call, env);
  const leaves = optionsOf(evaluator.evaluate(call.callee, env)).flatMap((callee) =>
    isFunctionValue(callee)
      ? visitReturned(callee.node, insideOf(callee, args), path, collection).map((leaf) =>
          isOf(callee, leaf, env) ? { ...leaf, node: use, module: env.module } : leaf,
        )
      : [],
  );
  return leaves.some(({ value }) => isText(value)) ? leaves : undefined;
}

/** Whether a function writes a value itself, or its file does. */
function isOf({ node, env: { module } }: FunctionValue, leaf: Leaf, caller: Env): boolean {
  return isInside(leaf.node, node) || (leaf.module === module && module !== caller.module);
}

function visitReturned(fn: FunctionNode, env: Env, path: readonly string[], collection: Collection): Leaf[] {
  return returnsOf(fn, env, collection.evaluator).flatMap((node) =>
    node ? collection.visitPath({ node, env }, path) : [],
  );
}

/** `options.tags = tags`, after the declaration of `options`. */
function setLater(
  changes: readonly Change[],
  env: Env,
  [name, ...rest]: readonly string[],
  collection: Collection,
): Leaf[] {
  return changes
    .filter(({ how, key }) => how === 'set' && key === name)
    .flatMap(({ nodes, inside }) =>
      nodes.flatMap((node) => collection.visitPath({ node, env: inside?.env ?? env }, rest)),
    );
}

/** A member of an object literal. The last one wins; one that is spread counts where something of it is known. */
function followObject(
  node: Expression & { type: 'ObjectExpression' },
  env: Env,
  [name = '', ...rest]: readonly string[],
  collection: Collection,
): Leaf[] {
  const open: Leaf[] = [];
  noteMember(node, env, collection.evaluator, name);
  for (let at = node.properties.length - 1; at >= 0; at--) {
    const property = node.properties[at];
    if (isSpread(property)) {
      const found = collection.visitPath({ node: property.argument, env }, [name, ...rest]);
      open.push(...found);
      if (found.some((leaf) => !isUnknown(leaf.value))) {
        return open;
      }
    } else if (property && keyName(property) === name) {
      return [...open, ...visitProperty(property, env, rest, collection)];
    }
  }
  return open;
}

function visitProperty(property: Property, env: Env, rest: readonly string[], collection: Collection): Leaf[] {
  const { kind, value } = property;
  return kind === 'get' && isFunction(value)
    ? visitReturned(value, env, rest, collection)
    : collection.visitPath({ node: value, env }, rest);
}
