import type { FileId, Occurrence } from '../model.ts';
import { join } from '../paths.ts';
import { isString } from '../text-parts.ts';
import { wordSet } from '../word-set.ts';
import { literalOf, member, objectsNamed, valuesNamed } from './config-values.ts';
import { NEXT_CONFIG_NAMES } from './next-build.ts';
import type { SyntaxTree } from './nodes.ts';

/** What a framework's configuration says of all images of a project. */
export interface ImageConfig {
  /** `images.unoptimized: true`. */
  readonly unoptimized: boolean;
  /** Another service than Vercel's makes the images: `images.loader`, `images.loaderFile`, Nuxt's `image.provider`. */
  readonly hasLoader: boolean;
  /** `images.dangerouslyAllowSVG: true`. */
  readonly allowsSvg: boolean;
  /** `basePath`; empty where there is none. */
  readonly basePath: string;
}

interface Framework {
  readonly configs: readonly string[];
  /** The `api` of its image occurrences. */
  readonly apis: ReadonlySet<string>;
}

const FRAMEWORKS: readonly Framework[] = [
  {
    configs: NEXT_CONFIG_NAMES,
    apis: wordSet('next/image getImageProps'),
  },
  {
    configs: ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs'],
    apis: wordSet('NuxtImg NuxtPicture $img useImage'),
  },
];

/** The names of all configuration files that can say something of images. */
export const IMAGE_CONFIG_NAMES: readonly string[] = FRAMEWORKS.flatMap(({ configs }) => configs);

/** The configuration files in a project's folder that may say something of these occurrences. */
export function imageConfigFiles(folder: FileId, occurrences: readonly Occurrence[]): FileId[] {
  return FRAMEWORKS.filter(({ apis }) => occurrences.some(({ api }) => apis.has(api))).flatMap(({ configs }) =>
    configs.map((name) => join(folder, name)),
  );
}

/** Reads a parsed `next.config` or `nuxt.config`. */
export function imageConfigOf(tree: SyntaxTree): ImageConfig {
  const images = [...objectsNamed(tree, 'images'), ...objectsNamed(tree, 'image')];
  const literal = (name: string) => images.map((object) => literalOf(member(object, name)));
  const isText = (value: unknown) => isString(value) && value !== '';
  return {
    unoptimized: literal('unoptimized').includes(true),
    allowsSvg: literal('dangerouslyAllowSVG').includes(true),
    hasLoader:
      literal('loader').some((loader) => isText(loader) && loader !== 'default') ||
      literal('loaderFile').some(isText) ||
      literal('provider').some((provider) => isText(provider) && provider !== 'vercel'),
    basePath: valuesNamed(tree, 'basePath').map(literalOf).find(isBasePath) ?? '',
  };
}

function isBasePath(value: unknown): value is string {
  return isString(value) && value.startsWith('/');
}

/** The occurrence as the project's configuration lets it be: not optimized at all, or an SVG that is. */
export function underConfig(occurrence: Occurrence, config: ImageConfig): Occurrence {
  const isConcerned = FRAMEWORKS.some(({ apis }) => apis.has(occurrence.api));
  if (!isConcerned) {
    return occurrence;
  }
  if (config.unoptimized || config.hasLoader) {
    return { ...occurrence, notOptimized: config.unoptimized ? 'unoptimized' : 'loader' };
  }
  if (occurrence.notOptimized === 'svg' && config.allowsSvg) {
    const { notOptimized: _, ...optimized } = occurrence;
    return optimized;
  }
  return occurrence;
}
