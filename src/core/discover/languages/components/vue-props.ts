import { firstOf } from '../../../first-of.ts';
import type { Span } from '../../../model.ts';
import { wordSet } from '../../../word-set.ts';
import { endOfBraces } from './braces.ts';

const DECLARED = /\bdefineProps\s*(?:<\s*([A-Z][\w$]*)\s*>|[<(]\s*([{[]))|\bprops\s*:\s*([{[])/;
const MAX_TYPE_LENGTH = 10_000;

/**
 * The names of a component's properties, by `defineProps<{…}>()`, `defineProps<Props>()`, `defineProps({…})`,
 * `defineProps([…])` or `props: …`.
 */
export function propertyNames(text: string, scripts: readonly Span[]): readonly string[] {
  const code = withoutComments(scripts.map(({ start, end }) => text.slice(start, end)).join('\n'));
  const declared = DECLARED.exec(code);
  const open =
    declared?.[1] === undefined ? declared && declared.index + declared[0].length : beginningOfType(code, declared[1]);
  return [...new Set(open ? namesIn(code, open) : [])];
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, ' ');
}

/** Behind the brace of `interface Name {` or `type Name = {`. */
function beginningOfType(code: string, name: string): number | undefined {
  return firstOf([`interface ${name}`, `type ${name}`], (keyword) => {
    const at = code.indexOf(keyword);
    const brace = at < 0 ? -1 : code.indexOf('{', at);
    return brace < 0 ? undefined : brace + 1;
  });
}

const NAME = /(['"]?)([A-Za-z_$][\w$]*)\1(?=\??\s*:)/y;
const QUOTED = /(['"])([A-Za-z_$][\w$]*)\1/g;

/** The keys of an object or of a type, or the strings of a list, behind its opening bracket. */
function namesIn(code: string, open: number): string[] {
  const end = Math.min(code.length, open + MAX_TYPE_LENGTH);
  if (code[open - 1] === '[') {
    const close = code.indexOf(']', open);
    return [...code.slice(open, close < 0 ? end : close).matchAll(QUOTED)].map((match) => match[2] as string);
  }
  const names: string[] = [];
  let isKey = true;
  for (let at = open; at < end && code[at] !== '}'; at++) {
    NAME.lastIndex = at;
    const name = isKey ? NAME.exec(code)?.[2] : undefined;
    if (name !== undefined) {
      names.push(name);
      at = NAME.lastIndex - 1;
      isKey = false;
    } else if (code[at] === '{') {
      const close = endOfBraces(code, at + 1, end);
      at = close < 0 ? end : close;
    } else if (code[at] === '\n' || code[at] === ',' || code[at] === ';') {
      isKey = true;
    }
  }
  return names.filter((name) => !RESERVED.has(name));
}

/** Words that no variable may be called. */
const RESERVED = wordSet('default class for if in new function return switch case delete typeof var const let this');
