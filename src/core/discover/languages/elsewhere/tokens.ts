import type { Span } from '../../../model.ts';
import { wordMap } from '../../../word-set.ts';
import { ClosingBraces } from '../components/braces.ts';
import { HOLE, type HoledText, plain } from '../mapped-text.ts';
import { matchAt, nextAt } from '../search.ts';
import type { Quote, Syntax } from './syntax.ts';

/** The tokens of Python, Go, Ruby and PHP, as far as header calls need them. Comments are left out. */
export type Token = Span &
  (
    | ({ readonly kind: 'string' } & HoledText)
    | { readonly kind: 'name' | 'number' | 'mark' | 'newline'; readonly text: string }
  );

const NESTING = wordMap<number>({ '( [ {': 1, ') ] }': -1 });

/** By how much a token leads into brackets (1) or out of them (-1). */
export const nesting = ({ kind, text }: Token): number => (kind === 'mark' ? (NESTING.get(text) ?? 0) : 0);

export function tokensOf(source: string, syntax: Syntax): Token[] {
  const found: Token[] = [];
  const braces = new ClosingBraces();
  let at = 0;
  let end = 0;
  for (const island of islandsOf(source, syntax)) {
    ({ start: at, end } = island);
    while (at < end) {
      const passed = matchAt(BLANKS, source, at) ?? matchAt(syntax.comment, source, at);
      if (passed !== undefined) {
        at += passed.length;
      } else if (!readString() && !PATTERNS.some(readToken)) {
        at++;
      }
    }
  }
  return found;

  function readToken([kind, pattern]: (typeof PATTERNS)[number]): boolean {
    const text = matchAt(pattern, source, at);
    if (text !== undefined) {
      found.push({ kind, text, start: at, end: at + text.length });
      at += text.length;
    }
    return text !== undefined;
  }

  function readString(): boolean {
    syntax.opener.lastIndex = at;
    const [opener, prefix = '', quote = ''] = syntax.opener.exec(source) ?? [];
    const how = syntax.quotes.get(quote);
    if (opener === undefined || how === undefined) {
      return false;
    }
    const start = at;
    at += opener.length;
    const content = readContent(quote, how, prefix.toLowerCase());
    found.push({ kind: 'string', ...content, start, end: at });
    return true;
  }

  /** Reads up to and with the closing quote. */
  function readContent(quote: string, how: Quote, prefix: string): HoledText {
    const isFormat = prefix.includes('f');
    const hasHoles = isFormat || !how.onlyInFormats;
    const holes: string[] = [];
    let text = '';
    while (at < end && !source.startsWith(quote, at)) {
      const char = source[at] as string;
      if (char === '\n' && !how.isMultiline) {
        return { text, holes };
      }
      const hole = hasHoles ? holeAt(how) : undefined;
      const escaped = how.escape && !prefix.includes('r') ? matchAt(how.escape, source, at)?.[1] : undefined;
      if (hole !== undefined) {
        text += HOLE;
        holes.push(holeName(hole.expression));
        at = hole.end;
      } else if (escaped !== undefined) {
        text += ESCAPES.get(escaped) ?? plain(escaped);
        at += 2;
      } else {
        text += plain(char);
        at += isFormat && (char === '{' || char === '}') && source[at + 1] === char ? 2 : 1;
      }
    }
    at = Math.min(at + quote.length, end);
    return { text, holes };
  }

  function holeAt({ variable, expression }: Quote): Hole | undefined {
    const name = variable && matchAt(variable, source, at);
    if (name !== undefined) {
      return { expression: name, end: at + name.length };
    }
    const opener = expression && matchAt(expression, source, at);
    const start = at + (opener?.length ?? 0);
    const close = opener === undefined ? -1 : braces.find(source, start, end);
    return close < 0 ? undefined : { expression: source.slice(start, close), end: close + 1 };
  }
}

interface Hole {
  readonly expression: string;
  readonly end: number;
}

function islandsOf(source: string, { island }: Syntax): Span[] {
  if (island === undefined) {
    return [{ start: 0, end: source.length }];
  }
  const [opener, closer] = island;
  const found: Span[] = [];
  opener.lastIndex = 0;
  for (let open = opener.exec(source); open !== null; open = opener.exec(source)) {
    const start = open.index + open[0].length;
    const end = nextAt(closer, source, start);
    found.push({ start, end });
    opener.lastIndex = end;
  }
  return found;
}

/** A line break may end an expression. */
const BLANKS = /[^\S\n]+/y;
const PATTERNS = [
  ['newline', /\n/y],
  ['name', /[$@]{0,2}[A-Za-z_]\w*/y],
  ['number', /\d[\w.]*/y],
  ['mark', /=>|==|:=|->|::|[+|.]?=|[^\s\w]/y],
] as const;

const ESCAPES = wordMap<string>({
  n: '\n',
  t: '\t',
  r: '\r',
});

/** The last name of an expression: `id` of `post.id`, of `{id:>3}` and of `str(post["id"])`. */
export function holeName(expression: string): string {
  const [path = ''] = expression.slice(0, 200).split(/[:!](?![:])/, 1);
  return /(?<!\w)([A-Za-z_]\w*)\W*$/.exec(path)?.[1] ?? 'value';
}
