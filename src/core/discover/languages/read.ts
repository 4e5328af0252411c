import type { FileId, Occurrence } from '../../model.ts';
import { basename, extname } from '../../paths.ts';
import { wordMap } from '../../word-set.ts';
import { outsideComments } from './comments.ts';
import { proseOf } from './components/markdown.ts';
import { readOtherLanguage } from './elsewhere/read.ts';
import { SYNTAXES } from './elsewhere/syntax.ts';
import { optimizerUrlsInText } from './optimizer-urls.ts';
import { readDockerfile, readMakefile, readPackageScripts, readShellScript, readYaml } from './shell/read.ts';
import { readVercelJson } from './vercel-json.ts';

type DirectReader = (text: string) => Occurrence[];

/** By the whole name of a file. */
const BY_NAME = wordMap<DirectReader>({
  'vercel.json': readVercelJson,
  'package.json': readPackageScripts,
  'Makefile makefile GNUmakefile': readMakefile,
  Dockerfile: readDockerfile,
});

/** By its extension. */
const BY_EXTENSION = wordMap<DirectReader>({
  '.sh .bash .zsh': readShellScript,
  '.mk': readMakefile,
  '.dockerfile': readDockerfile,
  '.yml .yaml': readYaml,
  '.md .mdx': (text) => optimizerUrlsInText(text, proseOf(text)),
  '.html .htm': readMarkup,
  '.vue .svelte .astro': readComponent,
  '.css .scss .sass .less .pcss': (text) => optimizerUrlsInText(text, outsideComments(text, '/*', '*/')),
});

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
  const extension = extname(file);
  const reader = BY_NAME.get(basename(file)) ?? BY_EXTENSION.get(extension);
  const syntax = SYNTAXES.get(extension);
  return syntax ? readOtherLanguage(text, syntax) : (reader?.(text) ?? []);
}
