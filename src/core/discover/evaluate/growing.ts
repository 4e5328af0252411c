import { isMember } from '../kinds.ts';
import { type Change, changeAt } from './changes.ts';
import type { Context } from './context.ts';
import { elementValues } from './elements.ts';
import { insideOf } from './frames.ts';
import { reachOf } from './reached.ts';
import {
  type Env,
  either,
  exactText,
  list,
  type MethodCall,
  mapOptions,
  optionsOf,
  text,
  UNDEFINED,
  underChoices,
  unknown,
  type Value,
} from './values.ts';

/** Whether what is put into a value afterwards can be told. */
export function mayGrow({ kind }: Value): boolean {
  return kind === 'list' || kind === 'object' || kind === 'record' || kind === 'instance';
}

/** A member of an object with what a method puts into it: `add(tag) { this.tags.push(tag); return this; }`. */
export function filledBy({ method, args }: MethodCall, name: string, value: Value, context: Context): Value {
  const inner = insideOf(method, args);
  const keys = mayGrow(value) ? inner.module.tree.identifiers(new Set([name]), method.node) : [];
  return keys.reduce((held, key) => {
    const { parent } = key;
    const change = isMember(parent) && parent.object.type === 'ThisExpression' ? changeAt(parent) : undefined;
    if (!change || reachOf(key, method.node, inner, context) === 'never') {
      return held;
    }
    return change.how === 'assign'
      ? either(change.nodes.map((node) => context.evaluate(node, inner)))
      : grown(held, [change], inner, context);
  }, value);
}

/** A list with the elements that are pushed into it, an object or map with the members that are set. */
export function grown(value: Value, changes: readonly Change[], env: Env, context: Context): Value {
  const within = changes.filter(({ how }) => how === 'add' || how === 'set');
  return within.length === 0
    ? value
    : mapOptions(value, (base) =>
        base.kind === 'list' ? withElements(base, within, env, context) : withMembers(base, within, env, context),
      );
}

function withElements(base: Value & { kind: 'list' }, changes: readonly Change[], env: Env, context: Context): Value {
  const added = ({ nodes, inside }: Change) =>
    nodes.flatMap((node) => elementValues(node, inside?.env ?? env, context));
  const front = changes.filter(({ before }) => before).toReversed();
  const back = changes.filter(({ before }) => !before);
  return { ...base, ...list([...front.flatMap(added), ...base.items, ...back.flatMap(added)]) };
}

/** The members are worked out when somebody asks for one: what is set may ask for others of them. */
function withMembers(base: Value, changes: readonly Change[], env: Env, context: Context): Value {
  const keys = mayGrow(base) ? context.keysOf(base) : undefined;
  const set = changes.filter(({ how }) => how === 'set');
  if (!keys || set.length === 0) {
    return base;
  }
  const named = set.flatMap((change) => {
    const at = change.inside?.env ?? env;
    const key = typeof change.key === 'object' ? context.evaluate(change.key, at) : text(change.key ?? '');
    return optionsOf(key).map((option) => ({ change, at, name: exactText(option), choices: option.choices }));
  });
  const names = new Set([...keys, ...named.flatMap(({ name }) => name ?? [])]);
  const setTo = ({ change, at, choices }: (typeof named)[number], before: Value | undefined): Value | undefined => {
    const after = () => {
      const next = either(change.nodes.map((node) => context.evaluate(node, at)));
      return either([...(change.conditional ? [before ?? UNDEFINED] : []), ...underChoices(next, choices)]);
    };
    const [node] = change.nodes;
    return node && context.memory.around(node, at.frame, after, () => before ?? UNDEFINED);
  };
  const setUnder = (name: string | undefined) => named.filter((each) => each.name === name);
  const underAnyName = (name: string) => (setUnder(undefined).length > 0 ? unknown('runtime', name) : undefined);
  return {
    kind: 'record',
    entries: {
      keys: () => names,
      get: (name) =>
        setUnder(name).reduce<Value | undefined>(
          (before, each) => setTo(each, before),
          keys.includes(name) ? context.member(base, name) : underAnyName(name),
        ),
      others: () => setUnder(undefined).flatMap((each) => setTo(each, undefined) ?? []),
    },
  };
}
