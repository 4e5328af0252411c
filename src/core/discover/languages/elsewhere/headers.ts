import type { Occurrence, Span } from '../../../model.ts';
import { type HoledText, occurrencesIn, slice } from '../mapped-text.ts';
import { bareName } from './expressions.ts';
import type { Reader } from './reader.ts';
import type { Token } from './tokens.ts';

const API = 'Vercel-Cache-Tag';

/** The cache tags that are set by the header whose name the token at an index is. */
export function tagsOfHeader({ tokens, lookup, readExpression }: Reader, index: number): Occurrence[] {
  const token = tokens[index] as Token;
  const written = token.kind === 'name' ? lookup(bareName(token.text), index)?.[0] : token;
  const header = written?.text.toLowerCase() ?? '';
  if (header === 'vercel-cache-tag' && (token.kind === 'name' || token.kind === 'string')) {
    const value = valueAt(tokens, index);
    const isInBrackets = value !== undefined && tokens[index + 1]?.text !== ']';
    return value === undefined ? [] : (readExpression(value, isInBrackets)?.texts ?? []).flatMap(tagsIn);
  }
  return /^vercel-cache-tag\s*:/.test(header) && token.kind === 'string' && isCall(tokens, index, 'header')
    ? (readExpression(index)?.texts ?? []).flatMap((line) => tagsIn(behindColon(line)))
    : [];
}

/** Where the value of the header stands whose name is the token: `["H"] = v`, `"H": v`, `"H" => v`, `f("H", v)`. */
function valueAt(tokens: readonly Token[], index: number): number | undefined {
  const after = tokens[index + 1]?.text;
  if (after === ']' && ['=', '+=', '|='].includes(tokens[index + 2]?.text ?? '')) {
    return index + 3;
  }
  if (after === ':' || after === '=>') {
    return index + 2;
  }
  return after === ',' && isPairOrSetter(tokens, index) ? index + 2 : undefined;
}

/** Functions that look at a header, or take it away. */
const READING = /^(?:get|has|is|del|delete|remove|pop|fetch|find|dig|values|check|contains?|assert|expect|without)/i;

function isPairOrSetter(tokens: readonly Token[], index: number): boolean {
  let before = index - 1;
  while (tokens[before]?.kind === 'newline') {
    before--;
  }
  const opener = tokens[before]?.text;
  const callee = tokens[before - 1];
  return (
    opener === '[' || opener === '{' || (opener === '(' && !(callee?.kind === 'name' && READING.test(callee.text)))
  );
}

function isCall(tokens: readonly Token[], index: number, name: string): boolean {
  return tokens[index - 1]?.text === '(' && tokens[index - 2]?.text.toLowerCase() === name;
}

function behindColon(line: HoledText & Span): HoledText & Span {
  return { ...slice(line, line.text.indexOf(':') + 1, line.text.length), start: line.start, end: line.end };
}

function tagsIn(text: HoledText & Span): Occurrence[] {
  return occurrencesIn(text, text, { role: 'assign', api: API, list: true }, 'runtime');
}
