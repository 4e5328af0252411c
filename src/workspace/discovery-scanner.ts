import type { Discovery } from '../core/discover/discovery.ts';
import { isReadable, mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import { createSlices, inSlices } from '../node/slices.ts';
import { rootOf } from './files.ts';
import type { Found, Scanner, Skips } from './scanner.ts';

/** One full run over the workspace, and what can be asked afterwards. */
export interface Run {
  readonly discovery: Discovery;
  /** Finds the candidates, feeds them to the discovery and hands over what they hold, in slices. */
  findings(signal: AbortSignal): AsyncIterable<FileFindings>;
  /** What was left unread so far. */
  readonly skips: Readonly<Skips>;
  /** Whether the user's settings, a .gitignore or the name of its folder leave a file out. */
  isExcluded(file: FileId): boolean;
  /** The files whose text is not the one on the disk. */
  unsaved(): ReadonlySet<FileId>;
  /** Drops what was remembered of a file that changed. */
  forget(file: FileId): void;
}

/** Where findings outlive the window. */
export interface Memory {
  read(): Promise<readonly FileFindings[]>;
  write(findings: readonly FileFindings[]): Promise<void>;
}

/** How many findings are handed over at once, so that the tree hears of a large workspace in a few steps. */
const AT_ONCE = 200;

/** Scans with `Discovery`; every full scan begins with a new one, as roots and excludes may have changed. */
export class DiscoveryScanner implements Scanner {
  readonly #begin: () => Run;
  readonly #memory: Memory | undefined;
  /** Files that hold something, or did. */
  readonly #known = new Set<FileId>();
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
      this.#known.add(findings.file);
      ready.push(findings);
      if (ready.length >= AT_ONCE) {
        await found(ready, 'files');
        ready = [];
      }
    }
    await found(ready, 'files');
    if (!signal.aborted) {
      await this.#memory?.write(this.#saved(run));
    }
  }

  /** What is known of files whose text is the one on the disk, and was read from such. */
  #saved({ discovery, unsaved }: Run): FileFindings[] {
    const changed = unsaved();
    return [...this.#known]
      .map((file) => discovery.findings(file))
      .filter(({ file, dependencies }) => ![file, ...dependencies].some((each) => changed.has(each)));
  }

  get skips(): Readonly<Skips> {
    return this.#run?.skips ?? { large: 0, unreadable: false, capped: false };
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
      this.#known.add(file);
    }
    const findings = new Map<FileId, FileFindings>();
    const pause = createSlices();
    const read = async (each: FileId) => {
      const isGone = each === file && text === null;
      findings.set(
        each,
        isGone ? { file, occurrences: [], dependencies: [] } : await inSlices(discovery.findingSteps(each), pause),
      );
      await pause();
    };
    for (const each of affected) {
      if (this.#known.has(each)) {
        await read(each);
      }
    }
    for (const each of [...discovery.outdated]) {
      await read(each);
    }
    return [...findings.values()];
  }
}

/** Whether a file is to be read, and its text mentions an API, or a wrapper of the project by name. */
function mayHold(file: FileId, text: string, { discovery, isExcluded }: Run): boolean {
  const root = rootOf(file);
  if (root === undefined || !isReadable(file, root) || isExcluded(file)) {
    return false;
  }
  const names = discovery.wrapperNames();
  return mentionsTrigger(text) || (names.size > 0 && new RegExp(wordsPattern(names)).test(text));
}
