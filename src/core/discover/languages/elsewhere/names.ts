import { lowerBound } from '../../../lower-bound.ts';
import type { Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import type { HoledText } from '../mapped-text.ts';
import { bareName, createExpressions, type Lookup } from './expressions.ts';
import type { Syntax } from './syntax.ts';
import type { Token } from './tokens.ts';

interface Assignment {
  readonly token: number;
  readonly texts: readonly (HoledText & Span)[];
  readonly isConstant: boolean;
}

/**
 * What names stand for: a variable that its function sets once before, or a constant of the file (`const`, `define`,
 * a capital, the first column) that is set once.
 */
export function namesOf(tokens: readonly Token[], syntax: Syntax): Lookup {
  const readExpression = createExpressions(tokens, syntax, (name, use) => {
    const known = lookup(name, use);
    return known && known.length < MOST_TEXTS && known.every(({ text }) => text.length < LONGEST) ? known : undefined;
  });
  const assignments = new Map<string, Assignment[]>();
  const functions: number[] = [];
  const brackets = new Brackets();
  tokens.forEach((token, index) => {
    brackets.read(tokens, index);
    if (token.kind === 'name' && FUNCTION.has(token.text)) {
      functions.push(index);
    }
    const value = brackets.areClosed ? assignedAt(tokens, index) : undefined;
    const name = bareName(nameAt(tokens, index));
    if (value !== undefined && name !== '') {
      const texts = readExpression(value)?.texts ?? [];
      const isConstant = brackets.areConstants || token.text === 'define' || isConstantAt(tokens, index);
      const others = assignments.get(name) ?? [];
      assignments.set(name, [...others, { token: index, texts, isConstant }].slice(-MAX_ASSIGNMENTS));
    }
  });
  return lookup;

  function lookup(name: string, use: number) {
    const all = assignments.get(name);
    const inside = lowerBound(functions.length, (i) => (functions[i] as number) < use) - 1;
    return all && valueAmong(all, functions[inside] ?? -1, use);
  }
}

/** What is more or longer is not put into what is set later: each line may make a value twice as long. */
const MOST_TEXTS = 16;
const LONGEST = 200;

function valueAmong(
  all: readonly Assignment[],
  functionStart: number,
  use: number,
): readonly (HoledText & Span)[] | undefined {
  const local = all.filter(({ token }) => token > functionStart && token < use);
  const [only] = local.length > 0 ? local : all.filter(({ isConstant }) => isConstant);
  const isSetOnce = local.length > 0 ? local.length === 1 : all.length === 1;
  return isSetOnce && only && only.texts.length > 0 ? only.texts : undefined;
}

/** Where `=` sets a variable: outside of brackets, in which it names an argument, but inside of Go's `const (…)`. */
class Brackets {
  readonly #open: ('block' | 'list')[] = [];

  get areClosed(): boolean {
    return this.#open.length === 0 || this.areConstants;
  }

  get areConstants(): boolean {
    return this.#open.length === 1 && this.#open[0] === 'block';
  }

  read(tokens: readonly Token[], index: number): void {
    const token = tokens[index];
    if (token?.kind !== 'mark') {
      return;
    }
    if (token.text === '(' || token.text === '[') {
      const before = tokens[index - 1]?.text;
      this.#open.push(before === 'const' || before === 'var' ? 'block' : 'list');
    } else if (token.text === ')' || token.text === ']') {
      this.#open.pop();
    }
  }
}

/** More assignments of one name than this are not told apart. */
const MAX_ASSIGNMENTS = 8;

/** Words that begin a function or class. */
export const FUNCTION = wordSet('def func function fn class');

/** The first token of the value, where a name is set: `x = …`, `x := …`, `x: str = …`, `x string = …`, `define('x', …)`. */
function assignedAt(tokens: readonly Token[], index: number): number | undefined {
  if (tokens[index]?.kind !== 'name') {
    return undefined;
  }
  const after = tokens[index + 1]?.text;
  if (after === '=' || after === ':=') {
    return index + 2;
  }
  if (after === ':' && tokens[index + 3]?.text === '=') {
    return index + 4;
  }
  const isTyped =
    tokens[index + 1]?.kind === 'name' && tokens[index + 2]?.text === '=' && tokens[index + 1]?.text === 'string';
  if (isTyped) {
    return index + 3;
  }
  return tokens[index]?.text === 'define' && tokens[index + 3]?.text === ',' ? index + 4 : undefined;
}

function nameAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token?.text === 'define' ? (tokens[index + 2]?.text ?? '') : (token?.text ?? '');
}

function isConstantAt(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return (
    /^[A-Z]/.test(tokens[index]?.text ?? '') ||
    before === undefined ||
    before.text === 'const' ||
    before.text === 'var' ||
    (before.kind === 'newline' && before.end === tokens[index]?.start)
  );
}
