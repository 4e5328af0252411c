import * as Kind from './kinds.ts';

/** The tokens of one text, in typed arrays: a file of a megabyte has a third of a million of them. */

/** One of the constants of `kinds.ts`. */
export type TokenKind = (typeof Kind)[keyof typeof Kind];

/** A bracket that closes nothing has no partner. */
export const NO_PARTNER = -1;

export class Tokens {
  readonly text: string;
  /** How many there are, without the `End`. */
  count = 0;
  private kinds: Uint8Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private partners: Int32Array;
  private breaks: Uint8Array;

  constructor(text: string) {
    this.text = text;
    const capacity = (text.length >> 2) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.partners = new Int32Array(capacity);
    this.breaks = new Uint8Array(capacity);
  }

  /** Returns the new token's index. */
  add(kind: TokenKind, start: number, end: number, breakBefore: boolean): number {
    const index = this.count;
    if (index === this.kinds.length) {
      this.grow();
    }
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.partners[index] = NO_PARTNER;
    this.breaks[index] = breakBefore ? 1 : 0;
    this.count = index + 1;
    return index;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = enlarged(this.kinds, new Uint8Array(capacity));
    this.starts = enlarged(this.starts, new Int32Array(capacity));
    this.ends = enlarged(this.ends, new Int32Array(capacity));
    this.partners = enlarged(this.partners, new Int32Array(capacity));
    this.breaks = enlarged(this.breaks, new Uint8Array(capacity));
  }

  /** `Kind.End` outside of the list. */
  kind(index: number): TokenKind {
    return index >= 0 && index < this.count ? (this.kinds[index] as TokenKind) : Kind.End;
  }

  start(index: number): number {
    return index < this.count ? (this.starts[index] as number) : this.text.length;
  }

  end(index: number): number {
    return index < 0 ? 0 : index < this.count ? (this.ends[index] as number) : this.text.length;
  }

  /** Does a line break stand somewhere between this token and the one before? */
  breakBefore(index: number): boolean {
    return index >= this.count || this.breaks[index] === 1;
  }

  /**
   * Of an opening bracket: the closing one, or, where that is missing, the first token that is not inside. Of a
   * closing bracket: the opening one, or `NO_PARTNER`. Of a piece of a template: the next piece.
   */
  partner(index: number): number {
    return this.partners[index] as number;
  }

  /** Is the opening bracket really closed by its partner? */
  isClosed(open: number): boolean {
    const close = this.partner(open);
    return close < this.count && this.partner(close) === open;
  }

  join(open: number, close: number): void {
    this.partners[open] = close;
    this.partners[close] = open;
  }

  /** The bracket is never closed: what it holds ends before `end`. */
  leaveOpen(open: number, end: number): void {
    this.partners[open] = end;
  }

  /** The source of a token. */
  source(index: number): string {
    return this.text.slice(this.start(index), this.end(index));
  }

  isWord(index: number, word: string): boolean {
    return (
      this.kind(index) === Kind.Name &&
      this.end(index) - this.start(index) === word.length &&
      this.text.startsWith(word, this.start(index))
    );
  }
}

function enlarged<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
