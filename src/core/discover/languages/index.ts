import type { FileId } from '../../model.ts';
import { extname } from '../../paths.ts';
import type { Dialect } from '../parse/lexer.ts';
import { type Code, wholeCode } from './code.ts';
import { astroCode } from './components/astro.ts';
import { mdxCode } from './components/mdx.ts';
import { svelteCode } from './components/svelte.ts';
import { vueCode } from './components/vue.ts';

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['.ts', 'ts'],
  ['.mts', 'ts'],
  ['.cts', 'ts'],
  ['.tsx', 'tsx'],
  ['.js', 'js'],
  ['.mjs', 'js'],
  ['.cjs', 'js'],
  ['.jsx', 'js'],
]);

const COMPONENTS: ReadonlyMap<string, (text: string) => Code> = new Map([
  ['.vue', vueCode],
  ['.svelte', svelteCode],
  ['.astro', astroCode],
  ['.mdx', mdxCode],
]);

/** Which part of a file the evaluator reads; `undefined` for a file that is not JavaScript in any form. */
export function codeOf(file: FileId, text: string): Code | undefined {
  const extension = extname(file);
  const dialect = DIALECTS.get(extension);
  return dialect === undefined ? COMPONENTS.get(extension)?.(text) : wholeCode(text, dialect);
}

/** Does a file hold code that the evaluator can read? */
export function isCodeFile(file: FileId): boolean {
  const extension = extname(file);
  return DIALECTS.has(extension) || COMPONENTS.has(extension);
}
