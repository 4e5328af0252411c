import fs from 'node:fs';
import * as v from 'valibot';
import type { FileFindings, FileId, Occurrence } from '../core/model.ts';
import { Finite, readJson, type Schema, such } from '../core/schemas.ts';
import { writeWhole } from './own-files.ts';
import { createSlices } from './slices.ts';
import { isSame, stampOf } from './stamps.ts';

/** Counts up with every change of the form below, or of what the words of the model mean. */
const FORMAT = 3;
/** A larger cache is neither written nor read. */
const MOST_BYTES = 8_000_000;

const Offset = such(v.number(), (offset) => Number.isSafeInteger(offset) && offset >= 0);
const StoredValue = v.union([
  v.object({ certainty: v.literal('exact'), text: v.string() }),
  v.object({
    certainty: v.literal('pattern'),
    parts: v.array(v.union([v.string(), v.object({ hole: v.string() })])),
  }),
  v.object({
    certainty: v.literal('unknown'),
    reason: v.picklist(['request', 'parameter', 'outside', 'runtime', 'environment', 'too-complex']),
  }),
]);
const StoredOccurrence = v.object({
  role: v.picklist(['assign', 'invalidate', 'image']),
  api: v.string(),
  value: StoredValue,
  span: v.object({ start: Offset, end: Offset }),
  via: v.exactOptional(v.string()),
  staticImport: v.exactOptional(v.literal(true)),
  notOptimized: v.exactOptional(v.picklist(['svg', 'unoptimized', 'loader', 'inline'])),
  handed: v.exactOptional(v.picklist(['on', 'in'])),
}) satisfies Schema<Occurrence>;
/** A file that matters: its time of change in milliseconds, and its size in bytes. */
const StampedFile = v.object({ file: v.string(), time: Finite, size: Finite });
type StampedFile = v.InferOutput<typeof StampedFile>;
/** The file's place in `stamps`, and those of the files that its findings were read from. */
const StoredFile = v.object({ file: Offset, from: v.array(Offset), occurrences: v.array(StoredOccurrence) });
const Stored = v.object({
  format: v.literal(FORMAT),
  version: v.string(),
  stamps: v.array(StampedFile),
  files: v.array(StoredFile),
});
type Stored = v.InferOutput<typeof Stored>;

export interface FindingsCacheOptions {
  /** Where it is kept: a file of our own, outside of the workspace. */
  readonly path: string;
  /** Of the extension: what another version found is thrown away. */
  readonly version: string;
}

/** Keeps what a scan found, so that a later window can show it before it has scanned. Holds no text of any file. */
export interface FindingsCache {
  /**
   * What was found in files that have not changed since, nor has any file that this was read from. Empty where there is
   * no cache, or what lies there is damaged, too large, or not ours.
   */
  read(): Promise<readonly FileFindings[]>;
  /** Replaces what is kept, all of it or nothing. Fails silently: a cache is no promise. */
  write(findings: readonly FileFindings[]): Promise<void>;
}

export function createFindingsCache({ path: file, version }: FindingsCacheOptions): FindingsCache {
  return {
    async read() {
      try {
        const { size } = await fs.promises.stat(file);
        const kept = size > MOST_BYTES ? undefined : readJson(Stored, await fs.promises.readFile(file, 'utf8'));
        return kept?.version === version ? await unchanged(kept) : [];
      } catch {
        return [];
      }
    },
    async write(findings) {
      const text = JSON.stringify(await stored(findings, version));
      const isTooLarge = Buffer.byteLength(text) > MOST_BYTES;
      await (isTooLarge ? fs.promises.rm(file, { force: true }) : writeWhole(file, text)).catch(() => {});
    },
  };
}

async function stored(findings: readonly FileFindings[], version: string): Promise<Stored> {
  const places = new Map<FileId, number>();
  const placeOf = (file: FileId): number => {
    const place = places.get(file) ?? places.size;
    places.set(file, place);
    return place;
  };
  const files = findings
    .filter(({ occurrences }) => occurrences.length > 0)
    .map(({ file, dependencies, occurrences }) => ({
      file: placeOf(file),
      from: dependencies.map(placeOf),
      occurrences: [...occurrences],
    }));
  return { format: FORMAT, version, stamps: await stampsOf([...places.keys()]), files } as Stored;
}

async function unchanged({ stamps, files }: Stored): Promise<FileFindings[]> {
  const now = await stampsOf(stamps.map(({ file }) => file));
  const isUnchanged = (place: number): boolean => isSame(stamps[place], now[place]);
  const nameOf = (place: number): FileId => stamps[place]?.file ?? '';
  return files
    .filter(({ file, from }) => isUnchanged(file) && from.every(isUnchanged))
    .map(({ file, from, occurrences }) => ({ file: nameOf(file), dependencies: from.map(nameOf), occurrences }));
}

async function stampsOf(files: readonly FileId[]): Promise<StampedFile[]> {
  const pause = createSlices();
  const stamps: StampedFile[] = [];
  for (const file of files) {
    stamps.push({ file, ...stampOf(file) });
    await pause();
  }
  return stamps;
}
