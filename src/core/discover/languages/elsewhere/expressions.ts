import type { Span } from '../../../model.ts';
import { concat, HOLE, type HoledText } from '../mapped-text.ts';
import type { Syntax } from './syntax.ts';
import { holeName, type Token } from './tokens.ts';

/** What an expression yields: one text, or the texts of a list, each with the place where it is written. */
export interface Reading {
  readonly texts: readonly (HoledText & Span)[];
  /** The token behind the expression. */
  readonly next: number;
}

/** What a name stands for where it is used. */
export type Lookup = (name: string, token: number) => readonly (HoledText & Span)[] | undefined;

const MAX_DEPTH = 20;

/** So many tokens of one expression are read. */
const MAX_TOKENS = 300;

/** Reads expressions out of tokens: strings put together, formats, lists, joins and known names. */
export class Expressions {
  readonly #tokens: readonly Token[];
  readonly #syntax: Syntax;
  readonly #lookup: Lookup;
  /** The token before which the expression that is read must end. */
  #limit = 0;
  /** Inside of brackets a line break ends nothing. */
  #isInBrackets = false;

  constructor(tokens: readonly Token[], syntax: Syntax, lookup: Lookup) {
    this.#tokens = tokens;
    this.#syntax = syntax;
    this.#lookup = lookup;
  }

  /** The expression that begins at a token; `undefined` where none does. */
  read(index: number, isInBrackets = false): Reading | undefined {
    this.#limit = Math.min(this.#tokens.length, index + MAX_TOKENS);
    this.#isInBrackets = isInBrackets;
    return this.#sum(index, 0);
  }

  #sum(index: number, depth: number): Reading | undefined {
    let left = this.#term(this.#skipNewlines(index), depth + 1);
    while (left !== undefined) {
      const next = this.#isInBrackets || depth > 0 ? this.#skipNewlines(left.next) : left.next;
      const isAdded = this.#isMark(next, this.#syntax.concatenation);
      const isAdjacent = this.#tokens[next]?.kind === 'string' && this.#tokens[left.next - 1]?.kind === 'string';
      const right: Reading | undefined =
        isAdded || isAdjacent ? this.#term(this.#skipNewlines(next + (isAdded ? 1 : 0)), depth + 1) : undefined;
      if (right === undefined) {
        return left;
      }
      left = { texts: [together([...left.texts, ...right.texts])], next: right.next };
    }
    return left;
  }

  #term(index: number, depth: number): Reading | undefined {
    const token = depth > MAX_DEPTH ? undefined : this.#tokens[index];
    if (token?.kind === 'string') {
      return this.#afterString({ texts: [token], next: index + 1 }, depth);
    }
    if (token?.kind === 'number') {
      return { texts: [{ ...token, holes: [] }], next: index + 1 };
    }
    if (token?.kind === 'name') {
      return this.#path(index, depth);
    }
    if (this.#isMark(index, '[') && this.#isMark(index + 1, ']') && this.#isMark(index + 3, '{')) {
      return this.#list(index + 4, '}', depth); // []string{…}
    }
    const closer = token && LISTS.get(token.text);
    return closer === undefined ? undefined : this.#afterList(this.#list(index + 1, closer, depth), depth);
  }

  /** `"%s" % x`, `"{}".format(x)`, `",".join(list)`. */
  #afterString(string: Reading, depth: number): Reading {
    const { formats } = this.#syntax;
    const method = this.#isMark(string.next, '.') ? this.#tokens[string.next + 1]?.text : undefined;
    if (this.#isMark(string.next, '%') && formats !== 'braces') {
      const args = this.#term(this.#skipNewlines(string.next + 1), depth + 1);
      return args ? { texts: [format(string, args.texts, PERCENT)], next: args.next } : string;
    }
    if (method === 'format' && formats !== 'percent' && this.#isMark(string.next + 2, '(')) {
      const args = this.#list(string.next + 3, ')', depth);
      return { texts: [format(string, args.texts, BRACES)], next: args.next };
    }
    if (method === 'join' && this.#isMark(string.next + 2, '(')) {
      const items = this.#list(string.next + 3, ')', depth);
      return { texts: [joined(items.texts, string.texts[0])], next: items.next };
    }
    return string;
  }

  /** `["a", "b"].join(",")`. */
  #afterList(list: Reading, depth: number): Reading {
    const isJoin = this.#isMark(list.next, '.') && this.#tokens[list.next + 1]?.text === 'join';
    if (!isJoin || !this.#isMark(list.next + 2, '(')) {
      return list;
    }
    const args = this.#list(list.next + 3, ')', depth);
    return { texts: [joined(list.texts, args.texts[0])], next: args.next };
  }

  /** The expressions up to a bracket, one behind the other. */
  #list(from: number, closer: string, depth: number): Reading {
    const texts: (HoledText & Span)[] = [];
    let at = this.#skipNewlines(from);
    while (at < this.#limit && !this.#isMark(at, closer)) {
      const item = this.#sum(at, depth + 1);
      texts.push(...(item?.texts ?? []));
      at = this.#skipNewlines(Math.max(item?.next ?? 0, at + (item ? 0 : 1)));
      if (this.#isMark(at, ',')) {
        at = this.#skipNewlines(at + 1);
      } else if (item !== undefined && !this.#isMark(at, closer)) {
        at = this.#skipTo(at, closer);
      }
    }
    return { texts, next: at + 1 };
  }

  /** Behind something that is not understood: the next comma or the closing bracket. */
  #skipTo(from: number, closer: string): number {
    let depth = 0;
    for (let at = from; at < this.#limit; at++) {
      const text = this.#tokens[at]?.kind === 'mark' ? this.#tokens[at]?.text : '';
      if (depth === 0 && (text === closer || text === ',')) {
        return at;
      }
      depth += text === '(' || text === '[' || text === '{' ? 1 : text === ')' || text === ']' || text === '}' ? -1 : 0;
      if (depth < 0) {
        return at;
      }
    }
    return this.#limit;
  }

  /** `name`, `a.b`, `$a->b`, `A::B`, and calls. */
  #path(index: number, depth: number): Reading {
    let last = index;
    while (
      this.#isMark(last + 1, ...MEMBER_MARKS) &&
      this.#tokens[last + 2]?.kind === 'name' &&
      !this.#isAddedAt(last + 1)
    ) {
      last += 2;
    }
    const name = this.#tokens[last] as Token;
    const place = { start: (this.#tokens[index] as Token).start, end: name.end };
    if (this.#isMark(last + 1, '(')) {
      return this.#call(name.text, place, last + 2, depth);
    }
    if (this.#isMark(last + 1, '[')) {
      const inner = this.#list(last + 2, ']', depth);
      return {
        texts: [hole(inner.texts[0]?.text.includes(HOLE) ? name.text : (inner.texts[0]?.text ?? name.text), place)],
        next: inner.next,
      };
    }
    if (AFTERTHOUGHTS.has(name.text) && last > index) {
      return { texts: [hole((this.#tokens[last - 2] as Token).text, place)], next: last + 1 };
    }
    const known = this.#lookup(bareName(name.text), index);
    return { texts: known?.map((text) => ({ ...text, ...place })) ?? [hole(name.text, place)], next: last + 1 };
  }

  /** In PHP a dot puts strings together. */
  #isAddedAt(index: number): boolean {
    return this.#isMark(index, this.#syntax.concatenation);
  }

  #call(name: string, place: Span, from: number, depth: number): Reading {
    const args = this.#list(from, ')', depth);
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
    if (name === 'array') {
      return args;
    }
    const isConversion = CONVERSIONS.has(name) && first?.holes.length === 1 && first.text === HOLE;
    return { texts: [isConversion ? first : hole(name, place)], next };
  }

  #isMark(index: number, ...marks: readonly string[]): boolean {
    const token = this.#tokens[index];
    return token?.kind === 'mark' && marks.includes(token.text);
  }

  #skipNewlines(index: number): number {
    let at = index;
    while (this.#tokens[at]?.kind === 'newline') {
      at++;
    }
    return at;
  }
}

const LISTS: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
]);
/** Ruby methods without parentheses that leave a text as it is. */
const AFTERTHOUGHTS: ReadonlySet<string> = new Set(['to_s', 'to_str', 'freeze', 'strip', 'to_param']);
const MEMBER_MARKS = ['.', '->', '::'];
const CONVERSIONS: ReadonlySet<string> = new Set(
  'str int string String strval intval Sprint Itoa FormatInt quote quote_plus urlencode rawurlencode'.split(' '),
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
    pieces.push({ text: text.slice(from, match.index), holes: [] });
    const isEscaped = match[0] === '%%' || match[0] === '{{' || match[0] === '}}';
    const named = match[1] !== undefined && /^[A-Za-z_]/.test(match[1]) ? { text: HOLE, holes: [match[1]] } : undefined;
    pieces.push(
      isEscaped ? { text: match[0].slice(1), holes: [] } : (named ?? args[used++] ?? { text: HOLE, holes: ['value'] }),
    );
    from = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(from), holes });
  return { ...concat(pieces), start, end };
}

function together(texts: readonly (HoledText & Span)[]): HoledText & Span {
  return { ...concat(texts), start: texts[0]?.start ?? 0, end: texts.at(-1)?.end ?? 0 };
}

function joined(texts: readonly (HoledText & Span)[], separator: HoledText | undefined): HoledText & Span {
  const pieces = texts.flatMap((text, index) => (index > 0 && separator ? [separator, text] : [text]));
  return { ...concat(pieces), start: texts[0]?.start ?? 0, end: texts.at(-1)?.end ?? 0 };
}

function hole(name: string, place: Span): HoledText & Span {
  return { text: HOLE, holes: [holeName(bareName(name))], ...place };
}

/** Without the marks of variables: `$id`, `@id`. */
export function bareName(name: string): string {
  return name.replace(/^[$@]+/, '');
}
