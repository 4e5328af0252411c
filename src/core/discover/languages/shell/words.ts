import { getOrMake } from '../../../maps.ts';
import type { Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import { HOLE, type HoledText, type MappedText, MappedTextBuilder, plain } from '../mapped-text.ts';
import { behindNext, matchAt, nextAt } from '../search.ts';

/** Reads shell text as a careful reader does: commands and their words; quotes, escapes, variables, here-documents. */

/** One word; its span is in the file, quotes included; `at` finds the place in the file of a character of its text. */
export interface Word extends Span, HoledText {
  at(index: number): number;
}

export interface Command {
  readonly words: readonly Word[];
  /** What `<<EOF` feeds to it. */
  readonly input?: Word;
  /** Its words behind the first are what a list holds: `TAGS=(a b)`. */
  readonly isList?: boolean;
}

/** A word that is being read. */
interface Draft {
  readonly written: MappedTextBuilder;
  readonly holes: string[];
}

interface Heredoc {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly command: { input?: Word };
}

/** Every simple command of a text. Never fails; linear in the text. */
export function commandsIn(source: MappedText): Command[] {
  const { text } = source;
  const done: Command[] = [];
  /** By an opening bracket where each of its kind closes, worked out when one is met. */
  const nested = new Map<string, ReadonlyMap<number, number>>();
  let command: { readonly words: Word[]; input?: Word; isList?: boolean } = { words: [] };
  let heredocs: Heredoc[] = [];
  let at = 0;

  while (at < text.length) {
    step();
  }
  endCommand();
  return done;

  function step(): void {
    const char = text[at] as string;
    if (skipContinuation()) {
      return;
    }
    if (char === '(' && text[at - 1] === '=' && command.words.length > 0) {
      at++;
      command.isList = true;
    } else if (char === '\n' && !command.isList) {
      at++;
      endCommand();
      readHeredocs();
    } else if (char === '#') {
      at = nextAt('\n', text, at);
    } else if (text.startsWith('<<', at) && text[at + 2] !== '<') {
      beginHeredoc();
    } else if (ENDS_COMMAND.has(char)) {
      at++;
      endCommand();
    } else if (ENDS_WORD.has(char)) {
      at++;
    } else {
      command.words.push(readWord());
    }
  }

  /** Goes behind a backslash and the line break behind it. */
  function skipContinuation(): boolean {
    const length = text.startsWith('\\\n', at) ? 2 : text.startsWith('\\\r\n', at) ? 3 : 0;
    at += length;
    return length > 0;
  }

  function endCommand(): void {
    if (command.words.length > 0) {
      done.push(command);
    }
    command = { words: [] };
  }

  function readWord(): Word {
    const start = at;
    const word = newDraft();
    while (at < text.length && !ENDS_WORD.has(text[at] as string)) {
      if (text[at] === "'") {
        copy(word, nextAt("'", text, ++at));
        at++;
      } else if (text[at] === '"') {
        at++;
        readQuoted(word, () => text[at] === '"');
        at++;
      } else {
        readPiece(word, () => true);
      }
    }
    at = Math.min(at, text.length);
    return finish(word, start, at);
  }

  function finish({ written, holes }: Draft, start: number, end: number): Word {
    const word = written.finish(end);
    return {
      text: word.text,
      holes,
      start: source.at(start),
      end: source.at(end),
      at: (index) => source.at(word.at(index)),
    };
  }

  /** What stands before `end`, as it is. */
  function copy(word: Draft, end: number): void {
    word.written.add(plain(text.slice(at, end)), at);
    at = end;
  }

  /** As between double quotes, up to where `isEnd` says, which is not read. */
  function readQuoted(word: Draft, isEnd: () => boolean): void {
    while (at < text.length && !isEnd()) {
      readPiece(word, (char) => ESCAPED_IN_QUOTES.has(char));
    }
  }

  /** An escaped character, where one `canBeEscaped` at this place, an expansion, or a character. */
  function readPiece(word: Draft, canBeEscaped: (char: string) => boolean): void {
    const next = text[at + 1] ?? '';
    if (skipContinuation()) {
      return;
    }
    if (text[at] === '\\' && canBeEscaped(next)) {
      word.written.add(plain(next), at);
      at += 2;
    } else if (!readExpansion(word)) {
      copy(word, at + 1 + (matchAt(ORDINARY, text, at + 1)?.length ?? 0));
    }
  }

  /** `$NAME`, `${NAME…}`, `${{ … }}` of GitHub, `$(…)`, `` `…` ``, and Make's `$$NAME`. */
  function readExpansion(word: Draft): boolean {
    if (text[at] === '`') {
      const end = text.indexOf('`', at + 1);
      return end >= 0 && addHole(word, text.slice(at + 1, end), end + 1);
    }
    if (text[at] !== '$') {
      return false;
    }
    const from = /^\$[\w{(]/.test(text.slice(at + 1, at + 3)) ? at + 2 : at + 1;
    const name = NAME.exec(text.slice(from, from + MAX_NAME))?.[0];
    if (name !== undefined) {
      return addHole(word, name, from + name.length);
    }
    const [opener, closer] = BRACKETS.find(([each]) => text.startsWith(each, from)) ?? [];
    const end = opener && closer ? endOfNested(from, opener, closer) : -1;
    if (opener === undefined || end < 0) {
      return false;
    }
    const inner = text.slice(from + opener.length, end).trim();
    return addHole(word, opener === '{' ? (NAME.exec(inner)?.[0] ?? inner) : inner, end + opener.length);
  }

  function addHole({ written, holes }: Draft, name: string, end: number): true {
    written.add(HOLE, at);
    holes.push(name);
    at = end;
    return true;
  }

  /** Where the bracket closes that opens at a place; -1 where it does not, or too far away. */
  function endOfNested(opening: number, opener: string, closer: string): number {
    const ends = getOrMake(nested, opener, () => endsOfNested(text, opener, closer));
    const end = ends.get(opening) ?? Number.POSITIVE_INFINITY;
    return end < opening + MAX_EXPANSION ? end : -1;
  }

  function beginHeredoc(): void {
    const [all, quote, delimiter] = HEREDOC.exec(text.slice(at, at + 100)) ?? [];
    if (all === undefined || delimiter === undefined) {
      at += 2;
      return;
    }
    heredocs.push({ delimiter, isQuoted: quote !== '', command });
    at += all.length;
  }

  /** The bodies of the here-documents that the line before began. */
  function readHeredocs(): void {
    for (const each of heredocs) {
      const start = at;
      const end = endOfHeredoc(text, start, each.delimiter);
      const body = newDraft();
      if (each.isQuoted) {
        copy(body, end);
      } else {
        readQuoted(body, () => at >= end);
      }
      each.command.input = finish(body, start, Math.max(at, start + 1));
      at = Math.max(at, behindNext('\n', text, end));
    }
    heredocs = [];
  }
}

const newDraft = (): Draft => ({ written: new MappedTextBuilder(), holes: [] });

/** The beginning of the line that holds nothing but the delimiter. */
function endOfHeredoc(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; ) {
    const lineEnd = nextAt('\n', text, at);
    if (text.slice(at, lineEnd).trim() === delimiter) {
      return at;
    }
    at = lineEnd + 1;
  }
  return text.length;
}

function endsOfNested(text: string, opener: string, closer: string): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith(opener, at)) {
      open.push(at);
    } else if (text.startsWith(closer, at)) {
      ends.set(open.pop() ?? -1, at);
    }
  }
  return ends;
}

/** Around what is worked out when the script runs, behind its `$`. */
const BRACKETS: readonly (readonly [opener: string, closer: string])[] = [
  ['{{', '}}'],
  ['{', '}'],
  ['(', ')'],
];
const HEREDOC = /^<<-?[ \t]*(['"\\]?)([\w.-]+)['"]?/;
const NAME = /^(?:[A-Za-z_]\w*|[\d@*#?])/;
const MAX_NAME = 100;
const MAX_EXPANSION = 1000;

/** What is itself wherever it stands. */
const ORDINARY = /[\w./:=,@-]*/y;
const ENDS_COMMAND = wordSet('; & | ( )');
const ENDS_WORD: ReadonlySet<string> = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>']);
const ESCAPED_IN_QUOTES = wordSet('" \\ $ `');
