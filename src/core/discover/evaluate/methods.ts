import { isString, trimmed } from '../../text-parts.ts';
import { wordMap } from '../../word-set.ts';
import { mayPass } from './conditions.ts';
import type { Context } from './context.ts';
import { elementsOf } from './elements.ts';
import { isTextTest, tested } from './text-tests.ts';
import {
  type Argument,
  concat,
  constant,
  either,
  exactText,
  isConstant,
  isNothing,
  isText,
  list,
  MOST_ITEMS,
  mapOptions,
  mapText,
  optionsOf,
  type TextValue,
  TOO_COMPLEX,
  text,
  textOf,
  UNDEFINED,
  unknown,
  type Value,
} from './values.ts';

type Method<T> = (self: T, args: readonly Value[], context: Context) => Value;
type ListValue = Extract<Value, { kind: 'list' }>;
type RecordValue = Extract<Value, { kind: 'record' }>;

const each = (items: readonly Value[]): Value => (items.length === 0 ? UNDEFINED : either(items));

/** Elements for which a predicate like `Boolean` may hold: what is certainly nothing falls out. */
function kept(items: readonly Value[]): Value {
  return list(items.filter((item) => !(isConstant(item) && !item.value) && exactText(item) !== ''));
}

const passing = ({ items }: ListValue, [test]: readonly Value[], context: Context): readonly Value[] =>
  items.filter((item) => mayPass(item, test, context));

/** What a function makes of each element. */
export function mapped(
  items: readonly Value[],
  callback: Value | undefined,
  context: Context,
  indexOf = (_: number): Value => unknown('runtime', 'index'),
): Value[] {
  if (!callback) {
    return [];
  }
  return items.map((item, index) =>
    mapOptions(item, (option) => context.apply(callback, [{ value: option }, { value: indexOf(index) }])),
  );
}

/** What the elements hold that are lists themselves; no further than the longest list. */
function flattened(items: readonly Value[]): Value[] {
  const flat: Value[] = [];
  for (const option of items.flatMap(optionsOf)) {
    if (flat.length <= MOST_ITEMS) {
      flat.push(...(elementsOf(option) ?? [option]));
    }
  }
  return flat;
}

const LIST_METHODS = wordMap<Method<ListValue>>({
  map: ({ items }, [callback], context) => list(mapped(items, callback, context)),
  flatMap: ({ items }, [callback], context) => list(flattened(mapped(items, callback, context))),
  filter: (self, args, context) => kept(passing(self, args, context)),
  flat: ({ items }) => list(flattened(items)),
  concat: ({ items }, args) => list([...items, ...flattened(args)]),
  reduce: reduced,
  'find findLast': (self, args, context) => each(passing(self, args, context)),
  at: (self, [index]) => elementAt(self, index),
  keys: (self) => list(self.items.map((_, index) => constant(index))),
  pop: (self) => each(self.items.slice(-1)),
  shift: (self) => each(self.items.slice(0, 1)),
  join: (self, [separator = text(',')], context) => joined(self, separator, context),
  'slice reverse sort toSorted toReversed values splice fill with': (self) => self,
});

function elementAt(self: ListValue, index: Value | undefined): Value {
  const at = Number(exact(index));
  return Number.isInteger(at) ? (self.items.at(at) ?? UNDEFINED) : each(self.items);
}

/** Calls the function with what it made so far and each element in turn. */
function reduced(self: ListValue, [fn, initial]: readonly Value[], context: Context): Value {
  const [first, ...rest] = initial ? [initial, ...self.items] : self.items;
  if (!fn || !first) {
    return UNDEFINED;
  }
  const from = initial ? 0 : 1;
  return rest.reduce((sum, item, at) => {
    return context.apply(fn, [{ value: sum }, { value: item }, { value: constant(from + at) }]);
  }, first);
}

function joined(self: ListValue, separator: Value, context: Context): Value {
  const between = context.textsOf(separator);
  const pieces = self.items
    .filter((item) => !isNothing(item))
    .flatMap((item, index) => (index === 0 ? [context.textsOf(item)] : [between, context.textsOf(item)]));
  return concat(pieces);
}

/** Methods of a `Map`, which is a record of its entries. */
const MAP_METHODS = wordMap<Method<RecordValue>>({
  get: (self, [key]) => entryOf(self, exact(key)),
  values: (self) => list(valuesOf(self)),
  keys: (self) => list([...self.entries.keys()].map(text)),
  entries: (self) => list([...self.entries.keys()].map((key) => list([text(key), self.entries.get(key) ?? UNDEFINED]))),
});

const valuesOf = ({ entries }: RecordValue) => [...entries.keys()].map((key) => entries.get(key) ?? UNDEFINED);

/** Any entry, where it is not known which, also of those under keys that nobody knows. */
function entryOf(self: RecordValue, key: string | undefined): Value {
  return key === undefined
    ? either([...valuesOf(self), ...(self.entries.others?.() ?? []), UNDEFINED])
    : (self.entries.get(key) ?? UNDEFINED);
}

type Change = (piece: string) => string;

const SPELLINGS = wordMap<Change>({
  toLowerCase: (piece) => piece.toLowerCase(),
  toUpperCase: (piece) => piece.toUpperCase(),
  normalize: (piece) => piece.normalize(),
});

const TEXT_METHODS = wordMap<Method<TextValue>>({
  toString: (self: TextValue) => self,
  trim: (self) => ({ ...self, parts: trimmed(self.parts) }),
  concat: (self, args, context) => concat([[self], ...args.map((arg) => context.textsOf(arg))]),
  split: (self, [separator]) => split(self, exact(separator)),
  replace: (self, args, context) => replaced(self, args, context, false),
  replaceAll: (self, args, context) => replaced(self, args, context, true),
  slice: (self, args) => cut(self, numbers(args), (value, ...ends) => value.slice(...ends)),
  substring: (self, args) => cut(self, numbers(args), (value, ...ends) => value.substring(...ends)),
});

function onExact(self: TextValue, to: Change): Value {
  const value = exactText(self);
  return value === undefined ? hole(self) : text(to(value));
}

/**
 * A text cut to a length: one with holes is taken to fit, unless what is known of it at its start is longer. What begins
 * at a place that is not known is not known.
 */
function cut(
  self: TextValue,
  [start = 0, end]: readonly number[],
  to: (piece: string, start: number, end?: number) => string,
): Value {
  const [first] = self.parts;
  if (Number.isNaN(start)) {
    return hole(self);
  }
  if (start === 0 && exactText(self) === undefined && !(Number(end) <= 0)) {
    const known = isString(first) ? first : '';
    return end !== undefined && known.length >= end ? text(to(known, 0, end)) : self;
  }
  return onExact(self, (value) => to(value, start, end || undefined));
}

/** A text that a method made of one with holes: nothing is known of it but its name. */
function hole(self: TextValue): TextValue {
  const named = self.parts.find((part) => !isString(part));
  return textOf([typeof named === 'object' ? named : { hole: 'value' }], self.params);
}

function split(self: TextValue, separator: string | undefined): Value {
  const value = exactText(self);
  return value === undefined || separator === undefined
    ? unknown('runtime', 'value', self.params)
    : list(value.split(separator).map(text));
}

function replaced(self: TextValue, [what, to]: readonly Value[], context: Context, all: boolean): Value {
  const from = exact(what);
  if (from === undefined || from === '' || !to) {
    return exactText(self) === undefined ? self : hole(self);
  }
  return either(context.textsOf(to).map((each) => withReplacement(self, from, each, all)));
}

const MOST_REPLACED = 1000;

/** The text with `from` taken out, once or everywhere, and what it is replaced by put in. */
function withReplacement(self: TextValue, from: string, to: TextValue, all: boolean): Value {
  let left = all ? Number.POSITIVE_INFINITY : 1;
  const pieces: TextValue[] = [];
  for (const part of self.parts) {
    const between = isString(part) ? part.split(from, MOST_REPLACED) : [];
    if (between.length === MOST_REPLACED) {
      return TOO_COMPLEX;
    }
    between.forEach((piece, index) => {
      if (index > 0) {
        pieces.push(left-- > 0 ? to : text(from));
      }
      pieces.push({ ...self, parts: piece === '' ? [] : [piece] });
    });
    if (!isString(part)) {
      pieces.push({ ...self, parts: [part] });
    }
  }
  return concat(pieces.map((piece) => [piece]));
}

const exact = (value: Value | undefined): string | undefined => value && exactText(value);

const numbers = (args: readonly Value[]) => args.map((arg) => Number(exact(arg)));

/** Calls a method of a list, a map or a text; `undefined` where it is not one of those that are understood. */
export function callMethod(
  self: Value,
  name: string,
  written: readonly Argument[],
  context: Context,
): Value | undefined {
  const args = () => written.map(context.valueOfArgument);
  if (self.kind === 'record') {
    return MAP_METHODS.get(name)?.(self, args(), context);
  }
  if (self.kind === 'list') {
    return LIST_METHODS.get(name)?.(self, args(), context);
  }
  if (isText(self)) {
    const spelling = SPELLINGS.get(name);
    if (isTextTest(name)) {
      return tested(self, name, exact(args()[0]));
    }
    return spelling ? mapText(self, spelling) : TEXT_METHODS.get(name)?.(self, args(), context);
  }
  const isSpelled = isConstant(self) && self.value != null && (name === 'toString' || name === 'toFixed');
  return isSpelled ? text(String(self.value)) : undefined;
}
