import { isString } from '../../text-parts.ts';
import { wordSet } from '../../word-set.ts';
import { isBlock, isCall, isIdentifier, isMember } from '../kinds.ts';
import type { CallExpression, Expression, NewExpression } from '../nodes.ts';
import { argumentsOf } from './arguments.ts';
import type { Context } from './context.ts';
import { elementsOf, elementValues } from './elements.ts';
import { applications, framesIn, insideOf } from './frames.ts';
import { callExternal } from './globals.ts';
import { imported, importedNamespace } from './imports.ts';
import { memberOf } from './members.ts';
import { callMethod } from './methods.ts';
import { nameOf } from './names.ts';
import { makesComponents } from './packages.ts';
import { valueOfArgument } from './parameters.ts';
import { returnsOf } from './returns.ts';
import { declarationAt, isVariable } from './scopes.ts';
import { carried } from './unknowns.ts';
import {
  type Argument,
  type Env,
  either,
  exactText,
  type FunctionValue,
  isConstant,
  isExternal,
  isFunctionValue,
  isOpen,
  isText,
  isUnknown,
  list,
  mapOptions,
  optionsOf,
  TOO_COMPLEX,
  UNDEFINED,
  underChoices,
  unknown,
  type Value,
} from './values.ts';

const MOST_CALLS = 12;

export function evaluateCall(node: CallExpression, env: Env, context: Context): Value {
  if (isRequire(node)) {
    const source = node.arguments[0];
    return source ? importedNamespace(exactText(context.evaluate(source, env)), env, context) : UNDEFINED;
  }
  const made = componentMadeBy(node, env, context);
  if (made) {
    return made;
  }
  const args = argumentsOf(node, env);
  if (isMember(node.callee) && !node.callee.computed) {
    const object = context.evaluate(node.callee.object, env);
    const name = nameOf(node.callee.property);
    return mapOptions(object, (option) => callMember(option, name, args, node, context));
  }
  const callee = context.evaluate(node.callee, env);
  return (isAppConfig(callee) && appConfig(env, context)) || apply(callee, args, context);
}

/** `styled(Image)({ width: 1 })`, `styled(Image).attrs({})`: further calls say how the component looks. */
function componentMadeBy({ callee }: CallExpression, env: Env, context: Context): Value | undefined {
  const inner = objectOf(callee);
  // What comes of a package is asked for first: a member of anything else can be dear.
  return isCall(inner) &&
    isExternal(context.evaluate(objectOf(inner.callee), env)) &&
    makesComponents(context.evaluate(inner.callee, env))
    ? context.evaluate(inner, env)
    : undefined;
}

const objectOf = (callee: Expression): Expression => (isMember(callee) ? callee.object : callee);

function isAppConfig(callee: Value): boolean {
  return isExternal(callee) && callee.module === '' && callee.path.join() === 'useAppConfig';
}

/** What `app.config.ts` of a Nuxt application says. */
function appConfig(env: Env, context: Context): Value | undefined {
  const config = imported('~/app.config', 'default', env, context);
  return isUnknown(config) ? undefined : config;
}

export function evaluateNew(node: NewExpression, env: Env, context: Context): Value {
  return apply(context.evaluate(node.callee, env), argumentsOf(node, env), context);
}

/** `require(…)`, also one that a module makes for itself: `const require = createRequire(import.meta.url)`. */
function isRequire({ callee }: CallExpression): boolean {
  const declared = declarationAt(callee);
  const made = isVariable(declared) ? declared.declarator.init : undefined;
  return isCall(made)
    ? nameOf(made.callee) === 'createRequire'
    : isIdentifier(callee) && callee.name === 'require' && !declared;
}

function callMember(
  object: Value,
  name: string,
  args: readonly Argument[],
  node: CallExpression,
  context: Context,
): Value {
  if (!isExternal(object) || object.path.length === 0) {
    if (name === 'then' && args[0]) {
      return apply(valueOfArgument(args[0], context), [{ value: object }], context);
    }
    if (name === 'catch' || name === 'finally') {
      return object;
    }
  }
  if (name === 'bind' && args.length < 2 && (isFunctionValue(object) || isExternal(object))) {
    return object;
  }
  if (isFunctionValue(object) && (name === 'call' || name === 'bind' || name === 'apply')) {
    const behind = name === 'apply' ? args.slice(1).flatMap((list) => elementArguments(list, context)) : args.slice(1);
    return apply(object, behind, context);
  }
  const result = callMethod(object, name, args, context);
  if (result) {
    return result;
  }
  const made = madeOfElements(object, name, args, context) ?? transacted(name, args, context);
  if (made) {
    return made;
  }
  if (isUnknown(object)) {
    const called = nameOf(node);
    return unknown(object.reason, called === nameOf(objectOf(node.callee)) ? object.name : called, object.params);
  }
  const method = memberOf(object, name, context);
  const answer = apply(method, args, context);
  return withCall(object, method, args, optionsOf(answer)) ?? answer;
}

/** What is known of an object of the project once a method was called on it that answers with that object. */
function withCall(
  object: Value,
  method: Value,
  args: readonly Argument[],
  answers: readonly Value[],
): Value | undefined {
  if (object.kind !== 'instance' || !isFunctionValue(method)) {
    return undefined;
  }
  const same = answers.flatMap((answer) => (answer.kind === 'instance' && answer.node === object.node ? answer : []));
  const calls = new Set(same.flatMap((answer) => answer.calls ?? []));
  return same[0] && same.length === answers.length ? { ...same[0], calls: [...calls, { method, args }] } : undefined;
}

/** The same where nobody asks for the answer: `builder.add('a');`. */
export function afterCall(call: CallExpression, env: Env, context: Context): Value | undefined {
  const { callee } = call;
  if (!isMember(callee)) {
    return undefined;
  }
  const object = context.evaluate(callee.object, env);
  return withCall(object, memberOf(object, nameOf(callee.property), context), argumentsOf(call, env), [object]);
}

/** `db.transaction(async (tx) => …)`, `prisma.$transaction(…)`: whosever it is, it answers what its function does. */
function transacted(name: string, args: readonly Argument[], context: Context): Value | undefined {
  const given = /transaction$/i.test(name) ? args.map((arg) => valueOfArgument(arg, context)) : [];
  const answering = given.find(isFunctionValue);
  return answering && apply(answering, [], context);
}

/** The elements of what `apply` is given; a list that is not known is one argument, whatever it holds. */
function elementArguments(list: Argument, context: Context): readonly Argument[] {
  return elementsOf(valueOfArgument(list, context))?.map((value) => ({ value })) ?? [list];
}

/**
 * `rows.map((row) => \`post-${row.id}\`)`: of a list that nobody knows, what a function makes of each element, where
 * something of it is known (a record has members, which the callers know where they hand in the list).
 */
function madeOfElements(list: Value, name: string, args: readonly Argument[], context: Context): Value | undefined {
  if (!isOpen(list) || !MAKING.has(name) || !args[0] || !isFunctionValue(valueOfArgument(args[0], context))) {
    return undefined;
  }
  const made = callMethod({ kind: 'list', items: [carried(list, 'item')] }, name, args, context);
  const items = made && elementsOf(made);
  const isHandedIn = isUnknown(list) && list.params.length > 0;
  return items?.flatMap(optionsOf).every((item) => isPartlyKnown(item, isHandedIn)) ? made : undefined;
}

const MAKING = wordSet('map flatMap reduce');

function isPartlyKnown(value: Value, isHandedIn: boolean): boolean {
  return isText(value)
    ? value.parts.some(isString)
    : !isHandedIn && (value.kind === 'object' || value.kind === 'record' || value.kind === 'asset');
}

/** The result of calling a value with these arguments, or of `new` on it. */
export function apply(callee: Value, args: readonly Argument[], context: Context): Value {
  switch (callee.kind) {
    case 'either':
      return either(
        callee.options
          .filter(isCallable)
          .flatMap((option) => underChoices(apply(option, args, context), option.choices)),
      );
    case 'function':
      return applyFunction(callee, args, context);
    case 'external': {
      const known = callExternal(callee, args, context);
      return known ?? { ...callee, path: [...callee.path, '()'] };
    }
    case 'class':
      return { kind: 'instance', node: callee.node, env: callee.env, args };
    case 'unknown':
      return unknown(callee.reason, callee.name, callee.params);
    default:
      return unknown('runtime', 'value');
  }
}

/** Calling nothing is an error and has no result. */
function isCallable(value: Value): boolean {
  return !isConstant(value);
}

function applyFunction(callee: FunctionValue, args: readonly Argument[], context: Context): Value {
  const { node, env } = callee;
  if (applications(env.frame, node) >= 2 || framesIn(env.frame) >= MOST_CALLS) {
    return TOO_COMPLEX;
  }
  return context.budget.within<Value>(TOO_COMPLEX, () => resultOf(callee, insideOf(callee, args), context));
}

/** What a function returns, with its parameters bound. */
function resultOf({ node }: FunctionValue, inner: Env, context: Context): Value {
  if (!node.body) {
    return unknown('runtime', node.id?.name ?? 'value');
  }
  if (!isBlock(node.body)) {
    return context.evaluate(node.body, inner);
  }
  const answers = returnsOf(node, inner, context);
  if (node.generator) {
    return list(answers.flatMap((each) => (each ? elementValues(each, inner, context) : [])));
  }
  const returned = answers.map((each) => (each ? context.evaluate(each, inner) : UNDEFINED));
  return returned.length === 0 ? UNDEFINED : either(withoutGuards(returned));
}

/** `return ''`, `return null` and the like of a guard are no values that anybody means: they only decide conditions. */
function withoutGuards(values: readonly Value[]): readonly Value[] {
  const unless = values.filter((value) => isConstant(value) || exactText(value) === '');
  if (unless.length === 0 || unless.length === values.length) {
    return values;
  }
  const meant = values.filter((value) => !unless.includes(value));
  return meant.flatMap(optionsOf).map((option) => ({ ...option, unless }));
}
