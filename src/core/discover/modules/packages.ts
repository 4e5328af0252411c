import { isRecord, parseJsonc } from '../../jsonc.ts';
import type { FileId } from '../../model.ts';
import { basename, dirname, foldersUpTo, join } from '../../paths.ts';
import type { SourceHost } from '../port.ts';
import { probeFile } from './probe.ts';

/** Folders that hold what a build made of `src`. */
const BUILT = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs|types|\.output)(?:\/(?:esm|cjs|types|src|es|umd))?\//;
const BUILT_ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/;
const MOST_PACKAGES = 5000;
const MOST_DEPTH = 8;

/** Reads package.json files: the workspace's packages by name, their entries, a package's `#imports`. */
export function createPackages(host: SourceHost) {
  const manifests = new Map<FileId, Record<string, unknown> | undefined>();
  const workspaces = new Map<FileId, ReadonlyMap<string, FileId>>();
  const workspaceRoots = new Map<FileId, FileId | undefined>();

  function manifestIn(folder: FileId): Record<string, unknown> | undefined {
    if (!manifests.has(folder)) {
      const json = parseJsonc(host.readText(join(folder, 'package.json')) ?? '');
      manifests.set(folder, isRecord(json) ? json : undefined);
    }
    return manifests.get(folder);
  }

  /** The nearest folder upwards that holds a package.json. */
  function packageFolderOf(file: FileId): FileId | undefined {
    const root = host.rootOf(file);
    if (root !== undefined) {
      for (const folder of foldersUpTo(file, root)) {
        if (manifestIn(folder)) {
          return folder;
        }
      }
    }
    return undefined;
  }

  /** The folder of a workspace package that the file can import by name. */
  function folderOf(name: string, from: FileId): FileId | undefined {
    const root = workspaceRootOf(from);
    const own = packageFolderOf(from);
    if (own !== undefined && manifestIn(own)?.name === name) {
      return own;
    }
    return root === undefined ? undefined : packagesOf(root).get(name);
  }

  function workspaceRootOf(from: FileId): FileId | undefined {
    const top = host.rootOf(from);
    const folder = dirname(from);
    if (top === undefined) {
      return undefined;
    }
    if (!workspaceRoots.has(folder)) {
      let found: FileId | undefined;
      for (const each of foldersUpTo(from, top)) {
        if (manifestIn(each)?.workspaces !== undefined || host.kind(join(each, 'pnpm-workspace.yaml')) === 'file') {
          found = each;
          break;
        }
      }
      workspaceRoots.set(folder, found);
    }
    return workspaceRoots.get(folder);
  }

  function packagesOf(root: FileId): ReadonlyMap<string, FileId> {
    let known = workspaces.get(root);
    if (!known) {
      const byName = new Map<string, FileId>();
      for (const folder of workspaceFolders(root)) {
        const name = manifestIn(folder)?.name;
        if (typeof name === 'string' && !byName.has(name)) {
          byName.set(name, folder);
        }
      }
      known = byName;
      workspaces.set(root, known);
    }
    return known;
  }

  function workspaceFolders(root: FileId): FileId[] {
    const manifest = manifestIn(root);
    const declared = isRecord(manifest?.workspaces) ? manifest.workspaces.packages : manifest?.workspaces;
    const globs = [
      ...(Array.isArray(declared) ? declared.filter((each) => typeof each === 'string') : []),
      ...pnpmGlobs(host.readText(join(root, 'pnpm-workspace.yaml')) ?? ''),
    ];
    const found = new Set<FileId>();
    for (const glob of globs) {
      if (!glob.startsWith('!')) {
        expand(
          root,
          glob.split('/').filter((each) => each !== '' && each !== '.'),
          0,
          found,
        );
      }
    }
    return [...found];
  }

  function expand(folder: FileId, segments: readonly string[], depth: number, found: Set<FileId>): void {
    const [segment, ...rest] = segments;
    if (depth > MOST_DEPTH || found.size >= MOST_PACKAGES) {
      return;
    }
    if (segment === undefined) {
      if (manifestIn(folder)) {
        found.add(folder);
      }
      return;
    }
    if (!segment.includes('*') && !segment.includes('{')) {
      expand(join(folder, segment), rest, depth + 1, found);
      return;
    }
    if (segment === '**') {
      expand(folder, rest, depth + 1, found);
    }
    for (const name of host.list(folder) ?? []) {
      const child = name.endsWith('/') ? name.slice(0, -1) : undefined;
      if (child !== undefined && child !== 'node_modules' && !child.startsWith('.') && matchesSegment(child, segment)) {
        expand(join(folder, child), segment === '**' ? segments : rest, depth + 1, found);
      }
    }
  }

  /** The source file that a package's subpath (`.` or `./x`) means. */
  function entryOf(folder: FileId, subpath: string): FileId | undefined {
    const manifest = manifestIn(folder) ?? {};
    const targets = targetsFor(manifest, subpath);
    const existing = targets
      .map((target) => probeFile(host, join(folder, target)))
      .filter((file) => file !== undefined);
    const source = existing.find((file) => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file));
    if (source !== undefined) {
      return source;
    }
    for (const target of targets) {
      const inner = target.replace(BUILT, '').replace(/^\.\//, '').replace(BUILT_ENDING, '');
      const original = probeFile(host, join(folder, `src/${inner}`)) ?? probeFile(host, join(folder, inner));
      if (original !== undefined && !existing.includes(original)) {
        return original;
      }
    }
    const bare = subpath === '.' ? 'index' : subpath;
    return existing[0] ?? probeFile(host, join(folder, bare)) ?? probeFile(host, join(folder, `src/${bare}`));
  }

  /** What `#name` means to a file. */
  function importOf(specifier: string, from: FileId): FileId | undefined {
    const folder = packageFolderOf(from);
    const imports = folder === undefined ? undefined : manifestIn(folder)?.imports;
    if (folder === undefined || !isRecord(imports)) {
      return undefined;
    }
    for (const target of targetsIn(imports, specifier)) {
      const file = target.startsWith('.') ? probeFile(host, join(folder, target)) : undefined;
      if (file !== undefined) {
        return file;
      }
    }
    return undefined;
  }

  /** A file of a package, for a tsconfig that extends it: from the workspace, else from node_modules upwards. */
  function fileOf(specifier: string, from: FileId): FileId | undefined {
    const { name, subpath } = splitSpecifier(specifier);
    const root = host.rootOf(from);
    const inModules =
      root === undefined ? [] : [...foldersUpTo(from, root)].map((each) => join(each, `node_modules/${name}`));
    const folders = [folderOf(name, from), ...inModules].filter((each) => each !== undefined);
    const names = subpath === '.' ? ['tsconfig.json'] : [subpath, `${subpath}.json`, `${subpath}/tsconfig.json`];
    return folders
      .flatMap((folder) => names.map((each) => join(folder, each)))
      .find((path) => host.kind(path) === 'file');
  }

  return {
    folderOf,
    packageFolderOf,
    manifestIn,
    entryOf,
    importOf,
    fileOf,
    forget() {
      manifests.clear();
      workspaces.clear();
      workspaceRoots.clear();
    },
  };
}

/** `@scope/name/a/b` → `@scope/name` and `./a/b`. */
export function splitSpecifier(specifier: string): { name: string; subpath: string } {
  const segments = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const rest = segments.slice(length).join('/');
  return { name: segments.slice(0, length).join('/'), subpath: rest === '' ? '.' : `./${rest}` };
}

function targetsFor(manifest: Record<string, unknown>, subpath: string): string[] {
  const { exports } = manifest;
  if (typeof exports === 'string' || Array.isArray(exports)) {
    return subpath === '.' ? leaves(exports) : [];
  }
  if (isRecord(exports)) {
    const bySubpath = Object.keys(exports).some((key) => key.startsWith('.'));
    return bySubpath ? targetsIn(exports, subpath) : subpath === '.' ? leaves(exports) : [];
  }
  const fields = [manifest.source, manifest.types, manifest.typings, manifest.module, manifest.main];
  return subpath === '.' ? fields.filter((each) => typeof each === 'string') : [];
}

/** The targets of a key in `exports` or `imports`: of the key itself, else of the pattern with the longest prefix. */
function targetsIn(map: Record<string, unknown>, key: string): string[] {
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

/** Every path below a conditional target, whatever its condition. */
function leaves(target: unknown, depth = 0): string[] {
  if (typeof target === 'string') {
    return [target];
  }
  if (depth > MOST_DEPTH || typeof target !== 'object' || target === null) {
    return [];
  }
  return Object.values(target).flatMap((each) => leaves(each, depth + 1));
}

/** The list below `packages:` of a pnpm-workspace.yaml; the rest of the file does not matter. */
function pnpmGlobs(yaml: string): string[] {
  const globs: string[] = [];
  let inside = false;
  for (const line of yaml.slice(0, 100_000).split('\n')) {
    const item = /^\s*-\s*(['"]?)([^'"#]+)\1\s*(?:#.*)?$/.exec(line.trimEnd());
    if (line.startsWith('packages:')) {
      inside = true;
      globs.push(...[...line.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? ''));
    } else if (inside && item?.[2]) {
      globs.push(item[2].trim());
    } else if (/^\S/.test(line) && !line.startsWith('#')) {
      inside = false;
    }
  }
  return globs;
}

/** Whether a folder's name satisfies one segment of a glob: `*` and `{a,b}`. */
function matchesSegment(name: string, segment: string): boolean {
  if (segment === '*' || segment === '**') {
    return true;
  }
  const braces = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(segment);
  if (braces) {
    const [, before = '', choices = '', after = ''] = braces;
    return choices.split(',').some((choice) => matchesSegment(name, before + choice + after));
  }
  const pieces = segment.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) {
    return name === segment;
  }
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) {
      return false;
    }
    at = found + piece.length;
  }
  return name.startsWith(first) && name.endsWith(last) && name.length >= at + last.length;
}

/** Whether a change to this file changes what imports mean. */
export function isModuleConfig(file: FileId): boolean {
  const name = basename(file);
  return name === 'package.json' || name === 'pnpm-workspace.yaml' || /^[jt]sconfig(?:\..+)?\.json$/.test(name);
}
