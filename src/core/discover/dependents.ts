import { addTo } from '../maps.ts';
import type { FileId } from '../model.ts';

/** What one answer rests on. */
export interface Touched {
  /** Files that were read for it, and the names that were taken from them: what these stand for may change it. */
  readonly read: Map<FileId, Set<string>>;
  /** Files that were only passed on the way to others, and for which names: where they lead matters, not what they hold. */
  readonly passed: Map<FileId, Set<string>>;
}

/** In place of a name: whatever the file holds. */
export const ALL = '*';

export const nothingTouched = (): Touched => ({ read: new Map(), passed: new Map() });

/** Knows, by a file, whose findings rest on it. */
export interface Dependents {
  /** Notes what the findings of a file rest on, in place of what they rested on before. */
  set(file: FileId, touched: Touched): void;
  dismiss(file: FileId): void;
  /** The files that the findings of a file took anything from. */
  readFor(file: FileId): Iterable<FileId>;
  /** Those that took one of the names from it, or all that it holds; by default all that read it. */
  reading(file: FileId, names?: ReadonlySet<string>): Iterable<FileId>;
  /** The same of those that passed it. */
  passing(file: FileId, names?: ReadonlySet<string>): Iterable<FileId>;
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
    for (const each of read.keys()) {
      reading.get(each)?.delete(file);
    }
    for (const each of passed.keys()) {
      passing.get(each)?.delete(file);
    }
  }

  /** Those of some files that took one of the names from `file`, or all of it. */
  function among(
    files: Iterable<FileId> = [],
    how: keyof Touched,
    file: FileId,
    names?: ReadonlySet<string>,
  ): FileId[] {
    return [...files].filter((each) => {
      const taken = touchedBy.get(each)?.[how].get(file) ?? [];
      return !names || [...taken].some((name) => name === ALL || names.has(name));
    });
  }

  return {
    set(file, touched) {
      dismiss(file);
      touchedBy.set(file, touched);
      for (const each of touched.read.keys()) {
        addTo(reading, each, file);
      }
      for (const each of touched.passed.keys()) {
        addTo(passing, each, file);
      }
    },
    dismiss,
    readFor: (file) => touchedBy.get(file)?.read.keys() ?? [],
    reading: (file, names) => among(reading.get(file), 'read', file, names),
    passing: (file, names) => among(passing.get(file), 'passed', file, names),
    all: () => [...reading.keys(), ...passing.keys()],
    clear() {
      touchedBy.clear();
      reading.clear();
      passing.clear();
    },
  };
}
