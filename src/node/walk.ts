import fs from 'node:fs';
import { attempt } from '../core/attempt.ts';
import { createIgnoreRules } from '../core/discover/ignored.ts';

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folders that could not be read. */
  readonly onUnreadable?: ((folder: string) => void) | undefined;
}

/** A file that was met. Whether it is ignored is only worked out when asked: most files are found not to matter first. */
export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  isIgnored(): boolean;
}

/**
 * Lists the files below a folder (absolute, with forward slashes) as ripgrep would: nested .gitignore files honoured,
 * hidden folders but `.github` left out, links not followed.
 */
export function* walk(root: string, options: WalkOptions = {}): Generator<WalkedFile> {
  const rulesIn = new Set<string>();
  const rules = createIgnoreRules(root, (file) => (rulesIn.has(file) ? readRules(file) : null));
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined && !options.signal?.aborted; folder = waiting.pop()) {
    const entries = entriesOf(folder, options);
    if (entries.some((entry) => entry.name === '.gitignore')) {
      rulesIn.add(`${folder}/.gitignore`);
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!rules.isFolderIgnored(path)) {
          waiting.push(path);
        }
      } else if (entry.isFile()) {
        yield { path, isIgnored: () => rules.isFileIgnored(path) };
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

function readRules(file: string): string | null {
  return attempt(() => fs.readFileSync(file, 'utf8')) ?? null;
}
