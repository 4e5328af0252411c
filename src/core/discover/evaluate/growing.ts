import type { Change } from './changes.ts';
import type { Context } from './context.ts';
import { elementValues } from './elements.ts';
import {
  type Env,
  either,
  exactText,
  mapOptions,
  optionsOf,
  text,
  UNDEFINED,
  underChoices,
  type Value,
} from './values.ts';

/** Whether what is put into a value afterwards can be told. */
export function mayGrow({ kind }: Value): boolean {
  return kind === 'list' || kind === 'object' || kind === 'record';
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
  const added = changes.flatMap(({ nodes, inside }) =>
    nodes.flatMap((node) => elementValues(node, inside?.env ?? env, context)),
  );
  return { ...base, items: [...base.items, ...added] };
}

function withMembers(base: Value, changes: readonly Change[], env: Env, context: Context): Value {
  const keys = mayGrow(base) ? context.keysOf(base) : undefined;
  const set = changes.filter(({ how }) => how === 'set');
  if (!keys || set.length === 0) {
    return base;
  }
  const entries = new Map(keys.map((key) => [key, context.member(base, key)]));
  for (const { key, nodes, conditional, inside } of set) {
    const at = inside?.env ?? env;
    const value = either(nodes.map((node) => context.evaluate(node, at)));
    const named = typeof key === 'object' ? context.evaluate(key, at) : text(key ?? '');
    for (const option of optionsOf(named)) {
      const name = exactText(option);
      if (name !== undefined) {
        const before = conditional ? [entries.get(name) ?? UNDEFINED] : [];
        entries.set(name, either([...before, ...underChoices(value, option.choices)]));
      }
    }
  }
  return { kind: 'record', entries };
}
