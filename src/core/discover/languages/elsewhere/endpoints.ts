import { firstOf } from '../../../first-of.ts';
import type { Occurrence } from '../../../model.ts';
import { type Endpoint, endpointIn } from '../../sinks/endpoint.ts';
import { holedValues } from '../json.ts';
import { type Meaning, occurrencesIn } from '../mapped-text.ts';
import { bareName } from './expressions.ts';
import { FUNCTION } from './names.ts';
import type { Reader } from './reader.ts';
import type { Token } from './tokens.ts';

/**
 * The purges by hand-made calls: `requests.post(".../v1/edge-cache/invalidate-by-tags", json={"tags": ["a"]})`. The body
 * is looked for in the call that holds the URL, else in its function, before the URL first.
 */
export function purgesOfEndpoints(reader: Reader): Occurrence[] {
  const { tokens, lookup } = reader;
  const found = new Map<number, Occurrence[]>();
  tokens.forEach((token, index) => {
    // A constant may stand in a string: `f"{PURGE_URL}?projectIdOrName={project}"`.
    const names = token.kind === 'string' ? token.holes : token.kind === 'name' ? [token.text] : [];
    const texts = [token, ...names.flatMap((name) => lookup(bareName(name), index) ?? [])];
    const endpoint = firstOf(texts, ({ text }) => endpointIn(text));
    const body = endpoint && bodyNear(reader, index, endpoint);
    if (endpoint && body !== undefined) {
      found.set(body, purgesAt(reader, body, endpoint));
    }
  });
  return [...found.values()].flat();
}

/** The token that names the tags or images of the body, or is the body as JSON. */
function bodyNear({ tokens }: Reader, url: number, endpoint: Endpoint): number | undefined {
  const isBody = (index: number) => isKey(tokens, index, endpoint.member) || isJson(tokens[index], endpoint.member);
  const [from, to] = callAround(tokens, url);
  const inCall = indices(from, to).find(isBody);
  return (
    inCall ??
    indices(functionFrom(tokens, url, -1), url).findLast(isBody) ??
    indices(url, functionFrom(tokens, url, 1)).find(isBody)
  );
}

function purgesAt(reader: Reader, index: number, endpoint: Endpoint): Occurrence[] {
  const token = reader.tokens[index] as Token;
  return isJson(token, endpoint.member)
    ? holedValues(token, endpoint.member).flatMap((text) => occurrencesIn(text, token, endpoint, 'runtime'))
    : valuesAt(reader, index + 2, endpoint);
}

/** The tags or images that an expression in brackets yields. */
export function valuesAt({ readExpression }: Reader, index: number, meaning: Meaning): Occurrence[] {
  const texts = readExpression(index, true)?.texts ?? [];
  return texts.flatMap((text) => occurrencesIn(text, text, meaning, 'runtime'));
}

/** `"tags": …`, `'tags' => …`, `tags: …`, `Tags: …`, `tags=…`. */
export function isKey(tokens: readonly Token[], index: number, name: string): boolean {
  const token = tokens[index];
  const after = tokens[index + 1]?.text;
  const isNamed = token?.text === name || (token?.kind === 'name' && token.text.toLowerCase() === name.toLowerCase());
  return (
    isNamed && (after === ':' || after === '=>' || (after === '=' && token.kind === 'name' && isInCall(tokens, index)))
  );
}

/** `dict(tags=…)`: behind a bracket or a comma, where `=` names an argument. */
function isInCall(tokens: readonly Token[], index: number): boolean {
  const before = tokens.slice(Math.max(0, index - 2), index).findLast(({ kind }) => kind !== 'newline');
  return before?.text === '(' || before?.text === ',';
}

function isJson(token: Token | undefined, name: string): token is Token & { kind: 'string' } {
  return token?.kind === 'string' && token.text.trimStart().startsWith('{') && token.text.includes(`"${name}"`);
}

/** More tokens than these are not looked through for one URL or call. */
export const MOST_TOKENS = 300;

/** The tokens between the brackets of the call that a token is an argument of. */
function callAround(tokens: readonly Token[], index: number): readonly [number, number] {
  const open = unmatched(tokens, index, -1);
  return open === undefined ? [index, index] : [open, unmatched(tokens, open + 1, 1) ?? index];
}

/** The nearest parenthesis that is open at a token: behind it (`step` 1) its closing, before it its opening one. */
function unmatched(tokens: readonly Token[], from: number, step: 1 | -1): number | undefined {
  const [opens, closes] = step > 0 ? ['(', ')'] : [')', '('];
  let depth = 0;
  for (let at = from, left = MOST_TOKENS; at >= 0 && at < tokens.length && left > 0; at += step, left--) {
    const token = tokens[at];
    if (token?.kind === 'mark' && token.text === opens) {
      depth++;
    } else if (token?.kind === 'mark' && token.text === closes && depth-- === 0) {
      return at;
    }
  }
  return undefined;
}

/** Where the next function begins behind a token (`step` 1), or the one that it is in. */
function functionFrom(tokens: readonly Token[], index: number, step: 1 | -1): number {
  let at = index;
  while (tokens[at] !== undefined && Math.abs(at - index) < MOST_TOKENS && !isFunction(tokens[at])) {
    at += step;
  }
  return at;
}

const isFunction = (token: Token | undefined): boolean => token?.kind === 'name' && FUNCTION.has(token.text);

const indices = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
