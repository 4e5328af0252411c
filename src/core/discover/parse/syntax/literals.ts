import type { Literal, TemplateLiteral } from '../../nodes.ts';
import { cookAttribute, cookNumber, cookString, cookTemplate, endOfContent } from '../cook.ts';
import * as Char from '../lexer/chars.ts';
import * as Kind from '../lexer/kinds.ts';
import { readSingle } from './broken.ts';
import type { Cursor } from './cursor.ts';

export function readString(cursor: Cursor): Literal {
  return literal(cursor, stringValue(cursor));
}

/** A string in a JSX tag. */
export function readAttributeString(cursor: Cursor): Literal {
  const { text } = cursor.tokens;
  const start = cursor.start();
  return literal(cursor, cookAttribute(text, start + 1, endOfContent(text, start, cursor.tokens.end(cursor.at))));
}

/** The value of the string, or of the template without holes, at the cursor, which stays there. */
export function stringValue(cursor: Cursor): string {
  const { text } = cursor.tokens;
  const start = cursor.start();
  const end = endOfContent(text, start, cursor.tokens.end(cursor.at));
  return cursor.is(Kind.Template) ? cookTemplate(text, start + 1, end) : cookString(text, start + 1, end);
}

/** The same, and goes behind it. */
export function eatString(cursor: Cursor): string {
  const value = stringValue(cursor);
  cursor.at++;
  return value;
}

export function readNumber(cursor: Cursor): Literal {
  return literal(cursor, cookNumber(cursor.tokens.source(cursor.at)));
}

/** The token at the cursor, with the value that it stands for. */
export function literal(cursor: Cursor, value: Literal['value']): Literal {
  const start = cursor.pass();
  return cursor.finish(start, { type: 'Literal', value });
}

export function readTemplate(cursor: Cursor): TemplateLiteral {
  const start = cursor.start();
  const { quasis, holes: expressions } = readPieces(cursor, readSingle);
  return cursor.finish(start, { type: 'TemplateLiteral', quasis, expressions });
}

/** The texts of a template, and what stands between them: from the end of a text to the beginning of the next. */
export function readPieces<T>(
  cursor: Cursor,
  readHole: (cursor: Cursor) => T,
): { readonly quasis: readonly string[]; readonly holes: readonly T[] } {
  const quasis: string[] = [];
  const holes: T[] = [];
  while (cursor.is(Kind.TemplateHead) || cursor.is(Kind.TemplateMiddle)) {
    const { tokens, at } = cursor;
    quasis.push(cookTemplate(tokens.text, tokens.start(at) + 1, tokens.end(at) - 2));
    holes.push(readHole(cursor));
  }
  quasis.push(cursor.is(Kind.Template) || cursor.is(Kind.TemplateTail) ? readLastText(cursor) : '');
  return { quasis, holes };
}

function readLastText(cursor: Cursor): string {
  const { text } = cursor.tokens;
  const start = cursor.pass();
  return cookTemplate(text, start + 1, endOfContent(text, start, cursor.lastEnd(), Char.Backtick));
}
