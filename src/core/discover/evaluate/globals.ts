import { attempt } from '../../attempt.ts';
import { isString } from '../../text-parts.ts';
import { wordMap } from '../../word-set.ts';
import { isFunction, isIdentifier } from '../kinds.ts';
import { callsOf } from './changes.ts';
import type { Context } from './context.ts';
import { elementsOf, spreadValues } from './elements.ts';
import { insideOf } from './frames.ts';
import { mapped } from './methods.ts';
import { callPackage } from './packages.ts';
import {
  type Argument,
  concat,
  constant,
  type ExternalValue,
  either,
  exactText,
  isFunctionValue,
  isNumber,
  isOpen,
  isText,
  list,
  mapOptions,
  mapText,
  optionsOf,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from './values.ts';

type Global = (args: readonly Value[], context: Context, written: readonly Argument[]) => Value | undefined;

const identity: Global = ([first]) => first;

function entries(value: Value | undefined, context: Context, to: (key: string) => Value): Value | undefined {
  const keys = value && context.keysOf(value);
  return keys && list(keys.map(to));
}

/** Functions without an effect on what they are given, by their way from the global scope. */
const GLOBALS = wordMap<Global>({
  String: ([first], context) => first && either([...context.textsOf(first)]),
  'Number parseInt Object.freeze Object.seal structuredClone defineAppConfig': identity,
  'Promise.resolve Promise.all Promise.allSettled': identity,
  'Array.isArray': ([first]) => first && mapOptions(first, isList),
  Promise: (_, context, [given]) => resolvedBy(given, context),
  'Array.from': arrayFrom,
  Set: ([first]) => list(first ? spreadValues(first) : []),
  Array: (args) => list((args.length === 1 ? counted(args[0]) : undefined) ?? args),
  'Object.keys': ([first], context) => entries(first, context, text),
  'Object.values': ([first], context) => entries(first, context, (key) => context.member(first as Value, key)),
  'Object.entries': ([first], context) =>
    entries(first, context, (key) => list([text(key), context.member(first as Value, key)])),
  'Object.fromEntries Map': fromEntries,
  'Object.assign': assigned,
  'JSON.stringify': ([first]) => stringified(first),
  URL: address,
  encodeURIComponent: ([first], context) => encoded(first, context, encodeURIComponent),
  encodeURI: ([first], context) => encoded(first, context, encodeURI),
  'decodeURIComponent decodeURI': decoded,
});

const isList = (value: Value): Value =>
  isOpen(value) ? unknown('runtime', 'isArray') : constant(value.kind === 'list');

/** `new Promise((resolve) => setTimeout(() => resolve(value)))`. */
function resolvedBy(given: Argument | undefined, context: Context): Value | undefined {
  const fn = given && 'node' in given && isFunction(given.node) ? given.node : undefined;
  const [resolve] = fn?.params ?? [];
  if (!fn || !given || !('node' in given) || !isIdentifier(resolve)) {
    return undefined;
  }
  const inner = insideOf({ node: fn, env: given.env, self: undefined }, undefined);
  const values = (callsOf(resolve, given.env) ?? []).flatMap(({ arguments: [node] }) =>
    node ? [context.valueOfArgument({ node, env: inner })] : [],
  );
  return values.length > 0 ? either(values) : undefined;
}

/** What is made into JSON is still known by its members; a text or a list becomes another. */
function stringified(value: Value | undefined): Value | undefined {
  const isKept = ({ kind }: Value) => kind === 'object' || kind === 'record' || kind === 'unknown';
  return value && optionsOf(value).every(isKept) ? value : undefined;
}

/** `new URL('/path', base)`, where the path is from the root or the address is whole. */
function address([path, base]: readonly Value[], context: Context): Value | undefined {
  const paths = path ? context.textsOf(path) : [];
  const isKnown =
    paths.length > 0 && paths.every(({ parts: [start] }) => isString(start) && /^(?:\/|https?:)/.test(start));
  if (!isKnown) {
    return undefined;
  }
  return either(
    paths.map((each) =>
      base && String(each.parts[0]).startsWith('/') ? concat([context.textsOf(base), [each]]) : each,
    ),
  );
}

/** Calls something that is not of the workspace; `undefined` where it is not understood. */
export function callExternal(callee: ExternalValue, written: readonly Argument[], context: Context): Value | undefined {
  const global = callee.module === '' ? GLOBALS.get(callee.path.join('.')) : undefined;
  return global
    ? global(written.map(context.valueOfArgument), context, written)
    : callPackage(callee, written, context);
}

/** Longer lists than this are not counted out. */
const MOST_COUNTED = 32;

/** A list of so many elements that nobody has set. */
function counted(length: Value | undefined): readonly Value[] | undefined {
  return isNumber(length) && length.value <= MOST_COUNTED
    ? Array.from({ length: length.value }, () => UNDEFINED)
    : undefined;
}

function arrayFrom([first, callback]: readonly Value[], context: Context): Value | undefined {
  const length = first && lengthOf(first, context);
  const items = first && (elementsOf(first) ?? counted(length));
  if (!callback || (!items && !length)) {
    return items && list(items);
  }
  // Where nobody knows how many there are: any of them.
  return list(items ? mapped(items, callback, context, constant) : mapped([UNDEFINED], callback, context));
}

function lengthOf(value: Value, context: Context): Value | undefined {
  return value.kind === 'object' ? context.member(value, 'length') : undefined;
}

function fromEntries([value]: readonly Value[]): Value | undefined {
  const pairs = value === undefined ? [] : elementsOf(value);
  const found = new Map<string, Value>();
  for (const pair of pairs ?? []) {
    const [key, inner] = elementsOf(pair) ?? [];
    const name = key && exactText(key);
    if (name === undefined || inner === undefined) {
      return undefined;
    }
    found.set(name, inner);
  }
  return pairs && { kind: 'record', entries: found };
}

function assigned([target, ...sources]: readonly Value[], context: Context): Value | undefined {
  // `Object.assign(Card, { Image: CardImage })` is the function, with what it is given.
  const fn = isFunctionValue(target) ? target : undefined;
  const found = new Map<string, Value>();
  for (const arg of fn || !target ? sources : [target, ...sources]) {
    const keys = context.keysOf(arg);
    if (!keys) {
      return undefined;
    }
    for (const key of keys) {
      found.set(key, context.member(arg, key));
    }
  }
  const record: Value = { kind: 'record', entries: found };
  return fn ? either([fn, record]) : record;
}

/** What is no encoding stays as it is, and so does what is not known. */
function decoded([value]: readonly Value[]): Value | undefined {
  const safely = (piece: string) => attempt(() => decodeURIComponent(piece)) ?? piece;
  return value && mapOptions(value, (option) => (isText(option) ? mapText(option, safely) : option));
}

function encoded(value: Value | undefined, context: Context, encode: (piece: string) => string): Value {
  const safely = (piece: string) => encode(piece.toWellFormed());
  return value === undefined ? UNDEFINED : either(context.textsOf(value).map((each) => mapText(each, safely)));
}
