import type { Span } from '../../../model.ts';
import { HOLE, type HoledText, type MappedText, plain } from '../mapped-text.ts';

/** Reads shell text as a careful reader does: commands and their words; quotes, escapes, variables, here-documents. */

/** One word; its span is in the file, quotes included; `at` finds the place in the file of a character of its text. */
export interface Word extends Span, HoledText {
  at(index: number): number;
}

export interface Command {
  readonly words: readonly Word[];
  /** What `<<EOF` feeds to it. */
  readonly input?: Word;
}

/** Every simple command of a text. Never fails; linear in the text. */
export function commandsIn(source: MappedText): Command[] {
  return new Reader(source).commands();
}

class WordBuilder {
  text = '';
  readonly holes: string[] = [];
  readonly offsets: number[] = [];

  add(char: string, index: number): void {
    this.text += plain(char);
    this.offsets.push(index);
  }

  addHole(name: string, index: number): void {
    this.text += HOLE;
    this.holes.push(name);
    this.offsets.push(index);
  }
}

interface Heredoc {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly command: { words: Word[]; input?: Word };
}

class Reader {
  readonly #source: MappedText;
  readonly #text: string;
  #at = 0;
  readonly #done: Command[] = [];
  /** What was looked for by `nextOf`. */
  readonly #next = new Map<string, { readonly from: number; readonly at: number }>();
  #command: { words: Word[]; input?: Word } = { words: [] };
  #heredocs: Heredoc[] = [];

  constructor(source: MappedText) {
    this.#source = source;
    this.#text = source.text;
  }

  commands(): Command[] {
    while (this.#at < this.#text.length) {
      this.#step();
    }
    this.#endCommand();
    return this.#done;
  }

  #step(): void {
    const text = this.#text;
    const char = text[this.#at] as string;
    const lineBreak = this.#continuation();
    if (lineBreak > 0) {
      this.#at += lineBreak;
    } else if (char === ' ' || char === '\t' || char === '\r') {
      this.#at++;
    } else if (char === '\n') {
      this.#at++;
      this.#endCommand();
      this.#readHeredocs();
    } else if (char === '#') {
      const end = text.indexOf('\n', this.#at);
      this.#at = end < 0 ? text.length : end;
    } else if (text.startsWith('<<', this.#at) && text[this.#at + 2] !== '<') {
      this.#beginHeredoc();
    } else if (ENDS_COMMAND.has(char)) {
      this.#at++;
      this.#endCommand();
    } else if (char === '<' || char === '>') {
      this.#at++;
    } else {
      this.#command.words.push(this.#word());
    }
  }

  /** The length of a backslash and the line break behind it. */
  #continuation(): number {
    if (this.#text[this.#at] !== '\\') {
      return 0;
    }
    return this.#text[this.#at + 1] === '\n' ? 2 : this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 0;
  }

  #endCommand(): void {
    if (this.#command.words.length > 0) {
      this.#done.push(this.#command);
    }
    this.#command = { words: [] };
  }

  #word(): Word {
    const text = this.#text;
    const start = this.#at;
    const word = new WordBuilder();
    while (this.#at < text.length && !ENDS_WORD.has(text[this.#at] as string)) {
      const char = text[this.#at] as string;
      const lineBreak = this.#continuation();
      if (lineBreak > 0) {
        this.#at += lineBreak;
      } else if (char === "'") {
        this.#singleQuoted(word);
      } else if (char === '"') {
        this.#at++;
        this.#doubleQuoted(word, (at) => text[at] === '"');
        this.#at++;
      } else if (char === '\\') {
        word.add(text[this.#at + 1] ?? '', this.#at);
        this.#at += 2;
      } else if (!this.#expansion(word)) {
        word.add(char, this.#at);
        this.#at++;
      }
    }
    this.#at = Math.min(this.#at, text.length);
    return this.#finish(word, start, this.#at);
  }

  #finish({ text, holes, offsets }: WordBuilder, start: number, end: number): Word {
    const source = this.#source;
    return {
      text,
      holes,
      start: source.at(start),
      end: source.at(end),
      at: (index) => source.at(offsets[index] ?? end),
    };
  }

  #singleQuoted(word: WordBuilder): void {
    const close = this.#text.indexOf("'", this.#at + 1);
    const end = close < 0 ? this.#text.length : close;
    for (let at = this.#at + 1; at < end; at++) {
      word.add(this.#text[at] as string, at);
    }
    this.#at = end + 1;
  }

  /** Up to where `isEnd` says, which is not read. */
  #doubleQuoted(word: WordBuilder, isEnd: (at: number) => boolean): void {
    const text = this.#text;
    while (this.#at < text.length && !isEnd(this.#at)) {
      const char = text[this.#at] as string;
      const lineBreak = this.#continuation();
      if (lineBreak > 0) {
        this.#at += lineBreak;
      } else if (char === '\\' && ESCAPED_IN_QUOTES.has(text[this.#at + 1] ?? '')) {
        word.add(text[this.#at + 1] as string, this.#at);
        this.#at += 2;
      } else if (!this.#expansion(word)) {
        word.add(char, this.#at);
        this.#at++;
      }
    }
  }

  /** `$NAME`, `${NAME…}`, `${{ … }}` of GitHub, `$(…)`, `` `…` ``, and Make's `$$NAME`. */
  #expansion(word: WordBuilder): boolean {
    const text = this.#text;
    const start = this.#at;
    if (text[start] === '`') {
      const end = text.indexOf('`', start + 1);
      return end >= 0 && this.#hole(word, text.slice(start + 1, end), end + 1);
    }
    if (text[start] !== '$') {
      return false;
    }
    const from = /^\$[\w{(]/.test(text.slice(start + 1, start + 3)) ? start + 2 : start + 1;
    const name = NAME.exec(text.slice(from, from + MAX_NAME))?.[0];
    if (name !== undefined) {
      return this.#hole(word, name, from + name.length);
    }
    const [opener, closer] = text.startsWith('{{', from)
      ? ['{{', '}}']
      : text[from] === '{'
        ? ['{', '}']
        : text[from] === '('
          ? ['(', ')']
          : [];
    const end = opener && closer ? this.#endOfNested(from, opener, closer) : -1;
    if (opener === undefined || end < 0) {
      return false;
    }
    const inner = text.slice(from + opener.length, end).trim();
    return this.#hole(word, opener === '{' ? (NAME.exec(inner)?.[0] ?? inner) : inner, end + opener.length);
  }

  #hole(word: WordBuilder, name: string, end: number): true {
    word.addHole(name, this.#at);
    this.#at = end;
    return true;
  }

  #endOfNested(from: number, opener: string, closer: string): number {
    const text = this.#text;
    const to = Math.min(text.length, from + MAX_EXPANSION);
    let depth = 0;
    if (this.#nextOf(closer, from) >= to) {
      return -1;
    }
    for (let at = from; at < to; at++) {
      const char = text[at];
      if (char === opener[0] && text.startsWith(opener, at)) {
        depth++;
      } else if (char === closer[0] && text.startsWith(closer, at) && --depth === 0) {
        return at;
      }
    }
    return -1;
  }

  /** Where a text stands next; looked for once, however often it is asked for before that place. */
  #nextOf(wanted: string, from: number): number {
    const known = this.#next.get(wanted);
    if (known !== undefined && known.from <= from && from <= known.at) {
      return known.at;
    }
    const found = this.#text.indexOf(wanted, from);
    const at = found < 0 ? this.#text.length : found;
    this.#next.set(wanted, { from, at });
    return at;
  }

  #beginHeredoc(): void {
    const [all, quote, delimiter] =
      /^<<-?[ \t]*(['"\\]?)([\w.-]+)['"]?/.exec(this.#text.slice(this.#at, this.#at + 100)) ?? [];
    if (all === undefined || delimiter === undefined) {
      this.#at += 2;
      return;
    }
    this.#heredocs.push({ delimiter, isQuoted: quote !== '', command: this.#command });
    this.#at += all.length;
  }

  /** The bodies of the here-documents that the line before began. */
  #readHeredocs(): void {
    for (const { delimiter, isQuoted, command } of this.#heredocs) {
      const text = this.#text;
      const start = this.#at;
      const end = endOfHeredoc(text, start, delimiter);
      const body = new WordBuilder();
      if (isQuoted) {
        for (; this.#at < end; this.#at++) {
          body.add(text[this.#at] as string, this.#at);
        }
      } else {
        this.#doubleQuoted(body, (at) => at >= end);
      }
      command.input = this.#finish(body, start, Math.max(this.#at, start + 1));
      const line = text.indexOf('\n', end);
      this.#at = Math.max(this.#at, line < 0 ? text.length : line + 1);
    }
    this.#heredocs = [];
  }
}

/** The beginning of the line that holds nothing but the delimiter. */
function endOfHeredoc(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const lineEnd = next < 0 ? text.length : next;
    if (text.slice(at, lineEnd).trim() === delimiter) {
      return at;
    }
    at = lineEnd + 1;
  }
  return text.length;
}

const NAME = /^(?:[A-Za-z_]\w*|[\d@*#?])/;
const MAX_NAME = 100;
const MAX_EXPANSION = 1000;

const ENDS_COMMAND: ReadonlySet<string> = new Set([';', '&', '|', '(', ')']);
const ENDS_WORD: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>']);
const ESCAPED_IN_QUOTES: ReadonlySet<string> = new Set(['"', '\\', '$', '`']);
