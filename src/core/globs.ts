import type { FileId } from './model.ts';
import { isInside, relative } from './paths.ts';

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
      const segments = isInside(file, root) ? relative(root, file).split('/') : [];
      return segments.length > 0 && globs.some((matches) => matches(segments));
    });
}

/**
 * Reads a glob as `files.exclude` and `search.exclude` have it: `*`, `?`, `**`, `{a,b}`, `[a-z]`. Without regular
 * expressions, as the patterns come from a workspace: the work is bounded by pattern × path.
 */
export function compileGlob(glob: string): Glob {
  const all = alternatives(glob).map((each) => each.split('/'));
  return (path) => all.some((pattern) => matchesAnywhere(pattern, path) ?? matchSegments(pattern, path));
}

/** `**` and one name, as nearly all globs are: any segment may be it. */
function matchesAnywhere([first, name, ...more]: readonly string[], path: readonly string[]): boolean | undefined {
  return first === '**' && name !== undefined && name !== '**' && more.length === 0
    ? path.some((segment) => matchSegment(name, segment))
    : undefined;
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

/** `**` stands for any number of segments; what an excluded folder holds is excluded with it. */
function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  let reachable = new Set([0]);
  for (let at = 0; ; at++) {
    reachable = afterStars(pattern, reachable);
    if (reachable.has(pattern.length)) {
      return true;
    }
    const segment = path[at];
    if (segment === undefined || reachable.size === 0) {
      return false;
    }
    const next = new Set<number>();
    for (const position of reachable) {
      const part = pattern[position] ?? '';
      if (part === '**') {
        next.add(position);
      } else if (matchSegment(part, segment)) {
        next.add(position + 1);
      }
    }
    reachable = next;
  }
}

/** A `**` may stand for nothing, so the position behind it is reachable too; except at the end, where it needs something. */
function afterStars(pattern: readonly string[], positions: ReadonlySet<number>): Set<number> {
  const all = new Set(positions);
  for (const position of all) {
    if (pattern[position] === '**') {
      all.add(position + 1);
    }
  }
  return all;
}

/** The usual two-pointer match: only the last `*` is ever tried again. */
function matchSegment(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let starText = 0;
  while (t < text.length) {
    const width = matchOne(pattern, p, text[t] ?? '');
    if (pattern[p] === '*') {
      star = p++;
      starText = t;
    } else if (width > 0) {
      p += width;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}

/** How many characters of the pattern this one character uses up; 0 where it does not match. */
function matchOne(pattern: string, at: number, character: string): number {
  const wanted = pattern[at];
  if (wanted === undefined || wanted === '*') {
    return 0;
  }
  const end = wanted === '[' ? pattern.indexOf(']', at + 1) : -1;
  if (end < 0) {
    return wanted === '?' || wanted === character ? 1 : 0;
  }
  const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
  const members = pattern.slice(at + (negated ? 2 : 1), end);
  return isMember(members, character) === negated ? 0 : end - at + 1;
}

function isMember(members: string, character: string): boolean {
  for (let at = 0; at < members.length; at++) {
    const [from, dash, to] = [members[at] ?? '', members[at + 1], members[at + 2]];
    if (dash === '-' && to !== undefined) {
      if (from <= character && character <= to) {
        return true;
      }
      at += 2;
    } else if (from === character) {
      return true;
    }
  }
  return false;
}
