import { firstOf } from '../../first-of.ts';
import type { Role } from '../../model.ts';
import { wordSet } from '../../word-set.ts';

/** Which part of a call's arguments holds the tags or images. */
export interface AccessPath {
  /** Counted from 0. */
  readonly argument: number;
  /** This argument and all behind it. */
  readonly rest?: true;
  /** Members that lead from the argument to them: `requestBody`, `tags`. */
  readonly path?: readonly string[];
}

/** An API that takes cache tags or source images. */
export interface Sink {
  /** Packages and their entries that export it, without `.js`; one that ends in `/*` stands for all below it. */
  readonly modules: readonly string[];
  /** The way to it from the package: `cacheTag`, `getCache().set`. */
  readonly names: readonly string[];
  readonly input: AccessPath;
  readonly role: Role;
  /** As its users know it. */
  readonly api: string;
  /** A text is a list with commas. */
  readonly list?: true;
}

const NEXT_CACHE = ['next/cache', 'next/dist/*'];
const NEXT_IMAGE = ['next/image', 'next/future/image', 'next/legacy/image', 'next/dist/client/image-component'];
const VERCEL_FUNCTIONS = ['@vercel/functions', '@vercel/functions/*'];
const VERCEL_SDK = ['@vercel/sdk', '@vercel/sdk/*'];
/** `Astro` is known in every component without an import. */
const ASTRO = ['', 'astro'];
const ASTRO_ASSETS = ['astro:assets'];
/** What Nuxt makes known everywhere comes from no package. */
const NUXT = [''];

const FIRST: AccessPath = { argument: 0 };
const ALL: AccessPath = { argument: 0, rest: true };
const member = (argument: number, ...path: readonly string[]): AccessPath => ({ argument, path });
/** A component's property, or a member of an options object. */
const SRC = member(0, 'src');

/** A row of the table, its names parted by blanks; without other words for it, its users know an API by the first. */
function row(modules: Sink['modules'], role: Role, input: AccessPath, words: string, as?: string): Sink {
  const names = words.split(' ');
  return { modules, role, names, input, api: as ?? names[0] ?? '' };
}

/** Rows that differ in their names alone. */
const rows = (modules: Sink['modules'], role: Role, input: AccessPath, ...apis: readonly string[]): Sink[] =>
  apis.map((words) => row(modules, role, input, words));

/**
 * Every API whose calls set or purge a tag, or show or purge a source image. A new one is a row here: where it is
 * imported from, what it is called, and where its tags stand. A call is recognised by the origin of what it calls.
 */
const SINKS: readonly Sink[] = [
  ...rows(NEXT_CACHE, 'assign', ALL, 'cacheTag', 'unstable_cacheTag'),
  ...rows(NEXT_CACHE, 'invalidate', FIRST, 'revalidateTag', 'updateTag'),
  row(NEXT_CACHE, 'invalidate', ALL, 'unstable_expireTag expireTag'),
  row(NEXT_CACHE, 'assign', member(2, 'tags'), 'unstable_cache'),
  row(['nextjs-better-unstable-cache'], 'assign', member(1, 'revalidateTags'), 'memoize'),

  row(VERCEL_FUNCTIONS, 'assign', FIRST, 'addCacheTag'),
  ...rows(VERCEL_FUNCTIONS, 'invalidate', FIRST, 'invalidateByTag', 'dangerouslyDeleteByTag'),
  ...rows(VERCEL_FUNCTIONS, 'image', FIRST, 'invalidateBySrcImage', 'dangerouslyDeleteBySrcImage'),
  row(VERCEL_FUNCTIONS, 'assign', member(2, 'tags'), 'getCache().set RuntimeCache().set'),
  row(VERCEL_FUNCTIONS, 'invalidate', FIRST, 'getCache().expireTag RuntimeCache().expireTag'),

  ...sdkSinks('invalidateByTags', 'tags'),
  ...sdkSinks('dangerouslyDeleteByTags', 'tags'),
  ...sdkSinks('invalidateBySrcImages', 'srcImages'),
  ...sdkSinks('dangerouslyDeleteBySrcImages', 'srcImages'),

  row(NEXT_IMAGE, 'image', SRC, 'default Image default.default', 'next/image'),
  row(['next/image', 'next/dist/*'], 'image', SRC, 'getImageProps unstable_getImgProps'),

  ...rows(NUXT, 'image', SRC, 'NuxtImg', 'NuxtPicture'),
  row(NUXT, 'image', FIRST, '$img $img.getImage useNuxtApp().$img useNuxtApp().$img.getImage'),
  row(NUXT, 'image', FIRST, 'useImage() useImage().getImage useImage().getSizes', 'useImage'),

  row(ASTRO, 'assign', member(0, 'tags'), 'Astro.cache.set APIContext().cache.set', 'Astro cache.set'),
  row(
    ASTRO,
    'invalidate',
    member(0, 'tags'),
    'Astro.cache.invalidate APIContext().cache.invalidate',
    'Astro cache.invalidate',
  ),
  row(ASTRO_ASSETS, 'image', SRC, 'Image', 'Astro Image'),
  row(ASTRO_ASSETS, 'image', SRC, 'Picture', 'Astro Picture'),
  row(ASTRO_ASSETS, 'image', SRC, 'getImage', 'Astro getImage'),
];

/** An operation of the SDK: a method of its client, and a function that is given the client. */
function sdkSinks(operation: string, target: 'tags' | 'srcImages'): Sink[] {
  const method = `edgeCache.${operation}`;
  const role = target === 'tags' ? 'invalidate' : 'image';
  const ways = [
    `Vercel().${method} EdgeCache().${operation}`,
    `edgeCache${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
  ];
  return ways.map((names, argument) => ({
    ...row(VERCEL_SDK, role, member(argument, 'requestBody', target), names, method),
    ...(target === 'tags' ? { list: true } : {}),
  }));
}

const byOrigin = new Map<string, Sink>();
const instanceNames = new Set<string>();
/** What leads to sinks: modules, and the names on the ways from them, without calls and `default`. */
const onTheWay = new Set<string>();
for (const sink of SINKS) {
  for (const module of sink.modules) {
    onTheWay.add(module);
    for (const name of sink.names) {
      byOrigin.set(`${module} ${name}`, sink);
      if (name.includes('().')) {
        instanceNames.add(`${module} ${name.slice(0, name.indexOf('().'))}`);
      }
      const steps = name.replaceAll('()', '').split('.').filter(isNamed);
      for (let length = 1; length <= steps.length; length++) {
        onTheWay.add(`${module} ${steps.slice(0, length).join('.')}`);
      }
    }
  }
}

function isNamed(step: string): boolean {
  return step !== '()' && step !== 'default';
}

/** The sink that something of a package is: `next/cache` and `cacheTag`. */
export function sinkAt(module: string, path: readonly string[]): Sink | undefined {
  const way = path.length === 1 ? (path[0] ?? '') : path.join('.').replaceAll('.()', '()');
  const behindDefault = way.startsWith('default.') ? way.slice('default.'.length) : undefined;
  return firstOf(
    entriesOf(module),
    (entry) => byOrigin.get(`${entry} ${way}`) ?? byOrigin.get(`${entry} ${behindDefault}`),
  );
}

/** Whether members or results of something of a package are sinks, or it is one: `getCache` and `getCache().set`. */
export function isOnTheWay(module: string, path: readonly string[]): boolean {
  const way = path.filter(isNamed).join('.');
  return entriesOf(module).some((entry) => onTheWay.has(way === '' ? entry : `${entry} ${way}`));
}

/** How the table may name a module: without its extension, and as any below a folder. */
function entriesOf(module: string): string[] {
  const entry = module.replace(/\.[cm]?js$/, '');
  const entries = [entry];
  for (let slash = entry.lastIndexOf('/'); slash > 0; slash = entry.lastIndexOf('/', slash - 1)) {
    entries.push(`${entry.slice(0, slash)}/*`);
  }
  return entries;
}

/** Does an object of this class of a package, or of a type of its, have a method that is a sink? */
export function hasSinksOfInstance(module: string, name: string): boolean {
  return entriesOf(module).some((entry) => instanceNames.has(`${entry} ${name}`));
}

/** Names that mean something else as a rule: they are looked for only where they are imported from such a package. */
const COMMON_NAMES = wordSet('default Image Picture getImage');

/** The last names of all sinks: what a call of one has to spell, unless it was renamed. */
export const SINK_NAMES: ReadonlySet<string> = new Set(
  SINKS.flatMap((sink) => sink.names.map((name) => name.slice(name.lastIndexOf('.') + 1).replace('()', ''))).filter(
    (name) => !COMMON_NAMES.has(name),
  ),
);

const commonNameModules: ReadonlySet<string> = new Set(
  SINKS.filter((sink) => sink.names.some((name) => COMMON_NAMES.has(name))).flatMap((sink) => sink.modules),
);

/** Does a module export a sink under a common name? */
export const hasCommonNames = (module: string): boolean => commonNameModules.has(module.replace(/\.[cm]?js$/, ''));
