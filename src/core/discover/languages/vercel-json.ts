import type { Occurrence } from '../../model.ts';
import { isTagHeader } from '../sinks/header.ts';
import { items, type JsonNode, type JsonString, member, members, oneOrMore, readJson, stringOf } from './json.ts';
import { HOLE, type HoledText, occurrencesIn, plain } from './mapped-text.ts';

/**
 * The cache tags that a `vercel.json` sets: `headers[].headers[]`, and of `routes[]` both `headers` and the transforms
 * of response headers. Parameters of the path are holes: `:id` where the source has such a segment, `$1` and `$name`.
 */
export function readVercelJson(text: string): Occurrence[] {
  const root = readJson(text);
  return [...items(member(root, 'headers')).flatMap(ofRule), ...items(member(root, 'routes')).flatMap(ofRoute)];
}

function ofRule(rule: JsonNode): Occurrence[] {
  const segments = new Set((stringOf(member(rule, 'source')) ?? '').match(/:\w+/g));
  return items(member(rule, 'headers')).flatMap((header) =>
    isTagHeader(stringOf(member(header, 'key')) ?? '') ? occurrences(member(header, 'value'), segments) : [],
  );
}

function ofRoute(route: JsonNode): Occurrence[] {
  const fromHeaders = members(member(route, 'headers')).flatMap(({ key, value }) =>
    isTagHeader(key) ? occurrences(value, NONE) : [],
  );
  const fromTransforms = items(member(route, 'transforms')).flatMap((transform) => {
    const isTag =
      stringOf(member(transform, 'type')) === 'response.headers' &&
      stringOf(member(transform, 'op')) !== 'delete' &&
      isTagHeader(stringOf(member(member(transform, 'target'), 'key')) ?? '');
    return isTag ? oneOrMore(member(transform, 'args')).flatMap((arg) => occurrences(arg, NONE)) : [];
  });
  return [...fromHeaders, ...fromTransforms];
}

const NONE: ReadonlySet<string> = new Set();

function occurrences(value: JsonNode | undefined, segments: ReadonlySet<string>): Occurrence[] {
  if (value?.kind !== 'string') {
    return [];
  }
  const meaning = { role: 'assign', api: 'vercel.json', list: true } as const;
  return occurrencesIn(withParameters(value, segments), value, meaning, 'request');
}

const PARAMETER = /:\w+|\$\w+/g;

function withParameters({ content }: JsonString, segments: ReadonlySet<string>): HoledText {
  const holes: string[] = [];
  const text = plain(content.text).replace(PARAMETER, (parameter) => {
    if (parameter.startsWith(':') && !segments.has(parameter)) {
      return parameter;
    }
    holes.push(parameter.slice(1));
    return HOLE;
  });
  return { text, holes };
}
