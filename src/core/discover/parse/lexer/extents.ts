import { isDigit, isLineBreak, isNamePart } from './characters.ts';
import * as Char from './chars.ts';

/** Where names, numbers, strings, regular expressions and comments end: each answers an offset into the text. */

export function endOfName(text: string, start: number): number {
  let at = start;
  while (isNamePart(text.charCodeAt(at))) {
    at++;
  }
  return at;
}

export function endOfLine(text: string, start: number): number {
  return firstLineBreak(text, start, text.length);
}

export function hasLineBreak(text: string, start: number, end: number): boolean {
  return firstLineBreak(text, start, end) < end;
}

/** The offset of the first line break in the range, or the range's end. */
export function firstLineBreak(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isLineBreak(text.charCodeAt(at))) {
    at++;
  }
  return at;
}

/** A string ends at its quote, or else at the end of its line; a backslash before the line break lets it go on. */
export function endOfString(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      return at + 1;
    }
    if (code === Char.Backslash) {
      at++;
      if (text.charCodeAt(at) === Char.CarriageReturn && text.charCodeAt(at + 1) === Char.LineFeed) {
        at++;
      }
    } else if (code === Char.LineFeed || code === Char.CarriageReturn) {
      return at;
    }
  }
  return text.length;
}

/** `12`, `1_000n`, `0xff`, `.5e-3`, `1.` */
export function endOfNumber(text: string, start: number): number {
  const isHexLike = text.charCodeAt(start) === 48 && /[xXbBoO]/.test(text.charAt(start + 1));
  if (isHexLike) {
    return endOfName(text, start);
  }
  let at = endOfDigits(text, start);
  if (text.charCodeAt(at) === Char.Dot) {
    at = endOfDigits(text, at + 1);
  }
  const exponent = text.charCodeAt(at) | 32;
  if (exponent === 101) {
    const sign = text.charCodeAt(at + 1);
    const digits = sign === Char.Plus || sign === Char.Minus ? at + 2 : at + 1;
    if (isDigit(text.charCodeAt(digits))) {
      at = digits;
    }
  }
  return endOfName(text, at); // more digits, the `n` of a bigint
}

function endOfDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at)) || text.charCodeAt(at) === Char.Underscore) {
    at++;
  }
  return at;
}

/** `undefined` when no regular expression ends on this line: then the slash is a division. */
export function endOfRegex(text: string, start: number): number | undefined {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLineBreak(code)) {
      return undefined;
    }
    if (code === Char.Backslash) {
      at++;
    } else if (code === Char.OpenBracket) {
      inClass = true;
    } else if (code === Char.CloseBracket) {
      inClass = false;
    } else if (code === Char.Slash && !inClass) {
      return endOfName(text, at + 1); // the flags
    }
  }
  return undefined;
}

/**
 * The string of a JSX attribute may hold line breaks. A quote that is never closed would swallow the text up to the
 * next attribute's quote; such a false end is told by what stands around it, and the string then ends at its line.
 */
export function endOfAttributeString(text: string, start: number): number {
  const close = text.indexOf(text.charAt(start), start + 1);
  if (close === -1) {
    return endOfLine(text, start);
  }
  const lineEnd = firstLineBreak(text, start, close);
  return lineEnd === close || endsAttribute(text, close) ? close + 1 : lineEnd;
}

function endsAttribute(text: string, quote: number): boolean {
  return !'=([{,:'.includes(text.charAt(quote - 1)) && /^[\s/>}]?$/.test(text.charAt(quote + 1));
}
