import type { FileId } from '../../model.ts';
import { dirname, foldersUpTo, join } from '../../paths.ts';
import { isString } from '../../text-parts.ts';
import { isRecord, recordIn } from '../languages/json.ts';
import type { SourceHost } from '../port.ts';
import { matchOf } from './package-targets.ts';
import { firstFile } from './probe.ts';

/** What a tsconfig says about imports. */
export interface PathConfig {
  /** Absolute folder that bare specifiers are tried in. */
  readonly baseUrl: FileId | undefined;
  /** Patterns with at most one `*`, each with absolute targets. */
  readonly paths: readonly PathMapping[];
}

export type PathMapping = readonly [pattern: string, targets: readonly string[]];

/** Finds the file that `extends` names by package: a shared config of the workspace or of node_modules. */
export type FindPackageFile = (specifier: string, from: FileId) => FileId | undefined;

const NONE: PathConfig = { baseUrl: undefined, paths: [] };
const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json'];
const MOST_EXTENDS = 16;
const MOST_PATTERNS = 1000;
const MOST_TARGETS = 32;

/** Answers which path configuration governs a file; every config is read once. */
export function createTsconfigs(host: SourceHost, findPackageFile: FindPackageFile) {
  const byFolder = new Map<FileId, PathConfig>();
  const byConfig = new Map<FileId, PathConfig>();

  function governing(file: FileId): PathConfig {
    const passed: FileId[] = [];
    let found = NONE;
    for (const folder of foldersUpTo(file, host.rootOf(file))) {
      const known = byFolder.get(folder);
      if (known) {
        found = known;
        break;
      }
      passed.push(folder);
      const config = firstFile(
        host,
        CONFIG_NAMES.map((name) => join(folder, name)),
      );
      if (config) {
        found = read(config);
        break;
      }
    }
    for (const folder of passed) {
      byFolder.set(folder, found);
    }
    return found;
  }

  function read(config: FileId): PathConfig {
    const own = readChain(config, 0);
    if (own.paths.length > 0 || own.baseUrl !== undefined) {
      return own;
    }
    // A solution file: its references hold the settings.
    const referenced = references(config).map((path) => readChain(path, 0));
    return {
      baseUrl: referenced.find((each) => each.baseUrl !== undefined)?.baseUrl,
      paths: referenced.flatMap((each) => each.paths),
    };
  }

  /** Each config is read once, however many extend it; one that extends itself inherits nothing from there. */
  function readChain(config: FileId, depth: number): PathConfig {
    let known = byConfig.get(config);
    if (!known) {
      byConfig.set(config, NONE);
      known = depth > MOST_EXTENDS ? NONE : readOptions(config, depth);
      byConfig.set(config, known);
    }
    return known;
  }

  function readOptions(config: FileId, depth: number): PathConfig {
    const json = recordIn(host.readText(config));
    if (!json) {
      return NONE;
    }
    let inherited = NONE;
    for (const parent of stringsOf(json.extends)) {
      const file = parentFile(parent, config);
      const read = file === undefined ? NONE : readChain(file, depth + 1);
      inherited = {
        baseUrl: read.baseUrl ?? inherited.baseUrl,
        paths: read.paths.length > 0 ? read.paths : inherited.paths,
      };
    }
    const options = isRecord(json.compilerOptions) ? json.compilerOptions : {};
    const folder = dirname(config);
    const baseUrl = isString(options.baseUrl) ? resolveIn(folder, options.baseUrl) : inherited.baseUrl;
    const paths = isRecord(options.paths) ? mappings(options.paths, baseUrl ?? folder) : inherited.paths;
    return { baseUrl, paths };
  }

  function parentFile(specifier: string, config: FileId): FileId | undefined {
    if (!specifier.startsWith('.') && !specifier.startsWith('/')) {
      return findPackageFile(specifier, config);
    }
    const path = join(dirname(config), specifier);
    return firstFile(host, [path, `${path}.json`, join(path, 'tsconfig.json')]);
  }

  function references(config: FileId): FileId[] {
    const list = recordIn(host.readText(config))?.references;
    if (!Array.isArray(list)) {
      return [];
    }
    return list.slice(0, MOST_EXTENDS).flatMap((each: unknown) => {
      const path = isRecord(each) && isString(each.path) ? join(dirname(config), each.path) : undefined;
      if (path === undefined) {
        return [];
      }
      return host.kind(path) === 'directory' ? [join(path, 'tsconfig.json')] : [path];
    });
  }

  return {
    governing,
    hasRead: (file: FileId): boolean => byConfig.has(file),
    forget() {
      byFolder.clear();
      byConfig.clear();
    },
  };
}

/** The targets of a specifier by `paths`. */
export function targetsOf(specifier: string, paths: readonly PathMapping[]): readonly string[] {
  const { to = [], star } = matchOf(specifier, paths) ?? {};
  return star === undefined ? to : to.map((target) => withStar(target, star));
}

/** Puts in what `*` stood for; a specifier may hold `//` and `..` there. */
function withStar(target: string, star: string): string {
  const slash = target.lastIndexOf('/', target.indexOf('*'));
  return slash < 0
    ? target
    : join(
        target.slice(0, slash),
        target.slice(slash + 1).replace('*', () => star),
      );
}

function mappings(paths: Record<string, unknown>, base: FileId): PathMapping[] {
  return Object.entries(paths)
    .slice(0, MOST_PATTERNS)
    .map(([pattern, targets]) => [
      pattern,
      stringsOf(targets)
        .slice(0, MOST_TARGETS)
        .map((target) => resolveIn(base, target)),
    ]);
}

function resolveIn(folder: FileId, path: string): FileId {
  const inFolder = path.replace(/^\$\{configDir\}\/?/, './');
  return inFolder.startsWith('/') ? inFolder : join(folder, inFolder);
}

function stringsOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(isString);
}
