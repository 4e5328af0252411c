import { compilePath, type Glob } from '../globs.ts';
import { getOrMake } from '../maps.ts';
import type { FileId } from '../model.ts';
import { basename, dirname, isInside, join, relative } from '../paths.ts';
import { isString } from '../text-parts.ts';

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

/** What is read of a .gitignore, which a workspace may have written to make us slow. */
const MOST_RULES = 1000;
const LONGEST_RULE = 200;
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

/** A line of a .gitignore. */
interface Rule {
  readonly matches: Glob;
  /** `build/` */
  readonly isForFolders: boolean;
  /** `!keep.log`: what an earlier rule ignores is not ignored. */
  readonly isNegated: boolean;
}

interface Rules {
  readonly folder: FileId;
  /** The last one decides. */
  readonly rules: readonly Rule[];
}

/** Works out what is ignored below a root, reading each .gitignore once. What is above the root does not count. */
export function createIgnoreRules(root: FileId, readText: (file: FileId) => string | null | undefined): IgnoreRules {
  const ignoredFolders = new Map<FileId, boolean>([[root, false]]);
  const rulesOf = new Map<FileId, readonly Rules[]>();

  /** Nothing in an ignored folder can be asked for again, as git has it. */
  function isFolderIgnored(folder: FileId): boolean {
    const above = dirname(folder);
    return getOrMake(
      ignoredFolders,
      folder,
      () =>
        isInside(folder, root) &&
        (isTooDeep(folder) ||
          isFolderIgnored(above) ||
          !mayEnter(basename(folder)) ||
          isIgnoredBy(rulesIn(above), folder, true)),
    );
  }

  /** The rules that hold for what lies in a folder, the root's first. */
  function rulesIn(folder: FileId): readonly Rules[] {
    return getOrMake(rulesOf, folder, () => {
      const above = folder === root || !isInside(folder, root) ? [] : rulesIn(dirname(folder));
      const text = readText(join(folder, '.gitignore'));
      return isString(text) ? [...above, { folder, rules: readRules(text) }] : above;
    });
  }

  const isTooDeep = (folder: FileId): boolean =>
    relative(root, folder).split('/', DEEPEST_FOLDER + 1).length > DEEPEST_FOLDER;

  return {
    isFolderIgnored,
    isFileIgnored(file) {
      const folder = dirname(file);
      return isFolderIgnored(folder) || isIgnoredBy(rulesIn(folder), file, false);
    },
    forget() {
      ignoredFolders.clear();
      ignoredFolders.set(root, false);
      rulesOf.clear();
    },
  };
}

function readRules(text: string): Rule[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n', MOST_RULES)
    .filter((line) => line.length <= LONGEST_RULE)
    .flatMap(readRule);
}

/** Spaces at the end do not count, but for one behind a backslash. */
const LINE = /^(?:\\.?|[^\\ ]| +(?=[^ ]))*/;

/** Reads a line as git has it, but for the names of character classes (`[[:digit:]]`). */
function readRule(line: string): Rule[] {
  const [rule = ''] = LINE.exec(line.replace(/\r$/, '')) ?? [];
  if (rule === '' || rule.startsWith('#')) {
    return [];
  }
  const isNegated = rule.startsWith('!');
  const isForFolders = rule.endsWith('/');
  const pattern = rule.slice(isNegated ? 1 : 0, isForFolders ? -1 : undefined);
  // A slash in it, at its begin too, ties it to the folder of the file.
  const anchored = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`;
  return [{ matches: compilePath(anchored, 'whole'), isForFolders, isNegated }];
}

/** The deepest .gitignore that says anything about a path decides. */
function isIgnoredBy(all: readonly Rules[], path: FileId, isFolder: boolean): boolean {
  for (const { folder, rules } of all.toReversed()) {
    const segments = relative(folder, path).split('/');
    const rule = rules.findLast(({ matches, isForFolders }) => (isFolder || !isForFolders) && matches(segments));
    if (rule) {
      return !rule.isNegated;
    }
  }
  return false;
}
