import type { Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import { concat, HOLE, type HoledText, oneHole, withoutHoles } from '../mapped-text.ts';
import type { Syntax } from './syntax.ts';
import { holeName, nesting, type Token } from './tokens.ts';

/** What an expression yields: one text, or the texts of a list, each with the place where it is written. */
export interface Reading {
  readonly texts: readonly (HoledText & Span)[];
  /** The token behind the expression. */
  readonly next: number;
  readonly isList?: boolean;
}

/** What a name stands for where it is used. */
export type Lookup = (name: string, token: number) => readonly (HoledText & Span)[] | undefined;

const MAX_DEPTH = 20;

/** So many tokens of one expression are read. */
const MAX_TOKENS = 300;

/** Reads the expression that begins at a token; `undefined` where none does. */
export type ReadExpression = (token: number, isInBrackets?: boolean) => Reading | undefined;

/** Reads expressions out of tokens: strings put together, formats, lists, joins and known names. */
export function createExpressions(tokens: readonly Token[], syntax: Syntax, lookup: Lookup): ReadExpression {
  /** The token before which the expression that is read must end. */
  let limit = 0;
  /** Inside of brackets a line break ends nothing. */
  let isInBrackets = false;

  return (token, inBrackets = false) => {
    limit = Math.min(tokens.length, token + MAX_TOKENS);
    isInBrackets = inBrackets;
    return readSum(token, 0);
  };

  function readSum(index: number, depth: number): Reading | undefined {
    let left = readTerm(skipNewlines(index), depth + 1);
    while (left !== undefined) {
      const next = isInBrackets || depth > 0 ? skipNewlines(left.next) : left.next;
      const isAdded = isMark(next, syntax.concatenation);
      const isAdjacent = tokens[next]?.kind === 'string' && tokens[left.next - 1]?.kind === 'string';
      const right: Reading | undefined =
        isAdded || isAdjacent ? readTerm(skipNewlines(next + (isAdded ? 1 : 0)), depth + 1) : undefined;
      if (right === undefined) {
        return orOther(left, next, depth + 1);
      }
      const texts = [...left.texts, ...right.texts];
      const isList = left.isList || right.isList || left.texts.length > 1;
      left = { texts: isList ? texts : [joined(texts, undefined)], next: right.next, isList };
    }
    return left;
  }

  /** `a if x else b`, `a or b`, `a ?? b`, `x ? a : b`: either. */
  function orOther(first: Reading, at: number, depth: number): Reading {
    const mark = tokens[at]?.text ?? '';
    const isOr = (mark === '?' || mark === '|') && isMark(at + 1, mark, ':');
    const then = mark === '?' && !isOr ? readSum(at + 1, depth) : undefined;
    const from = isOr
      ? at + 2
      : mark === 'or'
        ? at + 1
        : then
          ? behind(':', then.next)
          : mark === 'if'
            ? behind('else', at)
            : limit;
    const other = readSum(from, depth);
    return other ? { ...other, texts: [...(then ?? first).texts, ...other.texts] } : first;
  }

  /** Behind a word of the same line, or of the same brackets. */
  function behind(word: string, from: number): number {
    let at = from;
    while (at < limit && tokens[at]?.text !== word && (isInBrackets || tokens[at]?.kind !== 'newline')) {
      at++;
    }
    return tokens[at]?.text === word ? at + 1 : limit;
  }

  function readTerm(index: number, depth: number): Reading | undefined {
    const token = depth > MAX_DEPTH || index >= limit ? undefined : tokens[index];
    if (token?.kind === 'string') {
      return behindString({ texts: [filled(token, index)], next: index + 1 }, depth);
    }
    if (token?.kind === 'number') {
      return { texts: [{ ...token, holes: [] }], next: index + 1 };
    }
    if (token?.kind === 'name') {
      return readPath(index, depth);
    }
    if (isMark(index, '[') && isMark(index + 1, ']') && isMark(index + 3, '{')) {
      return readList(index + 4, '}', depth); // []string{…}
    }
    const closer = token?.text === '[' ? ']' : token?.text === '(' ? ')' : undefined;
    const list = closer && { ...readList(index + 1, closer, depth), isList: closer === ']' };
    return list && behindList(list, depth);
  }

  /** A string with the constants that are put in: `f"{PREFIX}-{id}"`. */
  function filled(string: HoledText & Span, index: number): HoledText & Span {
    const pieces = string.text.split(HOLE).flatMap((text, at): readonly HoledText[] => {
      const name = string.holes[at - 1];
      const known = name && /^[A-Z]/.test(name) ? lookup(name, index) : undefined;
      const before = at === 0 ? [] : known?.length === 1 ? known : [oneHole(name ?? '')];
      return [...before, withoutHoles(text)];
    });
    return { ...string, ...concat(pieces) };
  }

  /** `"%s" % x`, `"{}".format(x)`, `",".join(list)`. */
  function behindString(string: Reading, depth: number): Reading {
    const method = isMark(string.next, '.') ? tokens[string.next + 1]?.text : undefined;
    if (isMark(string.next, '%')) {
      const args = readTerm(skipNewlines(string.next + 1), depth + 1);
      return args ? { texts: [format(string, args.texts, PERCENT)], next: args.next } : string;
    }
    if (syntax.formatsByBraces && method === 'format' && isMark(string.next + 2, '(')) {
      const args = readList(string.next + 3, ')', depth);
      return { texts: [format(string, args.texts, BRACES)], next: args.next };
    }
    if (method === 'join' && isMark(string.next + 2, '(')) {
      const items = readList(string.next + 3, ')', depth);
      return { texts: [joined(items.texts, string.texts[0])], next: items.next };
    }
    return string;
  }

  /** `["a", "b"].join(",")`. */
  function behindList(list: Reading, depth: number): Reading {
    const isJoin = isMark(list.next, '.') && tokens[list.next + 1]?.text === 'join';
    if (!isJoin || !isMark(list.next + 2, '(')) {
      return list;
    }
    const args = readList(list.next + 3, ')', depth);
    return { texts: [joined(list.texts, args.texts[0])], next: args.next };
  }

  /** The expressions up to a bracket, one behind the other. */
  function readList(from: number, closer: string, depth: number): Reading {
    const texts: (HoledText & Span)[] = [];
    let at = skipNewlines(from);
    while (at < limit && !isMark(at, closer)) {
      const item = readSum(at, depth + 1);
      texts.push(...(item?.texts ?? []));
      at = skipNewlines(Math.max(item?.next ?? 0, at + (item ? 0 : 1)));
      if (isMark(at, ',')) {
        at = skipNewlines(at + 1);
      } else if (item !== undefined && !isMark(at, closer)) {
        at = skipTo(at, closer);
      }
    }
    return { texts, next: at + 1 };
  }

  /** Behind something that is not understood: the next comma or the closing bracket. */
  function skipTo(from: number, closer: string): number {
    let depth = 0;
    for (let at = from; at < limit; at++) {
      if (depth === 0 && isMark(at, closer, ',')) {
        return at;
      }
      depth += nesting(tokens[at] as Token);
      if (depth < 0) {
        return at;
      }
    }
    return limit;
  }

  /** `name`, `a.b`, `$a->b`, `A::B`, and calls. */
  function readPath(index: number, depth: number): Reading {
    let last = index;
    while (isMark(last + 1, ...MEMBER_MARKS) && tokens[last + 2]?.kind === 'name' && !isAddedAt(last + 1)) {
      last += 2;
    }
    const name = tokens[last] as Token;
    const place = { start: (tokens[index] as Token).start, end: name.end };
    if (isMark(last + 1, '(')) {
      if (last === index && LISTING.has(name.text)) {
        return { ...readList(last + 2, ')', depth), isList: true };
      }
      return readCall(name.text, place, last + 2, depth);
    }
    if (isMark(last + 1, '[')) {
      const inner = readList(last + 2, ']', depth);
      return {
        texts: [hole(inner.texts[0]?.text.includes(HOLE) ? name.text : (inner.texts[0]?.text ?? name.text), place)],
        next: inner.next,
      };
    }
    if (AFTERTHOUGHTS.has(name.text) && last > index) {
      return { texts: [hole((tokens[last - 2] as Token).text, place)], next: last + 1 };
    }
    const known = lookup(bareName(name.text), index);
    return { texts: known?.map((text) => ({ ...text, ...place })) ?? [hole(name.text, place)], next: last + 1 };
  }

  /** In PHP a dot puts strings together. */
  function isAddedAt(index: number): boolean {
    return isMark(index, syntax.concatenation);
  }

  function readCall(name: string, place: Span, from: number, depth: number): Reading {
    const args = readList(from, ')', depth);
    const [first, ...rest] = args.texts;
    const next = args.next;
    if (/^sprintf$/i.test(name) && first !== undefined) {
      return { texts: [{ ...format({ texts: [first], next }, rest, PERCENT), ...place }], next };
    }
    if ((name === 'implode' || name === 'join') && first !== undefined) {
      return { texts: [joined(rest, first)], next };
    }
    if (name === 'Join' && rest.length > 0) {
      return { texts: [joined(args.texts.slice(0, -1), args.texts.at(-1))], next };
    }
    const isConversion = CONVERSIONS.has(name) && first?.holes.length === 1 && first.text === HOLE;
    return { texts: [isConversion ? first : hole(name, place)], next };
  }

  function isMark(index: number, ...marks: readonly string[]): boolean {
    const token = tokens[index];
    return token?.kind === 'mark' && marks.includes(token.text);
  }

  function skipNewlines(index: number): number {
    let at = index;
    while (tokens[at]?.kind === 'newline') {
      at++;
    }
    return at;
  }
}

/** Ruby methods without parentheses that leave a text as it is. */
const AFTERTHOUGHTS = wordSet('to_s to_str freeze strip to_param');
/** Functions that make a list of what they are given. */
const LISTING = wordSet('array list set tuple sorted array_unique array_values');
const MEMBER_MARKS = ['.', '->', '::'];
const CONVERSIONS = wordSet(
  'str int string String strval intval Sprint Itoa FormatInt quote quote_plus urlencode rawurlencode',
);

const PERCENT = /%%|%(?:\((\w+)\))?[-+ #0]*(?:[1-9]\d*)?(?:\$[-+ #0]*(?:[1-9]\d*)?)?(?:\.\d+)?[a-zA-Z]/g;
const BRACES = /\{\{|\}\}|\{(\w*)(?:[^\w{}][^{}]*)?\}/g;

/** A format with its arguments filled in. */
function format(
  { texts: [pattern] }: Reading,
  args: readonly (HoledText & Span)[],
  placeholders: RegExp,
): HoledText & Span {
  const { text, holes, start, end } = pattern as HoledText & Span;
  const pieces: HoledText[] = [];
  let from = 0;
  let used = 0;
  for (const match of holes.length > 0 ? [] : text.matchAll(placeholders)) {
    pieces.push(withoutHoles(text.slice(from, match.index)));
    const isEscaped = match[0] === '%%' || match[0] === '{{' || match[0] === '}}';
    const named = match[1] !== undefined && /^[A-Za-z_]/.test(match[1]) ? oneHole(match[1]) : undefined;
    pieces.push(isEscaped ? withoutHoles(match[0].slice(1)) : (named ?? args[used++] ?? oneHole('value')));
    from = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(from), holes });
  return { ...concat(pieces), start, end };
}

/** One text, from the first to the last. */
function joined(texts: readonly (HoledText & Span)[], separator: HoledText | undefined): HoledText & Span {
  const pieces = texts.flatMap((text, index) => (index > 0 && separator ? [separator, text] : [text]));
  return { ...concat(pieces), start: texts[0]?.start ?? 0, end: texts.at(-1)?.end ?? 0 };
}

function hole(name: string, place: Span): HoledText & Span {
  return { ...oneHole(holeName(bareName(name))), ...place };
}

/** Without the marks of variables: `$id`, `@id`. */
export function bareName(name: string): string {
  return name.replace(/^[$@]+/, '');
}
