import { attempt } from '../../attempt.ts';
import { notOptimizedSource } from '../../images.ts';
import type { Occurrence, Span, Value } from '../../model.ts';
import { cookAttribute } from '../parse/cook.ts';
import { ClosingBraces } from './components/braces.ts';
import { concat, type HoledText, holedValue, oneHole, plain, slice, withoutHoles } from './mapped-text.ts';
import { nextAt } from './search.ts';

/** URLs of the two image optimizers, `/_next/image?url=…` and `/_vercel/image?url=…`: the source is their `url`. */

const PATH = /\/_(next|vercel)\/image\/?\?/g;
const URL_IN_CODE = /\/_(next|vercel)\/image\/?\?([^\s"'()<>]*)/g;

/** Before a URL, and behind it, in text. */
const BEFORE = /(?<![^\s"'`()<>,;=\\[\]{}|])[^\s"'`()<>,;=\\[\]{}|]*$/;
const BEHIND = /[\s"'`()<>\\\]|^]/;
const MAX_URL = 8192;
const MAX_ORIGIN = 300;

/** In CSS, HTML, Markdown and templates, in the given parts of the text, in order. `${…}` and `{…}` are holes. */
export function optimizerUrlsInText(text: string, parts: readonly Span[]): Occurrence[] {
  return [...urlsIn(text, parts)];
}

/** Goes through the text once, however many parts there are. */
function* urlsIn(text: string, parts: readonly Span[]): Generator<Occurrence> {
  const braces = new ClosingBraces();
  const pattern = new RegExp(PATH);
  let match = pattern.exec(text);
  for (const { start, end } of parts) {
    while (match !== null && match.index < end) {
      if (match.index >= start) {
        const before = BEFORE.exec(text.slice(Math.max(start, match.index - MAX_ORIGIN), match.index))?.[0].length ?? 0;
        const url = readUrl(text, pattern.lastIndex, end, braces);
        yield* occurrence(url.query, match[1], { start: match.index - before, end: url.end });
        pattern.lastIndex = url.end;
      }
      match = pattern.exec(text);
    }
  }
}

/** The query of a URL up to its end. */
function readUrl(text: string, from: number, to: number, braces: ClosingBraces): { query: HoledText; end: number } {
  const pieces: HoledText[] = [];
  const limit = Math.min(to, from + MAX_URL);
  let at = from;
  while (at < limit && !BEHIND.test(text[at] as string)) {
    const brace = text[at] === '{' ? at : text.startsWith('${', at) ? at + 1 : -1;
    const close = brace < 0 ? -1 : braces.find(text, brace + 1, limit);
    if (close < 0) {
      pieces.push(withoutHoles(plain(text[at] as string)));
      at++;
    } else {
      pieces.push(inserted(text.slice(brace + 1, close)));
      at = close + 1;
    }
  }
  const { text: query, holes } = concat(pieces);
  return { query: { text: cookAttribute(query, 0, query.length), holes }, end: at };
}

/** The URLs in a text of code, with what is known of it filled in: which optimizer, and what of the source is known. */
export function optimizerUrlsInCode(text: HoledText): { optimizer: string; value: Value }[] {
  return [...text.text.matchAll(URL_IN_CODE)].flatMap(({ 0: all, 1: optimizer = '', 2: query = '', index }) => {
    const end = index + all.length;
    const source = urlParameter(slice(text, end - query.length, end));
    return source ? [{ optimizer, value: holedValue(source, 'runtime') }] : [];
  });
}

/** What `${…}` puts into a URL: a plain string, encoded or not, as it is; anything else as a hole. */
function inserted(expression: string): HoledText {
  const inner = /^\s*encodeURIComponent\(([\s\S]*)\)\s*$/.exec(expression)?.[1] ?? expression;
  const literal = /^\s*(["'])([^"'\\]*)\1\s*$/.exec(inner)?.[2];
  if (literal !== undefined) {
    return withoutHoles(encodeURIComponent(plain(literal)));
  }
  const path = inner.slice(-200).replace(/\([^()]*\)\s*$/, '');
  return oneHole(/(?<![\w$])([A-Za-z_$][\w$]*)[^\w$]*$/.exec(path)?.[1] ?? 'url');
}

function occurrence(query: HoledText, optimizer: string | undefined, span: Span): Occurrence[] {
  const source = urlParameter(query);
  if (source === undefined) {
    return [];
  }
  const value = holedValue(source, 'runtime');
  const notOptimized = value.certainty === 'exact' ? notOptimizedSource(value.text) : undefined;
  return [{ role: 'image', api: `_${optimizer}/image url`, value, span, ...(notOptimized && { notOptimized }) }];
}

/** The decoded `url` of a query, where it says anything and is not cut off, as reports and comments do. */
function urlParameter(query: HoledText): HoledText | undefined {
  let start = 0;
  for (const parameter of query.text.slice(0, nextAt('#', query.text, 0)).split('&')) {
    if (/^url=.*(?<!…|\.\.\.)$/s.test(parameter) && parameter.length > 4) {
      const { text, holes } = slice(query, start + 4, start + parameter.length);
      return { text: plainDecoded(text), holes };
    }
    start += parameter.length + 1;
  }
  return undefined;
}

/** As `URLSearchParams` decodes; an escape that is none, and bytes that are no UTF-8, stay as they are written. */
function plainDecoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[\da-f]{2})+/gi, (escapes) => attempt(() => plain(decodeURIComponent(escapes))) ?? escapes);
}
