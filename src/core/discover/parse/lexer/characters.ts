import * as Char from './chars.ts';

/** The classes of characters, as UTF-16 code units. */

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
