import type { FileId } from '../model.ts';
import { basename, extname } from '../paths.ts';
import { wordSet } from '../word-set.ts';
import { CODE_ENDINGS, isDeclarationFile, isTestFile } from './files.ts';

/**
 * What a file must mention to be worth parsing, as one alternation that ripgrep and JavaScript both understand. Chosen
 * so that few files match: fetch tags are looked for as `next: {` and not as `tags`.
 */
export const TRIGGERS = [
  '[cC]acheTag',
  'revalidateTag',
  'updateTag',
  'expireTag',
  'unstable[_-]cache',
  '[Bb]yTags?\\b',
  '[Bb]ySrcImages?\\b',
  'by-tags',
  'by-src-images',
  'next: ?[{(]',
  '\\bnext: ?(?:await )?[\\w.?#]+(?:[,(]| [}?]| \\|\\|| &&)',
  '^\\s*next(?::(?: ?[\\w.?#]+)?)?\\r?$',
  '\\.next = [{]',
  '(?:[oO]ptions|[oO]pts|[iI]nit)\\.next = ',
  '\\bnext\\??\\.tags\\b',
  '[,{] ?next ?[,}]',
  '\\bnext,\\r?$',
  '[vV][eE][rR][cC][eE][lL]-[cC][aA][cC][hH][eE]-[tT][aA][gG]',
  '\\bcache\\??\\.(?:set|invalidate)\\(',
  'Astro\\.cache',
  '\\brouteRules\\b',
  '\\bgetCache\\b',
  'vercel\\.(?:cache|functions) import',
  'next/(?:legacy/|future/)?image',
  '[Nn]uxt-?([Ii]mg|[Pp]icture)',
  '\\$img(?:\\.getImage)?\\(',
  '\\buseImage\\(',
  'astro:assets',
  '/_(?:next|vercel)/image\\?',
  'URL\\(["\']/_(?:next|vercel)/image',
  'cache(?:["\'], ?["\']| )(?:invalidate|dangerously-delete)',
].join('|');

const TRIGGER = new RegExp(TRIGGERS, 'm');

/** Whether a text mentions anything that could be a tag or an image. Works on latin1-decoded bytes as well. */
export const mentionsTrigger = (text: string): boolean => TRIGGER.test(text);

/** Matches nowhere. */
const NOTHING = '\\b\\B';

/** How Markdown spells the component that shows its pictures. */
export const PICTURE = '![';

/** A pattern for the names of wrappers, as whole words. */
export function wordsPattern(names: Iterable<string>): string {
  const all = [...names];
  const words = all.filter((name) => /^[\w$-]+$/.test(name)).map((name) => name.replaceAll('$', '\\$'));
  const patterns = [
    ...(words.length > 0 ? [`\\b(?:${words.join('|')})\\b`] : []),
    ...(all.includes(PICTURE) ? ['!\\['] : []),
  ];
  return patterns.length === 0 ? NOTHING : patterns.join('|');
}

const CODE: ReadonlySet<string> = new Set(CODE_ENDINGS);
const OTHER = wordSet(
  '.py .go .rb .php .css .scss .sass .less .pcss .html .htm .md .sh .bash .zsh .mk .dockerfile .yml .yaml',
);
const NAMES = wordSet('vercel.json package.json Makefile makefile GNUmakefile Dockerfile');

/** Written by the package manager: thousands of lines, in which `next: ^16.0.0` is the version of a package. */
const LOCK_FILE = 'pnpm-lock.yaml';

/** A glob of what can hold a tag or decide what one is. */
export const WATCHED = `**/{${[
  ...[...CODE, ...OTHER, '.json', '.jsonc'].map((ending) => `*${ending}`),
  ...NAMES,
  '.gitignore',
].join(',')}}`;

/** Whether a file of this name, in the workspace folder `root`, can hold tags or images at all. */
export function isReadable(file: FileId, root: FileId): boolean {
  const name = basename(file);
  const ending = extname(file);
  const isKnown = NAMES.has(name) || OTHER.has(ending) || (CODE.has(ending) && !isDeclarationFile(file));
  return isKnown && name !== LOCK_FILE && !isTestFile(file, root);
}

/** Whether a file of this name is code that can call a wrapper. */
export function isReadableCode(file: FileId, root: FileId): boolean {
  return CODE.has(extname(file)) && isReadable(file, root);
}
