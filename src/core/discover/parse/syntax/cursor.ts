import type { Expression, Identifier, PrivateName, Statement, TypeNode } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { Dialect } from '../lexer/lexer.ts';
import type { TokenKind, Tokens } from '../lexer/tokens.ts';
import { build, type Fields, type NodeOf } from './build.ts';

/** No expression, statement or type stands deeper than this in a tree; what would is `Broken`. */
const MAX_DEPTH = 250;

/** A chain of so many operators, or of so many members and calls, is cut: nobody could walk down its tree. */
export const MAX_CHAIN = 1000;

/**
 * The readers that call each other in circles. A file imports those below it; what stands above it, it calls through
 * this.
 */
export interface Rules {
  /** All that stands before the cursor's limit. Always gets there. */
  statements(cursor: Cursor): Statement[];
  statement(cursor: Cursor): Statement;
  /** With commas. */
  expression(cursor: Cursor): Expression;
  /** Without commas at its top. */
  assignment(cursor: Cursor): Expression;
  /** What stands between operators: a name, a literal, a function, with its members and calls. */
  operand(cursor: Cursor): Expression;
  type(cursor: Cursor): TypeNode;
}

/** A text cut into tokens, and the language to read it in. */
export interface Source {
  readonly tokens: Tokens;
  readonly dialect: Dialect;
  readonly rules: Rules;
  /** Tokens `(` that turned out to begin no arrow function: what is tried once is not tried again. */
  readonly noArrows: Set<number>;
  /** Tokens `<` that turned out to begin no types. */
  readonly noTypes: Set<number>;
}

/** A place among the tokens, and the limit that whoever reads from it can never pass: the end of the pair it is in. */
export class Cursor {
  readonly source: Source;
  readonly tokens: Tokens;
  readonly rules: Rules;
  at: number;
  limit: number;
  depth: number;
  /** In the head of a `for`, `in` is no operator. */
  noIn = false;
  /** Between `?` and `:`, where `(a): b =>` may be the end of the one and the beginning of the other. */
  inConsequent = false;

  constructor(source: Source, at: number, limit: number, depth: number) {
    this.source = source;
    this.tokens = source.tokens;
    this.rules = source.rules;
    this.at = at;
    this.limit = limit;
    this.depth = depth;
  }

  kind(): TokenKind {
    return this.at < this.limit ? this.tokens.kind(this.at) : Kind.End;
  }

  /** The kind of the token so many places ahead. */
  ahead(distance: number): TokenKind {
    return this.kindAt(this.at + distance);
  }

  /** The kind of the token at an index, as far as the cursor may look. */
  kindAt(index: number): TokenKind {
    return index < this.limit ? this.tokens.kind(index) : Kind.End;
  }

  isDone(): boolean {
    return this.at >= this.limit;
  }

  is(kind: TokenKind): boolean {
    return this.kind() === kind;
  }

  eat(kind: TokenKind): boolean {
    const found = this.is(kind);
    if (found) {
      this.at++;
    }
    return found;
  }

  /** The source of the name at the cursor, or nothing where no name stands. */
  word(): string {
    return this.wordAhead(0);
  }

  /** The same for the token so many places ahead. */
  wordAhead(distance: number): string {
    return this.ahead(distance) === Kind.Name ? this.tokens.source(this.at + distance) : '';
  }

  isWord(word: string): boolean {
    return this.at < this.limit && this.tokens.isWord(this.at, word);
  }

  eatWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) {
      this.at++;
    }
    return found;
  }

  /** Does a line break stand before the token so many places ahead? */
  breakAhead(distance: number): boolean {
    return this.at + distance >= this.limit || this.tokens.breakBefore(this.at + distance);
  }

  /** The offset where the token at the cursor begins; at the limit, where the last one ended. */
  start(): number {
    return this.isDone() ? this.lastEnd() : this.tokens.start(this.at);
  }

  /** Goes behind the token at the cursor, and answers where that begins. */
  pass(): number {
    const start = this.start();
    this.at++;
    return start;
  }

  /** The offset where the last token that was read ended. */
  lastEnd(): number {
    return this.tokens.end(this.at - 1);
  }

  /** The partner of the bracket at the cursor, as far as the cursor may go. */
  partner(): number {
    return Math.min(this.tokens.partner(this.at), this.limit);
  }

  /** Does the bracket at the cursor have its closing one? */
  isClosed(): boolean {
    return this.tokens.partner(this.at) < this.limit && this.tokens.isClosed(this.at);
  }

  /** The index behind the bracket at the cursor and all that it holds. */
  behindPair(): number {
    return this.isClosed() ? this.partner() + 1 : this.partner();
  }

  skipPair(): void {
    this.at = this.behindPair();
  }

  /** Reads what stands between the bracket at the cursor and its partner, and goes behind it, whatever was read. */
  inside<T>(read: (cursor: Cursor) => T): T {
    const { limit, noIn, inConsequent } = this;
    const close = this.partner();
    const behind = this.behindPair();
    this.limit = close;
    this.noIn = false;
    this.inConsequent = false;
    this.at++;
    const result = read(this);
    this.limit = limit;
    this.noIn = noIn;
    this.inConsequent = inConsequent;
    this.at = behind;
    return result;
  }

  /** A cursor for what is read later: from one index to another. */
  fork(from: number, to: number): Cursor {
    return new Cursor(this.source, from, to, this.depth);
  }

  /** A cursor for what stands in the braces at this one, which goes behind them; for nothing where there are none. */
  forkBraces(): Cursor {
    const { at } = this;
    if (!this.is(Kind.OpenBrace)) {
      return this.fork(at, at);
    }
    const close = this.partner();
    this.skipPair();
    return this.fork(at + 1, close);
  }

  /** What `read` makes of the tokens up to the limit, one after the other. It has to go on, also where it answers nothing. */
  all<T>(read: (cursor: Cursor) => T | undefined): T[] {
    const found: T[] = [];
    while (!this.isDone()) {
      const each = read(this);
      if (each !== undefined) {
        found.push(each);
      }
    }
    return found;
  }

  /** The same where commas stand between; a token of which `read` makes nothing is skipped. */
  list<T>(read: (cursor: Cursor) => T | undefined): T[] {
    return this.all(() => {
      const { at } = this;
      const each = read(this);
      this.at = Math.max(this.at, at + 1);
      this.eat(Kind.Comma);
      return each;
    });
  }

  /** Reads one level deeper; where that is too deep, answers what `tooDeep` makes of it. */
  nested<T>(read: (cursor: Cursor) => T, tooDeep: (cursor: Cursor) => T): T {
    if (this.depth >= MAX_DEPTH) {
      return tooDeep(this);
    }
    this.depth++;
    const node = read(this);
    this.depth--;
    return node;
  }

  /** The node that began at the offset and ends with the last token read, with its children. */
  finish<F extends Fields>(start: number, fields: F): NodeOf<F> {
    return build(start, this.lastEnd(), fields);
  }

  identifier(): Identifier {
    const name = this.tokens.name(this.at);
    return this.finish(this.pass(), { type: 'Identifier', name, typeAnnotation: undefined });
  }

  privateName(): PrivateName {
    const name = this.tokens.name(this.at);
    return this.finish(this.pass(), { type: 'PrivateName', name });
  }
}
