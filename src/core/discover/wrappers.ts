import { addTo, getOrMake } from '../maps.ts';
import type { FileId } from '../model.ts';
import { wordSet } from '../word-set.ts';
import { declaredBy } from './affected.ts';
import type { Flow } from './apply/flow.ts';
import { implementedBy } from './evaluate/implemented.ts';
import type { Env, Module } from './evaluate/values.ts';
import { isFunction } from './kinds.ts';
import type { FunctionNode, Node } from './nodes.ts';
import { isInside } from './references.ts';
import { holderOf, namesOf, namesOutside, statementAround } from './spellings.ts';

/** A place inside a function where a parameter of it reaches a sink. */
export interface Use {
  /** The call or element there. */
  readonly place: Node;
  /** What reaches the sink there, for these frames. */
  found(env: Env, layers: number): readonly Flow[];
}

/** A function of the project that hands a parameter on to a sink: its callers set or purge tags. */
export interface Wrapper {
  readonly name: string;
  readonly uses: readonly Use[];
}

/** Something that other code can spell. */
interface Spelled {
  readonly module: Module;
  /** In its own file and outside. */
  readonly names: readonly string[];
  readonly namesOutside: readonly string[];
  /** The version that brought it, or its last new use. */
  changedAt: number;
}

interface Entry extends Wrapper, Spelled {
  /** The class or object that it is a method of. */
  readonly holder: Node | undefined;
  readonly uses: Use[];
  /** Where a parameter reaches a sink, and how many values were found there. */
  readonly places: Map<Node, number>;
}

/** What was forgotten, and is as it was if it is found again. */
interface Former {
  readonly changedAt: number;
  /** The names that its statement declares. */
  readonly declares: readonly string[];
}

/** How the wrappers of a workspace are spelled. */
interface Spellings {
  readonly names: Set<string>;
  readonly interfaceNames: Set<string>;
  /** Classes and objects with a method that is a wrapper. */
  readonly holders: Set<Node>;
  readonly exportedNames: Set<string>;
}

/** Knows the wrappers of a workspace, its own names for sinks, and its constants that name one (a header, an endpoint). */
export interface Wrappers {
  of(fn: FunctionNode): Wrapper | undefined;
  /** Notes that a parameter of `fn` reaches a sink at the place of `use`, where so many values were found. */
  add(fn: FunctionNode, module: Module, use: Use, values: number): void;
  /** Notes that what is added of a file was seen from another one. */
  addSeenFrom(file: FileId, other: FileId): void;
  /** Notes that a constant called `name` holds the text at `place`, which marks a sink wherever it is used. */
  addConstant(name: string, module: Module, place: Node): void;
  /** Notes that the sink at `place` is called `name` from there on, or only by how other files import it. */
  addAlias(name: string | undefined, module: Module, place: Node): void;
  /** Notes that the component at `place` reaches a sink, and that files know it as `name` without an import. */
  addGiven(name: string, module: Module, place: Node): void;
  /** Whether a node of a module is, or holds, something that other code can spell to reach a sink. */
  standIn(node: Node, module: Module): boolean;
  /** Whether a function, or a method of a class or an object, is a wrapper. */
  holds(node: Node): boolean;
  /** Interfaces by which other files may know an object with a wrapper, without a way to its file. */
  readonly interfaceNames: ReadonlySet<string>;
  /** The classes and objects one of whose methods is a wrapper. */
  readonly holders: Iterable<{ readonly node: Node; readonly module: Module }>;
  /** Every name that a caller in any file may spell. */
  readonly names: ReadonlySet<string>;
  /** The same for the constants, as far as a file can mean them: its own, and those whose exported name it mentions. */
  constantNamesIn(module: Module): ReadonlySet<string>;
  /** Names that a file outside the wrapper's own has to mention to reach it. */
  readonly exportedNames: ReadonlySet<string>;
  /** The same, each with the file of its wrapper behind a NUL. */
  readonly exports: ReadonlySet<string>;
  /** The files that hold something, in the order in which they came to. */
  readonly files: Pick<ReadonlyMap<FileId, unknown>, 'has' | 'keys' | 'size'>;
  /** The names of the wrappers and constants that are new since then, or have new uses. */
  namesSince(version: number): ReadonlySet<string>;
  /** The version that brought the last of what a file holds, or of its uses. */
  changedIn(file: FileId): number;
  /** Counts up with every new wrapper or use. */
  readonly version: number;
  /** The files to look at to find again all that one holds. */
  seenFrom(file: FileId): Iterable<FileId>;
  /** Forgets what a file holds; `isOther` tells whether a statement may do something else now, by the names it declares. */
  forget(file: FileId, isOther: (declared: readonly string[]) => boolean): void;
  /**
   * Tells that what was forgotten was looked for again: what is there as it was does not count as new. Answers in which
   * files something is new since the last time, has new uses or is gone.
   */
  settled(): readonly FileId[];
}

/** `onChange` is told of each function whose uses have changed. */
export function createWrappers(onChange: (fn: FunctionNode) => void): Wrappers {
  const entries = new Map<Node, Entry>();
  const constants = new Map<Node, Spelled>();
  const aliases = new Map<Node, Spelled>();
  const byFile = new Map<FileId, Map<Node, Spelled>>();
  /** The other files from which something of a file was seen. */
  const seenFrom = new Map<FileId, Set<FileId>>();
  /** What was forgotten since all was settled, by file and how it looked. */
  const formers = new Map<FileId, Map<string, Former>>();
  /** Files in which something is new since then. */
  const news = new Set<FileId>();
  /** Worked out when it is next asked for, after something was forgotten. */
  let spellings: Spellings | undefined;
  let version = 0;
  /** The last answer to `exports`: most updates change nothing in it. */
  let exported: { readonly version: number; readonly exports: ReadonlySet<string> } | undefined;
  /** The last answer to `namesSince`: it is asked for one file after the other. */
  let recent: { readonly since: number; readonly version: number; readonly names: ReadonlySet<string> } | undefined;

  function spelled(): Spellings {
    if (!spellings) {
      spellings = { names: new Set(), interfaceNames: new Set(), holders: new Set(), exportedNames: new Set() };
      for (const entry of entries.values()) {
        noteEntry(entry, spellings);
      }
      for (const { names } of aliases.values()) {
        addAll(spellings.names, names);
      }
      for (const each of [...aliases.values(), ...constants.values()]) {
        addAll(spellings.exportedNames, searchedFor(each));
      }
    }
    return spellings;
  }

  /** Adds something that its own file calls so, and others by what they import. */
  function keep<T extends Spelled>(to: Map<Node, T>, place: Node, each: T): void {
    getOrMake(byFile, each.module.file, () => new Map()).set(place, each);
    to.set(place, each);
  }

  function noteNew(each: Spelled): void {
    each.changedAt = ++version;
    news.add(each.module.file);
  }

  function addSpelled(
    to: Map<Node, Spelled>,
    own: readonly string[],
    module: Module,
    place: Node,
    outside = namesOutside(place, module),
  ): void {
    if (!to.has(place)) {
      const each = { module, names: [...own, ...outside], namesOutside: outside, changedAt: version };
      keep(to, place, each);
      noteNew(each);
      spellings = undefined;
    }
  }

  function addEntry(fn: FunctionNode, module: Module): Entry {
    const own = namesOf(fn);
    const holder = holderOf(fn);
    const outside = [...namesOutside(fn, module), ...implementedBy(holder).map(({ name }) => name)];
    const names = [...own, ...outside];
    const entry: Entry = {
      module,
      holder,
      name: names[0] ?? 'function',
      names,
      namesOutside: outside,
      uses: [],
      places: new Map(),
      changedAt: version,
    };
    keep(entries, fn, entry);
    if (spellings) {
      noteEntry(entry, spellings);
    }
    return entry;
  }

  return {
    of: (fn) => entries.get(fn),
    add(fn, module, use, values) {
      const entry = entries.get(fn) ?? addEntry(fn, module);
      const before = entry.places.get(use.place);
      if (before === undefined) {
        entry.uses.push(use);
      }
      // More values at a known place: what is called there has become a wrapper of more, so this one has too.
      if (before !== values) {
        entry.places.set(use.place, values);
        noteNew(entry);
        onChange(fn);
      }
    },
    addConstant: (name, module, place) => addSpelled(constants, [name], module, place),
    addAlias: (name, module, place) => addSpelled(aliases, name === undefined ? [] : [name], module, place),
    addGiven: (name, module, place) => addSpelled(aliases, [], module, place, [name]),
    standIn: (node, { file }) => [...(byFile.get(file)?.keys() ?? [])].some((each) => isInside(each, node)),
    holds: (node) => entries.has(node) || spelled().holders.has(node),
    get holders() {
      return [...entries.values()].flatMap(({ holder, module }) => (holder ? [{ node: holder, module }] : []));
    },
    get names() {
      return spelled().names;
    },
    constantNamesIn({ file, tree }) {
      const own = byFile.get(file);
      const isMeant = ([place, constant]: readonly [Node, Spelled]) =>
        own?.has(place) || constant.namesOutside.some((each) => tree.text.includes(each));
      return new Set([...constants].filter(isMeant).flatMap(([, { names }]) => names));
    },
    get interfaceNames() {
      return spelled().interfaceNames;
    },
    get exportedNames() {
      return spelled().exportedNames;
    },
    get exports() {
      if (exported?.version !== version) {
        const exports = [...byFile].flatMap(([file, held]) =>
          [...held.values()].flatMap(searchedFor).map((name) => `${name}\0${file}`),
        );
        exported = { version, exports: new Set(exports) };
      }
      return exported.exports;
    },
    files: byFile,
    namesSince(since) {
      if (recent?.since !== since || recent.version !== version) {
        const fresh = [...entries.values(), ...constants.values(), ...aliases.values()].filter(
          ({ changedAt }) => changedAt > since,
        );
        recent = { since, version, names: new Set(fresh.flatMap(({ names }) => names)) };
      }
      return recent.names;
    },
    changedIn: (file) => Math.max(0, ...[...(byFile.get(file)?.values() ?? [])].map(({ changedAt }) => changedAt)),
    get version() {
      return version;
    },
    addSeenFrom: (file, other) => addTo(seenFrom, file, other),
    seenFrom: (file) => seenFrom.get(file) ?? [],
    forget(file, isOther) {
      const gone = byFile.get(file);
      const before = [...(formers.get(file) ?? []), ...[...(gone ?? [])].map(formerOf)];
      formers.set(file, new Map(before.filter(([, { declares }]) => !isOther(declares))));
      seenFrom.delete(file);
      if (gone) {
        byFile.delete(file);
        for (const node of gone.keys()) {
          constants.delete(node);
          aliases.delete(node);
          entries.delete(node);
          if (isFunction(node)) {
            onChange(node);
          }
        }
        spellings = undefined;
        version++;
      }
    },
    settled() {
      for (const [file, former] of formers) {
        const now = [...(byFile.get(file) ?? [])];
        const same = now.filter(([place, each]) => {
          const before = former.get(lookOf(place, each));
          each.changedAt = before?.changedAt ?? each.changedAt;
          return before;
        });
        if (same.length === now.length && same.length === former.size) {
          news.delete(file);
        } else {
          news.add(file);
        }
        recent = undefined;
      }
      formers.clear();
      const changed = [...news];
      news.clear();
      return changed;
    },
  };
}

function formerOf([place, each]: readonly [Node, Spelled]): readonly [string, Former] {
  return [lookOf(place, each), { changedAt: each.changedAt, declares: declaredWith(place, each) }];
}

/** What tells it from others of its file, as long as the statement around it does the same. */
function lookOf(place: Node, each: Spelled & Partial<Pick<Entry, 'places'>>): string {
  return JSON.stringify([declaredWith(place, each), each.names, [...(each.places?.values() ?? [])]]);
}

const declaredWith = (place: Node, { module }: Spelled): readonly string[] =>
  declaredBy(statementAround(place), module.tree) ?? [];

function noteEntry(entry: Entry, { names, exportedNames, holders, interfaceNames }: Spellings): void {
  addAll(names, entry.names);
  addAll(exportedNames, searchedFor(entry));
  addAll(
    interfaceNames,
    implementedBy(entry.holder).map(({ name }) => name),
  );
  if (entry.holder) {
    holders.add(entry.holder);
  }
}

function addAll<T>(to: Set<T>, all: Iterable<T>): void {
  for (const each of all) {
    to.add(each);
  }
}

/** The names outside of its file by which somebody of the project may reach it. */
const searchedFor = ({ namesOutside: outside }: Spelled): string[] =>
  outside.filter((name) => !CALLED_BY_NEXT.has(name));

/** Names of exports, and of files with a default export, that Next calls and the project does not. */
const CALLED_BY_NEXT = wordSet(
  'GET HEAD POST PUT PATCH DELETE OPTIONS generateMetadata generateStaticParams generateViewport ' +
    'getServerSideProps getStaticPaths getStaticProps page layout template loading error not-found default',
);
