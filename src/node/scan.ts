import type { Discovery } from '../core/discover/discovery.ts';
import { isReadable, isReadableCode, TRIGGERS, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { readSmallText } from './disk-host.ts';
import { search } from './search.ts';

export interface ScanOptions {
  readonly discovery: Discovery;
  readonly ripgrep?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Maps a path of this machine to the id that discovery knows it by. */
  readonly toId?: (path: string) => FileId;
  /** Files that the user's settings leave out. */
  readonly isExcluded?: (path: string) => boolean;
  /** Called now and then, so that whoever shares the thread can go on; by default the event loop turns once. */
  readonly yieldNow?: () => Promise<void>;
}

/** How long one slice may hold the thread, in milliseconds. */
const SLICE_MS = 8;
const MOST_ROUNDS = 5;

/**
 * Scans a folder: finds the candidates in one search, reads and evaluates them, then searches for what calls the
 * wrappers that were found, until there are no new ones. Yields the findings of each file that holds something, a file
 * again when a later round found more in it. Works in slices.
 */
export async function* scanFolder(root: string, options: ScanOptions): AsyncGenerator<FileFindings> {
  const { discovery, signal } = options;
  const toId = options.toId ?? ((path) => path);
  const slice = createSlices(options.yieldNow ?? (() => new Promise((resolve) => setImmediate(resolve))));
  const files = new Map<string, FileId>();
  const reported = new Map<FileId, FileFindings>();
  const searched = new Set<string>();
  const include = (readable: (path: string) => boolean) => (path: string) =>
    readable(path) && options.isExcluded?.(path) !== true;

  await collectCandidates(TRIGGERS, include(isReadable));
  for (let round = 0; round < MOST_ROUNDS && !signal?.aborted; round++) {
    let changed = false;
    // ripgrep finds in no order; what is found must not depend on it.
    for (const id of [...files.values()].sort()) {
      const findings = discovery.findings(id);
      const known = reported.get(id);
      if (known !== findings && (findings.occurrences.length > 0 || known)) {
        changed ||= known !== undefined;
        reported.set(id, findings);
        yield findings;
      }
      await slice();
      if (signal?.aborted) {
        return;
      }
    }
    const names = [...discovery.wrapperNames()].filter((name) => !searched.has(name));
    if (names.length > 0) {
      for (const name of names) {
        searched.add(name);
      }
      await collectCandidates(wordsPattern(names), include(isReadableCode));
    } else if (round > 0 && !changed && discovery.outdated.size === 0) {
      return;
    }
  }

  async function collectCandidates(pattern: string, readable: (path: string) => boolean): Promise<void> {
    for await (const path of search(root, pattern, { ripgrep: options.ripgrep, signal, isReadable: readable })) {
      if (!files.has(path)) {
        const id = toId(path);
        const text = readSmallText(path);
        if (text !== null) {
          files.set(path, id);
          discovery.update(id, text);
        }
      }
      await slice();
    }
  }
}

/** Lets others on the thread go on when the slice is used up. */
function createSlices(yieldNow: () => Promise<void>): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < SLICE_MS) {
      return undefined;
    }
    return yieldNow().then(() => {
      began = performance.now();
    });
  };
}
