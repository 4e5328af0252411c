import { wordMap } from '../../../word-set.ts';

/** What of a language's spelling matters here: its comments, its strings, what stands between strings. */
export interface Syntax {
  /** A whole comment. */
  readonly comment: RegExp;
  /** What begins a string: letters that belong to the quote (`f"…"`, `rb'…'`), and the quote. */
  readonly opener: RegExp;
  /** How strings are read, by what begins and ends them. */
  readonly quotes: ReadonlyMap<string, Quote>;
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
  /** Nothing is put in but behind the prefix `f`. */
  readonly onlyInFormats?: true;
}

const ANY_ESCAPE = /\\[\s\S]/y;
const RAW: Quote = { isMultiline: true };
const SINGLE: Quote = { escape: /\\['\\]/y, isMultiline: true };
const LINE: Quote = { escape: ANY_ESCAPE, isMultiline: false };
const PYTHON: Quote = { ...LINE, expression: /\{(?!\{)/y, onlyInFormats: true };
const PYTHON_BLOCK: Quote = { ...PYTHON, isMultiline: true };

export const SYNTAXES = wordMap<Syntax>({
  '.py': {
    comment: /#.*/y,
    opener: /((?<!\w)[rbuf]{1,2}|)("""|'''|["'])/iy,
    quotes: wordMap({
      '"""': PYTHON_BLOCK,
      "'''": PYTHON_BLOCK,
      '"': PYTHON,
      "'": PYTHON,
    }),
    concatenation: '+',
    formatsByBraces: true,
  },
  '.go': {
    comment: /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y,
    opener: /()(["'`])/y,
    quotes: wordMap({
      '"': LINE,
      "'": LINE,
      '`': RAW,
    }),
    concatenation: '+',
  },
  '.rb': {
    comment: /#.*|(?<=^|\n)=begin[\s\S]*?(?:\n=end|$)/y,
    opener: /()(["'])/y,
    quotes: wordMap({
      '"': { escape: ANY_ESCAPE, expression: /#\{/y, isMultiline: true },
      "'": SINGLE,
    }),
    concatenation: '+',
  },
  '.php': {
    comment: /(?:\/\/|#).*|\/\*[\s\S]*?(?:\*\/|$)/y,
    opener: /()(["'])/y,
    quotes: wordMap({
      '"': {
        escape: ANY_ESCAPE,
        variable: /\$[A-Za-z_]\w*(?:->\w+|\[\w+\])?/y,
        expression: /\$\{|\{(?=\$)/y,
        isMultiline: true,
      },
      "'": SINGLE,
    }),
    concatenation: '.',
    island: [/<\?(?:php\b|=)?/g, '?>'],
  },
});
