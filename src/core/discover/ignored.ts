import ignore, { type Ignore } from 'ignore';
import type { FileId } from '../model.ts';
import { basename, dirname, isInside, join, relative } from '../paths.ts';

/** Folders that no search of an editor enters. */
export const NEVER_ENTERED: readonly string[] = [
  'node_modules',
  '.git',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.vercel',
  '.turbo',
  'dist',
  'coverage',
];

/**
 * What is read of a .gitignore, which a workspace may have written to make us hang: a rule becomes a regular expression
 * in which each `**` is tried against every folder of a path, for every way in which the one before it matched.
 */
const MOST_RULES = 1000;
const LONGEST_RULE = 200;
const MOST_STARS = 2;
/** What lies deeper is never looked at. */
const DEEPEST_FOLDER = 60;

/** Whether a folder of this name may hold code of the project: no build, nothing installed, not hidden but `.github`. */
export function mayEnter(name: string): boolean {
  return !NEVER_ENTERED.includes(name) && (!name.startsWith('.') || name === '.github');
}

/** What the .gitignore files of a workspace folder, nested ones too, and the names of folders leave out. */
export interface IgnoreRules {
  isFolderIgnored(folder: FileId): boolean;
  isFileIgnored(file: FileId): boolean;
  /** To be called when a .gitignore changed. */
  forget(): void;
}

interface Rules {
  readonly folder: FileId;
  readonly matcher: Ignore;
}

/** Works out what is ignored below a root, reading each .gitignore once. What is above the root does not count. */
export function createIgnoreRules(root: FileId, readText: (file: FileId) => string | null | undefined): IgnoreRules {
  const ignoredFolders = new Map<FileId, boolean>([[root, false]]);
  const rulesOf = new Map<FileId, readonly Rules[]>();

  /** Nothing in an ignored folder can be asked for again, as git has it. */
  function isFolderIgnored(folder: FileId): boolean {
    let known = ignoredFolders.get(folder);
    if (known === undefined) {
      const above = dirname(folder);
      known =
        isInside(folder, root) &&
        (isTooDeep(folder) ||
          isFolderIgnored(above) ||
          !mayEnter(basename(folder)) ||
          matches(`${folder}/`, rulesIn(above)));
      ignoredFolders.set(folder, known);
    }
    return known;
  }

  /** The rules that hold for what lies in a folder, the root's first. */
  function rulesIn(folder: FileId): readonly Rules[] {
    let known = rulesOf.get(folder);
    if (!known) {
      const above = folder === root || !isInside(folder, root) ? [] : rulesIn(dirname(folder));
      const text = readText(join(folder, '.gitignore'));
      known =
        typeof text === 'string'
          ? [...above, { folder, matcher: ignore({ allowRelativePaths: true }).add(readable(text)) }]
          : above;
      rulesOf.set(folder, known);
    }
    return known;
  }

  const isTooDeep = (folder: FileId): boolean =>
    relative(root, folder).split('/', DEEPEST_FOLDER + 1).length > DEEPEST_FOLDER;

  return {
    isFolderIgnored,
    isFileIgnored(file) {
      const folder = dirname(file);
      return isFolderIgnored(folder) || matches(file, rulesIn(folder));
    },
    forget() {
      ignoredFolders.clear();
      ignoredFolders.set(root, false);
      rulesOf.clear();
    },
  };
}

/** The rules that are short and simple enough to be tried on every path. */
function readable(text: string): string[] {
  return text.split('\n', MOST_RULES).filter((rule) => rule.length <= LONGEST_RULE && starsIn(rule) <= MOST_STARS);
}

/** How many `**` something stands behind. */
const starsIn = (rule: string): number =>
  rule
    .trimEnd()
    .replace(/\/\*\*$/, '')
    .split('**').length - 1;

/** The deepest .gitignore that says anything about a path decides. */
function matches(path: string, rules: readonly Rules[]): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(relative(folder, path));
    if (ignored || unignored) {
      return ignored;
    }
  }
  return false;
}
