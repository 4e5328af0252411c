import type { Span } from '../../model.ts';
import { cookString } from '../parse/cook.ts';
import { type MappedText, MappedTextBuilder } from './mapped-text.ts';

/** JSON as it stands in real files (comments, trailing commas, half typed), every value with its place. */

export interface JsonObject extends Span {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}
export interface JsonArray extends Span {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}
export interface JsonString extends Span {
  readonly kind: 'string';
  /** What it means, each character with the place where it is written. */
  readonly content: MappedText;
}
/** A number, a word, or what is none of all these. */
export interface JsonOther extends Span {
  readonly kind: 'other';
}
export type JsonNode = JsonObject | JsonArray | JsonString | JsonOther;

/** What stands deeper is not read. */
const MAX_DEPTH = 64;

/** Reads a text as JSON. Never fails: what cannot be read is skipped. Linear in the text. */
export function readJson(text: string): JsonNode {
  return new Reader(text).value(0);
}

/** The value of a member; of several with one name the last, as in JSON. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((candidate) => candidate.key === key)?.value : undefined;
}

export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

export function members(node: JsonNode | undefined): readonly JsonMember[] {
  return node?.kind === 'object' ? node.members : [];
}

export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.content.text : undefined;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonNode {
    const char = this.#next();
    const start = this.#at;
    if (char === '"') {
      return this.#string();
    }
    if ((char === '{' || char === '[') && depth < MAX_DEPTH) {
      this.#at++;
      return char === '{'
        ? { kind: 'object', members: this.#members(depth + 1), start, end: this.#at }
        : { kind: 'array', items: this.#items(depth + 1), start, end: this.#at };
    }
    this.#skipWord();
    return { kind: 'other', start, end: this.#at };
  }

  #members(depth: number): JsonMember[] {
    const found: JsonMember[] = [];
    for (let char = this.#next(); char !== undefined && char !== '}'; char = this.#next()) {
      const key = char === '"' ? this.#string().content.text : undefined;
      if (key !== undefined && this.#next() === ':') {
        this.#at++;
        found.push({ key, value: this.value(depth) });
      } else if (key === undefined) {
        this.#at++; // a comma, or what has no business here
      }
    }
    this.#at++;
    return found;
  }

  #items(depth: number): JsonNode[] {
    const found: JsonNode[] = [];
    for (let char = this.#next(); char !== undefined && char !== ']'; char = this.#next()) {
      if (char === ',' || char === '}' || char === ':') {
        this.#at++;
      } else {
        found.push(this.value(depth));
      }
    }
    this.#at++;
    return found;
  }

  /** Skips blanks and comments, and shows what follows. */
  #next(): string | undefined {
    const text = this.#text;
    while (this.#at < text.length) {
      const char = text[this.#at] as string;
      if (char === '/' && (text[this.#at + 1] === '/' || text[this.#at + 1] === '*')) {
        const isLine = text[this.#at + 1] === '/';
        const end = text.indexOf(isLine ? '\n' : '*/', this.#at + 2);
        this.#at = end < 0 ? text.length : end + (isLine ? 1 : 2);
      } else if (/\s|\ufeff/.test(char)) {
        this.#at++;
      } else {
        return char;
      }
    }
    return undefined;
  }

  /** A string; one without its closing quote ends at its line. */
  #string(): JsonString {
    const text = this.#text;
    const start = this.#at;
    const content = new MappedTextBuilder();
    this.#at++;
    while (this.#at < text.length && text[this.#at] !== '"' && text[this.#at] !== '\n') {
      const written = text[this.#at] === '\\' ? ESCAPE.exec(text.slice(this.#at, this.#at + 6))?.[0] : undefined;
      content.add(
        written === undefined ? (text[this.#at] as string) : cookString(written, 0, written.length),
        this.#at,
      );
      this.#at += written?.length ?? 1;
    }
    const end = Math.min(this.#at, text.length);
    this.#at = text[this.#at] === '"' ? this.#at + 1 : end;
    return { kind: 'string', content: content.finish(end), start, end: this.#at };
  }

  #skipWord(): void {
    const word = /[^\s,:{}[\]"]*/y;
    word.lastIndex = this.#at;
    this.#at += Math.max(1, word.exec(this.#text)?.[0].length ?? 0);
  }
}

const ESCAPE = /^\\(?:u[\da-fA-F]{4}|[^\n])/;
