import * as z from 'zod/mini';
import type { FileFindings, FileId, Occurrence } from '../core/model.ts';
import { maybe, readJson, that } from '../core/schemas.ts';
import { readOwn, writeWhole } from './own-files.ts';
import { createSlices } from './slices.ts';
import { isSame, stampOf } from './stamps.ts';

/** Counts up with every change of the form below, or of what the words of the model mean. */
const FORMAT = 4;
/** A larger cache is not read. Of what does not fit the first files are written. */
const MOST_BYTES = 8_000_000;
/** What a stamp takes at most besides the name of its file. */
const STAMP_BYTES = 100;

const Offset = z.number().check(that((offset) => Number.isSafeInteger(offset) && offset >= 0));
const StoredValue = z.union([
  z.object({ certainty: z.literal('exact'), text: z.string() }),
  z.object({
    certainty: z.literal('pattern'),
    parts: z.array(z.union([z.string(), z.object({ hole: z.string() })])),
  }),
  z.object({
    certainty: z.literal('unknown'),
    reason: z.literal(['request', 'parameter', 'outside', 'runtime', 'environment', 'too-complex']),
  }),
]);
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
const StampedFile = z.object({ file: z.string(), time: z.number(), size: z.number() });
type StampedFile = z.infer<typeof StampedFile>;
/** The file's place in `stamps`, and those of the files that its findings were read from. */
const StoredFile = z.object({ file: Offset, from: z.array(Offset), occurrences: z.array(StoredOccurrence) });
/** The first line; each line after it is a file. */
const Head = z.object({ format: z.literal(FORMAT), version: z.string(), stamps: z.array(StampedFile) });

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
        const [head = '', ...lines] = (await readOwn(file, MOST_BYTES)).split('\n');
        const kept = readJson(Head, head);
        return kept?.version === version ? await unchanged(kept.stamps, lines) : [];
      } catch {
        return [];
      }
    },
    async write(findings) {
      await writeWhole(file, await stored(findings, version)).catch(() => {});
    },
  };
}

async function stored(findings: readonly FileFindings[], version: string): Promise<string> {
  let room = MOST_BYTES;
  const places = new Map<FileId, number>();
  const placeOf = (file: FileId): number => {
    const place = places.get(file) ?? places.size;
    if (place === places.size) {
      places.set(file, place);
      room -= Buffer.byteLength(file) + STAMP_BYTES;
    }
    return place;
  };
  const lines: string[] = [];
  for (const { file, dependencies, occurrences } of findings) {
    if (occurrences.length > 0) {
      const line = JSON.stringify({ file: placeOf(file), from: dependencies.map(placeOf), occurrences });
      room -= Buffer.byteLength(line) + 1;
      if (room < 0) {
        break;
      }
      lines.push(line);
    }
  }
  const head = JSON.stringify({ format: FORMAT, version, stamps: await stampsOf([...places.keys()]) });
  return [head, ...lines].join('\n');
}

/** A line at a time, so that a large cache holds nobody up; nothing where one of them is damaged. */
async function unchanged(stamps: readonly StampedFile[], lines: readonly string[]): Promise<FileFindings[]> {
  const now = await stampsOf(stamps.map(({ file }) => file));
  const isUnchanged = (place: number): boolean => isSame(stamps[place], now[place]);
  const nameOf = (place: number): FileId => stamps[place]?.file ?? '';
  const pause = createSlices();
  const found: FileFindings[] = [];
  for (const line of lines) {
    const kept = readJson(StoredFile, line);
    if (!kept) {
      return [];
    }
    const { file, from, occurrences } = kept;
    if ([file, ...from].every(isUnchanged)) {
      found.push({ file: nameOf(file), dependencies: from.map(nameOf), occurrences });
    }
    await pause();
  }
  return found;
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
