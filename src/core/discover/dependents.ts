import { addTo } from '../maps.ts';
import type { FileId } from '../model.ts';

/** What one answer rests on. */
export interface Touched {
  /** Files that were read for it: whatever changes in them may change it. */
  readonly read: Set<FileId>;
  /** Files that were only passed on the way to others: where they lead matters, and what they hold does not. */
  readonly passed: Set<FileId>;
}

export const nothingTouched = (): Touched => ({ read: new Set(), passed: new Set() });

/** Knows, by a file, whose findings rest on it. */
export interface Dependents {
  /** Notes what the findings of a file rest on, in place of what they rested on before. */
  set(file: FileId, touched: Touched): void;
  dismiss(file: FileId): void;
  /** Those that read it. */
  reading(file: FileId): Iterable<FileId>;
  /** Those that passed it. */
  passing(file: FileId): Iterable<FileId>;
  /** The files that any findings rest on; some twice. */
  all(): Iterable<FileId>;
  clear(): void;
}

export function createDependents(): Dependents {
  const touchedBy = new Map<FileId, Touched>();
  const reading = new Map<FileId, Set<FileId>>();
  const passing = new Map<FileId, Set<FileId>>();

  function dismiss(file: FileId): void {
    const { read, passed } = touchedBy.get(file) ?? nothingTouched();
    touchedBy.delete(file);
    for (const each of read) {
      reading.get(each)?.delete(file);
    }
    for (const each of passed) {
      passing.get(each)?.delete(file);
    }
  }

  return {
    set(file, touched) {
      dismiss(file);
      touchedBy.set(file, touched);
      for (const each of touched.read) {
        addTo(reading, each, file);
      }
      for (const each of touched.passed) {
        addTo(passing, each, file);
      }
    },
    dismiss,
    reading: (file) => reading.get(file) ?? [],
    passing: (file) => passing.get(file) ?? [],
    all: () => [...reading.keys(), ...passing.keys()],
    clear() {
      touchedBy.clear();
      reading.clear();
      passing.clear();
    },
  };
}
