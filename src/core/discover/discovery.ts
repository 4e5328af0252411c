import type { FileFindings, FileId, Occurrence } from '../model.ts';
import { dirname, isInside } from '../paths.ts';
import { type AnalysisParts, analyse } from './analyse/analyse.ts';
import type { Analysis } from './analyse/kept.ts';
import { createApplications } from './apply/applications.ts';
import type { Found } from './apply/found.ts';
import { createHandedOver } from './apply/handed-over.ts';
import { createCollector } from './collect/collector.ts';
import { createDependents, nothingTouched } from './dependents.ts';
import type { ModuleGraph } from './evaluate/context.ts';
import { createEvaluator } from './evaluate/evaluator.ts';
import type { Module } from './evaluate/values.ts';
import { isDeclarationFile, isTestFile, LARGEST_FILE } from './files.ts';
import { createHandedIn } from './handed-in.ts';
import { isCodeFile } from './languages/index.ts';
import { readDirect } from './languages/read.ts';
import { createMdxComponents } from './mdx-components.ts';
import { createAutoImports } from './modules/auto-imports.ts';
import { createResolver } from './modules/resolver.ts';
import type { ClassNode } from './nodes.ts';
import { inOrder } from './occurrences.ts';
import { createOutlines } from './outlines.ts';
import type { SourceHost } from './port.ts';
import { mentionsTrigger } from './prefilter.ts';
import { createLeads } from './reach/leads.ts';
import { createReach } from './reach/reach.ts';
import { createShown } from './shown.ts';
import { createSources, type OnFailure, type Source } from './sources.ts';
import { finish, type Steps } from './steps.ts';
import { createWrappers } from './wrappers.ts';

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
}

interface Analysed {
  /** What the file itself makes known. */
  readonly own: FileFindings;
  /** The wrappers that were known then, or of which none mattered to the file since. */
  version: number;
}

/** A file's findings together with what other files hand in. */
interface Complete {
  readonly own: FileFindings;
  readonly given: readonly Occurrence[];
  readonly findings: FileFindings;
}

const MOST_LAYERS = 6;

export function createDiscovery(host: SourceHost, onFailure: OnFailure = () => undefined): Discovery {
  const resolver = createResolver(host);
  const autoImports = createAutoImports(host, resolver);
  const mdxComponents = createMdxComponents((file) => resolver.packageOf(file)?.folder);
  const wrappers = createWrappers((fn) => parts.evaluator.memory.forget(fn));
  const sources = createSources(host, { isKept: (file) => wrappers.files.has(file), onFailure });
  const reach = createReach({
    wrappers,
    textOf: sources.textForNames,
    onPassed: (file) => touched.passed.add(file),
    resolve: (specifier, from) => resolver.resolve(specifier, from),
    isAutoImported: (name, from) => autoImports.find(name, from) !== undefined,
  });
  const outlines = createOutlines({ textOf: sources.textForNames, moduleOf: (file) => sources.load(file)?.module });
  const moduleOf = (file: FileId) => load(file)?.module;
  const leadsToWrapper = createLeads({ wrappers, reach, resolver, moduleOf });
  const occurrencesAt = createShown({ host, resolver, moduleOf, onRead: (file) => touched.read.add(file) });
  const candidates = new Set<FileId>();
  const outdated = new Set<FileId>();
  const handedIn = createHandedIn(outdated);
  const analysed = new Map<FileId, Analysed>();
  const dependents = createDependents();
  const complete = new Map<FileId, Complete>();
  /** Files that held wrappers and are to be looked at again, before any file that may call one. */
  const formerHolders = new Set<FileId>();
  /** Files that changed and led to no wrapper: nobody who passed them is looked at again, as long as they hold none. */
  const passable = new Set<FileId>();
  let touched = nothingTouched();
  let parts = createParts();

  function createParts(): AnalysisParts {
    const graph: ModuleGraph = {
      load: moduleOf,
      pass: outlines.pass,
      onRead: (file) => touched.read.add(file),
      onPassed: (file) => touched.passed.add(file),
      resolve: (specifier, from) => resolver.resolve(specifier, from),
      autoImport: (name, from) => autoImports.find(name, from),
      given: (name, from) => mdxComponents.find(name, from),
      implementers,
    };
    const evaluator = createEvaluator(graph);
    const collector = createCollector(evaluator);
    const applications = createApplications(evaluator, collector, wrappers);
    const handedOver = createHandedOver(evaluator);
    return { evaluator, collector, applications, wrappers, handedOver, mdxComponents, leadsToWrapper };
  }

  function implementers(name: string): { node: ClassNode; module: Module }[] {
    return [...new Map([...wrappers.classes].map((each) => [each.node, each])).values()].filter(({ node }) =>
      node.implements.some((each) => each.type === 'TSTypeReference' && each.name === name),
    );
  }

  function load(file: FileId): Source | undefined {
    touched.read.add(file);
    return sources.load(file);
  }

  function* guardedSteps<T>(file: FileId, otherwise: T, work: Steps<T>): Steps<T> {
    try {
      return yield* work;
    } catch (error) {
      onFailure(file, error);
      return otherwise;
    }
  }

  function* findingSteps(file: FileId): Steps<FileFindings> {
    yield* restoreHolders();
    const own = yield* ownFindings(file);
    const given = handedIn.at(file);
    if (given.length === 0) {
      return own;
    }
    const known = complete.get(file);
    if (known?.own === own && known.given === given) {
      return known.findings;
    }
    const result: FileFindings = { ...own, occurrences: inOrder([...own.occurrences, ...given]) };
    complete.set(file, { own, given, findings: result });
    return result;
  }

  /** A wrapper may call another one, of a file that comes later: looks again until nothing new turns up. */
  function* restoreHolders(): Steps<void> {
    const holders = [...formerHolders];
    formerHolders.clear();
    yield* untilSettled(function* () {
      for (const holder of holders) {
        yield* ownFindings(holder);
      }
    });
  }

  function* ownFindings(file: FileId): Steps<FileFindings> {
    const known = analysed.get(file);
    if (known && !mentionsNewWrapper(file, known)) {
      known.version = wrappers.version;
      return known.own;
    }
    touched = nothingTouched();
    const isTest = isTestFile(file, host.rootOf(file) ?? '');
    const occurrences = isTest ? [] : yield* guardedSteps(file, [], occurrencesIn(file));
    const { read, passed } = touched;
    read.delete(file);
    passed.delete(file);
    const own: FileFindings = { file, occurrences, dependencies: [...new Set([...read, ...passed])] };
    analysed.set(file, { own, version: wrappers.version });
    dependents.set(file, touched);
    if (passable.delete(file) && wrappers.files.has(file)) {
      for (const each of passingTo(file)) {
        dismiss(each);
        outdated.add(each);
      }
    }
    return own;
  }

  function* occurrencesIn(file: FileId): Steps<Occurrence[]> {
    const text = sources.text(file) ?? '';
    const direct = text.length <= LARGEST_FILE ? readDirect(file, text) : [];
    const isMeant = isCodeFile(file) && !isDeclarationFile(file) && mayHold(file, text);
    const source = isMeant ? load(file) : undefined;
    if (!source) {
      handOut(file, []);
      return direct;
    }
    sources.forgetText(file);
    yield;
    parts.evaluator.budget.begin();
    const { here, elsewhere } = yield* analyseUntilSettled(source.module);
    handOut(file, elsewhere);
    return [...occurrencesAt(file, source, here), ...direct].sort((a, b) => a.span.start - b.span.start);
  }

  /** Whether there is anything in a file's code: an API, or a wrapper of another file. */
  function mayHold(file: FileId, text: string): boolean {
    return mentionsTrigger(text) || reach.mayMean(file, text, wrappers.exportedNames);
  }

  /** Tells the files of components what `giver` hands to them. */
  function handOut(giver: FileId, found: readonly Found[]): void {
    const given = new Map<FileId, readonly Occurrence[]>();
    for (const file of new Set(found.map(({ leaf }) => leaf.module.file))) {
      const source = load(file);
      const shown = found.filter(({ leaf }) => leaf.module === source?.module);
      if (source && shown.length > 0) {
        given.set(file, occurrencesAt(file, source, shown));
      }
    }
    handedIn.set(giver, given);
  }

  /** A wrapper may be called in its own file, by another wrapper even: looks again until nothing new turns up. */
  function* analyseUntilSettled(module: Module): Steps<Analysis> {
    let found: Analysis = { here: [], elsewhere: [] };
    yield* untilSettled(function* () {
      const interfaces = wrappers.interfaceNames.size;
      const given = mdxComponents.size;
      found = yield* analyse(module, parts);
      if (wrappers.interfaceNames.size > interfaces || mdxComponents.size > given) {
        parts.evaluator.memory.forgetAll(); // what is typed or called so is another from now on
      }
    });
    return found;
  }

  /** Repeats until it brings no new wrapper. */
  function* untilSettled(work: () => Steps<void>): Steps<void> {
    let before = -1;
    for (let layer = 0; layer < MOST_LAYERS && before !== wrappers.version; layer++) {
      before = wrappers.version;
      yield* work();
    }
  }

  function mentionsNewWrapper(file: FileId, { version }: Analysed): boolean {
    if (version === wrappers.version || !isCodeFile(file)) {
      return false;
    }
    const names = wrappers.namesSince(version);
    const text = names.size === 0 ? '' : (sources.loaded(file)?.text ?? sources.text(file) ?? '');
    return [...names].some((name) => text.includes(name)) && reach.mayMean(file, text, names);
  }

  /** Forgets what was made of a file, and names those whose findings rest on it. */
  function invalidate(file: FileId, resting: Iterable<FileId>): Set<FileId> {
    const dirty = new Set<FileId>([...(analysed.has(file) ? [file] : []), ...resting]);
    forgetWrappersIn(new Set([file, ...dirty]));
    dirty.forEach(dismiss);
    parts.evaluator.memory.forget(file);
    return dirty;
  }

  function dismiss(file: FileId): void {
    analysed.delete(file);
    dependents.dismiss(file);
  }

  /** `hasMoved`: what the file imports may be something else, also where it says the same. */
  function restingOn(file: FileId, hasMoved = false): FileId[] {
    const leadsElsewhere = reach.changed(file);
    const handsOnOther = outlines.changed(file);
    if (handsOnOther || hasMoved) {
      parts.evaluator.memory.forgetPassed(file);
    }
    if (leadsElsewhere || handsOnOther || hasMoved) {
      return [...dependents.reading(file), ...passingTo(file)];
    }
    passable.add(file);
    return [...dependents.reading(file)];
  }

  /** Those that passed a file on the way to others, or one that leads to it. */
  function passingTo(file: FileId): FileId[] {
    return [...reach.leadingTo(file)].flatMap((each) => [...dependents.passing(each)]);
  }

  /** Forgets what rests on the text that a file had. */
  function changedTo(file: FileId): Set<FileId> {
    if (resolver.isConfig(file)) {
      return forgetImports();
    }
    const difference = sources.renew(file);
    if (difference === 'nothing') {
      return new Set();
    }
    // What others take from it stays the same, unless they were led to places in it.
    if (difference === 'places' && !wrappers.files.has(file)) {
      return invalidate(file, handedIn.giversOf(file));
    }
    const renamed = autoImports.changed(file);
    const dirty = invalidate(file, restingOn(file));
    const others = renamed === undefined ? [] : invalidateWhere((each) => isInside(each, renamed));
    return new Set([...dirty, ...others]);
  }

  /** Forgets everything that rests on where imports lead. */
  function forgetImports(): Set<FileId> {
    resolver.forget();
    autoImports.forget();
    reach.forget();
    outlines.clear();
    const all = new Set(analysed.keys());
    forgetWrappersIn(all);
    analysed.clear();
    dependents.clear();
    parts = createParts();
    return all;
  }

  /** Invalidates those of all files that anything was made of. */
  function invalidateWhere(isMeant: (file: FileId) => boolean): Set<FileId> {
    const meant = [...new Set([...analysed.keys(), ...dependents.all()])].filter(isMeant);
    meant.forEach(sources.unload);
    return new Set(meant.flatMap((each) => [...invalidate(each, restingOn(each, true))]));
  }

  function forgetWrappersIn(files: ReadonlySet<FileId>): void {
    // In the order in which they came to hold them, as a rule that of the calls: few need a second look.
    for (const each of [...wrappers.files.keys()].filter((file) => files.has(file))) {
      formerHolders.add(each);
      wrappers.forget(each);
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
    },
    wrapperNames: () => wrappers.exportedNames,
    wrapperExports: () => wrappers.exports,
    findings: (file) => finish(findingSteps(file)),
    findingSteps,
    candidates,
    outdated,
  };
}
