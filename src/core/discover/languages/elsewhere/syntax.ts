/** What of a language's spelling matters here: its comments, its strings, what stands between strings. */
export interface Syntax {
  /** A whole comment. */
  readonly comment: RegExp;
  /** What begins and ends a string, longer ones first. */
  readonly quotes: ReadonlyMap<string, Quote>;
  /** `f"…"`, `rb'…'`: letters that belong to the quote behind them. */
  readonly prefixes?: RegExp;
  /** The operators that put strings together. */
  readonly concatenation: string;
  /** Code stands only between these. */
  readonly island?: readonly [RegExp, string];
  /** `"{}".format(x)`; `"%s" % x` is understood in each. */
  readonly formatsByBraces?: true;
}

/** How a string is read: each pattern is tried at one place. */
export interface Quote {
  /** An escape; without one every character stands for itself. */
  readonly escape?: RegExp;
  /** A variable that is put in. */
  readonly variable?: RegExp;
  /** What begins an expression in braces that is put in. */
  readonly expression?: RegExp;
  readonly isMultiline: boolean;
}

const ANY_ESCAPE = /\\[\s\S]/y;
const RAW: Quote = { isMultiline: true };
const SINGLE: Quote = { escape: /\\['\\]/y, isMultiline: true };
const LINE: Quote = { escape: ANY_ESCAPE, isMultiline: false };
/** With holes only behind the prefix `f`. */
const PYTHON: Quote = { ...LINE, expression: /\{(?!\{)/y };
const PYTHON_BLOCK: Quote = { ...PYTHON, isMultiline: true };

export const SYNTAXES: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  [
    '.py',
    {
      comment: /#.*/y,
      quotes: new Map([
        ['"""', PYTHON_BLOCK],
        ["'''", PYTHON_BLOCK],
        ['"', PYTHON],
        ["'", PYTHON],
      ]),
      prefixes: /[rRbBuUfF]{1,2}(?=["'])/y,
      concatenation: '+',
      formatsByBraces: true,
    },
  ],
  [
    '.go',
    {
      comment: /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y,
      quotes: new Map([
        ['"', LINE],
        ["'", LINE],
        ['`', RAW],
      ]),
      concatenation: '+',
    },
  ],
  [
    '.rb',
    {
      comment: /#.*|(?<=^|\n)=begin[\s\S]*?(?:\n=end|$)/y,
      quotes: new Map([
        ['"', { escape: ANY_ESCAPE, expression: /#\{/y, isMultiline: true }],
        ["'", SINGLE],
      ]),
      concatenation: '+',
    },
  ],
  [
    '.php',
    {
      comment: /(?:\/\/|#).*|\/\*[\s\S]*?(?:\*\/|$)/y,
      quotes: new Map([
        [
          '"',
          {
            escape: ANY_ESCAPE,
            variable: /\$[A-Za-z_]\w*(?:->\w+|\[\w+\])?/y,
            expression: /\$\{|\{(?=\$)/y,
            isMultiline: true,
          },
        ],
        ["'", SINGLE],
      ]),
      concatenation: '.',
      island: [/<\?(?:php\b|=)?/g, '?>'],
    },
  ],
]);
