import type { Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import { behindNext, matchAt, nextAt } from '../search.ts';
import { ClosingBraces, endOfMustache } from './braces.ts';

/** Reads HTML-like text as Vue, Svelte, Astro and MDX write it: tolerantly, and in linear time. */

export interface Attribute extends Span {
  /** As it is written (`:src`, `v-for`, `class`); empty for `{...props}`. */
  readonly name: string;
  readonly form: 'none' | 'text' | 'expression' | 'template' | 'shorthand' | 'spread';
  /** What stands between the quotes or the braces; of a spread what follows the dots. */
  readonly value: Span;
}

export interface OpenTag extends Span {
  readonly kind: 'open';
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly selfClosing: boolean;
}
export interface CloseTag extends Span {
  readonly kind: 'close';
  readonly name: string;
}
/** What stands between the tags of a raw element (`<script>`, `<style>`). */
export interface RawText extends Span {
  readonly kind: 'raw';
  readonly tag: OpenTag;
}
/** What stands between the braces of `{…}` or `{{…}}` in text. */
export interface TextExpression extends Span {
  readonly kind: 'expression';
}
export type MarkupPart = OpenTag | CloseTag | RawText | TextExpression;

/** Which braces in text hold an expression. */
export type TextBraces = 'none' | 'single' | 'double';

const RAW_ELEMENTS = wordSet('script style');

export const VOID_ELEMENTS = wordSet('area base br col embed hr img input link meta param source track wbr');

/** Every tag, raw text and expression of a part of a text, in order; comments are left out. */
export function* markup(text: string, braces: TextBraces, from = 0, to = text.length): Generator<MarkupPart> {
  const closing = new ClosingBraces();
  let at = from;
  while (at < to) {
    const part = readPart(text, at, to, braces, closing);
    if (part === undefined) {
      return;
    }
    if (part.kind !== 'comment') {
      yield part;
    }
    at = braces === 'double' && part.kind === 'expression' ? part.end + 2 : part.end;
    if (part.kind === 'open' && RAW_ELEMENTS.has(part.name.toLowerCase()) && !part.selfClosing) {
      const end = endOfRawText(text, at, part.name, to);
      yield { kind: 'raw', tag: part, start: at, end };
      at = end;
    }
  }
}

/** The next tag, expression or comment, or `undefined` at the end. */
function readPart(
  text: string,
  from: number,
  to: number,
  braces: TextBraces,
  closing: ClosingBraces,
): MarkupPart | (Span & { kind: 'comment' }) | undefined {
  for (let at = from; at < to; at++) {
    const char = text[at];
    if (char === '<') {
      const part = readComment(text, at, to) ?? readCloseTag(text, at, to) ?? readOpenTag(text, at, to, closing);
      if (part !== undefined) {
        return part;
      }
    } else if (char === '{' && braces !== 'none' && (braces === 'single' || text[at + 1] === '{')) {
      const start = braces === 'single' ? at + 1 : at + 2;
      const end = braces === 'single' ? closing.find(text, start, to) : endOfMustache(text, start, to);
      if (end >= 0) {
        return { kind: 'expression', start, end };
      }
    }
  }
  return undefined;
}

function readComment(text: string, at: number, to: number): (Span & { kind: 'comment' }) | undefined {
  const next = text[at + 1];
  if (next !== '!' && next !== '?') {
    return undefined;
  }
  const closer = text.startsWith('<!--', at) ? '-->' : '>';
  return { kind: 'comment', start: at, end: behindNext(closer, text, at + 2, to) };
}

function readCloseTag(text: string, at: number, to: number): CloseTag | undefined {
  const name = text[at + 1] === '/' ? tagName(text, at + 2) : '';
  return name === '' ? undefined : { kind: 'close', name, start: at, end: behindNext('>', text, at + 2, to) };
}

/** The tag that begins at a `<`, or `undefined` where none does. One without its `>` reaches to the end. */
export function readOpenTag(
  text: string,
  at: number,
  to = text.length,
  closing = new ClosingBraces(),
): OpenTag | undefined {
  const name = tagName(text, at + 1);
  if (name === '') {
    return undefined;
  }
  const attributes: Attribute[] = [];
  let end = at + 1 + name.length;
  while (end < to && text[end] !== '>') {
    const attribute = readAttribute(text, end, to, closing);
    if (attribute === undefined) {
      end++;
    } else {
      attributes.push(attribute);
      end = attribute.end;
    }
  }
  const selfClosing = end < to && text[end - 1] === '/' && attributes.at(-1)?.end !== end;
  return { kind: 'open', name, attributes, selfClosing, start: at, end: Math.min(end + 1, to) };
}

const TAG_NAME = /[A-Za-z][^\s/>{}"'=<`]*/y;

function tagName(text: string, at: number): string {
  return matchAt(TAG_NAME, text, at) ?? '';
}

const ATTRIBUTE_NAME = /[^\s/>{}"'=<`]+/y;

function readAttribute(text: string, at: number, to: number, closing: ClosingBraces): Attribute | undefined {
  if (text[at] === '{') {
    return readBracedAttribute(text, at, closing.find(text, at + 1, to));
  }
  const name = matchAt(ATTRIBUTE_NAME, text, at);
  if (name === undefined) {
    return undefined;
  }
  const nameEnd = at + name.length;
  const equals = skipBlanks(text, nameEnd, to);
  if (text[equals] !== '=') {
    return { name, form: 'none', value: { start: nameEnd, end: nameEnd }, start: at, end: nameEnd };
  }
  return { name, start: at, ...readAttributeValue(text, skipBlanks(text, equals + 1, to), to, closing) };
}

/** `{src}` and `{...props}`. */
function readBracedAttribute(text: string, at: number, close: number): Attribute | undefined {
  if (close < 0) {
    return undefined;
  }
  const start = skipBlanks(text, at + 1, close);
  const isSpread = text.startsWith('...', start);
  const value = { start: isSpread ? start + 3 : start, end: close };
  const name = isSpread ? '' : text.slice(start, close).trim();
  return { name, form: isSpread ? 'spread' : 'shorthand', value, start: at, end: close + 1 };
}

const UNQUOTED_VALUE = /[^\s>"'`]*/y;

function readAttributeValue(
  text: string,
  at: number,
  to: number,
  closing: ClosingBraces,
): Pick<Attribute, 'form' | 'value' | 'end'> {
  const quote = text[at];
  if (quote === '{') {
    const close = closing.find(text, at + 1, to);
    if (close >= 0) {
      return { form: 'expression', value: { start: at + 1, end: close }, end: close + 1 };
    }
  } else if (quote === '"' || quote === "'" || quote === '`') {
    const end = nextAt(quote, text, at + 1, to);
    return {
      form: quote === '`' ? 'template' : 'text',
      value: { start: at + 1, end },
      end: Math.min(end + 1, to),
    };
  }
  const length = matchAt(UNQUOTED_VALUE, text, at)?.length ?? 0;
  const end = Math.min(at + length, to);
  return { form: 'text', value: { start: at, end }, end: Math.max(end, Math.min(at + 1, to)) };
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) {
    at++;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Where the text of a raw element ends: before its closing tag, or at the end where that is missing. */
export function endOfRawText(text: string, from: number, name: string, to = text.length): number {
  const wanted = name.toLowerCase();
  for (let at = text.indexOf('</', from); at >= 0 && at < to; at = text.indexOf('</', at + 2)) {
    if (tagName(text, at + 2).toLowerCase() === wanted) {
      return at;
    }
  }
  return to;
}

/** Whether a value stands between two quotes of one kind: the last one of a broken text may lack its end. */
export function isQuoted(text: string, { start, end }: Span): boolean {
  const quote = text[start - 1];
  return (quote === '"' || quote === "'" || quote === '`') && text[end] === quote;
}

/** Whether an attribute is a name with a text between quotes. */
export function isPlain(text: string, { name, form, value }: Attribute): boolean {
  return form === 'text' && isQuoted(text, value) && /^[\w-]+$/.test(name);
}

/** The value of an attribute by its name, as it is written. */
export function attributeText(text: string, tag: OpenTag, name: string): string | undefined {
  const attribute = tag.attributes.find((candidate) => candidate.name === name);
  return attribute && text.slice(attribute.value.start, attribute.value.end);
}

/** Does a `<script>` hold code, and not JSON or a template? */
export function isCodeScript(text: string, tag: OpenTag): boolean {
  const type = attributeText(text, tag, 'type')?.toLowerCase();
  return (
    type === undefined || type === '' || type === 'module' || type.endsWith('javascript') || type === 'text/typescript'
  );
}
