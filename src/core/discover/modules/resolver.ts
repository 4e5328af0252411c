import { firstOf } from '../../first-of.ts';
import type { FileId } from '../../model.ts';
import { basename, dirname, isInside, join } from '../../paths.ts';
import type { SourceHost } from '../port.ts';
import { splitSpecifier } from './package-targets.ts';
import { createPackages, isModuleConfig } from './packages.ts';
import { isCode, probeFile } from './probe.ts';
import { createTsconfigs, targetsOf } from './tsconfig.ts';

/** What an import leads to. */
export type Resolution =
  /** Code of the workspace, or JSON. */
  | { readonly kind: 'file'; readonly file: FileId }
  /** A file whose import is a value: an image, a style, a font. It is never read. */
  | { readonly kind: 'asset'; readonly file: FileId }
  /** A package that is not part of the workspace. */
  | { readonly kind: 'external'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'missing' };

export interface Resolver {
  resolve(specifier: string, from: FileId): Resolution;
  /** The folder of the nearest package.json upwards, and its content. */
  packageOf(file: FileId): { readonly folder: FileId; readonly manifest: Record<string, unknown> } | undefined;
  /** Whether a change to this file changes what imports mean. */
  isConfig(file: FileId): boolean;
  /** To be called when files appear or vanish: the folders from which imports lead elsewhere now. */
  moved(files: ReadonlySet<FileId>): ReadonlySet<FileId>;
  /** To be called when a configuration changes. */
  forget(): void;
}

/** Prefixes that frameworks understand without a tsconfig, and the folders of a package that they may mean. */
const CONVENTIONS: readonly (readonly [prefix: string, folders: readonly string[]])[] = [
  ['~~/', ['.']],
  ['@@/', ['.']],
  ['~/', ['app', 'src', '.']],
  ['@/', ['src', 'app', '.']],
  ['$lib/', ['src/lib']],
  ['$lib', ['src/lib']],
];

const MOST_CACHED = 50_000;
const MISSING: Resolution = { kind: 'missing' };

/** Follows imports as TypeScript and the bundlers of the field do, by reading the workspace only. */
export function createResolver(host: SourceHost): Resolver {
  const packages = createPackages(host);
  const tsconfigs = createTsconfigs(host, packages.fileOf);
  const cache = new Map<string, Resolution>();

  function resolve(specifier: string, from: FileId): Resolution {
    const key = `${dirname(from)}\0${specifier}`;
    let known = cache.get(key);
    if (!known) {
      if (cache.size >= MOST_CACHED) {
        cache.clear();
      }
      known = lookUp(specifier, from);
      cache.set(key, known);
    }
    return known;
  }

  function lookUp(written: string, from: FileId): Resolution {
    const specifier = written.startsWith('#') ? written : (written.split(/[?#]/, 1)[0] ?? '');
    if (/^(?:\.|\.\.)(?:\/|$)/.test(specifier)) {
      return found(packages.probe(join(dirname(from), specifier)), from) ?? MISSING;
    }
    if (specifier.startsWith('/')) {
      const own = packages.packageFolderOf(from);
      return found(own === undefined ? undefined : packages.probe(join(own, specifier)), from) ?? MISSING;
    }
    if (specifier === '' || /^[a-z][a-z0-9+.-]*:/i.test(specifier)) {
      return specifier === '' ? MISSING : { kind: 'external', name: specifier, subpath: '.' };
    }
    return found(findBare(specifier, from), from) ?? external(specifier);
  }

  function findBare(specifier: string, from: FileId): FileId | undefined {
    const { paths, baseUrl } = tsconfigs.governing(from);
    const mapped =
      firstOf(targetsOf(specifier, paths), packages.probe) ??
      (specifier.startsWith('#') ? packages.importOf(specifier, from) : undefined);
    if (mapped !== undefined) {
      return mapped;
    }
    const { name, subpath } = splitSpecifier(specifier);
    const folder = packages.folderOf(name, from);
    if (folder !== undefined) {
      return packages.entryOf(folder, subpath);
    }
    const below = baseUrl === undefined ? undefined : packages.probe(join(baseUrl, specifier));
    return below ?? findByConvention(specifier, from);
  }

  function findByConvention(specifier: string, from: FileId): FileId | undefined {
    const own = packages.packageFolderOf(from);
    const convention = CONVENTIONS.find(([prefix]) => specifier === prefix || specifier.startsWith(prefix));
    if (own === undefined || !convention) {
      return undefined;
    }
    const [prefix, folders] = convention;
    const rest = specifier.slice(prefix.length);
    return firstOf(folders, (folder) => probeFile(host, join(own, `${folder}/${rest}`)));
  }

  function found(file: FileId | undefined, from: FileId): Resolution | undefined {
    const root = host.rootOf(from);
    if (file === undefined || root === undefined || !isInside(file, root) || file.includes('/node_modules/')) {
      return undefined;
    }
    return isCode(file) ? { kind: 'file', file } : { kind: 'asset', file };
  }

  return {
    resolve,
    packageOf(file) {
      const folder = packages.packageFolderOf(file);
      const manifest = folder === undefined ? undefined : packages.manifestIn(folder);
      return folder !== undefined && manifest ? { folder, manifest } : undefined;
    },
    isConfig: (file) => isModuleConfig(file) || tsconfigs.hasRead(file),
    moved(files) {
      const names = new Set([...files].map(importedName));
      const folders = new Set<FileId>();
      for (const [key, before] of cache) {
        if (!('file' in before) || files.has(before.file) || names.has(importedName(before.file))) {
          const [folder = '', specifier = ''] = key.split('\0');
          const now = lookUp(specifier, join(folder, 'any'));
          cache.set(key, now);
          if (now.kind !== before.kind || ('file' in now && 'file' in before && now.file !== before.file)) {
            folders.add(folder);
          }
        }
      }
      return folders;
    },
    forget() {
      cache.clear();
      packages.forget();
      tsconfigs.forget();
    },
  };
}

/** The name by which imports mean a file: without its ending, and that of the folder whose index it is. */
function importedName(file: FileId): string {
  const name = basename(file).split('.', 1)[0] ?? '';
  return name === 'index' ? basename(dirname(file)) : name;
}

function external(specifier: string): Resolution {
  return /^(?:[~$#]|@\/)/.test(specifier) ? MISSING : { kind: 'external', ...splitSpecifier(specifier) };
}
