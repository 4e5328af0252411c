import type { Step } from '../evaluate/bindings.ts';
import { type Change, changesOf } from '../evaluate/changes.ts';
import { elementsOf } from '../evaluate/elements.ts';
import { callbackList } from '../evaluate/parameters.ts';
import { type Declaration, declarationAt, functionAround, type Parameter, type Variable } from '../evaluate/scopes.ts';
import { type Argument, type Env, keyOf, optionsOf, type Value } from '../evaluate/values.ts';
import type { Expression, Identifier } from '../nodes.ts';
import type { Collection } from './collection.ts';
import { type Leaf, leavesOf, siteAt, some } from './leaves.ts';
import { followMember } from './paths.ts';

/** Follows a name to where its values are written; `undefined` where the name itself is the place. */
export function followName(node: Identifier, env: Env, collection: Collection): Leaf[] | undefined {
  const declaration = declarationAt(node);
  switch (declaration?.kind) {
    case 'parameter':
      return followParameter(declaration, node, env, collection);
    case 'each':
      return declaration.steps.length === 0
        ? followElements(node, declaration, declaration.loop.right, env, collection)
        : undefined;
    case 'variable':
      return followVariable(declaration, node, env, collection);
    default:
      return undefined;
  }
}

function followParameter(
  declaration: Parameter,
  node: Identifier,
  env: Env,
  collection: Collection,
): Leaf[] | undefined {
  const args = collection.evaluator.argumentFor(declaration, env);
  if (args) {
    return followArguments(args, declaration.rest, declaration.steps, env, collection);
  }
  const list = callbackList(declaration);
  return list && declaration.steps.length === 0 ? followElements(node, declaration, list, env, collection) : undefined;
}

/** The elements of a list that is run through under a name, where they are known and the conditions on it let them pass. */
function followElements(
  node: Identifier,
  declaration: Declaration,
  list: Expression,
  env: Env,
  collection: Collection,
): Leaf[] | undefined {
  const { evaluator } = collection;
  if (elementsOf(evaluator.evaluate(list, env)) === undefined) {
    return undefined;
  }
  const keysOf = (value: Value) => new Set(optionsOf(value).map(keyOf));
  const all = keysOf(evaluator.declared(declaration, env, node));
  const passing = keysOf(evaluator.evaluate(node, env));
  return some(collection.visit(list, env).filter(({ value }) => passing.has(keyOf(value)) || !all.has(keyOf(value))));
}

function followArguments(
  args: readonly Argument[],
  rest: boolean,
  [step, ...steps]: readonly Step[],
  env: Env,
  collection: Collection,
): Leaf[] | undefined {
  const [first] = args;
  if (step?.step === 'default') {
    return first ? followArguments(args, rest, steps, env, collection) : [];
  }
  const path = memberPath(step ? [step, ...steps] : []);
  if (path && path.length > 0 && first) {
    const found = collection.visitPath(first, path);
    return steps.some((each) => each.step === 'default') ? some(found) : found;
  }
  return step ? undefined : (rest ? args : args.slice(0, 1)).flatMap((each) => visitArgument(each, env, collection));
}

/** The members that a pattern takes one of the other: `{ image: { url = '' } }`. */
function memberPath(steps: readonly Step[]): readonly string[] | undefined {
  const isPath = steps.every(({ step }) => step === 'member' || step === 'default');
  return isPath ? steps.flatMap((each) => (each.step === 'member' ? [each.name] : [])) : undefined;
}

function visitArgument(argument: Argument, env: Env, collection: Collection): Leaf[] {
  if ('node' in argument) {
    return collection.visit(argument.node, argument.env);
  }
  const { evaluator } = collection;
  const node = env.frame?.fn ?? env.module.tree.program;
  return 'value' in argument ? leavesOf(argument.value, siteAt(node, env), evaluator) : [];
}

/** A constant is shown where it is used, what a function puts together in a variable where it is put together. */
function followVariable(declaration: Variable, node: Identifier, env: Env, collection: Collection): Leaf[] | undefined {
  const { evaluator, filling } = collection;
  const { declarator, steps } = declaration;
  if (filling.has(declarator)) {
    return [];
  }
  const written = () => {
    filling.add(declarator);
    const found = changesOf(declaration, env, evaluator).flatMap((change) =>
      change.steps ? [] : leavesOfChange(change, env, collection),
    );
    filling.delete(declarator);
    return found;
  };
  if (!declarator.init) {
    return some(written());
  }
  const [step, second, ...further] = steps;
  const fallback = second?.step === 'default' ? second.value : undefined;
  if (step?.step === 'member' && (!second || fallback) && further.length === 0) {
    return followMember(declarator.init, step.name, env, collection, fallback);
  }
  const isLocal = steps.length === 0 && functionAround(declarator) !== undefined;
  const isList = () => optionsOf(evaluator.evaluate(node, env)).some((option) => option.kind === 'list');
  return isLocal && isList() ? [...collection.visit(declarator.init, env), ...written()] : undefined;
}

/** What is put in: in a function of another file the place is where the list is handed to it. */
function leavesOfChange({ nodes, inside }: Change, env: Env, collection: Collection): Leaf[] {
  return nodes
    .flatMap((node) => collection.visit(node, inside?.env ?? env))
    .map((leaf) =>
      inside && leaf.module !== env.module ? { ...leaf, node: inside.reference, module: env.module } : leaf,
    );
}
