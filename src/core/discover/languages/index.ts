import type { FileId } from '../../model.ts';
import { extname } from '../../paths.ts';
import { wordMap } from '../../word-set.ts';
import type { Dialect } from '../parse/parse.ts';
import { type Code, wholeCode } from './code.ts';
import { astroCode } from './components/astro.ts';
import { mdxCode } from './components/mdx.ts';
import { svelteCode } from './components/svelte.ts';
import { vueCode } from './components/vue.ts';

export type { Code } from './code.ts';

const DIALECTS = wordMap<Dialect>({
  '.ts .mts .cts': 'ts',
  '.tsx': 'tsx',
  '.js .mjs .cjs .jsx': 'js',
});

const COMPONENTS = wordMap<(text: string) => Code>({
  '.vue': vueCode,
  '.svelte': svelteCode,
  '.astro': astroCode,
  '.mdx': mdxCode,
});

/** Which part of a file the evaluator reads; `undefined` for a file that is not JavaScript in any form. */
export function codeOf(file: FileId, text: string): Code | undefined {
  const dialect = dialectOf(file);
  return dialect === undefined ? COMPONENTS.get(extname(file))?.(text) : wholeCode(text, dialect);
}

/** How a file is to be lexed that is code from its first to its last character. */
export function dialectOf(file: FileId): Dialect | undefined {
  return DIALECTS.get(extname(file));
}

/** Does a file hold code that the evaluator can read? */
export function isCodeFile(file: FileId): boolean {
  return dialectOf(file) !== undefined || COMPONENTS.has(extname(file));
}
