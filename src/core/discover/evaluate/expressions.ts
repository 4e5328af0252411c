import { isString } from '../../text-parts.ts';
import { isCall, isMember } from '../kinds.ts';
import type {
  BinaryExpression,
  Expression,
  LogicalExpression,
  MemberExpression,
  SpreadElement,
  TaggedTemplateExpression,
  TemplateLiteral,
  TypeNode,
  UnaryExpression,
} from '../nodes.ts';
import { branchesOf, fallsThrough, isPassedOver } from './branches.ts';
import { evaluateCall, evaluateNew } from './calls.ts';
import { truthOf } from './conditions.ts';
import type { Context } from './context.ts';
import { evaluateName } from './declarations.ts';
import { elementsOf, elementValues } from './elements.ts';
import { importedNamespace } from './imports.ts';
import { memberOf } from './members.ts';
import { nameOf } from './names.ts';
import { heldUnderAnyName } from './objects.ts';
import { self, superOf } from './self.ts';
import { pieceOf } from './texts.ts';
import { carried } from './unknowns.ts';
import {
  concat,
  constant,
  type Env,
  either,
  exactText,
  isConstant,
  isExternal,
  isFunctionValue,
  isNumber,
  isText,
  isUnknown,
  list,
  mapOptions,
  ofType,
  optionsOf,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from './values.ts';

const MOST_MEMBERS = 2000;

/** The value of an expression, one step: what it is made of is asked for through the context, which counts. */
export function evaluateExpression(node: Expression | SpreadElement, env: Env, context: Context): Value {
  switch (node.type) {
    case 'Literal':
      return isString(node.value) ? text(node.value) : constant(node.value);
    case 'TemplateLiteral':
      return evaluateTemplate(node, env, context);
    case 'TaggedTemplateExpression':
      return evaluateTagged(node, env, context);
    case 'Identifier':
      return evaluateName(node.name, node, env, context);
    case 'MemberExpression':
      return evaluateMember(node, env, context);
    case 'CallExpression':
      return evaluateCall(node, env, context);
    case 'NewExpression':
      return evaluateNew(node, env, context);
    case 'ArrayExpression':
      return list(node.elements.flatMap((element) => (element ? elementValues(element, env, context) : [])));
    case 'ObjectExpression':
      return { kind: 'object', node, env };
    case 'ConditionalExpression':
      return either(branchesOf(node, env, context).map((branch) => context.evaluate(branch, env)));
    case 'LogicalExpression':
      return evaluateLogical(node, env, context);
    case 'BinaryExpression':
      return evaluateBinary(node, env, context);
    case 'AssignmentExpression':
      return context.evaluate(node.right, env);
    case 'SequenceExpression': {
      const last = node.expressions.at(-1);
      return last ? context.evaluate(last, env) : UNDEFINED;
    }
    case 'AwaitExpression':
    case 'SpreadElement':
      return context.evaluate(node.argument, env);
    case 'TSAsExpression':
      return evaluateAs(node.expression, node.typeAnnotation, env, context);
    case 'ThisExpression':
      return self(node, env);
    case 'Super':
      return superOf(node, env, context);
    case 'ImportExpression':
      return importedNamespace(exactText(context.evaluate(node.source, env)), env, context);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return { kind: 'function', node, env, self: undefined };
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', node, env };
    case 'UnaryExpression':
      return evaluateUnary(node, env, context);
    default:
      return unknown('runtime', nameOf(node));
  }
}

/** A function of the project; `String.raw`; `styled(Image)` with its styles, which is the component itself. */
function evaluateTagged({ tag, quasi }: TaggedTemplateExpression, env: Env, context: Context): Value {
  if (isMember(tag) && nameOf(tag) === 'raw') {
    return context.evaluate(quasi, env);
  }
  const value = context.evaluate(tag, env);
  if (isCall(tag) && (isFunctionValue(value) || isExternal(value))) {
    return value;
  }
  const pieces: Value = { kind: 'list', items: quasi.quasis.map(text) };
  return isFunctionValue(value)
    ? context.apply(value, [{ value: pieces }, ...quasi.expressions.map((node) => ({ node, env }))])
    : unknown('runtime', nameOf(tag));
}

function evaluateTemplate(node: TemplateLiteral, env: Env, context: Context): Value {
  return concat(
    node.quasis.flatMap((quasi, index) => {
      const expression = node.expressions[index];
      const piece = [text(quasi)];
      return expression ? [piece, pieceOf(context.evaluate(expression, env), nameOf(expression), context)] : [piece];
    }),
  );
}

function evaluateLogical({ operator, left, right }: LogicalExpression, env: Env, context: Context): Value {
  if (operator === '&&') {
    const holds = truthOf(left, env, context);
    return holds === false ? UNDEFINED : either([context.evaluate(right, env), ...(holds ? [] : [UNDEFINED])]);
  }
  const first = context.evaluate(left, env);
  const kept = optionsOf(first).filter((option) => !isPassedOver(operator, option));
  return fallsThrough(operator, first) ? either([...kept, context.evaluate(right, env)]) : first;
}

function evaluateBinary(node: BinaryExpression, env: Env, context: Context): Value {
  const { operator, left, right } = node;
  const holds = truthOf(node, env, context);
  if (holds !== undefined) {
    return constant(holds);
  }
  const first = context.evaluate(left, env);
  const second = context.evaluate(right, env);
  const calculate = CALCULATIONS[operator];
  if (calculate && optionsOf(first).every(isNumber) && isNumber(second)) {
    return mapOptions(first, (each) => (isNumber(each) ? constant(calculate(each.value, second.value)) : UNDEFINED));
  }
  const sides = [first, second].flatMap(optionsOf);
  const hasText = sides.some(isText);
  if (operator !== '+' || (!hasText && (isConstant(first) || isConstant(second)))) {
    const params = new Set(sides.flatMap((side) => (isUnknown(side) || isText(side) ? side.params : [])));
    return unknown('runtime', nameOf(left), [...params]);
  }
  return concat([pieceOf(first, nameOf(left), context), pieceOf(second, nameOf(right), context)]);
}

function evaluateUnary(node: UnaryExpression, env: Env, context: Context): Value {
  if (node.operator === '-') {
    const value = context.evaluate(node.argument, env);
    return isNumber(value) ? constant(-value.value) : unknown('runtime', nameOf(node));
  }
  const holds = truthOf(node, env, context);
  return holds === undefined && node.operator !== 'void' ? unknown('runtime', nameOf(node)) : constant(holds);
}

/** A sum of two numbers and the like: `index + 1`. */
const CALCULATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

/** A cast to a union of texts names the values of what is not known otherwise. */
function evaluateAs(expression: Expression, type: TypeNode | undefined, env: Env, context: Context): Value {
  const value = context.evaluate(expression, env);
  return isUnknown(value) ? ofType(value, type && { node: type, env }) : value;
}

function evaluateMember(node: MemberExpression, env: Env, context: Context): Value {
  const object = context.evaluate(node.object, env);
  if (!node.computed) {
    return memberOf(object, nameOf(node.property), context);
  }
  const index = context.evaluate(node.property, env);
  const names = optionsOf(index).map(exactText);
  if (names.every((name) => name !== undefined)) {
    return mapOptions(index, (option) => memberOf(object, exactText(option) ?? '', context));
  }
  return anyMember(object, index, node, context);
}

/** `MAP[key]` with an unknown key: those of its members that the key's type names, or any of them and perhaps none. */
function anyMember(object: Value, index: Value, node: MemberExpression, context: Context): Value {
  const texts = isUnknown(index) && index.type ? context.textsOf(index) : [];
  if (texts.length > 0 && texts.every((each) => exactText(each) !== undefined)) {
    return mapOptions({ kind: 'either', options: texts }, (key) => memberOf(object, exactText(key) ?? '', context));
  }
  const keys = context.keysOf(object);
  if (keys && keys.length > 0 && keys.length <= MOST_MEMBERS) {
    return either([...keys.map((key) => memberOf(object, key, context)), UNDEFINED]);
  }
  const held = object.kind === 'object' ? heldUnderAnyName(object, context) : [];
  if (held.length > 0 && held.length <= MOST_MEMBERS) {
    return either([...held, UNDEFINED]);
  }
  const elements = elementsOf(object);
  return elements && elements.length > 0 ? either([...elements, UNDEFINED]) : carried(object, nameOf(node));
}
