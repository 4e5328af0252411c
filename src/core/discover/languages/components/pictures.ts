import type { Span } from '../../../model.ts';
import { matchAt } from '../search.ts';
import { endOfQuoted } from './markdown.ts';

interface Picture {
  /** Its address, without brackets and title. */
  readonly address: Span;
  readonly end: number;
}

/** Where the addresses of the pictures in parts of a Markdown or MDX text stand, of those that are written in place. */
export function picturesIn(text: string, parts: readonly Span[]): Span[] {
  const addresses: Span[] = [];
  for (const { start, end } of parts) {
    for (let at = start; at < end; ) {
      const picture = pictureAt(text, at, end);
      if (picture) {
        addresses.push(picture.address);
      }
      at = picture?.end ?? endOfQuoted(text, at, end) ?? at + 1;
    }
  }
  return addresses;
}

/** The picture that begins at `at`: `![alt](/a.png "Title")`, `![alt](</a b.png>)`. */
function pictureAt(text: string, at: number, to: number): Picture | undefined {
  if (!text.startsWith('![', at) || text[at - 1] === '\\') {
    return undefined;
  }
  const label = endOfLabel(text, at + 2, to);
  return label !== undefined && text[label + 1] === '(' ? behindLabel(text, label + 2, to) : undefined;
}

/** What may stand behind the address: a title, and the end. */
const REST = /\s*(?:(?:"[^"]*"|'[^']*'|\([^()]*\))\s*)?\)/y;
const BLANK = /\s*/y;

function behindLabel(text: string, from: number, to: number): Picture | undefined {
  const address = addressAt(text, from + (matchAt(BLANK, text, from)?.length ?? 0), to);
  const rest = address && matchAt(REST, text, address.end);
  const end = address && rest && address.end + rest.length;
  return end && end <= to ? { address: address.inside, end } : undefined;
}

/** A longer text between brackets is none of a picture. */
const LONGEST_LABEL = 1000;

/** Where the bracket that was opened before `from` closes. */
function endOfLabel(text: string, from: number, to: number): number | undefined {
  const limit = Math.min(to, from + LONGEST_LABEL);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (text[at] === '[') {
      depth++;
    } else if (text[at] === ']' && depth-- === 0) {
      return at;
    }
  }
  return undefined;
}

/** A longer address is none: a picture that is written out, or text that opens brackets without end. */
const LONGEST_ADDRESS = 2000;

/** An address, and where it ends with its brackets. */
function addressAt(text: string, start: number, to: number): { inside: Span; end: number } | undefined {
  const limit = Math.min(to, start + LONGEST_ADDRESS);
  if (text[start] === '<') {
    const length = /^<[^>\n]*>/.exec(text.slice(start, limit))?.[0].length;
    return length === undefined
      ? undefined
      : { inside: { start: start + 1, end: start + length - 1 }, end: start + length };
  }
  let depth = 0;
  let at = start;
  for (; at < limit && !/\s/.test(text[at] as string); at++) {
    if (text[at] === '(') {
      depth++;
    } else if (text[at] === ')' && depth-- === 0) {
      break;
    }
  }
  const isTooLong = at === limit && limit < to;
  return at === start || isTooLong ? undefined : { inside: { start, end: at }, end: at };
}
