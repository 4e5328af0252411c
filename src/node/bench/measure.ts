import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { scopeOf } from '../../core/discover/evaluate/scopes.ts';
import { codeOf } from '../../core/discover/languages/index.ts';
import { parse } from '../../core/discover/parse/parse.ts';
import { isReadable, TRIGGERS } from '../../core/discover/prefilter.ts';
import { createWorkspaceIndex, isShown } from '../../core/index/workspace-index.ts';
import { counted } from '../../core/maps.ts';
import type { FileFindings, FileId } from '../../core/model.ts';
import { DiscoveryScanner } from '../discovery-scanner.ts';
import { createDiskRun } from '../disk-run.ts';
import { createFindingsCache } from '../findings-cache.ts';
import { searchWithRipgrep } from '../ripgrep.ts';
import { FolderSearch } from '../search.ts';
import { walk } from '../walk.ts';

/** Milliseconds, sizes in bytes; a figure is absent where it could not be measured. */
export interface Figures {
  readonly folder: string;
  /** That a search meets. */
  readonly files: number;
  /** Files that can be read and hold a trigger. */
  readonly candidates: number;
  readonly occurrences: number;
  /** `rg -l` of the same pattern, the best of the runs between the scans. */
  readonly floor?: number;
  readonly first: number;
  readonly again: number;
  readonly withoutRipgrep: number;
  readonly update: Spread;
  /** One module that others import, changed: how many files had to be looked at again, and how long it took. */
  readonly dependents: { readonly files: number; readonly time: number };
  /** From the cache's file to an index that a tree can show. */
  readonly cachePaint: number;
  /** What 10,000 occurrences hold on to, by what those of this folder do. Absent below 5,000 occurrences, where it would tell of the engine. */
  readonly heap?: number;
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

interface Scanned {
  readonly scanner: DiscoveryScanner;
  /** Scans once more. */
  again(): Promise<unknown>;
  readonly findings: Map<FileId, FileFindings>;
  readonly time: number;
}

/** Texts of files that are edited while they are measured. */
type Edits = Map<FileId, string>;

const MOST_UPDATED = 60;
const ENOUGH_FOR_HEAP = 5000;

/** Measures everything on one folder. In a process of its own, so that the first scan is a first scan. */
export async function measure(folder: string, ripgrep: string | undefined): Promise<Figures> {
  const floors: number[] = [];
  const runFloor = async () => {
    if (ripgrep !== undefined) {
      floors.push(await timed(() => drain(searchWithRipgrep(ripgrep, folder, TRIGGERS))));
    }
  };
  await runFloor(); // the first run also fills the disk's cache, for all that follow
  const candidates = await count(
    new FolderSearch(folder, { ripgrep }).find(TRIGGERS, (file) => isReadable(file, folder)),
  );
  await runFloor();
  const before = await heapInUse();
  const first = await scanOnce(folder, ripgrep);
  const occurrences = occurrencesIn(first.findings);
  const held = (await heapInUse()) - before;
  await runFloor();
  const { time: withoutRipgrep } = await scanOnce(folder, undefined);
  await runFloor();
  const edits: Edits = new Map();
  const scanned = await scan(folder, ripgrep, edits);
  const again = await timed(scanned.again);
  await runFloor();
  return {
    folder,
    files: [...walk(folder)].length,
    candidates,
    occurrences,
    ...(floors.length > 0 && { floor: Math.min(...floors) }),
    first: first.time,
    again,
    withoutRipgrep,
    update: spread(await updateEach(scanned, edits)),
    dependents: await changeMostUsed(scanned, edits),
    cachePaint: await paintFromCache(first.findings),
    ...(occurrences >= ENOUGH_FOR_HEAP && { heap: (held / occurrences) * 10_000 }),
  };
}

/** A scan of which only the findings stay: no frame holds on to the scanner. */
async function scanOnce(folder: string, ripgrep: string | undefined): Promise<Pick<Scanned, 'findings' | 'time'>> {
  const { findings, time } = await scan(folder, ripgrep);
  return { findings, time };
}

const never = new AbortController().signal;

async function scan(folder: string, ripgrep: string | undefined, unsaved: Edits = new Map()): Promise<Scanned> {
  const onFailure = (file: FileId, error: unknown) => {
    throw new Error(`${file} could not be understood`, { cause: error });
  };
  const scanner = new DiscoveryScanner();
  const run = createDiskRun({ roots: [folder], excluded: [], ripgrep, unsaved, onFailure });
  const findings = new Map<FileId, FileFindings>();
  const time = await timed(() =>
    scanner.scan(run, [], never, async (found) => {
      for (const each of found) {
        findings.set(each.file, each);
      }
    }),
  );
  const again = () => scanner.scan(run, [], never, async () => undefined);
  return { scanner, again, findings, time };
}

/** Types one character of code into each of some files, and asks for everything that differs then. */
async function updateEach({ scanner, findings }: Scanned, edits: Edits): Promise<number[]> {
  const files = [...findings.values()].filter((each) => each.occurrences.some(isShown)).slice(0, MOST_UPDATED);
  const times: number[] = [];
  for (const { file } of files) {
    const text = `${fs.readFileSync(file, 'utf8')};`;
    edits.set(file, text);
    times.push(await timed(() => scanner.update(file, text)));
  }
  return times;
}

/** Adds a statement to the module that most files depend on: one that may change whatever that declares for them. */
async function changeMostUsed({ scanner, findings }: Scanned, edits: Edits): Promise<Figures['dependents']> {
  const uses = counted([...findings.values()].flatMap(({ dependencies }) => dependencies));
  const [most] = [...uses].filter(([file]) => fs.existsSync(file)).sort((a, b) => b[1] - a[1]);
  if (!most) {
    return { files: 0, time: 0 };
  }
  const source = fs.readFileSync(most[0], 'utf8');
  const text = `${source};[${declaredIn(most[0], source)}];`;
  edits.set(most[0], text);
  let files = 0;
  const time = await timed(async () => {
    files = (await scanner.update(most[0], text)).findings.length;
  });
  return { files, time };
}

function declaredIn(file: FileId, text: string): string[] {
  const code = codeOf(file, text);
  return code ? [...scopeOf(parse(code.text, code.dialect).program).keys()] : [];
}

async function paintFromCache(findings: Scanned['findings']): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-cache-'));
  try {
    const cache = createFindingsCache({ path: path.join(folder, 'findings.json'), version: '' });
    await cache.write([...findings.values()]);
    const index = createWorkspaceIndex(() => '');
    return await timed(async () => index.set(await cache.read()));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Once the discovery of a scan is gone, only its findings hold on to anything: no source text may be among it. */
async function heapInUse(): Promise<number> {
  await collectGarbage();
  return process.memoryUsage().heapUsed;
}

const COLLECTIONS = 8;
const BETWEEN_COLLECTIONS_MS = 25;

/**
 * Several times, with pauses: what a turn of the event loop, or V8's own work behind it, still holds on to cannot be
 * collected yet, and whether the heap has just shrunk does not tell that nothing more will go.
 */
async function collectGarbage(): Promise<void> {
  v8.setFlagsFromString('--expose-gc');
  const collect: () => void = vm.runInNewContext('gc');
  for (let turn = 0; turn < COLLECTIONS; turn++) {
    await setTimeout(BETWEEN_COLLECTIONS_MS);
    collect();
  }
}

function occurrencesIn(findings: Map<FileId, FileFindings>): number {
  return [...findings.values()].reduce((sum, each) => sum + each.occurrences.filter(isShown).length, 0);
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), worst: sorted.at(-1) ?? 0 };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

const drain = (values: AsyncIterable<unknown>): Promise<number> => count(values);

async function count(values: AsyncIterable<unknown>): Promise<number> {
  let sum = 0;
  for await (const _ of values) {
    sum++;
  }
  return sum;
}
