import { getOrMake } from '../../maps.ts';
import type { FileId } from '../../model.ts';
import { isInside, join, relative } from '../../paths.ts';
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
/** Folders whose components Nuxt makes known everywhere, called by their way from there. */
const COMPONENT_FOLDERS = ['components', 'app/components', 'src/components'];
const CONFIGS = ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs', 'nitro.config.ts', 'nitro.config.js'];
const EXPORTED =
  /^export\s+(?:default\s+)?(?:async\s+)?(?:const|let|var|function\*?|class|enum)\s+([A-Za-z_$][\w$]*)/gm;
const MOST_FILES = 500;

export type AutoImport = { readonly file: FileId; readonly name: string };

/** As Nuxt has it: `base/form/Input.vue` is BaseFormInput, `base/BaseInput.vue` BaseInput, `card/index.vue` Card. */
export function componentName(path: string): string {
  const segments = path.replace(/(?:\.(?:client|server|global))?\.vue$/, '').split('/');
  const words = (segments.at(-1) === 'index' ? segments.slice(0, -1) : segments).map(pascalCase);
  return words.reduce((name, word) => (word.startsWith(name) ? word : name + word), '');
}

function pascalCase(word: string): string {
  return word.replace(/(?:^|[-_.])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Of a project that imports nothing by itself. */
const NONE: ReadonlyMap<string, AutoImport> = new Map();

export type AutoImports = ReturnType<typeof createAutoImports>;

/** Finds what a framework imports by itself. Real globals and other projects find nothing. */
export function createAutoImports(host: SourceHost, resolver: Resolver) {
  const byPackage = new Map<FileId, ReadonlyMap<string, AutoImport>>();

  function namesIn(folder: FileId): ReadonlyMap<string, AutoImport> {
    return getOrMake(byPackage, folder, () =>
      CONFIGS.some((config) => host.kind(join(folder, config)) === 'file') ? read(folder) : NONE,
    );
  }

  function read(folder: FileId): ReadonlyMap<string, AutoImport> {
    const files = [FOLDERS, COMPONENT_FOLDERS].flatMap((names) =>
      names.flatMap((each) => filesIn(join(folder, each), 0)).slice(0, MOST_FILES),
    );
    return new Map(files.flatMap((file) => namesOf(file, folder)));
  }

  /** What a file of a package makes known everywhere. */
  function namesOf(file: FileId, folder: FileId): [string, AutoImport][] {
    const isBelow = (names: readonly string[]) =>
      names.map((each) => join(folder, each)).find((each) => isInside(file, each));
    const components = file.endsWith('.vue') ? isBelow(COMPONENT_FOLDERS) : undefined;
    if (components !== undefined) {
      return host.kind(file) === 'file' ? [[componentName(relative(components, file)), { file, name: 'default' }]] : [];
    }
    const text = isBelow(FOLDERS) === undefined ? '' : (host.readText(file) ?? '');
    return [...text.matchAll(EXPORTED)].map(([, name = '']) => [name, { file, name }]);
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
    /** To be called when a file changed, appeared or vanished: the folder of the package whose names are others now. */
    changed(file: FileId): FileId | undefined {
      for (const [folder, names] of byPackage) {
        const before = [...names].flatMap(([name, known]) => (known.file === file ? name : []));
        const now = names === NONE ? [] : namesOf(file, folder).map(([name]) => name);
        if (CONFIGS.some((config) => file === join(folder, config)) || before.join() !== now.join()) {
          byPackage.delete(folder);
          return folder;
        }
      }
      return undefined;
    },
    forget: () => byPackage.clear(),
  };
}
