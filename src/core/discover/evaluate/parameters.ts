import { wordSet } from '../../word-set.ts';
import { isCall, isIdentifier, isMember } from '../kinds.ts';
import type { Expression, FunctionNode, MemberExpression, Pattern } from '../nodes.ts';
import { dottedName } from '../references.ts';
import { argumentsAt, handedOn, isSpreadArgument } from './arguments.ts';
import type { Step } from './bindings.ts';
import { changesOf } from './changes.ts';
import type { Context } from './context.ts';
import { anyElement, elementsOf, elementValues } from './elements.ts';
import { frameAround, frameFor } from './frames.ts';
import { grown, mayGrow } from './growing.ts';
import { instanceOfType } from './instances.ts';
import { nameOf } from './names.ts';
import { pageProps } from './page-props.ts';
import { walk } from './patterns.ts';
import type { Parameter } from './scopes.ts';
import { memberTypeOf } from './types.ts';
import {
  type Argument,
  chosen,
  constant,
  type Env,
  either,
  isConstant,
  list,
  ofType,
  optionsOf,
  type TypeHere,
  UNDEFINED,
  unknown,
  type Value,
} from './values.ts';

/** What a parameter stands for: its argument, an element of the list that calls it back, or what its type says. */
export function parameter(declaration: Parameter, env: Env, context: Context): Value {
  const { fn, index, steps } = declaration;
  const value = bound(declaration, env, context) ?? givenBack(declaration, env, context);
  const of = fn.params[index] ?? fn;
  const frame = frameFor(fn, env) ?? frameAround(fn, env);
  return value
    ? walk(chosen(filled(value, declaration, env, context), of, frame), steps, env, context)
    : chosen(unbound(declaration, env, context), of, frame);
}

/** What the function puts into it: `(all, kind) => { all.push(kind); return all; }`. */
function filled(value: Value, declaration: Parameter, env: Env, context: Context): Value {
  const fill = () => grown(value, changesOf(declaration, env, context), env, context);
  return optionsOf(value).some(mayGrow) ? context.memory.around(declaration.fn, undefined, fill, () => value) : value;
}

/** What those give to a function that call it back: an array method, a promise, Next. */
function givenBack(declaration: Parameter, env: Env, context: Context): Value | undefined {
  const promise = awaitedPromise(declaration);
  return (
    callbackElement(declaration, env, context) ??
    callbackIndex(declaration, env, context) ??
    (promise && context.evaluate(promise, env)) ??
    (declaration.index === 0 ? pageProps(declaration.fn, env, context) : undefined)
  );
}

function bound(declaration: Parameter, env: Env, context: Context): Value | undefined {
  const args = argumentFor(declaration, env, context);
  return args && boundTo(args, declaration.rest, context);
}

function boundTo(args: readonly Argument[], rest: boolean, context: Context): Value {
  if (rest) {
    return list(args.flatMap((arg) => spreadValues(arg, context)));
  }
  return args[0] ? valueOfArgument(args[0], context) : UNDEFINED;
}

/** What a parameter stands for in these frames; `undefined` where the function is not being applied. */
export function argumentFor(declaration: Parameter, env: Env, context: Context): readonly Argument[] | undefined {
  const written = frameFor(declaration.fn, env)?.args;
  return written && argumentsAt(spreadArguments(written, context), declaration.index, declaration.rest);
}

/** `f(...list)`: each known element is an argument of its own. */
function spreadArguments(args: readonly Argument[], context: Context): readonly Argument[] {
  return handedOn(args).flatMap((arg): readonly Argument[] => {
    const elements = isSpreadArgument(arg) ? elementsOf(context.evaluate(arg.node.argument, arg.env)) : undefined;
    return elements?.map((value) => ({ value })) ?? [arg];
  });
}

function spreadValues(arg: Argument, context: Context): readonly Value[] {
  return 'node' in arg ? elementValues(arg.node, arg.env, context) : [valueOfArgument(arg, context)];
}

export function valueOfArgument(arg: Argument, context: Context): Value {
  if ('value' in arg) {
    return arg.value;
  }
  return 'props' in arg ? { kind: 'props', element: arg.props, env: arg.env } : context.evaluate(arg.node, arg.env);
}

// ---- callbacks of lists

const LIST_CALLBACKS = wordSet('map forEach flatMap filter some every find reduce');

/** The list over whose elements an array method calls this function, for its element parameter. */
export function callbackList({ fn, index }: Parameter, place = 0): Expression | undefined {
  const method = methodGiven(fn);
  const name = method && dottedName(method);
  const isElement = index === (name === 'reduce' ? place + 1 : place);
  return isElement && LIST_CALLBACKS.has(name ?? '') ? method?.object : undefined;
}

/** The method whose first argument a function is: `list.map` of `list.map((item) => …)`. */
function methodGiven(fn: FunctionNode): MemberExpression | undefined {
  const call = fn.parent;
  return isCall(call) && isMember(call.callee) && call.arguments[0] === fn ? call.callee : undefined;
}

/** `list.map((item) => …)`: the parameter stands for each element of the list. */
function callbackElement(declaration: Parameter, env: Env, context: Context): Value | undefined {
  const list = callbackList(declaration);
  if (!list) {
    return undefined;
  }
  const element = anyElement(context.evaluate(list, env), nameOf(list));
  // It would not be run through if nothing ever filled it.
  return optionsOf(element).length === 0 ? unknown('runtime', nameOf(list)) : element;
}

/** `[...Array(3)].map((_, index) => …)`: a list of so many elements that are nothing is there to be counted. */
function callbackIndex(declaration: Parameter, env: Env, context: Context): Value | undefined {
  const list = callbackList(declaration, 1);
  const items = list && elementsOf(context.evaluate(list, env));
  const isCounted = items && items.length > 0 && items.every(isConstant);
  return isCounted ? either(items.map((_, index) => constant(index))) : undefined;
}

/** `import('next/cache').then((cache) => …)`: the promise that the parameter is the outcome of. */
export function awaitedPromise({ fn, index }: Parameter): Expression | undefined {
  const method = index === 0 ? methodGiven(fn) : undefined;
  return method && dottedName(method) === 'then' ? method.object : undefined;
}

// ---- nobody known calls the function

/** A parameter of a function that is looked at by itself: what its type and its default say. */
function unbound(declaration: Parameter, env: Env, context: Context): Value {
  const { fn, index, steps } = declaration;
  const pattern = fn.params[index];
  const inner = withoutDefault(pattern);
  const type = typeOf(declaration, inner, env, context);
  const instance = type && instanceOfType(type, context);
  if (instance) {
    return instance;
  }
  const name = lastName(steps) ?? (isIdentifier(inner) ? inner.name : 'value');
  const value = ofType(unknown('parameter', name, [fn]), type);
  const fallback = defaultOf(pattern, steps);
  return fallback ? either([value, context.evaluate(fallback, env)]) : value;
}

function withoutDefault(pattern: FunctionNode['params'][number] | undefined): Pattern | undefined {
  switch (pattern?.type) {
    case 'AssignmentPattern':
      return pattern.left;
    case 'RestElement':
      return pattern.argument;
    default:
      return pattern;
  }
}

/** The type that is written at the name itself, or at the member of the parameter's type that it is taken from. */
function typeOf(
  { steps, type }: Parameter,
  pattern: Pattern | undefined,
  env: Env,
  context: Context,
): TypeHere | undefined {
  const whole = pattern && 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined;
  const last = steps.at(-1);
  const fromWhole = whole && last?.step === 'member' ? memberTypeOf(whole, last.name, env, context) : undefined;
  const written = type ?? (steps.length === 0 ? whole : undefined);
  return fromWhole ?? (written && { node: written, env });
}

function defaultOf(
  pattern: FunctionNode['params'][number] | undefined,
  steps: readonly Step[],
): Expression | undefined {
  const last = steps.at(-1);
  if (last?.step === 'default') {
    return last.value;
  }
  return pattern?.type === 'AssignmentPattern' && steps.length <= 1 ? pattern.right : undefined;
}

function lastName(steps: readonly Step[]): string | undefined {
  const member = steps.findLast((step) => step.step === 'member');
  return member?.step === 'member' ? member.name : undefined;
}
