import type { FileId, Occurrence } from '../../model.ts';
import { basename, extname } from '../../paths.ts';
import { outsideComments } from './comments.ts';
import { proseOf } from './components/markdown.ts';
import { readOtherLanguage } from './elsewhere/read.ts';
import { SYNTAXES } from './elsewhere/syntax.ts';
import { optimizerUrlsInText } from './optimizer-urls.ts';
import { readDockerfile, readMakefile, readPackageScripts, readShellScript, readYaml } from './shell/read.ts';
import { readVercelJson } from './vercel-json.ts';

type DirectReader = (text: string) => Occurrence[];

/** By the whole name of a file. */
const BY_NAME: ReadonlyMap<string, DirectReader> = new Map([
  ['vercel.json', readVercelJson],
  ['package.json', readPackageScripts],
  ['Makefile', readMakefile],
  ['makefile', readMakefile],
  ['GNUmakefile', readMakefile],
  ['Dockerfile', readDockerfile],
]);

/** By its extension. */
const BY_EXTENSION: ReadonlyMap<string, DirectReader> = new Map<string, DirectReader>([
  ['.sh', readShellScript],
  ['.bash', readShellScript],
  ['.zsh', readShellScript],
  ['.mk', readMakefile],
  ['.dockerfile', readDockerfile],
  ['.yml', readYaml],
  ['.yaml', readYaml],
  ...[...SYNTAXES].map(
    ([extension, syntax]) => [extension, (text: string) => readOtherLanguage(text, syntax)] as const,
  ),
  ['.md', (text) => optimizerUrlsInText(text, proseOf(text))],
  ['.mdx', (text) => optimizerUrlsInText(text, proseOf(text))],
  ...['.html', '.htm'].map((extension) => [extension, readMarkup] as const),
  ...['.vue', '.svelte', '.astro'].map((extension) => [extension, readComponent] as const),
  ...['.css', '.scss', '.sass', '.less', '.pcss'].map(
    (extension) => [extension, (text: string) => optimizerUrlsInText(text, outsideComments(text, '/*', '*/'))] as const,
  ),
]);

function readMarkup(text: string): Occurrence[] {
  return optimizerUrlsInText(text, outsideComments(text, '<!--', '-->'));
}

/** What code puts whole into a URL is left to the evaluator, as in other code. */
function readComponent(text: string): Occurrence[] {
  return readMarkup(text).filter(({ value, span }) => value.certainty !== 'unknown' || text[span.start - 1] !== '`');
}

/**
 * What a file says by itself, without an evaluator: configuration, scripts, other languages, and URLs of the image
 * optimizers in styles, markup and components.
 */
export function readDirect(file: FileId, text: string): Occurrence[] {
  const reader = BY_NAME.get(basename(file)) ?? BY_EXTENSION.get(extname(file));
  return reader?.(text) ?? [];
}
