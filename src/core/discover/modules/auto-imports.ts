import type { FileId } from '../../model.ts';
import { join } from '../../paths.ts';
import type { SourceHost } from '../port.ts';
import { isCode } from './probe.ts';
import type { Resolver } from './resolver.ts';

/** Folders whose exports Nuxt and Nitro make known everywhere, from the folder of the package. */
const FOLDERS = [
  'server/utils',
  'utils',
  'composables',
  'app/utils',
  'app/composables',
  'shared/utils',
  'src/utils',
  'src/composables',
];
const CONFIGS = ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs', 'nitro.config.ts', 'nitro.config.js'];
const EXPORTED =
  /^export\s+(?:default\s+)?(?:async\s+)?(?:const|let|var|function\*?|class|enum)\s+([A-Za-z_$][\w$]*)/gm;
const MOST_FILES = 500;

export type AutoImport = { readonly file: FileId; readonly name: string };

/** Finds what a framework imports by itself. Real globals and other projects find nothing. */
export function createAutoImports(host: SourceHost, resolver: Resolver) {
  const byPackage = new Map<FileId, ReadonlyMap<string, AutoImport>>();

  function namesIn(folder: FileId): ReadonlyMap<string, AutoImport> {
    let names = byPackage.get(folder);
    if (!names) {
      names = CONFIGS.some((config) => host.kind(join(folder, config)) === 'file') ? read(folder) : new Map();
      byPackage.set(folder, names);
    }
    return names;
  }

  function read(folder: FileId): ReadonlyMap<string, AutoImport> {
    const found = new Map<string, AutoImport>();
    const files = FOLDERS.flatMap((each) => filesIn(join(folder, each), 0)).slice(0, MOST_FILES);
    for (const file of files) {
      for (const match of (host.readText(file) ?? '').matchAll(EXPORTED)) {
        const [, name = ''] = match;
        found.set(name, { file, name });
      }
    }
    return found;
  }

  function filesIn(folder: FileId, depth: number): FileId[] {
    return (host.list(folder) ?? []).flatMap((name) => {
      if (name.endsWith('/')) {
        return depth < 3 ? filesIn(join(folder, name.slice(0, -1)), depth + 1) : [];
      }
      const file = join(folder, name);
      return isCode(file) ? [file] : [];
    });
  }

  return {
    find(name: string, from: FileId): AutoImport | undefined {
      const own = resolver.packageOf(from);
      return own && namesIn(own.folder).get(name);
    },
    forget: () => byPackage.clear(),
  };
}
