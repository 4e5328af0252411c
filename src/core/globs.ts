import type { FileId } from './model.ts';
import { segmentsBelow } from './paths.ts';

/** Whether a path, by its segments, matches. */
export type Glob = (segments: readonly string[]) => boolean;

/** So many globs of a folder count. */
const MOST_GLOBS = 1000;

/** Whether one of the globs of the folder that holds a file leaves it out. */
export function leavesOut(globsByRoot: ReadonlyMap<FileId, readonly string[]>): (file: FileId) => boolean {
  const compiled = [...globsByRoot].map(
    ([root, globs]) => [root, globs.slice(0, MOST_GLOBS).map(compileGlob)] as const,
  );
  return (file) =>
    compiled.some(([root, globs]) => {
      const segments = segmentsBelow(root, file);
      return segments.length > 0 && globs.some((matches) => matches(segments));
    });
}

/**
 * Reads a glob as `files.exclude` and `search.exclude` have it: `*`, `?`, `**`, `{a,b}`, `[a-z]`. What an excluded
 * folder holds is excluded with it.
 */
export function compileGlob(glob: string): Glob {
  const all = alternatives(glob).map((each) => compilePath(each, 'folders too'));
  return (path) => all.some((matches) => matches(path));
}

const MOST_ALTERNATIVES = 64;

/** `a/{b,c}` → `a/b`, `a/c`. Braces in braces are worked out from the innermost on. */
function alternatives(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  for (let rounds = 0; open.length > 0 && rounds < MOST_ALTERNATIVES; rounds++) {
    const pattern = open.pop() ?? '';
    const close = pattern.indexOf('}');
    const begin = pattern.lastIndexOf('{', close);
    if (close < 0 || begin < 0) {
      done.push(pattern);
    } else {
      const choices = pattern
        .slice(begin + 1, close)
        .split(',')
        .slice(0, MOST_ALTERNATIVES);
      open.push(...choices.map((choice) => pattern.slice(0, begin) + choice + pattern.slice(close + 1)));
    }
  }
  return done;
}

/** Any number of segments: none too, but at the end of a pattern. */
const ANY = '**';
type Segment = typeof ANY | ((text: string) => boolean);

/**
 * Reads a pattern without braces, which matches a whole path, or also a folder that the path lies in. No part of it
 * becomes a regular expression, as patterns come from a workspace: the work is bounded by pattern × path.
 */
export function compilePath(pattern: string, extent: 'whole' | 'folders too'): Glob {
  const segments = pattern.split('/').map((each) => (/^\*\*+$/.test(each) ? ANY : compileSegment(each)));
  const [first, name] = segments;
  // As nearly all patterns are.
  if (first === ANY && typeof name === 'function' && segments.length === 2) {
    return extent === 'whole' ? (path) => name(path.at(-1) ?? '') : (path) => path.some(name);
  }
  return (path) => matchSegments(segments, path, extent === 'whole');
}

function matchSegments(pattern: readonly Segment[], path: readonly string[], whole: boolean): boolean {
  let reachable = new Set([0]);
  for (const text of path) {
    const next = new Set<number>();
    // What is added meanwhile is looked at too: the position behind a `**` that stands for nothing.
    for (const position of reachable) {
      const segment = pattern[position];
      if (segment === ANY) {
        next.add(position);
        (position + 1 < pattern.length ? reachable : next).add(position + 1);
      } else if (segment?.(text)) {
        next.add(position + 1);
      }
    }
    if (!whole && next.has(pattern.length)) {
      return true;
    }
    reachable = next;
  }
  return reachable.has(pattern.length);
}

/** What one character may be; `undefined` stands for a `*`, any number of characters. */
type Character = ((character: string) => boolean) | undefined;

function compileSegment(pattern: string): (text: string) => boolean {
  if (!/[*?[\\]/.test(pattern)) {
    return (text) => text === pattern;
  }
  const characters = readCharacters(pattern);
  return (text) => characters !== undefined && matchCharacters(characters, text);
}

/** `undefined` where brackets are not closed, or nothing stands behind a backslash: that matches nothing. */
function readCharacters(pattern: string): Character[] | undefined {
  const characters: Character[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '[') {
      const set = readSet(pattern, at + 1);
      if (!set) {
        return undefined;
      }
      characters.push(set.has);
      at = set.end;
    } else if (character === '*') {
      characters.push(undefined);
    } else if (character === '?') {
      characters.push(() => true);
    } else {
      const literal = character === '\\' ? pattern[++at] : character;
      if (literal === undefined) {
        return undefined;
      }
      characters.push((text) => text === literal);
    }
  }
  return characters;
}

/** Reads `a-z]` or `!a-z]`, from behind the bracket that opens it; a `]` right there is one of the set. */
function readSet(pattern: string, begin: number): { has: (character: string) => boolean; end: number } | undefined {
  const negated = pattern[begin] === '!' || pattern[begin] === '^';
  const first = negated ? begin + 1 : begin;
  const ranges: (readonly [from: string, to: string])[] = [];
  let at = first;
  const next = () => pattern[pattern[at] === '\\' ? ++at : at];
  for (; at === first || pattern[at] !== ']'; at++) {
    const from = next();
    if (from === undefined) {
      return undefined;
    }
    const isRange = pattern[at + 1] === '-' && ![']', undefined].includes(pattern[at + 2]);
    at += isRange ? 2 : 0;
    ranges.push([from, (isRange && next()) || from]);
  }
  return { has: (character) => ranges.some(([from, to]) => from <= character && character <= to) !== negated, end: at };
}

/** The usual two-pointer match: only the last `*` is ever tried again. */
function matchCharacters(pattern: readonly Character[], text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let starText = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === undefined) {
      star = p++;
      starText = t;
    } else if (pattern[p]?.(text[t] ?? '')) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starText;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every((rest) => rest === undefined);
}
