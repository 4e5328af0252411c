import { isNamePart } from './characters.ts';
import * as Char from './chars.ts';
import { firstLineBreak } from './extents.ts';

export interface TemplatePiece {
  /** Behind the `${` or the backtick; or the end of the line, where the template was cut. */
  readonly end: number;
  readonly hasHole: boolean;
  /** No backtick ends the template, so it ends at its line. */
  readonly isCut: boolean;
}

/**
 * Reads the text between the holes of templates. A template that is never closed would turn the rest of the file
 * inside out: its text would end at the backtick that begins the next template. That backtick stands on a later line
 * and is followed by text, which nothing but a beginning can be.
 */
export class TemplateReader {
  readonly #text: string;
  /** From `falseFrom` on, the next backtick or hole is known to be the false end at `falseEnd`: found once, not again. */
  #falseFrom = -1;
  #falseEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  read(start: number): TemplatePiece {
    const text = this.#text;
    const isKnownFalse = start >= this.#falseFrom && start < this.#falseEnd;
    const end = isKnownFalse ? this.#falseEnd : this.#endOfText(start);
    if (text.charCodeAt(end) === Char.Dollar) {
      return { end: end + 2, hasHole: true, isCut: false };
    }
    const isFalse = isKnownFalse || end >= text.length || !canFollowTemplate(text.charCodeAt(end + 1));
    if (isFalse) {
      const lineEnd = firstLineBreak(text, start, end);
      if (lineEnd < end) {
        this.#falseFrom = start;
        this.#falseEnd = end;
        return { end: lineEnd, hasHole: false, isCut: true };
      }
    }
    return { end: Math.min(end + 1, text.length), hasHole: false, isCut: false };
  }

  /** The offset of the next `${` or backtick, or of the end of the text. */
  #endOfText(start: number): number {
    const text = this.#text;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === Char.Backtick || (code === Char.Dollar && text.charCodeAt(at + 1) === Char.OpenBrace)) {
        return at;
      }
      if (code === Char.Backslash) {
        at++;
      }
    }
    return text.length;
  }
}

/** Text, a quote or an opening tag follow the backtick that begins a template, never the one that ends it. */
function canFollowTemplate(code: number): boolean {
  return !(
    isNamePart(code) ||
    code === Char.SingleQuote ||
    code === Char.DoubleQuote ||
    code === Char.Slash ||
    code === Char.Hash ||
    code === Char.At
  );
}
