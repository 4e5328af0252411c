import fs from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

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

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

export interface WalkOptions {
  readonly signal?: AbortSignal;
  /** Folders that could not be read. */
  readonly onUnreadable?: (folder: string) => void;
}

/** A file that was met. Whether it is ignored is only worked out when asked: most files are found not to matter first. */
export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  isIgnored(): boolean;
}

/**
 * Lists the files below a folder as ripgrep would: nested .gitignore files honoured, hidden folders but `.github`
 * left out, links not followed.
 */
export function* walk(root: string, options: WalkOptions = {}): Generator<WalkedFile> {
  const waiting: { folder: string; rules: readonly Rules[] }[] = [{ folder: root, rules: [] }];
  for (let next = waiting.pop(); next && !options.signal?.aborted; next = waiting.pop()) {
    const { folder } = next;
    const entries = entriesOf(folder, options);
    const rules = entries.some((entry) => entry.name === '.gitignore') ? withRulesOf(folder, next.rules) : next.rules;
    for (const entry of entries) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (mayEnter(entry.name) && !isIgnored(`${full}/`, rules)) {
          waiting.push({ folder: full, rules });
        }
      } else if (entry.isFile()) {
        yield { path: full, isIgnored: () => isIgnored(full, rules) };
      }
    }
  }
}

function entriesOf(folder: string, { onUnreadable }: WalkOptions): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    onUnreadable?.(folder);
    return [];
  }
}

function mayEnter(name: string): boolean {
  return !NEVER_ENTERED.includes(name) && (!name.startsWith('.') || name === '.github');
}

function withRulesOf(folder: string, rules: readonly Rules[]): readonly Rules[] {
  try {
    const text = fs.readFileSync(path.join(folder, '.gitignore'), 'utf8').slice(0, 200_000);
    return [...rules, { folder, matcher: ignore({ allowRelativePaths: true }).add(text) }];
  } catch {
    return rules;
  }
}

/** The deepest .gitignore that says anything about a path decides. */
function isIgnored(full: string, rules: readonly Rules[]): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(full.slice(folder.length + 1).replaceAll('\\', '/'));
    if (ignored || unignored) {
      return ignored;
    }
  }
  return false;
}
