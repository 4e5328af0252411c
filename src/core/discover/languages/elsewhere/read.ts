import type { Occurrence } from '../../../model.ts';
import { purgesOfEndpoints } from './endpoints.ts';
import { createExpressions } from './expressions.ts';
import { tagsOfHeader } from './headers.ts';
import { namesOf } from './names.ts';
import type { Syntax } from './syntax.ts';
import { tokensOf } from './tokens.ts';

/** What a Python, Go, Ruby or PHP file sets as a header, and what it purges by the REST API. Linear in the text. */
export function readOtherLanguage(text: string, syntax: Syntax): Occurrence[] {
  if (!/vercel-cache-tag|\/v1\/edge-cache\//i.test(text)) {
    return [];
  }
  const tokens = tokensOf(text, syntax);
  const lookup = namesOf(tokens, syntax);
  const reader = { tokens, lookup, readExpression: createExpressions(tokens, syntax, lookup) };
  return [...tokens.flatMap((_, index) => tagsOfHeader(reader, index)), ...purgesOfEndpoints(reader)];
}
