import type { Span } from '../../../model.ts';
import { endOfBraces } from '../components/braces.ts';
import { HOLE, type HoledText, plain } from '../mapped-text.ts';
import type { Quote, Syntax } from './syntax.ts';

/** The tokens of Python, Go, Ruby and PHP, as far as header calls need them. Comments are left out. */
export type Token = Span &
  (
    | ({ readonly kind: 'string' } & HoledText)
    | { readonly kind: 'name' | 'number' | 'mark' | 'newline'; readonly text: string }
  );

export function tokensOf(source: string, syntax: Syntax): Token[] {
  return islandsOf(source, syntax).flatMap((island) => new Lexer(source, syntax, island).tokens());
}

function islandsOf(source: string, { island }: Syntax): Span[] {
  if (island === undefined) {
    return [{ start: 0, end: source.length }];
  }
  const [opener, closer] = island;
  const found: Span[] = [];
  opener.lastIndex = 0;
  for (let open = opener.exec(source); open !== null; open = opener.exec(source)) {
    const start = open.index + open[0].length;
    const close = source.indexOf(closer, start);
    found.push({ start, end: close < 0 ? source.length : close });
    opener.lastIndex = close < 0 ? source.length : close;
  }
  return found;
}

const NAME = /[$@]{0,2}[A-Za-z_]\w*/y;
const NUMBER = /\d[\w.]*/y;
const MARK = /=>|==|:=|->|::|[+|.]?=|[^\s\w]/y;

class Lexer {
  readonly #source: string;
  readonly #syntax: Syntax;
  readonly #end: number;
  #at: number;
  readonly #found: Token[] = [];

  constructor(source: string, syntax: Syntax, { start, end }: Span) {
    this.#source = source;
    this.#syntax = syntax;
    this.#at = start;
    this.#end = end;
  }

  tokens(): Token[] {
    while (this.#at < this.#end) {
      if (!this.#comment() && !this.#newline() && !this.#string()) {
        const at = this.#at;
        const isRead = this.#match('name', NAME) || this.#match('number', NUMBER) || this.#match('mark', MARK);
        this.#at = isRead ? this.#at : at + 1;
      }
    }
    return this.#found;
  }

  #comment(): boolean {
    const source = this.#source;
    const syntax = this.#syntax;
    const [open, close] = syntax.blockComment ?? [];
    const canBegin = !syntax.commentsBeginLines || (source[this.#at - 1] ?? '\n') === '\n';
    if (open !== undefined && close !== undefined && canBegin && source.startsWith(open, this.#at)) {
      this.#skipBehind(close);
      return true;
    }
    if (syntax.lineComments.some((mark) => source.startsWith(mark, this.#at))) {
      const end = source.indexOf('\n', this.#at);
      this.#at = end < 0 ? this.#end : end;
      return true;
    }
    return false;
  }

  #skipBehind(closer: string): void {
    const end = this.#source.indexOf(closer, this.#at + closer.length - 1);
    this.#at = end < 0 ? this.#end : end + closer.length;
  }

  #newline(): boolean {
    if (this.#source[this.#at] !== '\n') {
      return false;
    }
    this.#found.push({ kind: 'newline', text: '\n', start: this.#at, end: ++this.#at });
    return true;
  }

  #match(kind: 'name' | 'number' | 'mark', pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#source)?.[0];
    if (text === undefined) {
      return false;
    }
    this.#found.push({ kind, text, start: this.#at, end: this.#at + text.length });
    this.#at += text.length;
    return true;
  }

  #string(): boolean {
    const source = this.#source;
    const syntax = this.#syntax;
    const start = this.#at;
    const prefix = this.#prefix();
    for (const [quote, how] of syntax.quotes) {
      if (source.startsWith(quote, start + prefix.length)) {
        this.#at = start + prefix.length + quote.length;
        const content = this.#content(quote, /r/i.test(prefix) ? { ...how, escapes: 'none' } : how, /f/i.test(prefix));
        this.#found.push({ kind: 'string', ...content, start, end: this.#at });
        return true;
      }
    }
    return false;
  }

  #prefix(): string {
    const { prefixes } = this.#syntax;
    const isInName = /\w/.test(this.#source[this.#at - 1] ?? '');
    if (prefixes === undefined || isInName) {
      return '';
    }
    prefixes.lastIndex = this.#at;
    return prefixes.exec(this.#source)?.[0] ?? '';
  }

  /** Reads up to and with the closing quote. */
  #content(quote: string, how: Quote, isF: boolean): HoledText {
    const source = this.#source;
    const pieces: string[] = [];
    const holes: string[] = [];
    const holesBegin = how.holes === 'braces-if-f' && !isF ? 'none' : how.holes;
    while (this.#at < this.#end && !source.startsWith(quote, this.#at)) {
      const char = source[this.#at] as string;
      if (char === '\n' && !how.isMultiline) {
        return { text: pieces.join(''), holes };
      }
      const hole = holesBegin === 'none' ? undefined : holeAt(source, this.#at, this.#end, holesBegin);
      if (hole !== undefined) {
        pieces.push(HOLE);
        holes.push(holeName(hole.expression));
        this.#at = hole.end;
      } else if (char === '\\' && isEscape(how, source[this.#at + 1])) {
        pieces.push(ESCAPES.get(source[this.#at + 1] ?? '') ?? plain(source[this.#at + 1] ?? ''));
        this.#at += 2;
      } else {
        pieces.push(plain(char));
        this.#at += isF && (char === '{' || char === '}') && source[this.#at + 1] === char ? 2 : 1;
      }
    }
    this.#at = Math.min(this.#at + quote.length, this.#end);
    return { text: pieces.join(''), holes };
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

function isEscape({ escapes }: Quote, next: string | undefined): boolean {
  return escapes === 'backslash' || (escapes === 'quote-only' && (next === "'" || next === '\\'));
}

function holeAt(
  source: string,
  at: number,
  to: number,
  how: Exclude<Quote['holes'], 'none'>,
): { expression: string; end: number } | undefined {
  const rest = source.slice(at, at + 2);
  if (how === 'dollar') {
    const [variable] = /^\$[A-Za-z_]\w*(?:->\w+|\[\w+\])?/.exec(source.slice(at, at + 100)) ?? [];
    if (variable !== undefined) {
      return { expression: variable, end: at + variable.length };
    }
  }
  const opensAt =
    how === 'braces-if-f' && rest[0] === '{' && rest[1] !== '{'
      ? at
      : how === 'hash-braces' && rest === '#{'
        ? at + 1
        : how === 'dollar' && rest === '${'
          ? at + 1
          : how === 'dollar' && rest === '{$'
            ? at
            : undefined;
  const close = opensAt === undefined ? -1 : endOfBraces(source, opensAt + 1, to);
  return opensAt === undefined || close < 0
    ? undefined
    : { expression: source.slice(opensAt + 1, close), end: close + 1 };
}

/** The last name of an expression: `id` of `post.id`, of `{id:>3}` and of `str(post["id"])`. */
export function holeName(expression: string): string {
  const [path = ''] = expression.slice(0, 200).split(/[:!](?![:])/, 1);
  return /(?<!\w)([A-Za-z_]\w*)\W*$/.exec(path)?.[1] ?? 'value';
}
