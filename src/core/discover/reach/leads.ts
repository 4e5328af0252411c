import type { FileId } from '../../model.ts';
import { basename } from '../../paths.ts';
import { exportsOf, localOf, originsOf } from '../evaluate/exports.ts';
import type { Module } from '../evaluate/values.ts';
import type { Resolver } from '../modules/resolver.ts';
import type { Wrappers } from '../wrappers.ts';
import type { Reach } from './reach.ts';

export interface LeadsParts {
  readonly wrappers: Pick<Wrappers, 'files'>;
  readonly reach: Pick<Reach, 'mayLead'>;
  readonly resolver: Pick<Resolver, 'resolve'>;
  /** A file as a module where it may export a name: what it hands on under it may change the answer. */
  pass(file: FileId, name: string): Module | undefined;
  /** Told of the names in files that an answer rests on. */
  onRead(file: FileId, name: string): void;
}

/** Whether what a module imports under a name is written in a file that holds a wrapper. */
export type Leads = (source: string, imported: string, from: Module) => boolean;

/** Barrels that are looked through for one import. */
const MOST_BARRELS = 50;

/** Looks at what barrels export, once their texts have told that it may lead somewhere. */
export function createLeads({ wrappers, reach, resolver, pass, onRead }: LeadsParts): Leads {
  function comesFromHolder(source: string, name: string, from: FileId, seen: Set<FileId>): boolean {
    const target = resolver.resolve(source, from);
    if (target.kind !== 'file') {
      return false;
    }
    const { file } = target;
    if (wrappers.files.has(file)) {
      return true;
    }
    if (seen.has(file) || seen.size >= MOST_BARRELS || !isBarrel(file)) {
      return false;
    }
    seen.add(file);
    const tree = pass(file, name)?.tree;
    const exported = tree && exportsOf(tree).names.get(name);
    onRead(file, (exported && localOf(exported)) ?? name);
    return (
      tree !== undefined && originsOf(tree, name).some((each) => comesFromHolder(each.source, each.name, file, seen))
    );
  }

  return (source, imported, { file }) =>
    wrappers.files.size > 0 && reach.mayLead(source, file) && comesFromHolder(source, imported, file, new Set());
}

/** Only an index file gives new names to what other files export: looking into every import would parse them all. */
const isBarrel = (file: FileId): boolean => basename(file).startsWith('index.');
