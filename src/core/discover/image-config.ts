import type { FileId, Occurrence } from '../model.ts';
import { join } from '../paths.ts';
import { keyName } from './evaluate/scopes.ts';
import type { Expression, ObjectExpression, SyntaxTree } from './nodes.ts';

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
    configs: ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs', 'next.config.mts'],
    apis: new Set(['next/image', 'getImageProps']),
  },
  {
    configs: ['nuxt.config.ts', 'nuxt.config.js', 'nuxt.config.mjs'],
    apis: new Set(['NuxtImg', 'NuxtPicture', '$img', 'useImage']),
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

/**
 * Reads a parsed `next.config` or `nuxt.config`, in whatever functions its object is wrapped: only what is written as a
 * plain literal counts, for what depends on the environment may be otherwise on Vercel.
 */
export function imageConfigOf(tree: SyntaxTree): ImageConfig {
  const images = [...objectsNamed(tree, 'images'), ...objectsNamed(tree, 'image')];
  const literal = (name: string) => images.map((object) => literalOf(member(object, name)));
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
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
  return typeof value === 'string' && value.startsWith('/');
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

function objectsNamed(tree: SyntaxTree, name: string): ObjectExpression[] {
  return valuesNamed(tree, name).filter((value) => value.type === 'ObjectExpression');
}

/** The values of all properties of a name. */
function valuesNamed(tree: SyntaxTree, name: string): Expression[] {
  const keys = [...tree.identifiers(new Set([name])), ...tree.strings((text) => text === name)];
  return keys.flatMap((key) => (key.parent?.type === 'Property' && key.parent.key === key ? [key.parent.value] : []));
}

function member(object: ObjectExpression, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === name) {
      return property.value;
    }
  }
  return undefined;
}

function literalOf(value: Expression | undefined): unknown {
  return value?.type === 'Literal' ? value.value : undefined;
}
