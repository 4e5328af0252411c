import type { FileId, UnknownReason } from '../../model.ts';
import { isString, joined } from '../../text-parts.ts';
import type {
  ClassNode,
  Expression,
  FunctionNode,
  JSXElement,
  Node,
  ObjectExpression,
  SpreadElement,
  SyntaxTree,
  TSEnumDeclaration,
  TypeNode,
} from '../nodes.ts';
import { areSame, type Choices, together } from './choices.ts';

/** A parsed file. */
export interface Module {
  readonly file: FileId;
  readonly tree: SyntaxTree;
}

/** A function that is being applied: what its parameters stand for, and `this`. */
export interface Frame {
  readonly fn: FunctionNode;
  /** `undefined` where nobody calls it and only `this` is known. */
  readonly args: readonly Argument[] | undefined;
  readonly self: Value | undefined;
  readonly outer: Frame | undefined;
}

/** Where an expression is evaluated: its file, and the functions that are being applied around it. */
export interface Env {
  readonly module: Module;
  readonly frame: Frame | undefined;
}

/** Outside of any call. */
export const outsideOfCalls = (module: Module): Env => ({ module, frame: undefined });

/** What a parameter stands for: an expression of the caller, a component's attributes, or a value. */
export type Argument =
  | { readonly node: Expression | SpreadElement; readonly env: Env }
  | { readonly props: JSXElement; readonly env: Env }
  | { readonly value: Value };

/** A piece of a text: known, or a hole named as the source names it; `optional` where the code lets it be empty. */
export type Part = string | { readonly hole: string; readonly optional?: true };

interface Chosen {
  /** The values of names on which it depends that this is what it is. */
  readonly choices?: Choices;
  /** Members that were taken out of it: `const { src, ...rest } = props`. */
  readonly without?: readonly string[];
  /** What a guard of the function that made it may return in its place: `''`, `null` and the like. */
  readonly unless?: readonly Value[];
}

/** A text; `params` are the functions on whose unbound parameters it depends. */
export interface TextValue extends Chosen {
  readonly kind: 'text';
  readonly parts: readonly Part[];
  readonly params: readonly FunctionNode[];
}

/** A type, and where it is written. */
export interface TypeHere {
  readonly node: TypeNode;
  readonly env: Env;
}

export interface UnknownValue extends Chosen {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  /** How the source names it. */
  readonly name: string;
  readonly params: readonly FunctionNode[];
  /** Its written type, which may name the texts that it can be. */
  readonly type?: TypeHere;
}

/** The members of a record by their names. */
export interface Members {
  keys(): Iterable<string>;
  get(name: string): Value | undefined;
  /** Those under names that only the running code knows. */
  others?(): readonly Value[];
}

/**
 * What an expression may be. Objects, classes and functions are looked into only when somebody asks for a member or
 * calls them. `external` is something of a package outside the workspace, by the way to it: `getCache`, `()`, `set`.
 */
export type Value = Chosen &
  (
    | TextValue
    | UnknownValue
    | { readonly kind: 'constant'; readonly value: number | boolean | null | undefined }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'object'; readonly node: ObjectExpression; readonly env: Env }
    | { readonly kind: 'record'; readonly entries: Members }
    | { readonly kind: 'props'; readonly element: JSXElement; readonly env: Env }
    | { readonly kind: 'class'; readonly node: ClassNode; readonly env: Env }
    | {
        readonly kind: 'instance';
        readonly node: ClassNode;
        readonly env: Env;
        readonly args: readonly Argument[];
        /** The method whose `this` it is, which a class that extends this one may call: it may know more of its members. */
        readonly within?: FunctionNode;
        /** What was called on it, which may have put something into its members: `new Tags().add('a')`. */
        readonly calls?: readonly MethodCall[];
      }
    | { readonly kind: 'enum'; readonly node: TSEnumDeclaration; readonly env: Env }
    | { readonly kind: 'namespace'; readonly file: FileId }
    /** What stands in a package at the end of a path; `module` is '' for a global. */
    | { readonly kind: 'external'; readonly module: string; readonly path: readonly string[] }
    | { readonly kind: 'function'; readonly node: FunctionNode; readonly env: Env; readonly self: Value | undefined }
    | { readonly kind: 'asset'; readonly file: FileId }
    | { readonly kind: 'either'; readonly options: readonly Value[] }
  );

export type FunctionValue = Value & { kind: 'function' };
export type ExternalValue = Value & { kind: 'external' };
export type ConstantValue = Value & { kind: 'constant' };

/** The kinds of values that are asked about everywhere. */

export const isText = (value: Value | undefined): value is Value & TextValue => value?.kind === 'text';

export const isUnknown = (value: Value | undefined): value is Value & UnknownValue => value?.kind === 'unknown';

export const isConstant = (value: Value | undefined): value is ConstantValue => value?.kind === 'constant';

export const isExternal = (value: Value | undefined): value is ExternalValue => value?.kind === 'external';

export const isFunctionValue = (value: Value | undefined): value is FunctionValue => value?.kind === 'function';

export interface MethodCall {
  readonly method: FunctionValue;
  readonly args: readonly Argument[];
}

/** More alternatives than this are not told apart. */
const MOST_ALTERNATIVES = 256;
/** What is longer is not followed: each line of code may make a text or a list twice as long. */
const MOST_PARTS = 200;
const LONGEST_TEXT = 100_000;
export const MOST_ITEMS = 10_000;

export const constant = (value: ConstantValue['value']): Value => ({ kind: 'constant', value });

export const UNDEFINED = constant(undefined);
export const TOO_COMPLEX: UnknownValue = { kind: 'unknown', reason: 'too-complex', name: 'value', params: [] };

export function isMissing(value: Value): boolean {
  return isConstant(value) && value.value === undefined;
}

/** `undefined` or `null`. */
export const isNothing = (value: Value): boolean => isConstant(value) && (value.value ?? undefined) === undefined;

export const isNumber = (value: Value | undefined): value is ConstantValue & { value: number } =>
  isConstant(value) && typeof value.value === 'number';

export const textOf = (parts: readonly Part[], params: TextValue['params'] = []): TextValue => ({
  kind: 'text',
  parts,
  params,
});

export const text = (value: string): TextValue => textOf(value === '' ? [] : [value]);

export function list(items: readonly Value[]): Value {
  return items.length > MOST_ITEMS ? TOO_COMPLEX : { kind: 'list', items };
}

export function unknown(reason: UnknownReason, name: string, params: readonly FunctionNode[] = []): UnknownValue {
  return { kind: 'unknown', reason, name, params };
}

/** The same with what is written of its type. */
export function ofType(value: UnknownValue, type: TypeHere | undefined): UnknownValue {
  return type ? { ...value, type } : value;
}

/** Whether only the running code knows what it is. */
export const isOpen = (value: Value): boolean => isUnknown(value) || isExternal(value);

/** The whole text, where it has no holes. */
export function exactText(value: Value): string | undefined {
  if (isNumber(value)) {
    return String(value.value);
  }
  if (!isText(value) || value.parts.length > 1) {
    return undefined;
  }
  const [only] = value.parts;
  return only === undefined ? '' : isString(only) ? only : undefined;
}

/** Several values as one: flat, and without doubles. */
export function either(values: readonly Value[]): Value {
  const flat: Value[] = [];
  const seen = new Map<string, Value[]>();
  for (const option of values.flatMap(optionsOf)) {
    const key = keyOf(option);
    const same = key === undefined ? [] : (seen.get(key) ?? []);
    if (!same.some(({ choices }) => choices === undefined || areSame(choices, option.choices))) {
      if (flat.length === MOST_ALTERNATIVES) {
        return TOO_COMPLEX;
      }
      if (key !== undefined) {
        seen.set(key, [...same, option]);
      }
      flat.push(option);
    }
  }
  return flat.length === 1 ? (flat[0] as Value) : { kind: 'either', options: flat };
}

/** What is the same for two texts, or two constants, that are the same; `undefined` of anything else. */
export function keyOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return `t${joined(value.parts, ({ hole }) => `\0${hole}\0`)}`;
    case 'constant':
      return `c${value.value}`;
    default:
      return undefined;
  }
}

/** The alternatives of a value; of anything else itself. */
export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.options : [value];
}

/** Applies to every alternative. */
export function mapOptions(value: Value, to: (option: Value) => Value): Value {
  return value.kind === 'either'
    ? either(value.options.flatMap((option) => underChoices(to(option), option.choices)))
    : to(value);
}

/** What a value may be where these choices hold too. */
export function underChoices(value: Value, choices: Choices | undefined): readonly Value[] {
  if (choices === undefined) {
    return optionsOf(value);
  }
  return optionsOf(value).flatMap((option) => {
    const both = together(option.choices, choices);
    return both ? [{ ...option, choices: both }] : [];
  });
}

/** Marks the alternatives of what a declaration holds in a frame: whoever asks for it again gets the same of them. */
export function chosen(value: Value, of: Node, frame: Frame | undefined): Value {
  return value.kind === 'either'
    ? { ...value, options: value.options.flatMap((option, index) => underChoices(option, [{ of, frame, index }])) }
    : value;
}

/** Texts one after the other, with every combination of their alternatives. */
export function concat(pieces: readonly (readonly TextValue[])[]): Value {
  let combined = [text('')];
  for (const alternatives of pieces) {
    const longer: TextValue[] = [];
    for (const head of combined) {
      for (const tail of alternatives) {
        const choices = together(head.choices, tail.choices);
        const both = choices && { ...appended(head, tail), choices };
        if (both) {
          longer.push(both);
        }
        if (longer.length > MOST_ALTERNATIVES || (both && isTooLong(both))) {
          return TOO_COMPLEX;
        }
      }
    }
    combined = longer;
  }
  return either(combined);
}

function appended(head: TextValue, tail: TextValue): TextValue {
  if (head.parts.length === 0 && head.params.length === 0) {
    return tail;
  }
  const parts = [...head.parts];
  for (const part of tail.parts) {
    const last = parts.at(-1);
    if (isString(part) && isString(last)) {
      parts[parts.length - 1] = last + part;
    } else if (typeof part === 'object' && typeof last === 'object' && last.optional) {
      parts[parts.length - 1] = part; // of two holes one is left: that which is always there
    } else if (isString(part) || last === undefined || isString(last)) {
      parts.push(part);
    }
  }
  return textOf(parts, merged(head.params, tail.params));
}

function isTooLong({ parts }: TextValue): boolean {
  return parts.length > MOST_PARTS || parts.some((part) => isString(part) && part.length > LONGEST_TEXT);
}

export function merged(a: readonly FunctionNode[], b: readonly FunctionNode[]): readonly FunctionNode[] {
  if (a.length === 0 || a === b) {
    return b;
  }
  return b.length === 0 ? a : [...new Set([...a, ...b])];
}

/** A text with each known piece changed and the holes kept. */
export function mapText(value: TextValue, to: (piece: string) => string): TextValue {
  return { ...value, parts: value.parts.map((part) => (isString(part) ? to(part) : part)) };
}
