import type { Discovery } from '../core/discover/discovery.ts';
import { mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { noSkips, type OnFindings, type Scanned, type Skips } from './scanner.ts';
import { createSlices, inSlices } from './slices.ts';

/** What is known of a workspace with these roots and excludes, and what can be asked of it. */
export interface Run {
  readonly discovery: Discovery;
  /** Looks at the whole workspace, in slices, and hands over what each file holds; a second time what is not as it was. */
  findings(signal: AbortSignal): AsyncIterable<FileFindings>;
  /** Code files whose text mentions one of the names, as the user has them. */
  mentioning(names: ReadonlySet<string>, signal: AbortSignal): AsyncIterable<MentioningFile>;
  /** What was left unread so far. */
  readonly skips: Readonly<Skips>;
  /** Whether a file of the workspace is of a kind that is read. */
  isReadable(file: FileId): boolean;
  /** Whether the user's settings, a .gitignore or the name of its folder leave a file out. */
  isExcluded(file: FileId): boolean;
  /** The files whose text is not the one on the disk. */
  unsaved(): ReadonlySet<FileId>;
  /** Drops what was remembered of a file that changed; answers whether it appeared or vanished. */
  forget(file: FileId): boolean;
}

export interface MentioningFile {
  readonly file: FileId;
  readonly text: string;
}

/** Findings are handed over in lots, so that the tree hears of a large workspace in a few steps, and soon. */
const AT_ONCE = 200;
const AT_LEAST_EVERY_MS = 200;
/** A wrapper of a wrapper of a wrapper. */
const MOST_ROUNDS = 4;

/** Scans with `Discovery`: see `Scanner`. */
export class DiscoveryScanner {
  /** What was last told of the files that hold something. */
  readonly #told = new Map<FileId, FileFindings>();
  /** Files of which something is shown, and of which this run has told nothing yet. */
  #unconfirmed = new Set<FileId>();
  /** The wrappers whose callers were searched for, by their names and files. */
  #searched: ReadonlySet<string> = new Set();
  #run: Run | undefined;

  /** Scans with this run: the same as before, or a new one where roots or excludes are others. */
  async scan(run: Run, shown: readonly FileId[], signal: AbortSignal, onFindings: OnFindings): Promise<Scanned> {
    if (run !== this.#run) {
      this.#run = run;
      this.#told.clear();
      this.#unconfirmed = new Set(shown);
    }
    let ready: FileFindings[] = [];
    let handedOver = performance.now();
    for await (const findings of run.findings(signal)) {
      if (this.#isNews(findings)) {
        ready.push(findings);
      }
      if (ready.length >= AT_ONCE || performance.now() - handedOver > AT_LEAST_EVERY_MS) {
        await onFindings(ready);
        ready = [];
        handedOver = performance.now();
      }
    }
    await onFindings(ready);
    if (!signal.aborted) {
      await onFindings([...this.#unconfirmed].map(nothingIn));
      this.#unconfirmed.clear();
      this.#searched = run.discovery.wrapperExports();
    }
    return this.#scanned([]);
  }

  /** What another window may be told: of files whose text is the one on the disk, and was read from such. */
  saved(): FileFindings[] {
    const changed = this.#run?.unsaved();
    return [...this.#told.values()].filter(
      ({ file, dependencies }) => ![file, ...dependencies].some((each) => changed?.has(each)),
    );
  }

  async update(file: FileId, text: string | null): Promise<Scanned> {
    return this.#scanned(this.#run ? await this.#updated(this.#run, file, text) : []);
  }

  async #updated(run: Run, file: FileId, text: string | null): Promise<FileFindings[]> {
    const { discovery } = run;
    const hasMoved = run.forget(file);
    const isCandidate = discovery.candidates.has(file) || (text !== null && mayHold(file, text, run));
    const affected = new Set([
      ...(isCandidate ? discovery.update(file, text ?? undefined) : discovery.changed(file)),
      ...(hasMoved ? discovery.moved(new Set([file])) : []),
    ]);
    if (text !== null) {
      return this.#read(discovery, affected);
    }
    affected.delete(file);
    this.#told.delete(file);
    return [nothingIn(file), ...(await this.#read(discovery, affected))];
  }

  async findCallers(signal: AbortSignal): Promise<Scanned> {
    const changed = new Map<FileId, FileFindings>();
    for (let round = 0; round < MOST_ROUNDS && this.#run && !signal.aborted; round++) {
      const names = this.#newNames();
      if (names.size === 0) {
        break;
      }
      const { discovery } = this.#run;
      this.#searched = discovery.wrapperExports();
      for await (const { file, text } of this.#run.mentioning(names, signal)) {
        if (!discovery.candidates.has(file) && !this.#run.isExcluded(file)) {
          discovery.update(file, text);
        }
      }
      for (const findings of await this.#read(discovery, new Set([...discovery.candidates, ...this.#told.keys()]))) {
        changed.set(findings.file, findings);
      }
    }
    return this.#scanned([...changed.values()]);
  }

  #scanned(findings: readonly FileFindings[]): Scanned {
    return { findings, skips: this.#run?.skips ?? noSkips(), hasNewWrappers: this.#newNames().size > 0 };
  }

  #newNames(): ReadonlySet<string> {
    const fresh = [...(this.#run?.discovery.wrapperExports() ?? [])].filter((each) => !this.#searched.has(each));
    return new Set(fresh.map((each) => each.slice(0, each.indexOf('\0'))));
  }

  /** What is to be told of these files, and of those that they hand something to. */
  async #read(discovery: Discovery, files: ReadonlySet<FileId>): Promise<FileFindings[]> {
    const pause = createSlices();
    const news = new Map<FileId, FileFindings>();
    const read = async (file: FileId) => {
      const findings = await inSlices(discovery.findingSteps(file), pause);
      if (this.#isNews(findings)) {
        news.set(file, findings);
      }
      await pause();
    };
    for (const file of files) {
      if (discovery.candidates.has(file) || this.#told.has(file)) {
        await read(file);
      }
    }
    for (let round = 0; round < MOST_ROUNDS; round++) {
      for (const file of [...discovery.outdated, ...discovery.behind]) {
        await read(file);
      }
    }
    // A wrapper that is gone is a new one when it comes back: what called it may have lost sight of it meanwhile.
    const exported = discovery.wrapperExports();
    this.#searched = new Set([...this.#searched].filter((each) => exported.has(each)));
    return [...news.values()];
  }

  /** Whether something is to be told of a file: notes that it was. */
  #isNews(findings: FileFindings): boolean {
    const { file, occurrences } = findings;
    const before = this.#told.get(file);
    if (occurrences.length > 0) {
      this.#unconfirmed.delete(file);
      this.#told.set(file, findings);
    } else {
      this.#told.delete(file);
    }
    return before !== findings && (before !== undefined || occurrences.length > 0);
  }
}

const nothingIn = (file: FileId): FileFindings => ({ file, occurrences: [], dependencies: [] });

/** Whether a file is to be read, and its text mentions an API, or a wrapper of the project by name. */
function mayHold(file: FileId, text: string, { discovery, isReadable, isExcluded }: Run): boolean {
  if (!isReadable(file) || isExcluded(file)) {
    return false;
  }
  const names = discovery.wrapperNames();
  return mentionsTrigger(text) || (names.size > 0 && new RegExp(wordsPattern(names)).test(text));
}
