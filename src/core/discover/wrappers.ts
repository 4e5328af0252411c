import { addTo, getOrMake } from '../maps.ts';
import type { FileId } from '../model.ts';
import { wordSet } from '../word-set.ts';
import type { Flow } from './apply/flow.ts';
import { implementedBy } from './evaluate/implemented.ts';
import type { Env, Module } from './evaluate/values.ts';
import { FormerWrappers } from './former-wrappers.ts';
import { isFunction } from './kinds.ts';
import type { FunctionNode, Node } from './nodes.ts';
import { isInside } from './references.ts';
import { holderOf, namesOf, namesOutside } from './spellings.ts';

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

/** Something that other code can spell to reach a sink. */
export interface Spelled {
  readonly module: Module;
  /** In its own file and outside. */
  readonly names: readonly string[];
  readonly namesOutside: readonly string[];
  /** Whether it only holds a text that marks a sink. */
  readonly isConstant: boolean;
  /** The class or object that it is a method of. */
  readonly holder?: Node | undefined;
  /** Where a parameter reaches a sink, and how many values were found there. */
  readonly places?: Map<Node, number>;
  /** The version that brought it, or its last new use. */
  changedAt: number;
}

interface Entry extends Wrapper, Spelled {
  readonly uses: Use[];
  readonly places: Map<Node, number>;
}

/** How the wrappers of a workspace are spelled. */
interface Spellings {
  readonly names: Set<string>;
  readonly interfaceNames: Set<string>;
  /** Classes and objects with a method that is a wrapper. */
  readonly holders: Set<Node>;
  readonly exportedNames: Set<string>;
  readonly constants: Map<Node, Spelled>;
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
  const byFile = new Map<FileId, Map<Node, Spelled>>();
  /** The other files from which something of a file was seen. */
  const seenFrom = new Map<FileId, Set<FileId>>();
  /** What was forgotten since all was settled. */
  const former = new FormerWrappers();
  /** Files in which something is new since then. */
  const news = new Set<FileId>();
  /** Worked out when it is next asked for, after something was forgotten. */
  let spellings: Spellings | undefined;
  let version = 0;
  /** The last answer to `exports`: most updates change nothing in it. */
  let exported: { readonly version: number; readonly exports: ReadonlySet<string> } | undefined;
  /** The last answer to `namesSince`: it is asked for one file after the other. */
  let recent: { readonly since: number; readonly version: number; readonly names: ReadonlySet<string> } | undefined;

  const heldIn = (file: FileId): readonly (readonly [Node, Spelled])[] => [...(byFile.get(file) ?? [])];
  const held = () => [...byFile.keys()].flatMap(heldIn);

  function spelled(): Spellings {
    if (!spellings) {
      spellings = {
        names: new Set(),
        interfaceNames: new Set(),
        holders: new Set(),
        exportedNames: new Set(),
        constants: new Map(),
      };
      for (const [place, each] of held()) {
        noteSpellings(place, each, spellings);
      }
    }
    return spellings;
  }

  function keep(place: Node, each: Spelled): void {
    getOrMake(byFile, each.module.file, () => new Map()).set(place, each);
    if (spellings) {
      noteSpellings(place, each, spellings);
    }
  }

  function noteNew(each: Spelled): void {
    each.changedAt = ++version;
    news.add(each.module.file);
  }

  /** Adds what is no function. */
  function addPlace(
    place: Node,
    module: Module,
    { own = [], outside, isConstant = false }: { own?: string[]; outside?: string[]; isConstant?: boolean },
  ): void {
    if (!byFile.get(module.file)?.has(place)) {
      const others = outside ?? namesOutside(place, module);
      const each = { module, names: [...own, ...others], namesOutside: others, isConstant, changedAt: version };
      keep(place, each);
      noteNew(each);
    }
  }

  function addEntry(fn: FunctionNode, module: Module): Entry {
    const holder = holderOf(fn);
    const outside = [...namesOutside(fn, module), ...interfacesOf(holder)];
    const names = [...namesOf(fn), ...outside];
    const entry: Entry = {
      module,
      holder,
      name: names[0] ?? 'function',
      names,
      namesOutside: outside,
      isConstant: false,
      uses: [],
      places: new Map(),
      changedAt: version,
    };
    entries.set(fn, entry);
    keep(fn, entry);
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
    addConstant: (name, module, place) => addPlace(place, module, { own: [name], isConstant: true }),
    addAlias: (name, module, place) => addPlace(place, module, { own: name === undefined ? [] : [name] }),
    addGiven: (name, module, place) => addPlace(place, module, { outside: [name] }),
    standIn: (node, { file }) => heldIn(file).some(([each]) => isInside(each, node)),
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
      return new Set([...spelled().constants].filter(isMeant).flatMap(([, { names }]) => names));
    },
    get interfaceNames() {
      return spelled().interfaceNames;
    },
    get exportedNames() {
      return spelled().exportedNames;
    },
    get exports() {
      if (exported?.version !== version) {
        const exports = held().flatMap(([, each]) => searchedFor(each).map((name) => `${name}\0${each.module.file}`));
        exported = { version, exports: new Set(exports) };
      }
      return exported.exports;
    },
    files: byFile,
    namesSince(since) {
      if (recent?.since !== since || recent.version !== version) {
        const fresh = held().flatMap(([, { changedAt, names }]) => (changedAt > since ? names : []));
        recent = { since, version, names: new Set(fresh) };
      }
      return recent.names;
    },
    changedIn: (file) => Math.max(0, ...heldIn(file).map(([, { changedAt }]) => changedAt)),
    get version() {
      return version;
    },
    addSeenFrom: (file, other) => addTo(seenFrom, file, other),
    seenFrom: (file) => seenFrom.get(file) ?? [],
    forget(file, isOther) {
      const gone = heldIn(file);
      former.add(file, gone, isOther);
      seenFrom.delete(file);
      if (byFile.delete(file)) {
        for (const [node] of gone) {
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
      for (const [file, isSame] of former.settle(heldIn)) {
        if (isSame) {
          news.delete(file);
        } else {
          news.add(file);
        }
        recent = undefined;
      }
      const changed = [...news];
      news.clear();
      return changed;
    },
  };
}

function noteSpellings(place: Node, each: Spelled, known: Spellings): void {
  addAll(known.exportedNames, searchedFor(each));
  if (each.isConstant) {
    known.constants.set(place, each);
  } else {
    addAll(known.names, each.names);
  }
  if (each.holder) {
    known.holders.add(each.holder);
    addAll(known.interfaceNames, interfacesOf(each.holder));
  }
}

const interfacesOf = (holder: Node | undefined): string[] => implementedBy(holder).map(({ name }) => name);

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
