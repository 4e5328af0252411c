import { attempt } from '../attempt.ts';
import { isString } from '../text-parts.ts';
import { literalOf, valuesNamed } from './config-values.ts';
import { isRecord } from './languages/json.ts';
import type { SyntaxTree } from './nodes.ts';

/** The configuration of a Next application, by the names that it may have. */
export const NEXT_CONFIG_NAMES: readonly string[] = ['js', 'mjs', 'ts', 'cjs', 'mts'].map(
  (end) => `next.config.${end}`,
);

/** Where `next build` puts its output, below the application: `.next` unless a literal `distDir` says otherwise. */
export function distDirOf(config: SyntaxTree | undefined): string {
  const written = config ? valuesNamed(config, 'distDir').map(literalOf) : [];
  return written.find((value): value is string => isString(value) && value !== '') ?? '.next';
}

/** The header of a kept page that holds its tags, implicit ones among them. */
const TAGS_HEADER = 'x-next-cache-tags';
/** A tag that Next makes by itself, for a path. */
const IMPLICIT = /^_N_T_/;
const DEEPEST = 12;

/**
 * The tags in a file of Next's build output: a page's `.meta` and `prerender-manifest.json` hold them in a header, an
 * entry of the fetch cache under `tags`. As the code wrote them: Next ≥ 16.4 keeps them escaped. None in what is damaged.
 */
export function tagsInBuild(text: string): string[] {
  const tags = new Set<string>();
  const collect = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEEPEST) {
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key === TAGS_HEADER && isString(inner)) {
        for (const tag of inner.split(',')) {
          tags.add(unescaped(tag.trim()));
        }
      } else {
        collect(inner, depth + 1);
      }
    }
  };
  const content: unknown = attempt(() => JSON.parse(text));
  collect(content, 0);
  for (const tag of ownTags(content)) {
    tags.add(unescaped(tag));
  }
  return [...tags].filter((tag) => tag !== '' && !IMPLICIT.test(tag));
}

function ownTags(content: unknown): string[] {
  return isRecord(content) && Array.isArray(content.tags) ? content.tags.filter(isString) : [];
}

/** Runs of bytes outside of ASCII, as Next ≥ 16.4 writes them. */
function unescaped(tag: string): string {
  return tag.replace(/(?:%[89A-F][0-9A-F])+/gi, (run) => attempt(() => decodeURIComponent(run)) ?? run);
}
