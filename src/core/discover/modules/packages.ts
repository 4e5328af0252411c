import { firstOf } from '../../first-of.ts';
import { compileGlob } from '../../globs.ts';
import { getOrMake } from '../../maps.ts';
import type { FileId } from '../../model.ts';
import { basename, dirname, foldersUpTo, join } from '../../paths.ts';
import { isString } from '../../text-parts.ts';
import { isRecord, recordIn } from '../languages/json.ts';
import type { SourceHost } from '../port.ts';
import { mainsOf, splitSpecifier, targetsFor, targetsIn } from './package-targets.ts';
import { firstFile, probeFile, probeIndex, probeWithEnding } from './probe.ts';
import { pnpmGlobs, segmentsOf } from './workspace-globs.ts';

/** Folders that hold what a build made of `src`. */
const BUILT = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs|types|\.output)(?:\/(?:esm|cjs|types|src|es|umd))?\//;
const BUILT_ENDING = /(?:\.d)?\.[cm]?[jt]sx?$/;
const MOST_PACKAGES = 5000;
const MOST_DEPTH = 8;
/** Folders that are listed at most to find the packages of one workspace. */
const MOST_LISTED = 20_000;

interface PackageSearch {
  readonly found: Set<FileId>;
  /** Folders that may still be listed. */
  listings: number;
}

/** Reads package.json files: the workspace's packages by name, their entries, a package's `#imports`. */
export function createPackages(host: SourceHost) {
  const manifests = new Map<FileId, Record<string, unknown> | undefined>();
  const packageFolders = new Map<FileId, FileId | undefined>();
  const workspaces = new Map<FileId, ReadonlyMap<string, FileId>>();
  const workspaceRoots = new Map<FileId, readonly FileId[]>();

  function manifestIn(folder: FileId): Record<string, unknown> | undefined {
    if (!manifests.has(folder)) {
      manifests.set(folder, recordIn(host.readText(join(folder, 'package.json'))));
    }
    return manifests.get(folder);
  }

  /** The nearest folder upwards that holds a package.json. */
  function packageFolderOf(file: FileId): FileId | undefined {
    const folder = dirname(file);
    if (!packageFolders.has(folder)) {
      const upwards = foldersUpTo(file, host.rootOf(file));
      packageFolders.set(
        folder,
        firstOf(upwards, (each) => manifestIn(each) && each),
      );
    }
    return packageFolders.get(folder);
  }

  /**
   * The folder of a workspace package that the file can import by name. A workspace inside of another one sees the
   * packages of both, as it does through node_modules.
   */
  function folderOf(name: string, from: FileId): FileId | undefined {
    const own = packageFolderOf(from);
    if (own !== undefined && manifestIn(own)?.name === name) {
      return own;
    }
    return firstOf(workspaceRootsOf(from), (root) => packagesOf(root).get(name));
  }

  /** The folders upwards that declare a workspace, nearest first. */
  function workspaceRootsOf(from: FileId): readonly FileId[] {
    return getOrMake(workspaceRoots, dirname(from), () =>
      [...foldersUpTo(from, host.rootOf(from))].filter(declaresWorkspace),
    );
  }

  const declaresWorkspace = (folder: FileId): boolean =>
    manifestIn(folder)?.workspaces !== undefined || host.kind(join(folder, 'pnpm-workspace.yaml')) === 'file';

  function packagesOf(root: FileId): ReadonlyMap<string, FileId> {
    return getOrMake(workspaces, root, () => {
      const byName = new Map<string, FileId>();
      for (const folder of workspaceFolders(root)) {
        const name = manifestIn(folder)?.name;
        if (isString(name) && !byName.has(name)) {
          byName.set(name, folder);
        }
      }
      return byName;
    });
  }

  function workspaceFolders(root: FileId): FileId[] {
    const manifest = manifestIn(root);
    const declared = isRecord(manifest?.workspaces) ? manifest.workspaces.packages : manifest?.workspaces;
    const globs = [
      ...(Array.isArray(declared) ? declared.filter(isString) : []),
      ...pnpmGlobs(host.readText(join(root, 'pnpm-workspace.yaml')) ?? ''),
    ];
    const search: PackageSearch = { found: new Set(), listings: MOST_LISTED };
    for (const glob of globs) {
      if (!glob.startsWith('!')) {
        expand(root, segmentsOf(glob), 0, search);
      }
    }
    return [...search.found];
  }

  function expand(folder: FileId, segments: readonly string[], depth: number, search: PackageSearch): void {
    const [segment, ...rest] = segments;
    if (depth > MOST_DEPTH || search.found.size >= MOST_PACKAGES) {
      return;
    }
    if (segment === undefined) {
      if (manifestIn(folder)) {
        search.found.add(folder);
      }
      return;
    }
    if (!segment.includes('*') && !segment.includes('{')) {
      expand(join(folder, segment), rest, depth + 1, search);
      return;
    }
    if (segment === '**') {
      expand(folder, rest, depth + 1, search);
    }
    if (search.listings-- <= 0) {
      return;
    }
    const matches = compileGlob(segment);
    for (const name of host.list(folder) ?? []) {
      const child = name.endsWith('/') ? name.slice(0, -1) : undefined;
      if (child !== undefined && child !== 'node_modules' && !child.startsWith('.') && matches([child])) {
        expand(join(folder, child), segment === '**' ? segments : rest, depth + 1, search);
      }
    }
  }

  /** The source file that a package's subpath (`.` or `./x`) means. */
  function entryOf(folder: FileId, subpath: string): FileId | undefined {
    const file = sourceOf(folder, targetsFor(manifestIn(folder) ?? {}, subpath));
    const bare = subpath === '.' ? 'index' : subpath;
    return file ?? probeFile(host, join(folder, bare)) ?? probeFile(host, join(folder, `src/${bare}`));
  }

  /** The file that a path means: as `probeFile`, and a folder may name its entry in a package.json. */
  function probe(path: FileId): FileId | undefined {
    const file = probeWithEnding(host, path);
    if (file !== undefined || host.kind(path) !== 'directory') {
      return file;
    }
    return sourceOf(path, mainsOf(manifestIn(path) ?? {})) ?? probeIndex(host, path);
  }

  /**
   * What the targets of a package.json mean: the first that is a TypeScript source or was built from a source, else the
   * first that exists.
   */
  function sourceOf(folder: FileId, targets: readonly string[]): FileId | undefined {
    let existing: FileId | undefined;
    for (const target of targets) {
      const file = probeFile(host, join(folder, target));
      const source = file !== undefined && isTypeScriptSource(file) ? file : originalOf(folder, target);
      if (source !== undefined && (isTypeScriptSource(source) || file === undefined)) {
        return source;
      }
      existing ??= file;
    }
    return existing;
  }

  /** The file that a build's output was made of. */
  function originalOf(folder: FileId, target: string): FileId | undefined {
    const inner = target.replace(BUILT, '').replace(/^\.\//, '').replace(BUILT_ENDING, '');
    return probeFile(host, join(folder, `src/${inner}`)) ?? probeFile(host, join(folder, inner));
  }

  /** What `#name` means to a file. */
  function importOf(specifier: string, from: FileId): FileId | undefined {
    const folder = packageFolderOf(from);
    const imports = folder === undefined ? undefined : manifestIn(folder)?.imports;
    if (folder === undefined || !isRecord(imports)) {
      return undefined;
    }
    return firstOf(targetsIn(imports, specifier), (target) =>
      target.startsWith('.') ? probeFile(host, join(folder, target)) : undefined,
    );
  }

  /** A file of a package, for a tsconfig that extends it: from the workspace, else from node_modules upwards. */
  function fileOf(specifier: string, from: FileId): FileId | undefined {
    const { name, subpath } = splitSpecifier(specifier);
    const inModules = [...foldersUpTo(from, host.rootOf(from))].map((each) => join(each, `node_modules/${name}`));
    const folders = [folderOf(name, from), ...inModules].filter((each) => each !== undefined);
    const names = subpath === '.' ? ['tsconfig.json'] : [subpath, `${subpath}.json`, `${subpath}/tsconfig.json`];
    return firstFile(
      host,
      folders.flatMap((folder) => names.map((each) => join(folder, each))),
    );
  }

  return {
    folderOf,
    packageFolderOf,
    manifestIn,
    entryOf,
    probe,
    importOf,
    fileOf,
    forget() {
      manifests.clear();
      packageFolders.clear();
      workspaces.clear();
      workspaceRoots.clear();
    },
  };
}

const isTypeScriptSource = (file: FileId): boolean => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file);

/** Whether a file of this name says what imports mean. */
export function isModuleConfig(file: FileId): boolean {
  const name = basename(file);
  return name === 'package.json' || name === 'pnpm-workspace.yaml' || /^[jt]sconfig(?:\..+)?\.json$/.test(name);
}
