import { isString } from '../../text-parts.ts';
import { isBlock, isIdentifier, isMember, isSpread } from '../kinds.ts';
import type { Expression, FunctionNode, SwitchStatement } from '../nodes.ts';
import { dottedName } from '../references.ts';
import { argumentsOf } from './arguments.ts';
import type { Evaluator } from './context.ts';
import { declarationAt, isVariable, scopeOf } from './scopes.ts';
import { isTextTest } from './text-tests.ts';
import {
  type Env,
  exactText,
  type FunctionValue,
  isConstant,
  isExternal,
  isFunctionValue,
  isText,
  isUnknown,
  optionsOf,
  outsideOfCalls,
  type Value,
} from './values.ts';

/** What deciding a condition needs of the evaluator. */
export interface ConditionContext extends Pick<Evaluator, 'evaluate' | 'apply'> {
  /** Whether a part of a condition may be what decides it; all are asked where this is left out. */
  asks?(part: Expression): boolean;
}

/**
 * A value that a condition asks about. What every call leaves open, as nothing that is handed in takes part in it, is
 * asked for once and not for each call; so is what was waited for, as hardly ever does the code say what a call gets.
 */
function askedValue(node: Expression, env: Env, context: ConditionContext): Value {
  if (env.frame) {
    const ofAll = context.evaluate(node, outsideOfCalls(env.module));
    if (isAwaited(node) || optionsOf(ofAll).every(isOpenForAll)) {
      return ofAll;
    }
  }
  return context.evaluate(node, env);
}

/** `link.status`, where `const link = await getLink()`. */
function isAwaited(node: Expression): boolean {
  if (isMember(node)) {
    return isAwaited(node.object);
  }
  const declared = declarationAt(node);
  const value = isVariable(declared) ? declared.declarator.init : node;
  return value?.type === 'AwaitExpression';
}

const isOpenForAll = (value: Value): boolean =>
  isExternal(value) || (isUnknown(value) && value.params.length === 0 && value.reason !== 'too-complex');

/** Whether a condition holds; `undefined` where that depends on what only the running code knows. */
export function truthOf(test: Expression, env: Env, context: ConditionContext): boolean | undefined {
  if (context.asks?.(test) === false) {
    return undefined;
  }
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' ? not(truthOf(test.argument, env, context)) : undefined;
    case 'LogicalExpression':
      return truthOfLogical(test, env, context);
    case 'BinaryExpression':
      return truthOfComparison(test.operator, test.left, test.right, env, context);
    case 'CallExpression':
      return truthOfCall(test, env, context);
    case 'TSAsExpression':
      return truthOf(test.expression, env, context);
    default:
      return mayChange(test) ? undefined : truthOfValue(askedValue(test, env, context));
  }
}

export const not = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);

function truthOfLogical(
  { operator, left, right }: Expression & { type: 'LogicalExpression' },
  env: Env,
  context: ConditionContext,
): boolean | undefined {
  if (operator === '??') {
    return undefined;
  }
  const decisive = operator === '||';
  const first = truthOf(left, env, context);
  if (first === decisive) {
    return decisive;
  }
  const second = truthOf(right, env, context);
  return second === decisive ? decisive : first === undefined ? undefined : second;
}

/** Of each case of a `switch` whether it is the one that is meant; `undefined` where that may be. */
export function casesMeant(
  { discriminant, cases }: SwitchStatement,
  env: Env,
  context: ConditionContext,
): readonly (boolean | undefined)[] {
  const matches = cases.map(({ test }) => test && truthOfComparison('===', discriminant, test, env, context));
  const certain = matches.indexOf(true);
  return cases.map(({ test }, index) => (certain >= 0 && (index > certain || !test) ? false : matches[index]));
}

function truthOfComparison(
  operator: string,
  left: Expression,
  right: Expression,
  env: Env,
  context: ConditionContext,
): boolean | undefined {
  const isLoose = operator === '==' || operator === '!=';
  const isAsked = !context.asks || context.asks(left) || context.asks(right);
  if (!isAsked || (!isLoose && operator !== '===' && operator !== '!==') || mayChange(left) || mayChange(right)) {
    return undefined;
  }
  const equal = areEqual(comparedValue(left, env, context), comparedValue(right, env, context), isLoose);
  return operator.startsWith('!') ? not(equal) : equal;
}

/** A side of a comparison; `typeof x` is the name of its type. */
function comparedValue(side: Expression, env: Env, context: ConditionContext): Value | undefined {
  if (side.type !== 'UnaryExpression' || side.operator !== 'typeof') {
    return askedValue(side, env, context);
  }
  const name = typeName(askedValue(side.argument, env, context));
  return name === undefined ? undefined : { kind: 'text', parts: [name], params: [] };
}

function typeName(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return 'string';
    case 'constant':
      return value.value === null ? 'object' : typeof value.value;
    case 'function':
    case 'class':
      return 'function';
    case 'list':
    case 'object':
    case 'record':
    case 'instance':
      return 'object';
    default:
      return undefined;
  }
}

function areEqual(left: Value | undefined, right: Value | undefined, isLoose: boolean): boolean | undefined {
  return left && right && agreed(comparisons(casesOf(left), casesOf(right).map(plainValue), isLoose));
}

function* comparisons(values: readonly Value[], others: readonly Plain[], isLoose: boolean) {
  for (const value of values) {
    const plain = plainValue(value);
    for (const other of others) {
      yield isSame(plain, other, isLoose);
    }
  }
}

/** What all answers are, where they are the same. */
function agreed(answers: Iterable<boolean | undefined>): boolean | undefined {
  let common: boolean | undefined;
  for (const answer of answers) {
    if (answer === undefined || (common !== undefined && answer !== common)) {
      return undefined;
    }
    common = answer;
  }
  return common;
}

type Plain = { readonly known: string | number | boolean | null | undefined } | 'other' | undefined;

/** A value as far as `===` can tell it: `other` is certainly an object or a function, `undefined` may be anything. */
function plainValue(value: Value): Plain {
  if (isConstant(value)) {
    return { known: value.value };
  }
  const text = exactText(value);
  if (text !== undefined) {
    return { known: text };
  }
  return truthOfValue(value) && !isText(value) ? 'other' : undefined;
}

function isSame(a: Plain, b: Plain, isLoose: boolean): boolean | undefined {
  if (a === undefined || b === undefined || (a === 'other' && b === 'other')) {
    return undefined;
  }
  if (a === 'other' || b === 'other') {
    return false;
  }
  const areNothing = (a.known ?? undefined) === undefined && (b.known ?? undefined) === undefined;
  return (isLoose && areNothing) || a.known === b.known;
}

/** `Array.isArray(x)`, `Boolean(x)`, `x.startsWith('/')`, `LIST.includes(x)`, `isLocal(x)`. */
function truthOfCall(
  call: Expression & { type: 'CallExpression' },
  env: Env,
  context: ConditionContext,
): boolean | undefined {
  const [argument] = call.arguments;
  const { callee } = call;
  if (!argument || isSpread(argument)) {
    return undefined;
  }
  if (isIdentifier(callee) && callee.name === 'Boolean') {
    return truthOf(argument, env, context);
  }
  const asked = isMember(callee) && isTextTest(dottedName(callee)) ? callee.object : argument;
  const test = isMember(callee) ? undefined : context.evaluate(callee, env);
  const isTold = test ? optionsOf(test).every(isPredicate) : isTest(call);
  const values = isTold && !mayChange(asked) ? optionsOf(askedValue(asked, env, context)) : [];
  if (values.every(isOpenForAll)) {
    return undefined;
  }
  return context.asks && test
    ? agreed(values.map((value) => truthOfValue(context.apply(test, [{ value }, ...argumentsOf(call, env).slice(1)]))))
    : truthOfValue(context.evaluate(call, env));
}

/** Whether an element may be among those that are kept by what a list is filtered with: a test, or a member of it. */
export function mayPass(value: Value, test: Value | undefined, context: Pick<ConditionContext, 'apply'>): boolean {
  const isTold = (answer: Expression) => isTest(answer) || isMember(answer) || isIdentifier(answer);
  return !test || !answersBy(isTold, test) || truthOfValue(context.apply(test, [{ value }])) !== false;
}

/** A function of the project that answers with a test of what it is given: `(src) => !src.startsWith('/')`. */
const isPredicate = (value: Value): boolean => answersBy(isTest, value);

function answersBy(isTold: (answer: Expression) => boolean, value: Value): boolean {
  const answer = isFunctionValue(value) ? answerOf(value.node) : undefined;
  return isFunctionValue(value) && answer !== undefined && isTold(answer) && standsAlone(value);
}

/** What a function returns at its end. */
export function answerOf({ body }: FunctionNode): Expression | undefined {
  const last = isBlock(body) ? body.body.at(-1) : undefined;
  return last?.type === 'ReturnStatement' ? last.argument : isBlock(body) ? undefined : body;
}

/** Whether a function takes nothing from those around it: what these hold may be another at each call. */
function standsAlone({ node, env }: FunctionValue): boolean {
  const outside = new Set<string>();
  for (let around = node.parent; around && around.type !== 'Program'; around = around.parent) {
    for (const name of scopeOf(around).keys()) {
      outside.add(name);
    }
  }
  return env.module.tree.identifiers(outside, node).length === 0;
}

function isTest(node: Expression): boolean {
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator);
    case 'LogicalExpression':
      return isTest(node.left) && isTest(node.right);
    case 'CallExpression': {
      const name = isMember(node.callee) ? dottedName(node.callee) : undefined;
      return isTextTest(name) || name === 'isArray';
    }
    default:
      return false;
  }
}

/** Whether a value counts as true; `undefined` where some of what it may be does and some does not. */
export function truthOfValue(value: Value): boolean | undefined {
  return agreed(casesOf(value).map(truthOfOption));
}

/** All that a value may be when a condition asks, also what a guard returned in its place. */
export function casesOf(value: Value): readonly Value[] {
  const options = optionsOf(value);
  const isGuarded = options.some(({ unless }) => unless !== undefined);
  return isGuarded ? options.flatMap((option) => [option, ...(option.unless ?? [])]) : options;
}

function truthOfOption(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'constant':
      return Boolean(value.value);
    case 'text':
      return value.parts.length === 0 ? false : value.parts.some(isString) || undefined;
    case 'unknown':
    case 'external':
    case 'either':
      return undefined;
    default:
      return true;
  }
}

/** A variable that is assigned again has another value at another time: what is known of it decides nothing. */
export function mayChange(test: Expression): boolean {
  switch (test.type) {
    case 'Identifier': {
      const declaration = declarationAt(test);
      return isVariable(declaration) && declaration.statement.kind !== 'const';
    }
    case 'MemberExpression':
      return mayChange(test.object);
    case 'UnaryExpression':
      return mayChange(test.argument);
    default:
      return false;
  }
}
