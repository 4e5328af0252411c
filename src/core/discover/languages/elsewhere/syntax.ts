/** What of a language's spelling matters here: its comments, its strings, what stands between strings. */
export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComment?: readonly [string, string];
  /** Must the block comment begin its line? */
  readonly commentsBeginLines?: true;
  /** Which quotes begin a string, and how it is read. */
  readonly quotes: ReadonlyMap<string, Quote>;
  /** `f"…"`, `rb'…'`: letters that belong to the quote behind them. */
  readonly prefixes?: RegExp;
  /** The operators that put strings together. */
  readonly concatenation: string;
  /** Code stands only between these. */
  readonly island?: readonly [RegExp, string];
  readonly formats: 'percent' | 'braces' | 'both';
}

export interface Quote {
  readonly escapes: 'none' | 'backslash' | 'quote-only';
  readonly holes: 'none' | 'braces-if-f' | 'hash-braces' | 'dollar';
  readonly isMultiline: boolean;
}

const RAW: Quote = { escapes: 'none', holes: 'none', isMultiline: true };
const PYTHON: Quote = { escapes: 'backslash', holes: 'braces-if-f', isMultiline: false };

export const SYNTAXES: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  [
    '.py',
    {
      lineComments: ['#'],
      quotes: new Map([
        ['"""', { ...PYTHON, isMultiline: true }],
        ["'''", { ...PYTHON, isMultiline: true }],
        ['"', PYTHON],
        ["'", PYTHON],
      ]),
      prefixes: /[rRbBuUfF]{1,2}(?=["'])/y,
      concatenation: '+',
      formats: 'both',
    },
  ],
  [
    '.go',
    {
      lineComments: ['//'],
      blockComment: ['/*', '*/'],
      quotes: new Map([
        ['"', { escapes: 'backslash', holes: 'none', isMultiline: false }],
        ["'", { escapes: 'backslash', holes: 'none', isMultiline: false }],
        ['`', RAW],
      ]),
      concatenation: '+',
      formats: 'percent',
    },
  ],
  [
    '.rb',
    {
      lineComments: ['#'],
      blockComment: ['=begin', '\n=end'],
      commentsBeginLines: true,
      quotes: new Map([
        ['"', { escapes: 'backslash', holes: 'hash-braces', isMultiline: true }],
        ["'", { escapes: 'quote-only', holes: 'none', isMultiline: true }],
      ]),
      concatenation: '+',
      formats: 'percent',
    },
  ],
  [
    '.php',
    {
      lineComments: ['//', '#'],
      blockComment: ['/*', '*/'],
      quotes: new Map([
        ['"', { escapes: 'backslash', holes: 'dollar', isMultiline: true }],
        ["'", { escapes: 'quote-only', holes: 'none', isMultiline: true }],
      ]),
      concatenation: '.',
      island: [/<\?(?:php\b|=)?/g, '?>'],
      formats: 'percent',
    },
  ],
]);
