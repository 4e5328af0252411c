import type { Context } from './context.ts';
import type { MethodContext } from './methods.ts';
import {
  type Argument,
  either,
  exactText,
  mapOptions,
  mapText,
  optionsOf,
  text,
  UNDEFINED,
  type Value,
} from './values.ts';

/** What the functions of the language and of well-known packages need beside {@link MethodContext}. */
export type GlobalContext = MethodContext & Pick<Context, 'keysOf' | 'member'>;

type Global = (args: readonly Value[], context: GlobalContext, written: readonly Argument[]) => Value | undefined;

const list = (items: readonly Value[]): Value => ({ kind: 'list', items });
const identity: Global = ([first]) => first;

function entries(value: Value | undefined, context: GlobalContext, to: (key: string) => Value): Value | undefined {
  const keys = value && context.keysOf(value);
  return keys && list(keys.map(to));
}

/** Functions without an effect on what they are given, by their way from the global scope. */
const GLOBALS: ReadonlyMap<string, Global> = new Map<string, Global>([
  ['String', ([first], context) => first && either([...context.textsOf(first)])],
  ['Number', identity],
  ['Object.freeze', identity],
  ['Object.seal', identity],
  ['structuredClone', identity],
  ['Promise.resolve', identity],
  ['Promise.all', identity],
  ['Promise.allSettled', identity],
  ['Array.of', (args) => list(args)],
  ['Array.from', arrayFrom],
  ['Set', ([first], context) => list((first && context.elementsOf(first)) ?? (first ? [first] : []))],
  ['Array', (args) => list(args)],
  ['Object.keys', ([first], context) => entries(first, context, text)],
  ['Object.values', ([first], context) => entries(first, context, (key) => context.member(first as Value, key))],
  [
    'Object.entries',
    ([first], context) => entries(first, context, (key) => list([text(key), context.member(first as Value, key)])),
  ],
  ['Object.fromEntries', ([first], context) => fromEntries(first, context)],
  ['Map', ([first], context) => fromEntries(first, context)],
  ['Object.assign', (args, context) => assigned(args, context)],
  ['encodeURIComponent', ([first], context) => encoded(first, context, encodeURIComponent)],
  ['encodeURI', ([first], context) => encoded(first, context, encodeURI)],
]);

/** Functions of packages that hand on the function or value that they are given. */
const HAND_ON: ReadonlySet<string> = new Set([
  'react cache',
  'react memo',
  'react forwardRef',
  'react useCallback',
  'react useMemo',
  'react default.cache',
  'react default.memo',
  'react default.forwardRef',
  'next/cache unstable_cache',
  'next/dynamic default',
]);

/** Calls something that is not of the workspace; `undefined` where it is not understood. `module` is '' for globals. */
export function callExternal(
  module: string,
  path: readonly string[],
  written: readonly Argument[],
  context: GlobalContext,
): Value | undefined {
  const name = path.join('.');
  if (HAND_ON.has(`${module} ${name}`)) {
    const first = written[0] && context.valueOfArgument(written[0]);
    return first && optionsOf(first).some((option) => option.kind === 'function' || option.kind === 'class')
      ? first
      : undefined;
  }
  const global = module === '' ? GLOBALS.get(name) : undefined;
  return global?.(written.map(context.valueOfArgument), context, written);
}

function arrayFrom([first, callback]: readonly Value[], context: GlobalContext): Value | undefined {
  const items = first && context.elementsOf(first);
  if (!items || !callback) {
    return items && list(items);
  }
  return list(items.map((item) => mapOptions(item, (option) => context.apply(callback, [{ value: option }]))));
}

function fromEntries(value: Value | undefined, context: GlobalContext): Value | undefined {
  const pairs = value === undefined ? [] : context.elementsOf(value);
  const found = new Map<string, Value>();
  for (const pair of pairs ?? []) {
    const [key, inner] = context.elementsOf(pair) ?? [];
    const name = key && exactText(key);
    if (name === undefined || inner === undefined) {
      return undefined;
    }
    found.set(name, inner);
  }
  return pairs && { kind: 'record', entries: found };
}

function assigned(args: readonly Value[], context: GlobalContext): Value | undefined {
  const found = new Map<string, Value>();
  for (const arg of args) {
    const keys = context.keysOf(arg);
    if (!keys) {
      return undefined;
    }
    for (const key of keys) {
      found.set(key, context.member(arg, key));
    }
  }
  return { kind: 'record', entries: found };
}

function encoded(value: Value | undefined, context: GlobalContext, encode: (piece: string) => string): Value {
  const safely = (piece: string) => encode(piece.toWellFormed());
  return value === undefined ? UNDEFINED : either(context.textsOf(value).map((each) => mapText(each, safely)));
}
