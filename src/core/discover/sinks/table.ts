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
  /** Packages that export it. */
  readonly modules: readonly string[];
  /** The way to it from the package: `cacheTag`, `getCache().set`. */
  readonly names: readonly string[];
  readonly place: Place;
  readonly role: Role;
  /** As its users know it. */
  readonly api: string;
}

const NEXT_CACHE = [
  'next/cache',
  'next/cache.js',
  'next/dist/server/use-cache/cache-tag',
  'next/dist/server/web/spec-extension/revalidate',
  'next/dist/server/web/spec-extension/unstable-cache',
];
const VERCEL_FUNCTIONS = ['@vercel/functions'];
const VERCEL_SDK = ['@vercel/sdk', '@vercel/sdk/index.js', '@vercel/sdk/sdk'];
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

  {
    modules: VERCEL_SDK,
    names: ['Vercel().edgeCache.invalidateByTags'],
    place: { argument: 0, path: ['requestBody', 'tags'] },
    role: 'invalidate',
    api: 'edgeCache.invalidateByTags',
  },
  {
    modules: VERCEL_SDK,
    names: ['Vercel().edgeCache.dangerouslyDeleteByTags'],
    place: { argument: 0, path: ['requestBody', 'tags'] },
    role: 'invalidate',
    api: 'edgeCache.dangerouslyDeleteByTags',
  },
  {
    modules: VERCEL_SDK,
    names: ['Vercel().edgeCache.invalidateBySrcImages'],
    place: { argument: 0, path: ['requestBody', 'srcImages'] },
    role: 'image',
    api: 'edgeCache.invalidateBySrcImages',
  },
  {
    modules: VERCEL_SDK,
    names: ['Vercel().edgeCache.dangerouslyDeleteBySrcImages'],
    place: { argument: 0, path: ['requestBody', 'srcImages'] },
    role: 'image',
    api: 'edgeCache.dangerouslyDeleteBySrcImages',
  },

  {
    modules: [
      'next/image',
      'next/image.js',
      'next/future/image',
      'next/legacy/image',
      'next/dist/client/image-component',
    ],
    names: ['default', 'Image', 'default.default'],
    place: SRC,
    role: 'image',
    api: 'next/image',
  },
  {
    modules: ['next/image', 'next/image.js'],
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

  { modules: ['astro:assets'], names: ['Image'], place: SRC, role: 'image', api: 'Astro Image' },
  { modules: ['astro:assets'], names: ['Picture'], place: SRC, role: 'image', api: 'Astro Picture' },
  { modules: ['astro:assets'], names: ['getImage'], place: SRC, role: 'image', api: 'Astro getImage' },
];

const byOrigin = new Map<string, Sink>();
for (const sink of SINKS) {
  for (const module of sink.modules) {
    for (const name of sink.names) {
      byOrigin.set(`${module} ${name}`, sink);
    }
  }
}

/** The sink that something of a package is: `next/cache` and `cacheTag`. */
export function sinkAt(module: string, path: readonly string[]): Sink | undefined {
  const way = path.join('.').replaceAll('.()', '()');
  return (
    byOrigin.get(`${module} ${way}`) ??
    (way.startsWith('default.') ? byOrigin.get(`${module} ${way.slice(8)}`) : undefined)
  );
}

/** Names that mean something else as a rule: they are looked for only where they are imported from such a package. */
const COMMON_NAMES: ReadonlySet<string> = new Set(['default', 'Image', 'Picture', 'getImage']);

/** The last names of all sinks: what a call of one has to spell, unless it was renamed. */
export const SINK_NAMES: ReadonlySet<string> = new Set(
  SINKS.flatMap((sink) => sink.names.map((name) => name.slice(name.lastIndexOf('.') + 1).replace('()', ''))).filter(
    (name) => !COMMON_NAMES.has(name),
  ),
);

/** Packages that export a sink under a common name. */
export const COMMON_NAME_MODULES: ReadonlySet<string> = new Set(
  SINKS.filter((sink) => sink.names.some((name) => COMMON_NAMES.has(name))).flatMap((sink) => sink.modules),
);
