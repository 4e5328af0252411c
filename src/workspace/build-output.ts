import { distDirOf, NEXT_CONFIG_NAMES, tagsInBuild } from '../core/discover/next-build.ts';
import { parse } from '../core/discover/parse/parse.ts';
import type { FileId } from '../core/model.ts';
import { foldersUpTo, isInside, join } from '../core/paths.ts';
import { filesBelow, readFirst, readText, rootOf, statOf } from './files.ts';

/** What a build holds is a help and no promise: so many files are read, and so long. */
const MOST_FILES = 2000;
const LONGEST_MS = 1500;
const AT_ONCE = 16;

/**
 * The tags that the last local `next build` of the applications that these files belong to left in its output: values
 * that no code has, but the pages had when they were made.
 */
export async function builtTags(files: Iterable<FileId>): Promise<readonly string[]> {
  const outputs = new Set<FileId>();
  for (const file of files) {
    const output = await outputOf(file);
    if (output !== undefined) {
      outputs.add(output);
    }
  }
  const tags = new Set<string>();
  const until = Date.now() + LONGEST_MS;
  const found = (await Promise.all([...outputs].map(filesOf))).flat().slice(0, MOST_FILES);
  for (let at = 0; at < found.length && Date.now() < until; at += AT_ONCE) {
    const texts = await Promise.all(found.slice(at, at + AT_ONCE).map(readText));
    for (const tag of texts.flatMap((text) => (text === null ? [] : tagsInBuild(text)))) {
      tags.add(tag);
    }
  }
  return [...tags];
}

/** The build output of the nearest folder above a file that has one. */
async function outputOf(file: FileId): Promise<FileId | undefined> {
  const root = rootOf(file);
  for (const folder of foldersUpTo(file, root)) {
    const output = join(folder, await distDirIn(folder));
    // A monorepo may build beside the application, but never outside of the workspace.
    if (root !== undefined && output !== root && isInside(output, root) && (await statOf(output))) {
      return output;
    }
  }
  return undefined;
}

async function distDirIn(folder: FileId): Promise<string> {
  const text = await readFirst(NEXT_CONFIG_NAMES.map((name) => join(folder, name)));
  return distDirOf(text === undefined ? undefined : parse(text, 'ts'));
}

/** The files of an output that can hold tags. */
async function filesOf(output: FileId): Promise<FileId[]> {
  const [pages, fetches] = await Promise.all([
    filesBelow(join(output, 'server/app'), MOST_FILES, (name, isFolder) => isFolder || name.endsWith('.meta')),
    filesBelow(join(output, 'cache/fetch-cache'), MOST_FILES, () => true),
  ]);
  return [join(output, 'prerender-manifest.json'), ...pages, ...fetches];
}
