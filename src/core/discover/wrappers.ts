import { addTo } from '../add-to.ts';
import type { FileId } from '../model.ts';
import { basename, dirname } from '../paths.ts';
import type { Found } from './apply/found.ts';
import { declaredNames, exportsOf } from './evaluate/exports.ts';
import { nameOfFunction } from './evaluate/function-name.ts';
import { functionAround, isClass, isFunction } from './evaluate/scopes.ts';
import type { Env, Module } from './evaluate/values.ts';
import { componentName } from './modules/auto-imports.ts';
import type { ClassNode, FunctionNode, Node, Statement } from './nodes.ts';
import { isInside } from './references.ts';

/** A place inside a function where a parameter of it reaches a sink. */
export interface Use {
  /** The call or element there. */
  readonly place: Node;
  /** What reaches the sink there, for these frames. */
  found(env: Env, layers: number): readonly Found[];
}

/** A function of the project that hands a parameter on to a sink: its callers set or purge tags. */
export interface Wrapper {
  readonly module: Module;
  readonly name: string;
  /** Names by which its own file and its callers can spell it. */
  readonly names: ReadonlySet<string>;
  readonly uses: readonly Use[];
}

/** Something that other code can spell. */
interface Spelled {
  readonly names: ReadonlySet<string>;
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
  /** Interfaces by which other files may know a class with a wrapper, without a way to its file. */
  readonly interfaceNames: ReadonlySet<string>;
  /** The classes one of whose methods is a wrapper. */
  readonly classes: Iterable<{ readonly node: ClassNode; readonly module: Module }>;
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
  /** Counts up with every new wrapper or use. */
  readonly version: number;
  forget(file: FileId): void;
}

/** `onChange` is told of each function whose uses have changed. */
export function createWrappers(onChange: (fn: FunctionNode) => void): Wrappers {
  const entries = new Map<FunctionNode, Entry>();
  const constants = new Map<Node, Spelled>();
  const aliases = new Map<Node, Spelled>();
  const byFile = new Map<FileId, Set<Node>>();
  /** Worked out when it is next asked for, after something was forgotten. */
  let spellings: Spellings | undefined;
  let version = 0;
  /** The last answer to `exports`: most updates change nothing in it. */
  let exported: { readonly version: number; readonly exports: ReadonlySet<string> } | undefined;
  /** The last answer to `namesSince`: it is asked for one file after the other. */
  let recent: { readonly since: number; readonly version: number; readonly names: ReadonlySet<string> } | undefined;

  function spelled(): Spellings {
    if (!spellings) {
      spellings = {
        names: new Set(),
        interfaceNames: new Set(),
        holders: new Set(),
        exportedNames: new Set(),
      };
      for (const entry of entries.values()) {
        noteEntry(entry, spellings);
      }
      for (const alias of aliases.values()) {
        note(alias, spellings.names, spellings.exportedNames);
      }
      for (const constant of constants.values()) {
        note(constant, new Set(), spellings.exportedNames);
      }
    }
    return spellings;
  }

  function addSpelled(
    to: Map<Node, Spelled>,
    names: readonly string[],
    module: Module,
    place: Node,
    outside = namesOutside(place, module),
  ): void {
    if (!to.has(place)) {
      to.set(place, { names: new Set(names), namesOutside: outside, changedAt: ++version });
      noteIn(module, place);
      spellings = undefined;
    }
  }

  function exportsNow(): ReadonlySet<string> {
    const { exportedNames } = spelled();
    const found = [...byFile].flatMap(([file, nodes]) =>
      [...nodes]
        .flatMap((node) => [entries.get(node as FunctionNode), constants.get(node), aliases.get(node)])
        .flatMap((each) => each?.namesOutside.filter((name) => exportedNames.has(name)) ?? [])
        .map((name) => `${name}\0${file}`),
    );
    return new Set(found);
  }

  function noteIn({ file }: Module, node: Node): void {
    addTo(byFile, file, node);
  }

  return {
    of: (fn) => entries.get(fn),
    add(fn, module, use, values) {
      let entry = entries.get(fn);
      if (!entry) {
        const own = namesOf(fn);
        const holder = holderOf(fn);
        const outside = [...namesOutside(fn, module), ...interfacesOf(holder)];
        entry = {
          module,
          holder,
          name: own[0] ?? outside[0] ?? 'function',
          names: new Set(own),
          namesOutside: outside,
          uses: [],
          places: new Map(),
          changedAt: version,
        };
        entries.set(fn, entry);
        noteIn(module, fn);
        if (spellings) {
          noteEntry(entry, spellings);
        }
      }
      const before = entry.places.get(use.place);
      if (before === undefined) {
        entry.uses.push(use);
      }
      // More values at a known place: what is called there has become a wrapper of more, so this one has too.
      if (before !== values) {
        entry.places.set(use.place, values);
        entry.changedAt = ++version;
        onChange(fn);
      }
    },
    addConstant: (name, module, place) => addSpelled(constants, [name], module, place),
    addAlias: (name, module, place) => addSpelled(aliases, name === undefined ? [] : [name], module, place),
    addGiven: (name, module, place) => addSpelled(aliases, [], module, place, [name]),
    standIn: (node, { file }) => [...(byFile.get(file) ?? [])].some((each) => isInside(each, node)),
    holds: (node) => (isFunction(node) && entries.has(node)) || spelled().holders.has(node),
    get classes() {
      return [...entries.values()].flatMap(({ holder, module }) => (isClass(holder) ? [{ node: holder, module }] : []));
    },
    get names() {
      return spelled().names;
    },
    constantNamesIn({ file, tree }) {
      const own = byFile.get(file);
      const names = new Set<string>();
      for (const [place, constant] of constants) {
        if (own?.has(place) || constant.namesOutside.some((each) => tree.text.includes(each))) {
          note(constant, names, new Set());
        }
      }
      return names;
    },
    get interfaceNames() {
      return spelled().interfaceNames;
    },
    get exportedNames() {
      return spelled().exportedNames;
    },
    get exports() {
      if (exported?.version !== version) {
        exported = { version, exports: exportsNow() };
      }
      return exported.exports;
    },
    files: byFile,
    namesSince(since) {
      if (recent?.since !== since || recent.version !== version) {
        const names = new Set<string>();
        for (const each of [...entries.values(), ...constants.values(), ...aliases.values()]) {
          if (each.changedAt > since) {
            note(each, names, new Set());
          }
        }
        recent = { since, version, names };
      }
      return recent.names;
    },
    get version() {
      return version;
    },
    forget(file) {
      const gone = byFile.get(file);
      if (gone) {
        byFile.delete(file);
        for (const node of gone) {
          constants.delete(node);
          aliases.delete(node);
          if (isFunction(node)) {
            entries.delete(node);
            onChange(node);
          }
        }
        spellings = undefined;
        version++;
      }
    },
  };
}

function noteEntry(entry: Entry, spellings: Spellings): void {
  note(entry, spellings.names, spellings.exportedNames);
  if (entry.holder) {
    spellings.holders.add(entry.holder);
  }
  for (const name of interfacesOf(entry.holder)) {
    spellings.interfaceNames.add(name);
  }
}

function note(spelled: Spelled, names: Set<string>, exportedNames: Set<string>): void {
  for (const name of spelled.names) {
    names.add(name);
  }
  for (const name of spelled.namesOutside) {
    names.add(name);
    if (!CALLED_BY_NEXT.has(name)) {
      exportedNames.add(name);
    }
  }
}

/** Names of exports, and of files with a default export, that Next calls and the project does not. */
const CALLED_BY_NEXT: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'generateMetadata',
  'generateStaticParams',
  'generateViewport',
  'getServerSideProps',
  'getStaticPaths',
  'getStaticProps',
  'page',
  'layout',
  'template',
  'loading',
  'error',
  'not-found',
  'default',
]);

const MOST_NAMES = 8;

/** The names of a function, of the object or class that holds it, and of the functions that return it; its own first. */
export function namesOf(fn: FunctionNode): string[] {
  const names: string[] = [];
  for (let at: FunctionNode | undefined = fn; at && names.length < MOST_NAMES; at = returnedBy(at)) {
    const owner = holderOf(at);
    names.push(
      ...[nameOfFunction(at), isClass(owner) ? owner.id?.name : undefined].filter((name) => name !== undefined),
    );
  }
  return names;
}

/** The class or object literal that a function is a member of. */
function holderOf(fn: FunctionNode): Node | undefined {
  return fn.parent?.type === 'ClassMember' || fn.parent?.type === 'Property' ? fn.parent.parent : undefined;
}

/** The interfaces that a class says to implement. */
function interfacesOf(holder: Node | undefined): string[] {
  return isClass(holder)
    ? holder.implements.flatMap((type) => (type.type === 'TSTypeReference' ? [type.name] : []))
    : [];
}

/** The function whose result a function is, or is part of. */
function returnedBy(fn: FunctionNode): FunctionNode | undefined {
  for (let at: Node | undefined = fn.parent; at; at = at.parent) {
    if (at.type === 'ReturnStatement') {
      return functionAround(at);
    }
    if (isFunction(at)) {
      return at.body === fn || (at.body !== undefined && at.body.type !== 'BlockStatement') ? at : undefined;
    }
    if (at.type === 'BlockStatement' || at.type === 'VariableDeclarator') {
      return at.type === 'VariableDeclarator' ? functionAround(at) : undefined;
    }
  }
  return undefined;
}

/** The exported names of the statement that holds a node; for a default export the name of its file. */
function namesOutside(node: Node, module: Module): string[] {
  if (node.type === 'ExportSpecifier') {
    return node.exported === 'default' ? importNames(module.file) : [node.exported];
  }
  const top = statementAround(node);
  const own = exportedBy(top, module);
  return own.length > 0 || top.type !== 'ClassDeclaration' ? own : handedOutBy(top, module);
}

/** What a file exports that speaks of a class which it keeps for itself: `export const createAction = () => new Action()`. */
function handedOutBy(top: ClassNode, module: Module): string[] {
  const name = top.id?.name;
  const mentions = name === undefined ? [] : module.tree.identifiers(new Set([name]));
  const statements = new Set(mentions.map(statementAround));
  return [...statements].flatMap((each) => (each === top ? [] : exportedBy(each, module)));
}

function statementAround(node: Node): Node {
  let top: Node = node;
  while (top.parent && top.parent.type !== 'Program') {
    top = top.parent;
  }
  return top;
}

function exportedBy(top: Node, module: Module): string[] {
  const declared = new Set(declaredBy(top as Statement));
  const found: string[] = [];
  for (const [name, exported] of exportsOf(module.tree).names) {
    const inside = exported.kind === 'node' && isInside(exported.node, top);
    if (inside || (exported.kind === 'local' && declared.has(exported.name))) {
      found.push(...(name === 'default' ? importNames(module.file) : [name]));
    }
    if (exported.kind === 'node' && exported.node.type === 'Identifier' && declared.has(exported.node.name)) {
      found.push(exported.node.name, ...importNames(module.file));
    }
  }
  return found;
}

/**
 * What an import of the file spells at its end: the file's name, or its folder's for an index; for a Vue component also
 * what Nuxt calls it.
 */
function importNames(file: FileId): string[] {
  const name = basename(file).replace(/\.[^.]+$/, '');
  const [, inComponents] = /\/components\/(.+\.vue)$/.exec(file) ?? [];
  return [name === 'index' ? basename(dirname(file)) : name, ...(inComponents ? [componentName(inComponents)] : [])];
}

function declaredBy(statement: Statement): string[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return declaredNames(statement.declaration);
    case 'ExportDefaultDeclaration':
      return isFunction(statement.declaration) && statement.declaration.id ? [statement.declaration.id.name] : [];
    default:
      return declaredNames(statement);
  }
}
