import { addTo } from '../maps.ts';
import type { FileId } from '../model.ts';
import { exportsOf } from './evaluate/exports.ts';
import type { Module } from './evaluate/values.ts';

/**
 * What files hand on, as it was seen by who looked through them for a name: a barrel, or one of the hundred modules that
 * it exports all of. As long as a file hands on the same, whatever else changes in it is nothing to them.
 */
export interface Outlines {
  /** A file as a module, where it may export a name; `undefined` where it cannot be read, or its text lacks the name. */
  pass(file: FileId, name: string): Module | undefined;
  /** Tells that a file changed; answers whether it hands on something else than was seen. */
  changed(file: FileId): boolean;
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
  const outlines = new Map<FileId, string>();
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
      const isOther =
        (before !== undefined && before !== outlineOf(moduleOf(file))) ||
        [...(lacking.get(file) ?? [])].some((name) => mayExport(file, name));
      if (isOther) {
        outlines.delete(file);
        lacking.delete(file);
      }
      return isOther;
    },
    clear() {
      outlines.clear();
      lacking.clear();
    },
  };
}

/** The names that a module exports and where it has them from: not what they stand for in it. */
function outlineOf(module: Module | undefined): string {
  if (!module) {
    return '';
  }
  const { names, stars } = exportsOf(module.tree);
  return JSON.stringify([[...names].map(([name, each]) => (each.kind === 'node' ? name : [name, each])), stars]);
}
