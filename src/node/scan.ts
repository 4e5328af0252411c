import type { Discovery } from '../core/discover/discovery.ts';
import { LARGEST_FILE } from '../core/discover/files.ts';
import { isCodeFile } from '../core/discover/languages/index.ts';
import { isReadable, isReadableCode, mentionsTrigger, TRIGGERS, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { isString } from '../core/text-parts.ts';
import { type DiskHost, isTooLarge } from './disk-host.ts';
import { FolderSearch } from './search.ts';
import { createSlices, inSlices, type Pause } from './slices.ts';

/** Why something of a folder was left unread. */
export type Skipped = 'large' | 'unreadable';

export interface ScanOptions {
  /** The folders to scan, absolute, with forward slashes. */
  readonly roots: readonly FileId[];
  readonly host: DiskHost;
  readonly discovery: Discovery;
  readonly ripgrep?: string | undefined;
  /** Files that the user's settings leave out. */
  readonly isExcluded?: ((file: FileId) => boolean) | undefined;
  /** Files whose text is not the one on the disk, where no search can meet it; without those that are left out. */
  readonly unsaved?: (() => Iterable<FileId>) | undefined;
  /** Called for what mentions an API and is too large to read, and where folders cannot be read. */
  readonly onSkipped?: ((path: FileId, why: Skipped) => void) | undefined;
}

/** One scan under way. */
interface Scan {
  readonly signal: AbortSignal;
  readonly searches: readonly (readonly [FileId, FolderSearch])[];
  readonly pause: Pause;
}

/** Rounds that go on whatever their search meets. */
const FREE_ROUNDS = 4;
/** Later ones go on where they meet no more new files than this: what is met by more is no wrapper of a wrapper any more. */
const FEW_FILES = 100;
/** A wrapper has eight layers at the most: what brings names round after round has no end. */
const MOST_ROUNDS = 12;

/**
 * Scans folders: finds the candidates in one search, reads and evaluates them, then those that call the wrappers that
 * were found, until there are no new ones: a search for each round, as each costs what the first did. To scan again costs
 * one search, and what has changed.
 */
export class DiskScan {
  readonly #options: ScanOptions;
  /** Files that show what others hand to them, whatever they name themselves. */
  readonly #given = new Set<FileId>();
  /** Files that only name a wrapper, and are no code that could call it. */
  readonly #others = new Set<FileId>();
  readonly #yielded = new Map<FileId, FileFindings>();
  /** The names of wrappers that were searched for. */
  #searched: ReadonlySet<string> = new Set();
  /** The names of those whose search met too much: to follow them would take the project apart. */
  #tooFar: ReadonlySet<string> = new Set();

  constructor(options: ScanOptions) {
    this.#options = options;
  }

  /**
   * Yields what each file that mentions something holds, a file again when a later round found more in it; the next time
   * only what is not as it was yielded. Works in slices. What an aborted scan has not read the next one reads.
   */
  async *findings(abort: AbortSignal): AsyncGenerator<FileFindings> {
    const ended = new AbortController();
    const signal = AbortSignal.any([abort, ended.signal]);
    const pause = createSlices();
    try {
      yield* this.#inRounds({ signal, pause, searches: this.#searches(signal, pause) });
    } finally {
      ended.abort();
    }
  }

  async *#inRounds(scan: Scan): AsyncGenerator<FileFindings> {
    yield* this.#catchUp(scan);
    for (let round = 1; round <= MOST_ROUNDS && !scan.signal.aborted; round++) {
      let isNew = false;
      for await (const findings of this.#evaluate(scan)) {
        isNew = true;
        yield findings;
      }
      const names = this.#newNames();
      if (names.length === 0 && !isNew) {
        return;
      }
      const most = round > FREE_ROUNDS ? FEW_FILES : Number.POSITIVE_INFINITY;
      const met = names.length > 0 ? await this.#unread(names, most, scan) : [];
      if (met.length > most || round === MOST_ROUNDS) {
        this.#tooFar = new Set([...this.#tooFar, ...names]);
        this.#options.discovery.settle();
        return;
      }
      this.#searched = new Set([...this.#searched, ...names]);
      for (const file of met) {
        await this.#read(file, scan);
      }
    }
  }

  /** The files that name a wrapper and were not read yet; of more than `most` one more. */
  async #unread(names: readonly string[], most: number, scan: Scan): Promise<FileId[]> {
    const met: FileId[] = [];
    for await (const file of this.#meet(wordsPattern(names), isReadableCode, scan)) {
      if (!this.#options.discovery.candidates.has(file)) {
        met.push(file);
      }
      if (met.length > most) {
        break;
      }
    }
    return met;
  }

  /** The names of wrappers that are searched for. */
  #names(): string[] {
    return [...this.#options.discovery.wrapperNames()].filter((name) => !this.#tooFar.has(name));
  }

  /** Those that were not searched for yet. */
  #newNames(): string[] {
    return this.#names().filter((name) => !this.#searched.has(name));
  }

  /** Tells the discovery what is new since the last scan, at first all; yields the files that hold nothing any more. */
  async *#catchUp(scan: Scan): AsyncGenerator<FileFindings> {
    const { discovery } = this.#options;
    const names = new Set(this.#names());
    const before = new Set([...discovery.candidates, ...this.#yielded.keys()]);
    const pattern = names.size === 0 ? TRIGGERS : `${TRIGGERS}|${wordsPattern(names)}`;
    const meeting = this.#meet(pattern, isReadable, scan);
    const [first] = await Promise.all([meeting.next(), this.#tellChanges(scan)]); // the search is under way meanwhile
    const met = new Set<FileId>();
    for (let next = first; !next.done; next = await meeting.next()) {
      met.add(next.value);
      await this.#read(next.value, scan);
    }
    if (scan.signal.aborted) {
      return;
    }
    this.#searched = names;
    for (const file of [...before].filter((each) => !met.has(each) && !this.#given.has(each))) {
      discovery.update(file, undefined);
      this.#yielded.delete(file);
      yield { file, occurrences: [], dependencies: [] };
    }
  }

  async #tellChanges({ pause }: Scan): Promise<void> {
    const { discovery, host } = this.#options;
    const { texts, moved } = await host.changes(pause);
    for (const file of texts) {
      this.#others.delete(file);
      if (discovery.candidates.has(file)) {
        discovery.update(file, host.readText(file) ?? undefined);
      } else {
        discovery.changed(file);
      }
      await pause();
    }
    if (moved.size > 0) {
      discovery.moved(moved);
    }
  }

  /** Yields what is not as it was yielded before. */
  async *#evaluate({ signal, searches, pause }: Scan): AsyncGenerator<FileFindings> {
    const { discovery } = this.#options;
    // Others hand something to these.
    for (const file of discovery.outdated) {
      this.#given.add(file);
    }
    // ripgrep finds in no order; what is found must not depend on it.
    for (const file of [...new Set([...discovery.candidates, ...this.#given])].sort()) {
      const findings = await inSlices(discovery.findingSteps(file), pause);
      if (this.#yielded.get(file) !== findings) {
        this.#yielded.set(file, findings);
        if (this.#newNames().length > 0) {
          for (const [root, search] of searches) {
            search.list((path) => isReadableCode(path, root)); // beside what is evaluated: they will be searched
          }
        }
        yield findings;
      }
      await pause();
      if (signal.aborted) {
        return;
      }
    }
  }

  #searches(signal: AbortSignal, pause: Pause): Scan['searches'] {
    const { roots, ripgrep, isExcluded, onSkipped } = this.#options;
    const onUnreadable = (folder: string) => onSkipped?.(folder, 'unreadable');
    return roots.map((root) => [root, new FolderSearch(root, { ripgrep, signal, isExcluded, pause, onUnreadable })]);
  }

  /** The files whose text matches, as the user has it; some twice. */
  async *#meet(pattern: string, isWanted: typeof isReadable, { searches }: Scan): AsyncGenerator<FileId, undefined> {
    const { host, unsaved } = this.#options;
    for (const [root, search] of searches) {
      yield* search.find(pattern, (path) => isWanted(path, root));
    }
    const matches = new RegExp(pattern, 'm');
    for (const file of unsaved?.() ?? []) {
      const root = host.rootOf(file);
      if (root !== undefined && isWanted(file, root) && matches.test(host.readText(file) ?? '')) {
        yield file;
      }
    }
  }

  /** Tells the discovery of a file, if it can hold something and is new. */
  async #read(file: FileId, { pause }: Scan): Promise<void> {
    const { discovery, host, onSkipped } = this.#options;
    if (!discovery.candidates.has(file) && !this.#others.has(file)) {
      const text = host.readText(file);
      if (isString(text) ? text.length > LARGEST_FILE : isTooLarge(file)) {
        onSkipped?.(file, 'large');
      } else if (isString(text) && (isCodeFile(file) || mentionsTrigger(text))) {
        discovery.update(file, text);
      } else if (isString(text)) {
        this.#others.add(file);
      }
    }
    await pause();
  }
}
