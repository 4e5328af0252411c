import type { Hole, Occurrence, Span, UnknownReason, Value } from '../../model.ts';
import { isString } from '../../text-parts.ts';
import { own } from '../own.ts';

/** A text that was taken out of a file, its escapes resolved, and where each of its characters stands in the file. */
export interface MappedText {
  readonly text: string;
  /** The offset in the file of a character, or, for the text's length, of its end. */
  at(index: number): number;
}

/** A part of a file as it stands. */
export function partOf(source: string, { start, end }: Span): MappedText {
  return { text: source.slice(start, end), at: (index) => start + index };
}

/** Builds a mapped text piece by piece. */
export class MappedTextBuilder {
  readonly #pieces: string[] = [];
  readonly #offsets: number[] = [];

  /** Appends a text, each of its characters from `offset` on. */
  add(text: string, offset: number): void {
    this.#pieces.push(text);
    for (let index = 0; index < text.length; index++) {
      this.#offsets.push(offset + index);
    }
  }

  finish(end: number): MappedText {
    const offsets = this.#offsets;
    return { text: this.#pieces.join(''), at: (index) => offsets[index] ?? end };
  }
}

/** Stands in a text for a part that is known only when the code runs. Real text never holds it: see {@link plain}. */
export const HOLE = '\ufffc';

/** A text whose n-th {@link HOLE} is named by the n-th of `holes`. */
export interface HoledText {
  readonly text: string;
  readonly holes: readonly string[];
}

export const withoutHoles = (text: string): HoledText => ({ text, holes: [] });

export const oneHole = (name: string): HoledText => ({ text: HOLE, holes: [name] });

/** Text of a file, fit for a {@link HoledText}. */
export function plain(text: string): string {
  return text.replaceAll(HOLE, '\ufffd');
}

export function concat(texts: readonly HoledText[]): HoledText {
  return { text: texts.map(({ text }) => text).join(''), holes: texts.flatMap(({ holes }) => holes) };
}

/** The part between two indices, with the holes that stand in it. */
export function slice({ text, holes }: HoledText, start: number, end: number): HoledText {
  const before = countHoles(text.slice(0, start));
  const part = text.slice(start, end);
  return { text: part, holes: holes.slice(before, before + countHoles(part)) };
}

export function countHoles(text: string): number {
  return text.split(HOLE).length - 1;
}

/** What a text yields: exact, a pattern, or unknown (for `reason`) where nothing but holes is left. */
export function holedValue({ text, holes }: HoledText, reason: UnknownReason): Value {
  if (holes.length === 0) {
    return { certainty: 'exact', text: own(text) };
  }
  const parts: (string | Hole)[] = [];
  text.split(HOLE).forEach((piece, index) => {
    // Of neighbours the first stands for all.
    if (index > 0 && typeof parts.at(-1) !== 'object') {
      parts.push({ hole: own(holes[index - 1] ?? '') });
    }
    if (piece !== '') {
      parts.push(own(piece));
    }
  });
  return parts.some(isString) ? { certainty: 'pattern', parts } : { certainty: 'unknown', reason };
}

/** What a text is said to be; `list`: a comma parts the values in it. */
export type Meaning = Pick<Occurrence, 'role' | 'api'> & { readonly list?: true };

/** What a text yields that is written at a place. */
export function occurrencesIn(
  text: HoledText,
  { start, end }: Span,
  { role, api, list }: Meaning,
  reason: UnknownReason,
): Occurrence[] {
  const values = list ? listValues(text, reason) : [holedValue(text, reason)];
  return values.map((value) => ({ role, api, value, span: { start, end } }));
}

/** The values of a comma list: trimmed, without the empty ones. */
function listValues({ text, holes }: HoledText, reason: UnknownReason): Value[] {
  const values: Value[] = [];
  let used = 0;
  for (const item of text.split(',')) {
    const before = used;
    used += countHoles(item);
    if (item.trim() !== '') {
      values.push(holedValue({ text: item.trim(), holes: holes.slice(before, used) }, reason));
    }
  }
  return values;
}
