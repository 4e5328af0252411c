import type { Occurrence } from '../../../model.ts';
import { purgesOfEndpoints } from './endpoints.ts';
import { createExpressions } from './expressions.ts';
import { tagsOfHeader } from './headers.ts';
import { namesOf } from './names.ts';
import { importsCache, tagsOfCall } from './runtime-cache.ts';
import type { Syntax } from './syntax.ts';
import { tokensOf } from './tokens.ts';

/**
 * What a Python, Go, Ruby or PHP file sets as a header, purges by the REST API, or gives to Vercel's package. Linear in
 * the text.
 */
export function readOtherLanguage(text: string, syntax: Syntax): Occurrence[] {
  const hasPackage = importsCache(text);
  if (!hasPackage && !/vercel-cache-tag|\/v1\/edge-cache\//i.test(text)) {
    return [];
  }
  const tokens = tokensOf(text, syntax);
  const lookup = namesOf(tokens, syntax);
  const reader = { tokens, lookup, readExpression: createExpressions(tokens, syntax, lookup) };
  const found = tokens.flatMap((_, index) => [
    ...tagsOfHeader(reader, index),
    ...(hasPackage ? tagsOfCall(reader, index) : []),
  ]);
  return [...found, ...purgesOfEndpoints(reader)];
}
