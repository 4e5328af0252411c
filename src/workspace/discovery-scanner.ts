import type { Discovery } from '../core/discover/discovery.ts';
import { mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { createSlices, inSlices } from '../node/slices.ts';
import { type Found, noSkips, type Scanner, type Skips } from './scanner.ts';

/** One full run over the workspace, and what can be asked afterwards. */
export interface Run {
  readonly discovery: Discovery;
  /** Finds the candidates, feeds them to the discovery and hands over what they hold, in slices. */
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
  /** Drops what was remembered of a file that changed. */
  forget(file: FileId): void;
}

export interface MentioningFile {
  readonly file: FileId;
  readonly text: string;
}

/** Where findings outlive the window. */
export interface Memory {
  read(): Promise<readonly FileFindings[]>;
  write(findings: readonly FileFindings[]): Promise<void>;
}

/** How many findings are handed over at once, so that the tree hears of a large workspace in a few steps. */
const AT_ONCE = 200;
/** A wrapper of a wrapper of a wrapper. */
const MOST_ROUNDS = 4;

/** Scans with `Discovery`; every full scan begins with a new one, as roots and excludes may have changed. */
export class DiscoveryScanner implements Scanner {
  readonly #begin: () => Run;
  readonly #memory: Memory | undefined;
  /** Files that hold something, or did, with what was last told of them. */
  readonly #known = new Map<FileId, FileFindings | undefined>();
  /** The names of wrappers by which callers were searched for. */
  #searched: ReadonlySet<string> = new Set();
  #run: Run | undefined;

  constructor(begin: () => Run, memory?: Memory) {
    this.#begin = begin;
    this.#memory = memory;
  }

  async scan(signal: AbortSignal, found: Found): Promise<void> {
    const isFirst = this.#run === undefined;
    const run = this.#begin();
    this.#run = run;
    this.#known.clear();
    if (isFirst) {
      const remembered = (await this.#memory?.read()) ?? [];
      await found(
        remembered.filter(({ file }) => !run.isExcluded(file)),
        'memory',
      );
    }
    let ready: FileFindings[] = [];
    for await (const findings of run.findings(signal)) {
      this.#known.set(findings.file, findings);
      ready.push(findings);
      if (ready.length >= AT_ONCE) {
        await found(ready, 'files');
        ready = [];
      }
    }
    await found(ready, 'files');
    this.#searched = new Set(run.discovery.wrapperNames());
    if (!signal.aborted) {
      await this.#memory?.write(this.#saved(run));
    }
  }

  /** What is known of files whose text is the one on the disk, and was read from such. */
  #saved({ discovery, unsaved }: Run): FileFindings[] {
    const changed = unsaved();
    return [...this.#known.keys()]
      .map((file) => discovery.findings(file))
      .filter(({ file, dependencies }) => ![file, ...dependencies].some((each) => changed.has(each)));
  }

  get skips(): Readonly<Skips> {
    return this.#run?.skips ?? noSkips();
  }

  async update(file: FileId, text: string | null): Promise<readonly FileFindings[]> {
    const run = this.#run;
    if (!run) {
      return [];
    }
    const { discovery } = run;
    run.forget(file);
    const isCandidate = this.#known.has(file) || (text !== null && mayHold(file, text, run));
    const affected = new Set(isCandidate ? discovery.update(file, text ?? undefined) : discovery.changed(file));
    if (isCandidate) {
      affected.add(file);
      this.#note(file, undefined);
    }
    const isGone = (each: FileId) => each === file && text === null;
    const findings = await this.#read(
      discovery,
      [...affected].filter((each) => this.#known.has(each) && !isGone(each)),
    );
    return isGone(file) ? [{ file, occurrences: [], dependencies: [] }, ...findings] : findings;
  }

  get hasNewWrappers(): boolean {
    return this.#newNames().size > 0;
  }

  async findCallers(signal: AbortSignal): Promise<readonly FileFindings[]> {
    const changed = new Map<FileId, FileFindings>();
    for (let round = 0; round < MOST_ROUNDS && this.#run && !signal.aborted; round++) {
      const names = this.#newNames();
      if (names.size === 0) {
        break;
      }
      this.#searched = new Set([...this.#searched, ...names]);
      for await (const { file, text } of this.#run.mentioning(names, signal)) {
        if (!this.#known.has(file) && !this.#run.isExcluded(file)) {
          this.#run.discovery.update(file, text);
          this.#note(file, undefined);
        }
      }
      const before = new Map(this.#known);
      for (const findings of await this.#read(this.#run.discovery, [...this.#known.keys()])) {
        if (before.get(findings.file) !== findings) {
          changed.set(findings.file, findings);
        }
      }
    }
    return [...changed.values()];
  }

  #newNames(): ReadonlySet<string> {
    return new Set([...(this.#run?.discovery.wrapperNames() ?? [])].filter((name) => !this.#searched.has(name)));
  }

  /** The findings of these files, and of those that they hand something to. */
  async #read(discovery: Discovery, files: readonly FileId[]): Promise<FileFindings[]> {
    const pause = createSlices();
    const findings = new Map<FileId, FileFindings>();
    const read = async (file: FileId) => {
      const found = await inSlices(discovery.findingSteps(file), pause);
      findings.set(file, found);
      this.#note(file, found);
      await pause();
    };
    for (const file of files) {
      await read(file);
    }
    for (const file of [...discovery.outdated]) {
      await read(file);
    }
    return [...findings.values()];
  }

  #note(file: FileId, findings: FileFindings | undefined): void {
    this.#known.set(file, findings);
  }
}

/** Whether a file is to be read, and its text mentions an API, or a wrapper of the project by name. */
function mayHold(file: FileId, text: string, { discovery, isReadable, isExcluded }: Run): boolean {
  if (!isReadable(file) || isExcluded(file)) {
    return false;
  }
  const names = discovery.wrapperNames();
  return mentionsTrigger(text) || (names.size > 0 && new RegExp(wordsPattern(names)).test(text));
}
