/** The tokens of one text, in typed arrays: a file of a megabyte has a third of a million of them. */

export const Kind = {
  /** Behind the last token, and what the cursor shows at the end of the part that it may read. */
  End: 0,
  /** Names and keywords alike: which words are keywords depends on where they stand. */
  Name: 1,
  PrivateName: 2,
  Number: 3,
  String: 4,
  Regex: 5,
  /** A template without holes. */
  Template: 6,
  /** `…${`, `}…${` and `}…` of a template with holes; each is the partner of the next. */
  TemplateHead: 7,
  TemplateMiddle: 8,
  TemplateTail: 9,

  OpenParen: 10,
  CloseParen: 11,
  OpenBracket: 12,
  CloseBracket: 13,
  OpenBrace: 14,
  CloseBrace: 15,

  Semicolon: 16,
  Comma: 17,
  Colon: 18,
  Dot: 19,
  Ellipsis: 20,
  Question: 21,
  QuestionDot: 22,
  Arrow: 23,
  At: 24,
  /** `=` and every `+=`; the `=` of `>=` and `<=` too, which the parser puts together. */
  Assign: 25,
  /** Always a single character: only the parser knows whether `>>` closes two lists of types or shifts. */
  Less: 26,
  Greater: 27,
  Plus: 28,
  Minus: 29,
  Star: 30,
  Bar: 31,
  Ampersand: 32,
  /** Every other operator between two operands. */
  Operator: 33,
  /** `++` and `--`. */
  Update: 34,
  /** `!` before its operand. */
  Not: 35,
  /** `!` behind its operand. */
  NonNull: 36,
  Tilde: 37,

  /** The `<` of `<div …>`; its partner is the last token of the element. */
  JsxOpen: 38,
  /** The `>` of `<div …>`, when children follow. */
  JsxChildren: 39,
  JsxText: 40,
  /** The `</` of `</div>`. */
  JsxClosing: 41,
  /** The `>` of `</div>`, or the `/>` of `<div />`: an element ends here. */
  JsxEnd: 42,

  /** A character that has no business in code. */
  Unknown: 43,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

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
  add(kind: Kind, start: number, end: number, breakBefore: boolean): number {
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
  kind(index: number): Kind {
    return index >= 0 && index < this.count ? (this.kinds[index] as Kind) : Kind.End;
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
