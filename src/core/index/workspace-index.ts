import { given } from '../given.ts';
import { getOrMake } from '../maps.ts';
import type { FileFindings, FileId, Occurrence, Role, TargetKind, Value } from '../model.ts';
import { comparePlaces, entryId, type IndexChange, type Place, type ProjectKey, type TargetEntry } from './entries.ts';

/** An entry as the index keeps it: the places change, the object stays. */
interface LiveEntry extends TargetEntry {
  places: LivePlace[];
}

interface LivePlace extends Place {
  readonly entry: LiveEntry;
}

export interface Counts {
  readonly entries: number;
  readonly places: number;
  readonly files: number;
}

/** What is known of the whole workspace: by file, by target, by project. */
export interface WorkspaceIndex {
  /** Takes what one file holds now, in place of what it held before. */
  set(findings: readonly FileFindings[]): IndexChange;
  /** Asks again which project each file belongs to. */
  regroup(): IndexChange;
  entries(): IterableIterator<TargetEntry>;
  entry(id: string): TargetEntry | undefined;
  /**
   * What is known by this very text, where a file has it between quotes: an image in every file, a tag only where values
   * are read from, for elsewhere `posts` is a table or a title. Without a file it is a text that calls an API.
   */
  written(text: string, file: FileId | undefined): readonly TargetEntry[];
  /** Whether calls of a project hand to a wrapper what nobody knows, which sets or purges it. */
  isHandedIn(project: ProjectKey, role: Role): boolean;
  /** The files that hold something. */
  files(): IterableIterator<FileId>;
  /** The places of one file, in order. */
  placesIn(file: FileId): readonly Place[];
  projects(): ReadonlySet<ProjectKey>;
  counts(): Counts;
}

export function createWorkspaceIndex(projectOf: (file: FileId) => ProjectKey): WorkspaceIndex {
  const entries = new Map<string, LiveEntry>();
  const byFile = new Map<FileId, readonly LivePlace[]>();
  /** The files that values were read from. One that is none any more stays: nothing but {@link written} asks. */
  const read = new Set<FileId>();
  /** The files whose calls hand an unknown tag to a wrapper, and what it does with it. */
  const handedIn = new Map<FileId, ReadonlySet<Role>>();
  let placeCount = 0;
  /** As long as no entry comes or goes. */
  let projects: ReadonlySet<ProjectKey> | undefined;

  /** Replaces the places of files and tells the difference, each entry once. */
  function replace(files: Iterable<readonly [FileId, readonly Draft[]]>): IndexChange {
    const touched: Touched = { all: new Set(), added: new Set(), unsorted: new Set() };
    for (const [file, drafts] of files) {
      const old = byFile.get(file) ?? [];
      if (sameDrafts(old, drafts)) {
        continue;
      }
      for (const entry of new Set(old.map((place) => place.entry))) {
        entry.places = entry.places.filter((place) => place.file !== file);
        touched.all.add(entry);
      }
      const places = drafts.map((draft) => addPlace(file, draft, touched));
      placeCount += places.length - old.length;
      if (places.length > 0) {
        byFile.set(file, places.sort(comparePlaces));
      } else {
        byFile.delete(file);
      }
    }
    projects = undefined;
    return settle(touched);
  }

  function addPlace(file: FileId, { id, project, kind, value, occurrence }: Draft, touched: Touched): LivePlace {
    const entry = getOrMake(entries, id, () => {
      const made: LiveEntry = { id, project, kind, value, places: [] };
      touched.added.add(made);
      return made;
    });
    const place = placeOf(entry, file, occurrence);
    const last = entry.places.at(-1);
    if (last && comparePlaces(last, place) > 0) {
      touched.unsorted.add(entry);
    }
    entry.places.push(place);
    touched.all.add(entry);
    return place;
  }

  /** Brings order into what was touched, and forgets what is nowhere any more. */
  function settle({ all, added, unsorted }: Touched): IndexChange {
    const gone = [...all].filter((entry) => entry.places.length === 0);
    for (const { id } of gone) {
      entries.delete(id);
    }
    for (const entry of unsorted) {
      entry.places.sort(comparePlaces);
    }
    return {
      added: [...added].filter((entry) => entry.places.length > 0),
      removed: gone.filter((entry) => !added.has(entry)),
      changed: [...all].filter((entry) => entry.places.length > 0 && !added.has(entry)),
    };
  }

  function projectsOf(): ReadonlySet<ProjectKey> {
    projects ??= new Set([...entries.values()].map((entry) => entry.project));
    return projects;
  }

  /** Notes what the calls of a file hand in that nobody knows; answers whether that is something else than before. */
  function noteHandedIn({ file, occurrences }: FileFindings): boolean {
    const before = handedIn.get(file);
    const roles = new Set(occurrences.flatMap(({ role, handed }) => (handed === 'in' ? [role] : [])));
    if (roles.size > 0) {
      handedIn.set(file, roles);
    } else {
      handedIn.delete(file);
    }
    return String([...roles].sort()) !== String([...(before ?? [])].sort());
  }

  function draftsOf(findings: FileFindings): Draft[] {
    const project = projectOf(findings.file);
    return findings.occurrences.filter(isShown).map((occurrence) => {
      const kind = occurrence.role === 'image' ? 'image' : 'tag';
      return draftOf(project, { kind, value: occurrence.value }, occurrence);
    });
  }

  return {
    set(findings) {
      for (const { file, dependencies, occurrences } of findings) {
        for (const each of occurrences.length > 0 ? [file, ...dependencies] : []) {
          read.add(each);
        }
      }
      const isHandedElse = findings.filter(noteHandedIn).length > 0;
      const change = replace(findings.map((each) => [each.file, draftsOf(each)]));
      const others = new Set([...change.added, ...change.changed]);
      const handers = isHandedElse ? [...entries.values()].filter((each) => !others.has(each) && handsOn(each)) : [];
      return { ...change, changed: [...change.changed, ...handers] };
    },
    regroup() {
      return replace(
        [...byFile].map(([file, places]) => {
          const project = projectOf(file);
          return [file, places.map((place) => draftOf(project, place.entry, place))];
        }),
      );
    },
    entries: () => entries.values(),
    entry: (id) => entries.get(id),
    written(text, file) {
      // A file may have thousands of texts: only what can be there is looked for.
      const kinds: readonly TargetKind[] = [
        ...(file && !read.has(file) ? [] : ['tag' as const]),
        ...(/[./]/.test(text) ? ['image' as const] : []),
      ];
      const values: readonly Value[] = [
        { certainty: 'exact', text },
        ...(text.includes('${') ? [{ certainty: 'pattern' as const, parts: [text] }] : []),
      ];
      return [...projectsOf()].flatMap((project) =>
        kinds.flatMap((kind) => values.flatMap((value) => entries.get(entryId(project, kind, value)) ?? [])),
      );
    },
    isHandedIn: (project, role) =>
      [...handedIn].some(([file, roles]) => roles.has(role) && projectOf(file) === project),
    files: () => byFile.keys(),
    placesIn: (file) => byFile.get(file) ?? [],
    projects: projectsOf,
    counts: () => ({ entries: entries.size, places: placeCount, files: byFile.size }),
  };
}

/** What a call hands in is told in the wrapper. */
export const isShown = ({ handed }: Occurrence): boolean => handed !== 'in';

/** The entries that a change is about. */
interface Touched {
  readonly all: Set<LiveEntry>;
  /** Those that were not there before. */
  readonly added: Set<LiveEntry>;
  /** Those to which something came that does not stand behind all else, as it does while a scan goes through the files. */
  readonly unsorted: Set<LiveEntry>;
}

const handsOn = ({ places }: TargetEntry): boolean => places.some(({ handed }) => handed === 'on');

/** A place that is about to be made. */
interface Draft {
  readonly id: string;
  readonly project: ProjectKey;
  readonly kind: TargetKind;
  readonly value: Value;
  readonly occurrence: Omit<Occurrence, 'value'>;
}

function draftOf(
  project: ProjectKey,
  { kind, value }: Pick<Draft, 'kind' | 'value'>,
  occurrence: Draft['occurrence'],
): Draft {
  return { id: entryId(project, kind, value), project, kind, value, occurrence };
}

/**
 * The value stands once in its entry, so that a place costs no more than where it is. Made by spreading it would take
 * three times the memory.
 */
function placeOf(entry: LiveEntry, file: FileId, from: Omit<Occurrence, 'value'>): LivePlace {
  return {
    entry,
    file,
    span: from.span,
    role: from.role,
    api: from.api,
    ...given({
      via: from.via,
      staticImport: from.staticImport,
      notOptimized: from.notOptimized,
      handed: from.handed,
    }),
  };
}

/** What a place tells besides where it is. */
const FACTS = ['role', 'api', 'via', 'staticImport', 'notOptimized', 'handed'] as const;

function sameDrafts(places: readonly Place[], drafts: readonly Draft[]): boolean {
  return (
    places.length === drafts.length &&
    drafts
      .toSorted((a, b) => a.occurrence.span.start - b.occurrence.span.start)
      .every(({ id, occurrence }, at) => {
        const place = places[at];
        return (
          place !== undefined &&
          place.entry.id === id &&
          place.span.start === occurrence.span.start &&
          place.span.end === occurrence.span.end &&
          FACTS.every((fact) => place[fact] === occurrence[fact])
        );
      })
  );
}
