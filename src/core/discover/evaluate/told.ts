import { firstOf } from '../../first-of.ts';
import { isMember } from '../kinds.ts';
import type { Expression, Node, SwitchCase, SwitchStatement } from '../nodes.ts';
import { dottedName, dottedPath } from '../references.ts';
import { answerOf, mayChange } from './conditions.ts';
import type { Evaluator } from './context.ts';
import { elementsOf } from './elements.ts';
import { guardsBefore } from './reached.ts';
import { onlyNameIn, scopeOf } from './scopes.ts';
import { type Env, exactText, isFunctionValue, isText, optionsOf, type TextValue, type Value } from './values.ts';

/** The name that is asked about, and where its tests stand. */
interface Question {
  readonly name: string;
  readonly env: Env;
  /** In a function that a condition calls: what that calls is not looked into. */
  readonly isInGuard?: true;
  readonly context: Pick<Evaluator, 'evaluate'>;
}

/** The texts that something is known to be one of. */
type Told = readonly TextValue[] | undefined;

/**
 * What the conditions around a place tell of a name there that only the running code knows: `if (ALLOWED.includes(tag))`,
 * `switch (event.type) { case 'post': …`, `if (!isTag(tag)) { return; }`.
 */
export function toldAt(place: Node, env: Env, context: Question['context']): Told {
  const name = nameAsked(place);
  let child = place;
  for (let node = place.parent; name !== undefined && node; child = node, node = node.parent) {
    const told = toldAround(child, node, { name, env, context });
    if (told || scopeOf(node).has(name.split('.')[0] ?? '')) {
      return mayChange(place as Expression) ? undefined : told;
    }
  }
  return undefined;
}

function nameAsked(node: Node | undefined): string | undefined {
  return node?.type === 'TSAsExpression' ? nameAsked(node.expression) : node && dottedPath(node as Expression);
}

function toldAround(child: Node, node: Node, question: Question): Told {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return child === node.test ? undefined : toldBy(node.test, child === node.consequent, question);
    case 'LogicalExpression':
      return child === node.right ? toldBy(node.left, node.operator === '&&', question) : undefined;
    case 'SwitchStatement':
      return nameAsked(node.discriminant) === question.name ? toldByCase(child, node, question) : undefined;
    default:
      return firstOf(guardsBefore(child, node), (guard) => toldBy(guard, false, question));
  }
}

/** What a case says, also those above it that run on into it. */
function toldByCase(child: Node, { cases }: SwitchStatement, { env, context }: Question): Told {
  const at = cases.indexOf(child as SwitchCase);
  const first = cases.findLastIndex(({ consequent }, index) => index < at && consequent.length > 0) + 1;
  return allOf(cases.slice(first, at + 1).map(({ test }) => test && textsOf([context.evaluate(test, env)])));
}

/** What is told of a name where a test holds, or does not. */
function toldBy(test: Expression, holds: boolean, question: Question): Told {
  const { name, env, context } = question;
  const told = (part: Expression, partHolds = holds) => toldBy(part, partHolds, question);
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' ? told(test.argument, !holds) : undefined;
    case 'LogicalExpression': {
      const { left, right, operator } = test;
      return (operator === '&&') === holds ? (told(left) ?? told(right)) : allOf([told(left), told(right)]);
    }
    case 'BinaryExpression': {
      const { left, right, operator } = test;
      const isEqual = /^[=!]==?$/.test(operator) && operator.startsWith('=') === holds;
      return isEqual && nameAsked(left) === name ? textsOf([context.evaluate(right, env)]) : undefined;
    }
    case 'CallExpression': {
      const { callee, arguments: args } = test;
      if (!holds || nameAsked(args[0]) !== name) {
        return undefined;
      }
      return isMember(callee) && /^(?:includes|has)$/.test(dottedName(callee) ?? '')
        ? textsOf(elementsOf(context.evaluate(callee.object, env)))
        : toldByGuard(context.evaluate(callee, env), question);
    }
    default:
      return undefined;
  }
}

/** A function of the project that answers with such a test: `(tag): tag is Tag => TAGS.includes(tag)`. */
function toldByGuard(guard: Value, { context, isInGuard }: Question): Told {
  const fn = isFunctionValue(guard) && !isInGuard ? guard : undefined;
  const answer = fn && answerOf(fn.node);
  const name = fn && onlyNameIn(fn.node.params[0])?.name;
  return answer && name ? toldBy(answer, true, { name, env: fn.env, context, isInGuard: true }) : undefined;
}

/** All that several say, where each of them says something. */
function allOf(each: readonly Told[]): Told {
  return each.every((one) => one !== undefined) ? each.flat() : undefined;
}

/** Values that are texts without holes; `undefined` where one is anything else. */
function textsOf(values: readonly Value[] | undefined): Told {
  const options = values?.flatMap(optionsOf) ?? [];
  return options.length > 0 && options.every((each) => isText(each) && exactText(each))
    ? (options as TextValue[])
    : undefined;
}
