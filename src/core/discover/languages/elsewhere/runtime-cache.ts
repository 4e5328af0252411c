import type { Occurrence } from '../../../model.ts';
import { isKey, MOST_TOKENS, valuesAt } from './endpoints.ts';
import type { Reader } from './reader.ts';
import { nesting, type Token } from './tokens.ts';

/** Whether a Python file imports what Vercel's package offers for caches: `from vercel.cache import RuntimeCache`. */
export const importsCache = (text: string): boolean => /\bvercel\.(?:cache|functions)\b/.test(text);

const SET = { role: 'assign', api: 'RuntimeCache.set' } as const;
const PURGE = /^(?:expire|invalidate_by|dangerously_delete_by)_tag$/;

/** The tags that a call of the package gives: `cache.set(key, value, {"tags": ["a"]})`, `cache.expire_tag("a")`; its options. */
export function tagsOfCall(reader: Reader, index: number): Occurrence[] {
  if (isKey(reader.tokens, index, 'tags') && isBesideTime(reader, index)) {
    return valuesAt(reader, index + 2, SET);
  }
  const [before, name, open] = reader.tokens.slice(index - 1, index + 2);
  if (name?.kind !== 'name' || open?.text !== '(' || before?.text === 'def') {
    return [];
  }
  if (PURGE.test(name.text)) {
    return valuesAt(reader, index + 2, { role: 'invalidate', api: name.text });
  }
  const tags = name.text === 'set' && before?.text === '.' ? tagsInOptions(reader, index + 2) : undefined;
  return tags === undefined || isBesideTime(reader, tags) ? [] : valuesAt(reader, tags + 2, SET);
}

/** Whether a key stands in options for the cache, whoever is handed them: `{"ttl": 60, "tags": ["a"]}`. */
function isBesideTime({ tokens }: Reader, index: number): boolean {
  return [1, -1].some((step) => {
    let depth = 0;
    for (let at = index; depth >= 0 && Math.abs(at - index) < MOST_TOKENS; at += step) {
      if (depth === 0 && isKey(tokens, at, 'ttl')) {
        return true;
      }
      const token = tokens[at];
      depth += token ? step * nesting(token) : -1;
    }
    return false;
  });
}

/** The key `"tags"` in the third argument of a call, whose arguments begin at a token. */
function tagsInOptions({ tokens }: Reader, from: number): number | undefined {
  let depth = 0;
  let commas = 0;
  for (let at = from; depth >= 0 && at < Math.min(tokens.length, from + MOST_TOKENS); at++) {
    if (commas === 2 && isKey(tokens, at, 'tags')) {
      return at;
    }
    const token = tokens[at] as Token;
    depth += nesting(token);
    commas += depth === 0 && token.text === ',' ? 1 : 0;
  }
  return undefined;
}
