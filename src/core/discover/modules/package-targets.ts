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
  if (isString(exports) || Array.isArray(exports)) {
    return subpath === '.' ? leaves(exports) : [];
  }
  if (isRecord(exports)) {
    const bySubpath = Object.keys(exports).some((key) => key.startsWith('.'));
    return bySubpath ? targetsIn(exports, subpath) : subpath === '.' ? leaves(exports) : [];
  }
  return subpath === '.' ? mainsOf(manifest) : [];
}

/** What a package without `exports`, or any folder with a package.json, says its entry is. */
export function mainsOf(manifest: Record<string, unknown>): string[] {
  const fields = [manifest.source, manifest.types, manifest.typings, manifest.main, manifest.module];
  return fields.filter(isString);
}

/** The targets of a key in `exports` or `imports`: of the key itself, else of the pattern with the longest prefix. */
export function targetsIn(map: Record<string, unknown>, key: string): string[] {
  if (Object.hasOwn(map, key)) {
    return leaves(map[key]);
  }
  const patterns = Object.keys(map)
    .filter((pattern) => pattern.includes('*'))
    .sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const [prefix = '', suffix = ''] = pattern.split('*');
    if (key.startsWith(prefix) && key.endsWith(suffix) && key.length >= prefix.length + suffix.length) {
      const star = key.slice(prefix.length, key.length - suffix.length);
      return leaves(map[pattern]).map((target) => target.replaceAll('*', () => star));
    }
  }
  return [];
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
