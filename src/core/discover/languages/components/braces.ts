import { wordMap } from '../../../word-set.ts';

/** Finds where an expression in a template ends, without parsing it. */

const CLOSERS = wordMap<string>({
  '{': '}',
  '(': ')',
  '[': ']',
});

/**
 * What is longer or deeper is not read: together they keep the time linear in a text that opens braces without end,
 * because a search in vain passes at most so many others.
 */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 64;

/**
 * The offset of the brace that closes the one before `from`; -1 where it is missing. Strings, templates and comments
 * are skipped; an apostrophe whose partner is missing on its line is text (`{ok && <p>don't</p>}`).
 */
export function endOfBraces(text: string, from: number, end: number): number {
  return closingBrace(text, from, end, true);
}

/** Of a text so many are looked for in vain: in one that is half typed a few are open, in a broken one any number. */
const MOST_IN_VAIN = 40;

/** Looks for the closing braces of one text. */
export class ClosingBraces {
  #inVain = 0;

  /** As {@link endOfBraces}; -1 too where too many were missing before. */
  find(text: string, from: number, end: number): number {
    const found = this.#inVain < MOST_IN_VAIN ? endOfBraces(text, from, end) : -1;
    this.#inVain += found < 0 ? 1 : 0;
    return found;
  }
}

/** Most characters neither open nor close anything: by their codes, 0 for those that may. */
const NOTHING_HERE = Uint8Array.from({ length: 128 }, (_, code) =>
  '{}()[]`"\'/\\$'.includes(String.fromCharCode(code)) ? 0 : 1,
);

function closingBrace(text: string, from: number, end: number, mayLeaveOpen: boolean): number {
  const open: string[] = ['}'];
  const to = Math.min(end, from + MAX_LENGTH);
  for (let at = from; at < to; at++) {
    if (NOTHING_HERE[text.charCodeAt(at)] !== 0) {
      continue;
    }
    const char = text[at] as string;
    const closer = CLOSERS.get(char);
    if (open.at(-1) === '`') {
      at = stepInTemplate(text, at, open);
    } else if (closer !== undefined) {
      open.push(closer);
    } else if (char === '`') {
      open.push('`');
    } else if (char === open.at(-1)) {
      open.pop();
    } else if (char === '}') {
      if (!mayLeaveOpen) {
        return -1;
      }
      open.length = Math.max(0, open.lastIndexOf('}'));
    } else {
      at = skipQuiet(text, at, to);
    }
    if (open.length === 0) {
      return at;
    }
    if (open.length > MAX_DEPTH) {
      return -1;
    }
  }
  return -1;
}

/** One character in the text of a template; returns the offset of the last character read. */
function stepInTemplate(text: string, at: number, open: string[]): number {
  const char = text[at];
  if (char === '\\') {
    return at + 1;
  }
  if (char === '`') {
    open.pop();
  } else if (char === '$' && text[at + 1] === '{') {
    open.push('}');
    return at + 1;
  }
  return at;
}

/**
 * Skips a string, a comment or an escaped character that begins here; returns the offset of the last character read. An
 * escaped quote begins no string: each would be looked for to the end of its line.
 */
function skipQuiet(text: string, at: number, to: number): number {
  const char = text[at];
  if (char === '\\') {
    return at + 1;
  }
  if (char === '"' || char === "'") {
    return endOfQuoted(text, at, to);
  }
  if (char === '/' && text[at + 1] === '*') {
    return endOf('*/', text, at + 2, to);
  }
  if (char === '/' && text[at + 1] === '/' && text[at - 1] !== ':') {
    return endOf('\n', text, at, to);
  }
  return at;
}

/** The last offset of what ends a comment; `to` where nothing does, behind which it is not looked for. */
function endOf(closer: string, text: string, from: number, to: number): number {
  const found = text.slice(from, to).indexOf(closer);
  return found < 0 ? to : from + found + closer.length - 1;
}

/** The closing quote on the same line, or the opening one where there is none. */
function endOfQuoted(text: string, start: number, to: number): number {
  for (let at = start + 1; at < to && text[at] !== '\n'; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (text[at] === text[start]) {
      return at;
    }
  }
  return start;
}

/** The offset of the `}}` behind `from`; -1 where it is missing. */
export function endOfMustache(text: string, from: number, end: number): number {
  const at = text.slice(from, Math.min(end, from + MAX_LENGTH)).indexOf('}}');
  return at < 0 ? -1 : from + at;
}

/** Are all brackets of a part of a text closed in it, so that it can stand inside others? */
export function isBalanced(text: string, start: number, end: number): boolean {
  return closingBrace(`${text.slice(start, end)}}`, 0, end - start + 1, false) === end - start;
}

/** Offsets where a separator stands outside of all brackets and strings of a part of a text. */
export function findOutside(text: string, start: number, end: number, separator: string): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text[at] as string;
    if (depth === 0 && text.startsWith(separator, at) && at + separator.length <= end) {
      found.push(at);
    } else if (CLOSERS.has(char)) {
      depth++;
    } else if (char === '}' || char === ')' || char === ']') {
      depth--;
    } else {
      at = skipQuiet(text, at, end);
    }
  }
  return found;
}
