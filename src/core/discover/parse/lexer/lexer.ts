import { isLineBreak, isSpace } from './characters.ts';
import * as Char from './chars.ts';
import { endOfLine, endOfRegex, hasLineBreak } from './extents.ts';
import * as Kind from './kinds.ts';
import * as Open from './open.ts';
import { Openers, type OpenKind } from './openers.ts';
import { TemplateReader } from './templates.ts';
import { type TokenKind, Tokens } from './tokens.ts';

/** The three ways to write it: `ts` has no JSX but `<T>value`, `tsx` has both JSX and types, `js` JSX without types. */
export type Dialect = 'ts' | 'tsx' | 'js';

/** A regular expression that does not end on its line was none; after so many on one line no more are tried there. */
const MAX_FALSE_REGEXES = 16;

/** What the readers of code, JSX and templates share: the place in the text, the tokens so far, and what is open. */
export class Lexer {
  readonly text: string;
  readonly tokens: Tokens;
  readonly openers: Openers;
  readonly templates: TemplateReader;
  readonly hasJsx: boolean;
  at = 0;
  /** Was a line break skipped since the last token? */
  breakBefore = false;
  readonly #lastCommentEnd: number;
  #falseRegexes = 0;
  #falseRegexLine = -1;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.tokens = new Tokens(text);
    this.openers = new Openers(this.tokens);
    this.templates = new TemplateReader(text);
    this.hasJsx = dialect !== 'ts';
    this.#lastCommentEnd = text.lastIndexOf('*/');
  }

  skipHashbang(): void {
    if (this.text.startsWith('#!')) {
      this.at = endOfLine(this.text, 0);
    }
  }

  /** Adds the token from here to `end`, goes behind it, and returns its index. */
  add(kind: TokenKind, end: number): number {
    const index = this.tokens.add(kind, this.at, end, this.breakBefore);
    this.at = end;
    this.breakBefore = false;
    return index;
  }

  /** Skips blanks and comments. */
  skipSpace(): void {
    do {
      this.#skipBlanks();
    } while (this.text.charCodeAt(this.at) === Char.Slash && this.#skipComment());
  }

  #skipBlanks(): void {
    const { text } = this;
    let { at } = this;
    for (let code = text.charCodeAt(at); code === Char.Space || isSpace(code); code = text.charCodeAt(++at)) {
      if (code === Char.LineFeed || isLineBreak(code)) {
        this.breakBefore = true;
      }
    }
    this.at = at;
  }

  #skipComment(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === Char.Slash) {
      this.at = endOfLine(this.text, this.at);
      return true;
    }
    if (next !== Char.Star) {
      return false;
    }
    const isClosed = this.at + 2 <= this.#lastCommentEnd;
    const end = isClosed ? this.text.indexOf('*/', this.at + 2) + 2 : endOfLine(this.text, this.at);
    this.breakBefore ||= hasLineBreak(this.text, this.at, end);
    this.at = end;
    return true;
  }

  /** The end of a regular expression that begins here, unless this slash divides. */
  regexEnd(): number | undefined {
    if (this.at < this.#falseRegexLine && this.#falseRegexes >= MAX_FALSE_REGEXES) {
      return undefined;
    }
    const end = endOfRegex(this.text, this.at);
    if (end === undefined) {
      this.#falseRegexes = this.at < this.#falseRegexLine ? this.#falseRegexes + 1 : 1;
      this.#falseRegexLine = endOfLine(this.text, this.at);
    }
    return end;
  }

  open(kind: TokenKind, opener: OpenKind): void {
    this.openers.push(opener, this.add(kind, this.at + 1));
  }

  /** `)`, `]`, `}` */
  closeBracket(code: number): void {
    if (code === Char.CloseBrace) {
      this.closeBrace();
    } else if (code === Char.CloseParen) {
      this.#close(Kind.CloseParen, Open.Paren);
    } else {
      this.#close(Kind.CloseBracket, Open.Bracket);
    }
  }

  /** `.`, `...` */
  readDot(): void {
    const isEllipsis = this.text.startsWith('...', this.at);
    this.add(isEllipsis ? Kind.Ellipsis : Kind.Dot, this.at + (isEllipsis ? 3 : 1));
  }

  /** A closing bracket: a wrong one gives up what stands between it and the nearest opener of its kind. */
  #close(kind: TokenKind, opener: OpenKind): void {
    const index = this.add(kind, this.at + 1);
    if (this.openers.isOpen(opener)) {
      this.openers.abandonUntil(opener, opener, index);
      this.tokens.join(this.openers.topIndex(), index);
      this.openers.pop();
    }
  }

  /** `}` ends a block or an object, or the hole of a template, whose text then goes on. */
  closeBrace(): void {
    const { openers, tokens } = this;
    if (openers.isOpen(Open.Hole) || openers.isOpen(Open.Brace)) {
      openers.abandonUntil(Open.Brace, Open.Hole, tokens.count);
      if (openers.top() === Open.Hole) {
        this.readTemplate(Kind.TemplateMiddle, Kind.TemplateTail);
        return;
      }
    }
    this.#close(Kind.CloseBrace, Open.Brace);
  }

  /** Reads the text of a template up to its next hole (then the token is `withHole`) or its end (then `last`). */
  readTemplate(withHole: TokenKind, last: TokenKind): void {
    const { openers } = this;
    const piece = this.templates.read(this.at + 1);
    const continues = last === Kind.TemplateTail;
    if (piece.isCut && !continues && openers.top() === Open.Hole) {
      this.#endTemplateInHole();
      return;
    }
    const index = this.add(piece.hasHole ? withHole : last, piece.end);
    if (continues) {
      this.tokens.leaveOpen(openers.topIndex(), index);
      openers.pop();
    }
    if (piece.hasHole) {
      openers.push(Open.Hole, index);
    }
  }

  /** `${name` lacks its brace: the backtick that seemed to begin a template without an end is the end of the outer. */
  #endTemplateInHole(): void {
    const index = this.add(Kind.TemplateTail, this.at + 1);
    this.openers.abandon(index);
  }
}
