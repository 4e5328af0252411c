import type { Role } from '../../model.ts';

/** Which part of a call's arguments holds the tags or images. */
export interface Place {
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
  readonly place: Place;
  readonly role: Role;
  /** As its users know it. */
  readonly api: string;
  /** A text is a list with commas. */
  readonly list?: true;
}

const NEXT_CACHE = ['next/cache', 'next/dist/*'];
const VERCEL_FUNCTIONS = ['@vercel/functions', '@vercel/functions/*'];
const VERCEL_SDK = ['@vercel/sdk', '@vercel/sdk/*'];
/** `Astro` is known in every component without an import. */
const ASTRO = ['', 'astro'];
/** What Nuxt makes known everywhere without an import comes from no package. */
const NUXT = ['', '#imports', '#components', '#app'];
/** A component's property, or a member of an options object. */
const SRC: Place = { argument: 0, path: ['src'] };
const FIRST: Place = { argument: 0 };
const ALL: Place = { argument: 0, rest: true };

/**
 * Every API whose calls set or purge a tag, or show or purge a source image. A new one is a row here: where it is
 * imported from, what it is called, and where its tags stand. A call is recognised by the origin of what it calls.
 */
export const SINKS: readonly Sink[] = [
  { modules: NEXT_CACHE, names: ['cacheTag'], place: ALL, role: 'assign', api: 'cacheTag' },
  { modules: NEXT_CACHE, names: ['unstable_cacheTag'], place: ALL, role: 'assign', api: 'unstable_cacheTag' },
  { modules: NEXT_CACHE, names: ['revalidateTag'], place: FIRST, role: 'invalidate', api: 'revalidateTag' },
  { modules: NEXT_CACHE, names: ['updateTag'], place: FIRST, role: 'invalidate', api: 'updateTag' },
  {
    modules: NEXT_CACHE,
    names: ['unstable_expireTag', 'expireTag'],
    place: ALL,
    role: 'invalidate',
    api: 'unstable_expireTag',
  },
  {
    modules: NEXT_CACHE,
    names: ['unstable_cache'],
    place: { argument: 2, path: ['tags'] },
    role: 'assign',
    api: 'unstable_cache',
  },
  {
    modules: ['nextjs-better-unstable-cache'],
    names: ['memoize'],
    place: { argument: 1, path: ['revalidateTags'] },
    role: 'assign',
    api: 'memoize',
  },

  { modules: VERCEL_FUNCTIONS, names: ['addCacheTag'], place: FIRST, role: 'assign', api: 'addCacheTag' },
  { modules: VERCEL_FUNCTIONS, names: ['invalidateByTag'], place: FIRST, role: 'invalidate', api: 'invalidateByTag' },
  {
    modules: VERCEL_FUNCTIONS,
    names: ['dangerouslyDeleteByTag'],
    place: FIRST,
    role: 'invalidate',
    api: 'dangerouslyDeleteByTag',
  },
  {
    modules: VERCEL_FUNCTIONS,
    names: ['invalidateBySrcImage'],
    place: FIRST,
    role: 'image',
    api: 'invalidateBySrcImage',
  },
  {
    modules: VERCEL_FUNCTIONS,
    names: ['dangerouslyDeleteBySrcImage'],
    place: FIRST,
    role: 'image',
    api: 'dangerouslyDeleteBySrcImage',
  },
  {
    modules: VERCEL_FUNCTIONS,
    names: ['getCache().set', 'RuntimeCache().set'],
    place: { argument: 2, path: ['tags'] },
    role: 'assign',
    api: 'getCache().set',
  },
  {
    modules: VERCEL_FUNCTIONS,
    names: ['getCache().expireTag', 'RuntimeCache().expireTag'],
    place: FIRST,
    role: 'invalidate',
    api: 'getCache().expireTag',
  },

  ...sdkSinks('invalidateByTags', 'tags'),
  ...sdkSinks('dangerouslyDeleteByTags', 'tags'),
  ...sdkSinks('invalidateBySrcImages', 'srcImages'),
  ...sdkSinks('dangerouslyDeleteBySrcImages', 'srcImages'),

  {
    modules: ['next/image', 'next/future/image', 'next/legacy/image', 'next/dist/client/image-component'],
    names: ['default', 'Image', 'default.default'],
    place: SRC,
    role: 'image',
    api: 'next/image',
  },
  {
    modules: ['next/image', 'next/dist/*'],
    names: ['getImageProps', 'unstable_getImgProps'],
    place: SRC,
    role: 'image',
    api: 'getImageProps',
  },

  { modules: NUXT, names: ['NuxtImg'], place: SRC, role: 'image', api: 'NuxtImg' },
  { modules: NUXT, names: ['NuxtPicture'], place: SRC, role: 'image', api: 'NuxtPicture' },
  {
    modules: NUXT,
    names: ['$img', '$img.getImage', 'useNuxtApp().$img', 'useNuxtApp().$img.getImage'],
    place: FIRST,
    role: 'image',
    api: '$img',
  },
  {
    modules: NUXT,
    names: ['useImage()', 'useImage().getImage', 'useImage().getSizes'],
    place: FIRST,
    role: 'image',
    api: 'useImage',
  },

  {
    modules: ASTRO,
    names: ['Astro.cache.set', 'APIContext().cache.set'],
    place: { argument: 0, path: ['tags'] },
    role: 'assign',
    api: 'Astro cache.set',
  },
  {
    modules: ASTRO,
    names: ['Astro.cache.invalidate', 'APIContext().cache.invalidate'],
    place: { argument: 0, path: ['tags'] },
    role: 'invalidate',
    api: 'Astro cache.invalidate',
  },
  { modules: ['astro:assets'], names: ['Image'], place: SRC, role: 'image', api: 'Astro Image' },
  { modules: ['astro:assets'], names: ['Picture'], place: SRC, role: 'image', api: 'Astro Picture' },
  { modules: ['astro:assets'], names: ['getImage'], place: SRC, role: 'image', api: 'Astro getImage' },
];

/** An operation of the SDK: a method of its client, and a function that is given the client. */
function sdkSinks(operation: string, member: 'tags' | 'srcImages'): Sink[] {
  const common = {
    modules: VERCEL_SDK,
    role: member === 'tags' ? 'invalidate' : 'image',
    api: `edgeCache.${operation}`,
    ...(member === 'tags' ? { list: true as const } : {}),
  } as const;
  const path = ['requestBody', member];
  return [
    {
      ...common,
      names: [`Vercel().edgeCache.${operation}`, `EdgeCache().${operation}`],
      place: { argument: 0, path },
    },
    {
      ...common,
      names: [`edgeCache${operation.charAt(0).toUpperCase()}${operation.slice(1)}`],
      place: { argument: 1, path },
    },
  ];
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
  for (const entry of entriesOf(module)) {
    const sink = byOrigin.get(`${entry} ${way}`) ?? byOrigin.get(`${entry} ${behindDefault}`);
    if (sink) {
      return sink;
    }
  }
  return undefined;
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
const COMMON_NAMES: ReadonlySet<string> = new Set(['default', 'Image', 'Picture', 'getImage']);

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
