import { isString } from '../../text-parts.ts';
import { wordSet } from '../../word-set.ts';
import { isRecord } from '../languages/json.ts';

/** Conditions of runtimes that hardly any page is rendered on. */
const SPECIAL_RUNTIMES = wordSet('edge-light edge worker workerd browser deno bun react-native electron');
const MOST_DEPTH = 8;
const MOST_TARGETS = 64;

/** `@scope/name/a/b` → `@scope/name` and `./a/b`. */
export function splitSpecifier(specifier: string): { name: string; subpath: string } {
  const segments = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const rest = segments.slice(length).join('/');
  return { name: segments.slice(0, length).join('/'), subpath: rest === '' ? '.' : `./${rest}` };
}

/** The paths that a subpath (`.` or `./x`) of a package may mean, the most wanted first. */
export function targetsFor(manifest: Record<string, unknown>, subpath: string): string[] {
  const { exports } = manifest;
  if (isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'))) {
    return targetsIn(exports, subpath);
  }
  return subpath === '.' ? leaves(exports ?? mainsOf(manifest)) : [];
}

/** What a package without `exports`, or any folder with a package.json, says its entry is. */
export function mainsOf(manifest: Record<string, unknown>): string[] {
  const fields = [manifest.source, manifest.types, manifest.typings, manifest.main, manifest.module];
  return fields.filter(isString);
}

/** The targets of a key in `exports` or `imports`. */
export function targetsIn(map: Record<string, unknown>, key: string): string[] {
  const { to, star } = matchOf(key, Object.entries(map)) ?? {};
  return leaves(to).map((target) => (star === undefined ? target : target.replaceAll('*', () => star)));
}

/**
 * What patterns with at most one `*` map a name to, and what the `*` stands for: that of the name itself, else of the
 * pattern with the longest beginning.
 */
export function matchOf<T>(
  name: string,
  patterns: Iterable<readonly [pattern: string, to: T]>,
): { readonly to: T; readonly star?: string } | undefined {
  let best: { readonly to: T; readonly star: string } | undefined;
  let longest = -1;
  for (const [pattern, to] of patterns) {
    if (pattern === name) {
      return { to };
    }
    const at = pattern.indexOf('*');
    const end = name.length - (pattern.length - at - 1);
    if (at > longest && end >= at && name.startsWith(pattern.slice(0, at)) && name.endsWith(pattern.slice(at + 1))) {
      longest = at;
      best = { to, star: name.slice(at, end) };
    }
  }
  return best;
}

/** Every path below a conditional target, whatever its condition; those of special runtimes last. */
function leaves(target: unknown, depth = 0): string[] {
  if (isString(target)) {
    return [target];
  }
  if (depth > MOST_DEPTH || typeof target !== 'object' || target === null) {
    return [];
  }
  const conditions = Object.entries(target);
  const common = conditions.filter(([condition]) => !SPECIAL_RUNTIMES.has(condition));
  const special = conditions.filter(([condition]) => SPECIAL_RUNTIMES.has(condition));
  return [...common, ...special].flatMap(([, each]) => leaves(each, depth + 1)).slice(0, MOST_TARGETS);
}
