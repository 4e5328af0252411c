/** What single characters mean to the lexer, as UTF-16 code units. */

export const Char = {
  Tab: 9,
  LineFeed: 10,
  CarriageReturn: 13,
  Space: 32,
  Exclamation: 33,
  DoubleQuote: 34,
  Hash: 35,
  Dollar: 36,
  Percent: 37,
  Ampersand: 38,
  SingleQuote: 39,
  OpenParen: 40,
  CloseParen: 41,
  Star: 42,
  Plus: 43,
  Comma: 44,
  Minus: 45,
  Dot: 46,
  Slash: 47,
  Colon: 58,
  Semicolon: 59,
  Less: 60,
  Equals: 61,
  Greater: 62,
  Question: 63,
  At: 64,
  OpenBracket: 91,
  Backslash: 92,
  CloseBracket: 93,
  Caret: 94,
  Underscore: 95,
  Backtick: 96,
  OpenBrace: 123,
  Bar: 124,
  CloseBrace: 125,
  Tilde: 126,
} as const;

const NAME_START = 1;
const NAME_PART = 2;
const SPACE = 4;

/** The classes of the ASCII characters; everything above is decided by `isWideSpace`. */
const ASCII = new Uint8Array(128);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$\\') {
  ASCII[char.charCodeAt(0)] = NAME_START | NAME_PART; // a backslash begins the escape of a name (`\u0061`)
}
for (const char of '0123456789') {
  ASCII[char.charCodeAt(0)] = NAME_PART;
}
for (const char of '\t\n\v\f\r ') {
  ASCII[char.charCodeAt(0)] = SPACE;
}

function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0x1680 ||
    code === 0x85
  );
}

export function isSpace(code: number): boolean {
  return code < 128 ? ((ASCII[code] as number) & SPACE) !== 0 : isWideSpace(code);
}

/** Every character beyond ASCII that is no blank counts as a letter: real code is checked by others. */
export function isNameStart(code: number): boolean {
  return code < 128 ? ((ASCII[code] as number) & NAME_START) !== 0 : !isWideSpace(code);
}

/** False for NaN, which `charCodeAt` answers behind the end. */
export function isNamePart(code: number): boolean {
  return code < 128 ? ((ASCII[code] as number) & NAME_PART) !== 0 : code >= 128 && !isWideSpace(code);
}

/** Of `a.b`, `my-element`, `svg:path`. */
export function isTagNamePart(code: number): boolean {
  return isNamePart(code) || code === Char.Minus || code === Char.Dot || code === Char.Colon;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLineBreak(code: number): boolean {
  return code === Char.LineFeed || code === Char.CarriageReturn || code === 0x2028 || code === 0x2029;
}
