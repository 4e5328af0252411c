import type { Span } from '../../../model.ts';
import { behindNext, matchAt } from '../search.ts';

const FENCE = /^ {0,12}(?:[-*+>] +|\d+[.)] +)*(`{3,}|~{3,})(.*)/;

/**
 * The parts of a Markdown or MDX text that are neither front matter, nor a code fence, nor inline code, nor a comment:
 * only what stands there can show an image.
 */
export function proseOf(text: string): Span[] {
  return outsideFences(text).flatMap((part) => outsideQuoted(text, part));
}

/** The parts of a Markdown or MDX text between its front matter and its code fences. */
export function outsideFences(text: string): Span[] {
  const parts: Span[] = [];
  let partStart = endOfFrontMatter(text);
  let fence: string | undefined;
  for (let at = partStart; at < text.length; ) {
    const lineEnd = behindNext('\n', text, at);
    const [, marker, info] = FENCE.exec(text.slice(at, Math.min(lineEnd, at + 300))) ?? [];
    if (marker !== undefined && fence === undefined && !(marker[0] === '`' && info?.includes('`'))) {
      fence = marker;
      parts.push({ start: partStart, end: at });
    } else if (marker !== undefined && fence !== undefined && marker.startsWith(fence) && info?.trim() === '') {
      fence = undefined;
      partStart = lineEnd;
    }
    at = lineEnd;
  }
  if (fence === undefined) {
    parts.push({ start: partStart, end: text.length });
  }
  return parts;
}

const FRONT_MATTER_END = /^---[ \t]*\r?(?:\n|$)/gm;

function endOfFrontMatter(text: string): number {
  if (!/^\ufeff?---[ \t]*\r?\n/.test(text)) {
    return 0;
  }
  FRONT_MATTER_END.lastIndex = text.indexOf('\n');
  const close = FRONT_MATTER_END.exec(text);
  return close === null ? 0 : close.index + close[0].length;
}

function outsideQuoted(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = [];
  let partStart = start;
  for (let at = start; at < end; ) {
    const quotedEnd = endOfQuoted(text, at, end);
    if (quotedEnd === undefined) {
      at++;
    } else {
      parts.push({ start: partStart, end: at });
      partStart = quotedEnd;
      at = quotedEnd;
    }
  }
  parts.push({ start: partStart, end });
  return parts;
}

/** The end of a comment or of inline code that begins here; `undefined` where none does. */
export function endOfQuoted(text: string, at: number, to: number): number | undefined {
  return endOfComment(text, at, to) ?? endOfInlineCode(text, at, to);
}

/** The end of a comment of HTML or MDX that begins here. */
function endOfComment(text: string, at: number, to: number): number | undefined {
  const closer = text.startsWith('<!--', at) ? '-->' : text.startsWith('{/*', at) ? '*/}' : undefined;
  return closer && behindNext(closer, text, at, to);
}

/** Inline code longer than this is taken for text. */
const MAX_INLINE_CODE = 2000;

const BLANK_LINE = /\n[ \t\r]*\n/y;

/** Behind the run of backticks that closes the run beginning here; a run without a partner in its paragraph is text. */
function endOfInlineCode(text: string, at: number, to: number): number | undefined {
  if (text[at] !== '`' || text[at - 1] === '`') {
    return undefined;
  }
  const open = backticksAt(text, at);
  const limit = Math.min(to, at + MAX_INLINE_CODE);
  for (let next = at + open; next < limit; next++) {
    if (text[next] === '`') {
      const run = backticksAt(text, next);
      if (run === open) {
        return next + run <= limit ? next + run : undefined;
      }
      next += run - 1;
    } else if (matchAt(BLANK_LINE, text, next)) {
      return undefined;
    }
  }
  return undefined;
}

function backticksAt(text: string, start: number): number {
  let end = start;
  while (text[end] === '`') {
    end++;
  }
  return end - start;
}
