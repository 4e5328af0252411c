import fs from 'node:fs/promises';
import * as z from 'zod/mini';
import type { FileFindings, FileId, Occurrence } from '../core/model.ts';
import { either, maybe, number, readJson, that } from '../core/schemas.ts';
import { readOwn, writeWhole } from './own-files.ts';
import { createSlices } from './slices.ts';
import { isSame, stampOf } from './stamps.ts';

/** Counts up with every change of the form below, or of what the words of the model mean. */
const FORMAT = 3;
/** A larger cache is neither written nor read. */
const MOST_BYTES = 8_000_000;

const Offset = number().check(that((offset) => Number.isSafeInteger(offset) && offset >= 0));
const StoredValue = either(
  z.object({ certainty: z.literal('exact'), text: z.string() }),
  z.object({
    certainty: z.literal('pattern'),
    parts: z.array(either(z.string(), z.object({ hole: z.string() }))),
  }),
  z.object({
    certainty: z.literal('unknown'),
    reason: z.literal(['request', 'parameter', 'outside', 'runtime', 'environment', 'too-complex']),
  }),
);
const StoredOccurrence = z.object({
  role: z.literal(['assign', 'invalidate', 'image']),
  api: z.string(),
  value: StoredValue,
  span: z.object({ start: Offset, end: Offset }),
  via: maybe(z.string()),
  staticImport: maybe(z.literal(true)),
  notOptimized: maybe(z.literal(['svg', 'unoptimized', 'loader', 'inline'])),
  handed: maybe(z.literal(['on', 'in'])),
}) satisfies z.ZodMiniType<Occurrence>;
/** A file that matters: its time of change in milliseconds, and its size in bytes. */
const StampedFile = z.object({ file: z.string(), time: number(), size: number() });
type StampedFile = z.infer<typeof StampedFile>;
/** The file's place in `stamps`, and those of the files that its findings were read from. */
const StoredFile = z.object({ file: Offset, from: z.array(Offset), occurrences: z.array(StoredOccurrence) });
const Stored = z.object({
  format: z.literal(FORMAT),
  version: z.string(),
  stamps: z.array(StampedFile),
  files: z.array(StoredFile),
});
type Stored = z.infer<typeof Stored>;

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
        const kept = readJson(Stored, await readOwn(file, MOST_BYTES));
        return kept?.version === version ? await unchanged(kept) : [];
      } catch {
        return [];
      }
    },
    async write(findings) {
      const text = JSON.stringify(await stored(findings, version));
      const isTooLarge = Buffer.byteLength(text) > MOST_BYTES;
      await (isTooLarge ? fs.rm(file, { force: true }) : writeWhole(file, text)).catch(() => {});
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
