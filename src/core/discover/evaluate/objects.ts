import { getOrMake } from '../../maps.ts';
import { ALL } from '../dependents.ts';
import { isDeclarator, isFunction, isIdentifier, isProperty, isSpread } from '../kinds.ts';
import type { Expression, Node, ObjectExpression } from '../nodes.ts';
import { type Keyed, keyName, outermost } from '../references.ts';
import type { Context } from './context.ts';
import {
  type Env,
  either,
  exactText,
  isConstant,
  isFunctionValue,
  isMissing,
  isUnknown,
  mapOptions,
  optionsOf,
  TOO_COMPLEX,
  unknown,
  type Value,
} from './values.ts';

/** The constant of a module whose value an object literal is: `const TAGS = { … } as const`. */
export function constantOf(object: ObjectExpression): string | undefined {
  const { parent } = outermost(object, ({ type }) => type === 'TSAsExpression');
  if (!isDeclarator(parent) || !isIdentifier(parent.id)) {
    return undefined;
  }
  const declaration = outermost(
    parent,
    ({ type }) => type === 'VariableDeclaration' || type === 'ExportNamedDeclaration',
  );
  return declaration.parent?.type === 'Program' ? parent.id.name : undefined;
}

/** Under which name it is noted that something rests on a member of a constant, by default on any. */
export const memberOfConstant = (constant: string, member = ALL): string => `${constant}.${member}`;

/** Notes that what is asked for rests on a member of an object, by default on any. */
export function noteMember(
  object: ObjectExpression,
  { module }: Env,
  context: Pick<Context, 'memory'>,
  name?: string,
): void {
  const constant = constantOf(object);
  if (constant !== undefined) {
    context.memory.noteTouch('read', module.file, memberOfConstant(constant, name));
  }
}

/**
 * A member of an object literal; `undefined` where nothing names it. The last one wins; a spread of something that is
 * not known may hold it, and so may a name that is not known.
 */
export function objectMember(value: Value & { kind: 'object' }, name: string, context: Context): Value | undefined {
  const { properties } = value.node;
  noteMember(value.node, value.env, context, name);
  let open: Value | undefined;
  let hasOpenName = false;
  for (let at = properties.length - 1; at >= 0; at--) {
    const property = properties[at];
    if (isSpread(property)) {
      const found = context.memory.once(memberKey(property, name), value.env, () =>
        inSpread(property.argument, value.env, context, TOO_COMPLEX, (spread) =>
          mapOptions(spread, (option) => calledOn(value, option, context.member(option, name))),
        ),
      );
      const all = optionsOf(found);
      const options = all.filter((option) => !isMissing(option));
      if (options.length > 0 && options.every((option) => !isUnknown(option))) {
        // Of what decides a condition, that it may be missing counts too.
        const meant = options.some(isConstant) ? all : options;
        return either(open ? [...meant, open] : meant);
      }
      open ??= options.find(isUnknown);
    } else if (property) {
      const own = propertyName(property, value.env, context);
      if (own === name) {
        const found = heldValue(property.value, property.kind, value.env, value, context);
        return open ? either([found, open]) : found;
      }
      hasOpenName ||= own === undefined;
    }
  }
  return open ?? (hasOpenName ? unknown('runtime', name) : undefined);
}

const memberKeys = new WeakMap<Node, Map<string, object>>();

/** What stands for a member of what is spread, always the same for the same. */
function memberKey(spread: Node, name: string): object {
  const keys = getOrMake(memberKeys, spread, () => new Map());
  return getOrMake(keys, name, () => ({}));
}

/** A method that an object spreads is called on that object: `{ ...base, prefix: 'b' }`. */
function calledOn(self: Value, spread: Value, member: Value): Value {
  return mapOptions(member, (option) =>
    isFunctionValue(option) && option.self === spread ? { ...option, self } : option,
  );
}

/**
 * Looks into what an object spreads. An object may spread itself, over as many others as it likes
 * (`state = { ...state, open: true }`): hence the budget.
 */
export function inSpread<T>(
  argument: Expression,
  env: Env,
  context: Context,
  otherwise: T,
  look: (spread: Value) => T,
): T {
  return context.budget.within(otherwise, () => look(context.evaluate(argument, env)));
}

/** The name under which a property stands; `undefined` where it is computed from something unknown. */
export function propertyName(property: Keyed, env: Env, context: Context): string | undefined {
  return keyName(property) ?? (property.computed ? exactText(context.evaluate(property.key, env)) : undefined);
}

/** What an object or a class holds under a name: a method knows on what it is called, a getter is called at once. */
export function heldValue(node: Expression, kind: string, env: Env, self: Value, context: Context): Value {
  if (!isFunction(node)) {
    return context.evaluate(node, env);
  }
  const fn: Value = { kind: 'function', node, env, self };
  return kind === 'get' ? context.apply(fn, []) : fn;
}

/** What an object holds that names some of its members only when the code runs: `{ [t('bus')]: '/bus.png' }`. */
export function heldUnderAnyName({ node, env }: Value & { kind: 'object' }, context: Context): readonly Value[] {
  noteMember(node, env, context);
  const values = node.properties.map((each) =>
    isProperty(each) ? context.evaluate(each.value, env) : unknown('runtime', 'value'),
  );
  return values.some((value) => !isUnknown(value)) ? values : [];
}
