import { lowerBound } from '../../../lower-bound.ts';
import { cookString } from '../cook.ts';
import * as Kind from './kinds.ts';

/** The tokens of one text, in one typed array: a file of a megabyte has a sixth of a million of them. */

/** One of the constants of `kinds.ts`. */
export type TokenKind = (typeof Kind)[keyof typeof Kind];

/** A bracket that closes nothing has no partner. */
export const NO_PARTNER = -1;

/** Each token takes four numbers: where it begins, where it ends, its partner, and its kind with one more bit. */
const WIDTH = 4;
const END = 1;
const PARTNER = 2;
const KIND = 3;
const BREAK_BEFORE = 0x100;

/** What a change of a text is to who reads its code: nothing, other places of the same code, other code. */
export type Difference = 'nothing' | 'places' | 'code';

export class Tokens {
  readonly text: string;
  /** How many there are, without the `End`. */
  count = 0;
  #numbers: Int32Array;

  constructor(text: string) {
    this.text = text;
    this.#numbers = new Int32Array((Math.ceil(text.length / 5) + 16) * WIDTH);
  }

  /** Returns the new token's index. */
  add(kind: TokenKind, start: number, end: number, breakBefore: boolean): number {
    const index = this.count++;
    const at = index * WIDTH;
    if (at === this.#numbers.length) {
      this.#grow();
    }
    const numbers = this.#numbers;
    numbers[at] = start;
    numbers[at + END] = end;
    numbers[at + PARTNER] = NO_PARTNER;
    numbers[at + KIND] = breakBefore ? kind | BREAK_BEFORE : kind;
    return index;
  }

  #grow(): void {
    const numbers = new Int32Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }

  /** `Kind.End` outside of the list. */
  kind(index: number): TokenKind {
    const isInside = index >= 0 && index < this.count;
    return isInside ? (((this.#numbers[index * WIDTH + KIND] as number) & ~BREAK_BEFORE) as TokenKind) : Kind.End;
  }

  start(index: number): number {
    return index < this.count ? (this.#numbers[index * WIDTH] as number) : this.text.length;
  }

  end(index: number): number {
    return index < 0 ? 0 : index < this.count ? (this.#numbers[index * WIDTH + END] as number) : this.text.length;
  }

  /** The first token that begins at an offset or behind it. */
  firstFrom(offset: number): number {
    return lowerBound(this.count, (index) => this.start(index) < offset);
  }

  /** Does a line break stand somewhere between this token and the one before? */
  breakBefore(index: number): boolean {
    return index >= this.count || ((this.#numbers[index * WIDTH + KIND] as number) & BREAK_BEFORE) !== 0;
  }

  /**
   * Of an opening bracket: the closing one, or, where that is missing, the first token that is not inside. Of a
   * closing bracket: the opening one, or `NO_PARTNER`. Of a piece of a template: the next piece.
   */
  partner(index: number): number {
    return this.#numbers[index * WIDTH + PARTNER] as number;
  }

  /** Is the opening bracket really closed by its partner? */
  isClosed(open: number): boolean {
    const close = this.partner(open);
    return close < this.count && this.partner(close) === open;
  }

  join(open: number, close: number): void {
    this.#numbers[open * WIDTH + PARTNER] = close;
    this.#numbers[close * WIDTH + PARTNER] = open;
  }

  /** The bracket is never closed: what it holds ends before `end`. */
  leaveOpen(open: number, end: number): void {
    this.#numbers[open * WIDTH + PARTNER] = end;
  }

  /**
   * What differs from the tokens of another text: nothing where only what stands behind them does, their places where
   * only what stands between them does.
   */
  differenceTo(other: Tokens): Difference {
    let difference: Difference = this.count === other.count ? 'nothing' : 'code';
    for (let index = 0; index < this.count && difference !== 'code'; index++) {
      const isSame =
        this.kind(index) === other.kind(index) &&
        (index === 0 || this.breakBefore(index) === other.breakBefore(index)) &&
        this.partner(index) === other.partner(index) &&
        this.source(index) === other.source(index);
      difference = !isSame ? 'code' : this.start(index) === other.start(index) ? difference : 'places';
    }
    return difference;
  }

  /** The source of a token. */
  source(index: number): string {
    return this.text.slice(this.start(index), this.end(index));
  }

  /** The name that a token spells, without the `#` of a private one, its escapes resolved. */
  name(index: number): string {
    const start = this.start(index) + (this.kind(index) === Kind.PrivateName ? 1 : 0);
    return cookString(this.text, start, this.end(index));
  }

  isWord(index: number, word: string): boolean {
    return (
      this.kind(index) === Kind.Name &&
      this.end(index) - this.start(index) === word.length &&
      this.text.startsWith(word, this.start(index))
    );
  }
}
