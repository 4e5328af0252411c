import type { Discovery } from '../core/discover/discovery.ts';
import { isReadable, isReadableCode, TRIGGERS, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { isTooLarge, readSmallText } from './disk-host.ts';
import { FolderSearch } from './search.ts';
import { createSlices, inSlices } from './slices.ts';

/** Why something of a folder was left unread. */
export type Skipped = 'large' | 'unreadable';

export interface ScanOptions {
  readonly discovery: Discovery;
  readonly ripgrep?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Files that the user's settings leave out. */
  readonly isExcluded?: (file: FileId) => boolean;
  /** Called now and then, so that whoever shares the thread can go on; by default the event loop turns once. */
  readonly yieldNow?: () => Promise<void>;
  /** Called for what mentions an API and is too large to read, and where folders cannot be read. */
  readonly onSkipped?: (path: FileId, why: Skipped) => void;
}

const MOST_ROUNDS = 5;

/**
 * Scans a folder (absolute, with forward slashes): finds the candidates in one search, reads and evaluates them, then
 * those that call the wrappers that were found, until there are no new ones: a search for each round, as each costs what
 * the first did. Yields the findings of each file that holds something, a file again when a later round found more in it.
 * Works in slices.
 */
export async function* scanFolder(root: string, options: ScanOptions): AsyncGenerator<FileFindings> {
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  try {
    yield* scanInRounds(root, { ...options, signal });
  } finally {
    ended.abort();
  }
}

async function* scanInRounds(
  root: string,
  options: ScanOptions & { signal: AbortSignal },
): AsyncGenerator<FileFindings> {
  const { discovery, signal, onSkipped } = options;
  const pause = createSlices(options.yieldNow);
  const search = new FolderSearch(root, {
    ripgrep: options.ripgrep,
    signal,
    isExcluded: options.isExcluded,
    pause,
    onUnreadable: (folder) => onSkipped?.(folder, 'unreadable'),
  });
  const files = new Set<FileId>();
  const met = new Set<FileId>();
  const reported = new Map<FileId, FileFindings>();
  const searched = new Set<string>();

  await meet(TRIGGERS, isReadable);
  await readMet();
  for (let round = 1; round <= MOST_ROUNDS && !signal.aborted; round++) {
    let changed = false;
    // ripgrep finds in no order; what is found must not depend on it.
    for (const id of [...files].sort()) {
      const findings = await inSlices(discovery.findingSteps(id), pause);
      const known = reported.get(id);
      if (known !== findings && (findings.occurrences.length > 0 || known)) {
        changed ||= known !== undefined;
        reported.set(id, findings);
        yield findings;
      }
      await pause();
      if (signal.aborted) {
        return;
      }
    }
    // Others hand something to these, whatever they name themselves.
    for (const id of discovery.outdated) {
      files.add(id);
    }
    const names = [...discovery.wrapperNames()].filter((name) => !searched.has(name));
    if (names.length > 0 && round < MOST_ROUNDS) {
      for (const name of names) {
        searched.add(name);
      }
      await meet(wordsPattern(names), isReadableCode);
      await readMet();
    } else if (round > 1 && !changed && discovery.outdated.size === 0) {
      return;
    }
  }

  async function meet(pattern: string, isWanted: (file: FileId, root: FileId) => boolean): Promise<void> {
    for await (const file of search.find(pattern, (path) => isWanted(path, root))) {
      met.add(file);
    }
  }

  async function readMet(): Promise<void> {
    for (const file of met) {
      if (!files.has(file)) {
        const text = readSmallText(file);
        if (text !== null) {
          files.add(file);
          discovery.update(file, text);
        } else if (isTooLarge(file)) {
          onSkipped?.(file, 'large');
        }
      }
      await pause();
    }
    met.clear();
  }
}
