import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileFindings, Occurrence } from '../../../src/core/model.ts';
import { DiscoveryScanner, type Run } from '../../../src/node/discovery-scanner.ts';
import { createDiskRun } from '../../../src/node/disk-run.ts';
import { findRipgrep } from '../../../src/node/ripgrep.ts';

/** What a workspace shows: `file: value value`. */
export type Shown = ReadonlyMap<string, string>;

type Holding = Map<string, readonly Occurrence[]>;

const never = new AbortController().signal;

/** A folder of the disk, and what a window shows of it that stays open while its files change. */
export class LiveFolder {
  readonly #root: string;
  readonly #scanner = new DiscoveryScanner();
  readonly #run: Run;
  readonly #holding: Holding = new Map();
  readonly #unsaved = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
    this.#run = this.#newRun();
  }

  /** The files that what is shown rests on, beside those of which it is. */
  readonly files = new Set<string>();

  write(file: string, text: string | null): void {
    const place = path.join(this.#root, file);
    if (text === null) {
      rmSync(place, { force: true });
    } else {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
  }

  type(file: string, text: string): void {
    this.#unsaved.set(`${this.#root}/${file}`, text);
  }

  revert(): void {
    this.#unsaved.clear();
  }

  async scan(): Promise<Shown> {
    await this.#scanAll(this.#scanner, this.#run, this.#holding);
    return valuesOf(this.#holding);
  }

  /** One file, as the watcher tells of it. */
  async update(file: string, text: string | null): Promise<void> {
    const { findings, hasNewWrappers } = await this.#scanner.update(`${this.#root}/${file}`, text);
    this.#take(findings, this.#holding);
    if (hasNewWrappers) {
      this.#take((await this.#scanner.findCallers(never)).findings, this.#holding);
    }
  }

  /** What somebody sees who opens the workspace now. */
  async anew(): Promise<Shown> {
    return valuesOf(await this.#holdingAnew());
  }

  /** Where what is shown is not what somebody would see who opens the workspace now, to the last detail. */
  async differences(): Promise<string[]> {
    const fresh = await this.#holdingAnew();
    return [...new Set([...this.#holding.keys(), ...fresh.keys()])].flatMap((file) => {
      const [shown, meant] = [detailsOf(this.#holding.get(file)), detailsOf(fresh.get(file))];
      const without = (some: string[], others: string[]) => some.filter((each) => !others.includes(each));
      return shown.join('\n') === meant.join('\n')
        ? []
        : [`${file}: shows ${without(shown, meant)}, not ${without(meant, shown)}`];
    });
  }

  async #holdingAnew(): Promise<Holding> {
    const fresh: Holding = new Map();
    await this.#scanAll(new DiscoveryScanner(), this.#newRun(), fresh);
    return fresh;
  }

  #newRun(): Run {
    return runOver(this.#root, this.#unsaved);
  }

  async #scanAll(scanner: DiscoveryScanner, run: Run, holding: Holding): Promise<void> {
    await scanner.scan(run, [], never, async (found) => this.#take(found, holding));
  }

  #take(found: readonly FileFindings[], holding: Holding): void {
    for (const { file, occurrences, dependencies } of found) {
      holding.set(this.#relative(file), occurrences);
      for (const each of occurrences.length > 0 ? [file, ...dependencies] : []) {
        this.files.add(this.#relative(each));
      }
    }
  }

  #relative(file: string): string {
    return path.relative(this.#root, file);
  }
}

function valuesOf(holding: Holding): Shown {
  const values = [...holding].map(([file, occurrences]): [string, string] => [
    file,
    occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : `?${value.certainty}`)).join(' '),
  ]);
  return new Map(values.filter(([, each]) => each !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
}

const detailsOf = (occurrences: readonly Occurrence[] = []): string[] =>
  occurrences.map((each) => JSON.stringify(each));

export const runOver = (root: string, unsaved: ReadonlyMap<string, string> = new Map()): Run =>
  createDiskRun({
    roots: [root],
    excluded: [],
    ripgrep: findRipgrep(undefined),
    unsaved,
    onFailure: (file, error) => assert.fail(`${file}: ${error}`),
  });
