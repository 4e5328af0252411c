import { lowerBound } from '../../lower-bound.ts';
import type { Span } from '../../model.ts';
import { isString } from '../../text-parts.ts';
import type { Dialect } from '../parse/parse.ts';

/**
 * The code of a file, as `parse` can read it. Up to the file's length the offsets are the file's own (what is no code
 * is blank); code that stands in a template follows behind, rewritten, and `sourceSpan` says where it came from.
 */
export interface Code {
  readonly text: string;
  readonly dialect: Dialect;
  /** The place in the file of a place in `text`. */
  sourceSpan(span: Span): Span;
}

/** A file that is code from its first to its last character. */
export function wholeCode(text: string, dialect: Dialect): Code {
  return { text, dialect, sourceSpan: (span) => span };
}

/** A piece of `text` from `start` on that was copied from `source` on. */
interface Copy {
  readonly start: number;
  readonly source: number;
  readonly length: number;
}

/** Puts the code of a file together from its own pieces and from glue of ours. */
export class CodeWriter {
  readonly #source: string;
  readonly #pieces: string[] = [];
  readonly #copies: Copy[] = [];
  #length: number;

  /** `kept` are the parts of the file that are code where they stand. */
  constructor(source: string, kept: readonly Span[]) {
    this.#source = source;
    this.#pieces.push(
      blankExcept(
        source,
        kept.toSorted((a, b) => a.start - b.start),
      ),
    );
    this.#length = source.length;
    this.#copies.push({ start: 0, source: 0, length: source.length });
  }

  /** Appends parts of the file, and glue between them: a place in it is taken for the place of the part before. */
  write(...parts: readonly (string | Span)[]): void {
    for (const part of parts) {
      if (isString(part)) {
        this.#pieces.push(part);
        this.#length += part.length;
      } else {
        this.#add(part, this.#source.slice(part.start, part.end));
      }
    }
  }

  /** Appends a part of the file as a string: its places, the quotes included, are those of the part. */
  quote(span: Span): void {
    this.#add(span, JSON.stringify(this.#source.slice(span.start, span.end)));
  }

  /** Nothing has no place: it may stand at the end of the file. */
  #add({ start, end }: Span, text: string): void {
    if (end > start) {
      this.#copies.push({ start: this.#length, source: start, length: end - start });
    }
    this.write(text);
  }

  finish(dialect: Dialect): Code {
    const copies = this.#copies;
    return {
      text: this.#pieces.join(''),
      dialect,
      sourceSpan: ({ start, end }) => {
        const from = sourceOf(copies, start);
        return { start: from, end: Math.max(from, end > start ? sourceOf(copies, end - 1) + 1 : from) };
      },
    };
  }
}

function sourceOf(copies: readonly Copy[], offset: number): number {
  const copy = copies[lowerBound(copies.length, (i) => (copies[i] as Copy).start <= offset) - 1] as Copy;
  return copy.source + Math.max(0, Math.min(offset - copy.start, copy.length - 1));
}

/** The same text with everything blank but the spans and the line breaks. */
export function blankExcept(text: string, kept: readonly Span[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const span of kept) {
    pieces.push(blank(text.slice(at, span.start)), text.slice(span.start, span.end));
    at = span.end;
  }
  pieces.push(blank(text.slice(at)));
  return pieces.join('');
}

function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
}
