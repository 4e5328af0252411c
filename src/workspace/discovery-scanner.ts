import type { Discovery } from '../core/discover/discovery.ts';
import { isReadable, mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import type { Scanner } from './scanner.ts';

/** One full run over the workspace, and what can be asked afterwards. */
export interface Run {
  readonly discovery: Discovery;
  /** Finds the candidates, feeds them to the discovery and hands over what they hold, in slices. */
  findings(signal: AbortSignal): AsyncIterable<FileFindings>;
  /** Whether the user's settings leave a file out. */
  isExcluded(file: FileId): boolean;
  /** Drops what was remembered of a file that changed. */
  forget(file: FileId): void;
}

/** How many findings are handed over at once, so that the tree hears of a large workspace in a few steps. */
const AT_ONCE = 200;

/** Scans with `Discovery`; every full scan begins with a new one, as roots and excludes may have changed. */
export class DiscoveryScanner implements Scanner {
  readonly #begin: () => Run;
  /** Files that hold something, or did. */
  readonly #known = new Set<FileId>();
  #run: Run | undefined;

  constructor(begin: () => Run) {
    this.#begin = begin;
  }

  async scan(signal: AbortSignal, found: (findings: readonly FileFindings[]) => Promise<void>): Promise<void> {
    const run = this.#begin();
    this.#run = run;
    this.#known.clear();
    let ready: FileFindings[] = [];
    for await (const findings of run.findings(signal)) {
      this.#known.add(findings.file);
      ready.push(findings);
      if (ready.length >= AT_ONCE) {
        await found(ready);
        ready = [];
      }
    }
    await found(ready);
  }

  update(file: FileId, text: string | null): readonly FileFindings[] {
    const run = this.#run;
    if (!run) {
      return [];
    }
    const { discovery } = run;
    run.forget(file);
    const isCandidate =
      this.#known.has(file) || (text !== null && isReadable(file) && !run.isExcluded(file) && mayHold(text, discovery));
    const affected = new Set(isCandidate ? discovery.update(file, text ?? undefined) : discovery.changed(file));
    if (isCandidate) {
      affected.add(file);
      this.#known.add(file);
    }
    const read = (each: FileId): FileFindings =>
      each === file && text === null ? { file, occurrences: [], dependencies: [] } : discovery.findings(each);
    const findings = new Map([...affected].filter((each) => this.#known.has(each)).map((each) => [each, read(each)]));
    for (const each of [...discovery.outdated]) {
      findings.set(each, read(each));
    }
    return [...findings.values()];
  }
}

/** Whether a text mentions an API, or a wrapper of the project by name. */
function mayHold(text: string, discovery: Discovery): boolean {
  const names = discovery.wrapperNames();
  return mentionsTrigger(text) || (names.size > 0 && new RegExp(wordsPattern(names)).test(text));
}
