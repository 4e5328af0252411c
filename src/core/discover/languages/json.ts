import { attempt } from '../../attempt.ts';
import type { Span } from '../../model.ts';
import { cookString } from '../parse/cook.ts';
import { countHoles, HOLE, type HoledText, type MappedText, MappedTextBuilder } from './mapped-text.ts';
import { matchAt } from './search.ts';

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
  let at = 0;
  return readValue(0);

  function readValue(depth: number): JsonNode {
    const char = next();
    const start = at;
    if (char === '"') {
      return readString();
    }
    if ((char === '{' || char === '[') && depth < MAX_DEPTH) {
      at++;
      return char === '{'
        ? { kind: 'object', members: readMembers(depth + 1), start, end: at }
        : { kind: 'array', items: readItems(depth + 1), start, end: at };
    }
    at += Math.max(1, matchAt(WORD, text, at)?.length ?? 0);
    return { kind: 'other', start, end: at };
  }

  function readMembers(depth: number): JsonMember[] {
    const found: JsonMember[] = [];
    for (let char = next(); char !== undefined && char !== '}'; char = next()) {
      const key = char === '"' ? readString().content.text : undefined;
      if (key !== undefined && next() === ':') {
        at++;
        found.push({ key, value: readValue(depth) });
      } else if (key === undefined) {
        at++; // a comma, or what has no business here
      }
    }
    at++;
    return found;
  }

  function readItems(depth: number): JsonNode[] {
    const found: JsonNode[] = [];
    for (let char = next(); char !== undefined && char !== ']'; char = next()) {
      if (char === ',' || char === '}' || char === ':') {
        at++;
      } else {
        found.push(readValue(depth));
      }
    }
    at++;
    return found;
  }

  /** Skips blanks and comments, and shows what follows. */
  function next(): string | undefined {
    at += matchAt(BLANK, text, at)?.length ?? 0;
    return text[at];
  }

  /** A string; one without its closing quote ends at its line. */
  function readString(): JsonString {
    const start = at++;
    const content = new MappedTextBuilder();
    while (at < text.length && text[at] !== '"' && text[at] !== '\n') {
      const written = text[at] === '\\' ? ESCAPE.exec(text.slice(at, at + 6))?.[0] : undefined;
      content.add(written === undefined ? (text[at] as string) : cookString(written, 0, written.length), at);
      at += written?.length ?? 1;
    }
    const end = Math.min(at, text.length);
    at = text[at] === '"' ? at + 1 : end;
    return { kind: 'string', content: content.finish(end), start, end: at };
  }
}

const BLANK = /(?:\s+|\/\/.*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const WORD = /[^\s,:{}[\]"]*/y;
const ESCAPE = /^\\(?:u[\da-fA-F]{4}|[^\n])/;

/** The value of a member; of several with one name the last, as in JSON. */
export function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((candidate) => candidate.key === key)?.value : undefined;
}

export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** The items of an array; anything else is one by itself. */
export function oneOrMore(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : node ? [node] : [];
}

export function members(node: JsonNode | undefined): readonly JsonMember[] {
  return node?.kind === 'object' ? node.members : [];
}

export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.content.text : undefined;
}

/** A value in a JSON text, and where it is written in it. */
export interface HoledNode extends Span, HoledText {}

/**
 * What a member of the outermost object holds, one or more: the strings with the holes that stand in them, and the holes
 * that stand for whole values.
 */
export function holedValues({ text, holes }: HoledText, key: string): HoledNode[] {
  let at = 0;
  let used = 0;
  return oneOrMore(member(readJson(text), key)).flatMap((node) => {
    const { start, end } = node;
    const before = used + countHoles(text.slice(at, start));
    used = before + countHoles(text.slice(start, end));
    at = end;
    const own = node.kind === 'string' ? node.content.text : HOLE.repeat(used - before);
    return own === '' ? [] : [{ text: own, holes: holes.slice(before, used), start, end }];
  });
}

/** The object that a text holds, as `JSON.parse` would have it; `undefined` where there is none. */
export function recordIn(text: string | null | undefined): Record<string, unknown> | undefined {
  // Nearly all of it is plain JSON, which the engine reads many times faster.
  const data: unknown = text ? (attempt(() => JSON.parse(text)) ?? dataOf(readJson(text), text)) : undefined;
  return isRecord(data) ? data : undefined;
}

function dataOf(node: JsonNode, text: string): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, dataOf(value, text)]));
    case 'array':
      return node.items.map((item) => dataOf(item, text));
    case 'string':
      return node.content.text;
    default:
      return attempt(() => JSON.parse(text.slice(node.start, node.end)));
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
