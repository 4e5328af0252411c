import type { FileFindings, FileId } from '../model.ts';
import { dirname, isInside } from '../paths.ts';
import { isAffected } from './affected.ts';
import { createFindings } from './findings.ts';
import type { SourceHost } from './port.ts';
import type { OnFailure } from './sources.ts';
import { finish, type Steps } from './steps.ts';
import { createTools } from './tools.ts';

/**
 * Finds tags and images in a set of files that belong together. Callers give it the candidate files (those that the
 * prefilter let through) and then ask; what the candidates import is read through the `SourceHost` by itself.
 *
 * A full scan is: `update` every candidate and read `findings` of each; then, while `wrapperNames` holds names that were
 * not searched yet, search the workspace for files that mention one, and do the same with all of them.
 */
export interface Discovery {
  /** Sets a file's text; `undefined` when the file is gone. Returns the files whose findings may now differ. */
  update(file: FileId, text: string | undefined): ReadonlySet<FileId>;
  /**
   * Tells that a file changed that is no candidate itself (a constants module, a tsconfig, a package.json).
   * Returns the files whose findings may now differ.
   */
  changed(file: FileId): ReadonlySet<FileId>;
  /**
   * Tells that files are there that were not, or are gone, whoever else is told of them: what was imported in vain may be
   * found now. Returns the files whose findings may now differ.
   */
  moved(files: ReadonlySet<FileId>): ReadonlySet<FileId>;
  /**
   * Names by which files that mention no trigger can reach a sink: the project's own wrappers, as other files have to
   * spell them (exported names, members, components).
   */
  wrapperNames(): ReadonlySet<string>;
  /** The same, each with the file of its wrapper behind a NUL. */
  wrapperExports(): ReadonlySet<string>;
  /** Lets what is known stand, whatever the wrappers that came last would make of it. */
  settle(): void;
  /** Evaluates one file, or answers from what is known. */
  findings(file: FileId): FileFindings;
  /** The same in steps. */
  findingSteps(file: FileId): Steps<FileFindings>;
  /** The files that were set, and are not gone. */
  readonly candidates: ReadonlySet<FileId>;
  /** Files whose findings may have changed since they were last asked for, because of what a file that was looked at holds. */
  readonly outdated: ReadonlySet<FileId>;
  /** Files that took something from one in which a wrapper is new since they were last asked for, or has new uses. */
  readonly behind: ReadonlySet<FileId>;
}

export function createDiscovery(host: SourceHost, onFailure: OnFailure): Discovery {
  const tools = createTools(host, onFailure);
  const { resolver, autoImports, mdxComponents, wrappers, sources, reach, outlines } = tools;
  const findings = createFindings(tools, host, onFailure);
  const { analysed, dependents, handedIn, passingTo, dismiss } = findings;
  const candidates = new Set<FileId>();

  /**
   * Forgets what was made of a file and of those whose findings rest on it, and names them. `affected`: the names that it
   * declares which may stand for something else; by default all.
   */
  function invalidate(file: FileId, resting: Iterable<FileId>, affected?: ReadonlySet<string>): Set<FileId> {
    const dirty = new Set<FileId>([...(analysed.has(file) ? [file] : []), ...resting]);
    const meant = new Set([file, ...dirty]);
    const others = new Set<FileId>();
    for (const each of meant) {
      for (const other of wrappers.seenFrom(each)) {
        meant.add(other);
        others.add(other);
      }
    }
    const isOther = (names: readonly string[]) => !affected || names.length === 0 || isAffected(names, affected);
    forgetWrappersIn(meant, (each, names) => each === file && isOther(names));
    for (const other of others) {
      dirty.add(other);
      findings.formerHolders.add(other); // behind those of which it shows more
    }
    dirty.forEach(dismiss);
    tools.parts.evaluator.memory.forgetFile('read', file);
    return dirty;
  }

  /**
   * Those that rest on a file whose names stand for something else, by default any of them. `hasMoved`: what it imports
   * may be something else, also where it says the same.
   */
  function restingOn(file: FileId, names?: ReadonlySet<string>, hasMoved = false): FileId[] {
    const leadsOn = reach.changed(file);
    const handedOn = outlines.changed(file);
    if (hasMoved || handedOn?.size !== 0) {
      tools.parts.evaluator.memory.forgetFile('passed', file);
    }
    if (hasMoved || !handedOn) {
      return [...dependents.reading(file), ...passingTo(file)];
    }
    if (!wrappers.files.has(file)) {
      findings.passable.add(file);
    }
    const passing = leadsOn ? passingTo(file) : dependents.passing(file, handedOn);
    return [...dependents.reading(file, names), ...passing];
  }

  /** Forgets what rests on the text that a file had. */
  function changedTo(file: FileId): Set<FileId> {
    if (resolver.isConfig(file)) {
      return forgetImports();
    }
    const before = sources.loaded(file)?.text;
    const difference = sources.renew(file);
    if (difference === 'nothing') {
      return new Set();
    }
    const affected = difference === 'code' ? undefined : difference;
    const givers = handedIn.move(file, before, sources.loaded(file)?.text);
    const renamed = autoImports.changed(file);
    const dirty = invalidate(file, [...restingOn(file, affected), ...givers], affected);
    const others = renamed === undefined ? [] : invalidateWhere((each) => isInside(each, renamed));
    return new Set([...dirty, ...others]);
  }

  /** Forgets everything that rests on where imports lead. */
  function forgetImports(): Set<FileId> {
    const all = new Set(analysed.keys());
    forgetWrappersIn(all, () => true);
    analysed.clear();
    dependents.clear();
    tools.forgetImports();
    return all;
  }

  /** Invalidates those of all files that anything was made of. */
  function invalidateWhere(isMeant: (file: FileId) => boolean): Set<FileId> {
    const meant = [...new Set([...analysed.keys(), ...dependents.all()])].filter(isMeant);
    meant.forEach(sources.unload);
    return new Set(meant.flatMap((each) => [...invalidate(each, restingOn(each, undefined, true))]));
  }

  function forgetWrappersIn(
    files: ReadonlySet<FileId>,
    isOther: (file: FileId, declared: readonly string[]) => boolean,
  ): void {
    // In the order in which they came to hold them, as a rule that of the calls: few need a second look.
    for (const each of new Set([...findings.formerHolders, ...wrappers.files.keys()])) {
      if (files.has(each)) {
        findings.formerHolders.add(each);
        wrappers.forget(each, (declared) => isOther(each, declared));
      }
    }
    for (const each of files) {
      mdxComponents.forget(each);
    }
  }

  return {
    update(file, text) {
      // A file that was read before as somebody's import, and has not changed since, makes nothing new.
      const isNews = candidates.has(file) || text === undefined || sources.isStale(file, text);
      sources.tell(file, text);
      if (text === undefined) {
        sources.unload(file);
        candidates.delete(file);
        handedIn.set(file, new Map());
      } else {
        candidates.add(file);
      }
      if (!isNews) {
        return new Set([file]);
      }
      const dirty = changedTo(file);
      if (text !== undefined) {
        dirty.add(file);
      }
      return dirty;
    },
    changed(file) {
      sources.forgetText(file);
      return changedTo(file);
    },
    moved(files) {
      if ([...files].some(resolver.isConfig)) {
        return forgetImports();
      }
      const renamed = [...files].flatMap((each) => autoImports.changed(each) ?? []);
      const folders = resolver.moved(files);
      const dirty = invalidateWhere(
        (each) => files.has(each) || folders.has(dirname(each)) || renamed.some((folder) => isInside(each, folder)),
      );
      reach.forgetIn(folders);
      return dirty;
    },
    settle() {
      for (const each of analysed.values()) {
        each.version = wrappers.version;
      }
      findings.behind.clear();
    },
    wrapperNames: () => wrappers.exportedNames,
    wrapperExports: () => wrappers.exports,
    findings: (file) => finish(findings.steps(file)),
    findingSteps: findings.steps,
    candidates,
    outdated: findings.outdated,
    behind: findings.behind,
  };
}
