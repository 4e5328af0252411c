import { wordMap } from '../../word-set.ts';
import * as Char from './lexer/chars.ts';

/** What literals mean: their escapes and entities resolved. Offsets are those of the content, without the quotes. */

const ESCAPE = /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

const SINGLE_ESCAPES = wordMap<string>({
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '', // a string goes on in the next line
  '\r': '',
  '\r\n': '',
  '\u2028': '',
  '\u2029': '',
});

/** The value of a string between its quotes. */
export function cookString(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('\\') ? raw.replace(ESCAPE, resolveEscape) : raw;
}

function resolveEscape(
  sequence: string,
  braced?: string,
  long?: string,
  short?: string,
  octal?: string,
  single?: string,
): string {
  const hex = braced ?? long ?? short;
  if (hex !== undefined) {
    return fromCodePoint(Number.parseInt(hex, 16)) ?? sequence;
  }
  if (octal !== undefined) {
    return String.fromCharCode(Number.parseInt(octal, 8));
  }
  const char = single as string;
  return char === 'u' || char === 'x' ? sequence : (SINGLE_ESCAPES.get(char) ?? char); // `\u` alone means nothing
}

function fromCodePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The text of a template: as a string, but every line break is a line feed. */
export function cookTemplate(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return cookString(lines, 0, lines.length);
}

const ENTITY = /&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g;

/** The entities that stand in real attributes; any other is left as it is written. */
const NAMED_ENTITIES = wordMap<string>({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
});

/** The value of a JSX attribute between its quotes: no escapes, but HTML entities. */
export function cookAttribute(text: string, start: number, end: number): string {
  const raw = text.slice(start, end);
  return raw.includes('&') ? raw.replace(ENTITY, decodeEntity) : raw;
}

function decodeEntity(entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) {
    return NAMED_ENTITIES.get(name) ?? entity;
  }
  return fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? entity;
}

/** The end of a string's content: before its quote, or at its end where the quote is missing. */
export function endOfContent(text: string, start: number, end: number, quote = text.charCodeAt(start)): number {
  const isClosed = end - start > 1 && text.charCodeAt(end - 1) === quote;
  return isClosed && !isEscaped(text, end - 1, start) ? end - 1 : end;
}

function isEscaped(text: string, at: number, start: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes > start && text.charCodeAt(at - 1 - backslashes) === Char.Backslash) {
    backslashes++;
  }
  return backslashes % 2 === 1;
}

/** `undefined` for a bigint, which stays its source. */
export function cookNumber(raw: string): number | undefined {
  if (raw.endsWith('n') && !raw.startsWith('0x')) {
    return undefined;
  }
  const digits = raw.replaceAll('_', '');
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
}
