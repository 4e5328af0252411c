import { argumentsOf } from '../evaluate/arguments.ts';
import { constructorOf } from '../evaluate/classes.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { insideOf } from '../evaluate/frames.ts';
import type { Answer } from '../evaluate/memory.ts';
import { nameOf } from '../evaluate/names.ts';
import { PerEnv } from '../evaluate/per-env.ts';
import { functionAround, scopeOf } from '../evaluate/scopes.ts';
import { type Argument, type Env, optionsOf, type Value } from '../evaluate/values.ts';
import { isCall, isFunction, isIdentifier, isMember, isNew } from '../kinds.ts';
import type { CallExpression, ClassNode, Expression, NewExpression, Node } from '../nodes.ts';
import { callOf, outermost } from '../references.ts';
import { namesOf } from '../spellings.ts';

/** A call inside a function of something that was handed to it, and the frames in which it is known what that is. */
export interface InnerCall {
  readonly application: CallExpression;
  readonly env: Env;
}

const MOST_CALLS = 200;
const MOST_LAYERS = 4;
/** What functions that hand something on to one another cost is not the values but to look through each of them. */
const STEPS_TO_LOOK = 20;

/** Finds the calls inside of functions. For a call outside of functions that are applied it is the same for whoever asks. */
export function createHandedOver(evaluator: Evaluator) {
  const answers = new PerEnv<Answer<readonly InnerCall[]>>();
  return (call: CallExpression | NewExpression, env: Env): readonly InnerCall[] =>
    env.frame
      ? handedOver(call, env, evaluator)
      : evaluator.memory.recall(answers.in(env), call, () => handedOver(call, env, evaluator));
}

/**
 * The calls that a function or a class makes of what a call hands to it: of `revalidate` in
 * `function createActions({ revalidate }) { … revalidate('posts') … }` for `createActions({ revalidate: revalidateTag })`,
 * of `this.cache.purge` for `new Posts(cache)`. Also where it hands that on to others.
 */
function handedOver(call: CallExpression | NewExpression, env: Env, evaluator: Evaluator): readonly InnerCall[] {
  const found: InnerCall[] = [];
  look(call, env, 0);
  // What calls it may itself be called in there: `const run = (tag) => revalidate(tag)`, and `run('posts')`.
  for (const { application, env: inner } of found) {
    for (const node of referencesToHolder(application, inner)) {
      lookAt(node, inner, MOST_LAYERS);
    }
  }
  return found;

  function look(application: CallExpression | NewExpression, at: Env, layers: number): void {
    if (!evaluator.budget.spend(STEPS_TO_LOOK)) {
      return;
    }
    const args = argumentsOf(application, at);
    for (const callee of optionsOf(evaluator.evaluate(application.callee, at))) {
      for (const [node, inner] of referencesIn(callee, args)) {
        lookAt(node, inner, layers);
      }
    }
  }

  /** What becomes of a reference to something handed over: it is called, or handed on. */
  function lookAt(node: Expression, inner: Env, layers: number): void {
    const whole = wholeOf(node);
    const { parent } = whole;
    const call = callOf(whole);
    if (call && found.length < MOST_CALLS && !found.some(({ application }) => application === call)) {
      found.push({ application: call, env: inner });
    } else if ((isCall(parent) || isNew(parent)) && parent.callee !== whole && layers < MOST_LAYERS) {
      look(parent, inner, layers + 1);
    }
  }
}

/** Where the function around a call is mentioned by its name, inside of the function that is being applied. */
function referencesToHolder(call: CallExpression, env: Env): readonly Expression[] {
  const holder = functionAround(call);
  const applied = env.frame?.fn;
  const [name] = holder && holder !== applied ? namesOf(holder) : [];
  return name !== undefined && applied ? referencesTo([name], applied, env) : [];
}

/** The member chain that begins with a reference: `deps.cache.purge`. */
const wholeOf = (node: Expression) =>
  outermost(node, (around, inner) => isMember(around) && around.object === inner) as Expression;

type Reference = readonly [Expression, Env];

/** Where a function mentions its parameters, and a class what its constructor keeps of them. */
function referencesIn(callee: Value, args: readonly Argument[]): readonly Reference[] {
  switch (callee.kind) {
    case 'function': {
      const inner = insideOf(callee, args);
      return referencesTo([...scopeOf(callee.node).keys()], callee.node, inner).map((each) => [each, inner]);
    }
    case 'class':
      return referencesToMembers(callee, args);
    default:
      return [];
  }
}

function referencesTo(names: readonly string[], inside: Node, { module }: Env): Expression[] {
  return module.tree
    .identifiers(new Set(names), inside)
    .filter((node): node is Expression & { type: 'Identifier' } => isIdentifier(node));
}

/** `this.cache` in each method of an object that is made here. */
function referencesToMembers({ node, env }: Value & { kind: 'class' }, args: readonly Argument[]): Reference[] {
  const self: Value = { kind: 'instance', node, env, args };
  const names = memberNames(node);
  return node.members.flatMap(({ value }) =>
    value && isFunction(value)
      ? referencesTo(names, value, env).flatMap((each): Reference[] => {
          const { parent } = each;
          const isOwn = isMember(parent) && parent.object.type === 'ThisExpression';
          return isOwn && parent.property === each ? [[parent, insideOf({ node: value, env, self }, undefined)]] : [];
        })
      : [],
  );
}

/** The members that a constructor may set: its parameter properties, and all that it or the class names. */
function memberNames(node: ClassNode): readonly string[] {
  const made = constructorOf(node);
  const parameters = made ? [...scopeOf(made).keys()] : [];
  return [...parameters, ...node.members.flatMap(({ kind, key }) => (kind === 'property' ? [nameOf(key)] : []))];
}
