import { addTo } from '../maps.ts';
import type { FileId } from '../model.ts';
import { type Exported, exportsOf } from './evaluate/exports.ts';
import type { Module } from './evaluate/values.ts';

/**
 * What files hand on, as it was seen by who looked through them for a name: a barrel, or one of the hundred modules that
 * it exports all of. As long as a file hands on the same, whatever else changes in it is nothing to them.
 */
export interface Outlines {
  /** A file as a module, where it may export a name; `undefined` where it cannot be read, or its text lacks the name. */
  pass(file: FileId, name: string): Module | undefined;
  /** Tells that a file changed; answers for which names it hands on something else than was seen. `undefined` for any. */
  changed(file: FileId): ReadonlySet<string> | undefined;
  clear(): void;
}

export interface OutlinesParts {
  textOf(file: FileId): string | undefined;
  moduleOf(file: FileId): Module | undefined;
}

/** What a module may export without naming it. */
const HANDS_ON = /\bexport\s*\*|\bmodule\.exports\b/;

export function createOutlines({ textOf, moduleOf }: OutlinesParts): Outlines {
  /** By the files that were read as modules. */
  const outlines = new Map<FileId, Outline>();
  /** The names that the texts of the others lack: to look for them is far cheaper than to read the file. */
  const lacking = new Map<FileId, Set<string>>();

  function mayExport(file: FileId, name: string): boolean {
    const text = name === 'default' ? undefined : textOf(file);
    return text === undefined || text.includes(name) || HANDS_ON.test(text);
  }

  return {
    pass(file, name) {
      if (!mayExport(file, name)) {
        addTo(lacking, file, name);
        return undefined;
      }
      const module = moduleOf(file);
      if (!outlines.has(file)) {
        outlines.set(file, outlineOf(module));
      }
      return module;
    },
    changed(file) {
      const before = outlines.get(file);
      const lacked = lacking.get(file) ?? new Set();
      const names = new Set([...lacked].filter((name) => mayExport(file, name)));
      for (const name of names) {
        lacked.delete(name);
      }
      if (!before) {
        return names;
      }
      const after = outlineOf(moduleOf(file));
      outlines.set(file, after);
      const both = [...before.names.keys(), ...after.names.keys()];
      return before.stars === after.stars
        ? new Set([...names, ...both.filter((name) => before.names.get(name) !== after.names.get(name))])
        : undefined;
    },
    clear() {
      outlines.clear();
      lacking.clear();
    },
  };
}

/** The names that a module exports and where it has them from, as text: not what they stand for in it. */
interface Outline {
  readonly names: ReadonlyMap<string, string>;
  readonly stars: string;
}

function outlineOf(module: Module | undefined): Outline {
  const { names, stars } = module ? exportsOf(module.tree) : { names: new Map<string, Exported>(), stars: [] };
  const origin = (each: Exported) => (each.kind === 'node' ? '' : JSON.stringify(each));
  return { names: new Map([...names].map(([name, each]) => [name, origin(each)])), stars: stars.join('\0') };
}
