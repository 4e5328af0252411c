import type { FileFindings, FileId, Occurrence } from '../model.ts';
import { analyse } from './analyse/analyse.ts';
import type { Analysis } from './analyse/kept.ts';
import type { Flow } from './apply/flow.ts';
import { createDependents, type Dependents } from './dependents.ts';
import type { Module } from './evaluate/values.ts';
import { isDeclarationFile, isTestFile, LARGEST_FILE } from './files.ts';
import { createHandedIn, type HandedIn } from './handed-in.ts';
import { isCodeFile } from './languages/index.ts';
import { readDirect } from './languages/read.ts';
import { inOrder } from './occurrences.ts';
import type { SourceHost } from './port.ts';
import { mentionsTrigger } from './prefilter.ts';
import type { OnFailure } from './sources.ts';
import type { Steps } from './steps.ts';
import type { Tools } from './tools.ts';

interface Analysed {
  /** What the file itself makes known. */
  readonly own: FileFindings;
  /** The wrappers that were known then, or of which none mattered to the file since. */
  version: number;
}

/** Findings together with what other files hand in. */
interface Complete {
  readonly given: readonly Occurrence[];
  readonly findings: FileFindings;
}

/** What files hold: worked out when somebody asks, and again where a new wrapper matters to them. */
export interface Findings {
  /** The findings of a file, in steps; those that are known still are the same object. */
  steps(file: FileId): Steps<FileFindings>;
  readonly analysed: Map<FileId, Analysed>;
  /** Whose findings rest on what. */
  readonly dependents: Dependents;
  /** Those that passed a file on the way to others, or one that leads to it. */
  passingTo(file: FileId): FileId[];
  readonly handedIn: HandedIn;
  /** Files whose findings may have changed because of what a file that was looked at holds. */
  readonly outdated: Set<FileId>;
  /** Files that took something from one in which a wrapper is new since they were last asked for, or has new uses. */
  readonly behind: Set<FileId>;
  /** Files that held wrappers and are to be looked at again, before any file that may call one. */
  readonly formerHolders: Set<FileId>;
  /** Files that changed and led to no wrapper: nobody who passed them is looked at again, as long as they hold none. */
  readonly passable: Set<FileId>;
  /** Forgets what was made of a file. */
  dismiss(file: FileId): void;
}

const MOST_LAYERS = 6;

export function createFindings(tools: Tools, host: Pick<SourceHost, 'rootOf'>, onFailure: OnFailure): Findings {
  const { mdxComponents, wrappers, sources, reach, occurrencesAt } = tools;
  const outdated = new Set<FileId>();
  const behind = new Set<FileId>();
  const handedIn = createHandedIn(outdated);
  const analysed = new Map<FileId, Analysed>();
  const dependents = createDependents();
  const complete = new WeakMap<FileFindings, Complete>();
  const formerHolders = new Set<FileId>();
  const passable = new Set<FileId>();

  return { steps, analysed, dependents, passingTo, handedIn, outdated, behind, formerHolders, passable, dismiss };

  function* steps(file: FileId): Steps<FileFindings> {
    yield* restoreHolders();
    behind.delete(file);
    const own = yield* ownFindings(file);
    noteNews();
    const given = handedIn.at(file);
    if (given.length === 0) {
      return own;
    }
    const known = complete.get(own);
    if (known?.given === given) {
      return known.findings;
    }
    const findings: FileFindings = { ...own, occurrences: inOrder([...own.occurrences, ...given]) };
    complete.set(own, { given, findings });
    return findings;
  }

  /**
   * A wrapper may call another one, of a file that comes later, also through such as never were forgotten: looks again
   * until nothing new turns up.
   */
  function* restoreHolders(): Steps<void> {
    const holders = [...formerHolders];
    formerHolders.clear();
    yield* untilSettled(function* () {
      for (const holder of holders) {
        if (restsOnNewer(holder)) {
          dismiss(holder);
        }
        yield* ownFindings(holder);
      }
    });
    noteNews();
  }

  /** Whether anything that a file took something from holds a wrapper that came, or got more uses, after it was looked at. */
  function restsOnNewer(file: FileId): boolean {
    const known = analysed.get(file);
    return (
      known !== undefined && [...dependents.readFor(file)].some((each) => wrappers.changedIn(each) > known.version)
    );
  }

  function noteNews(): void {
    for (const each of wrappers.settled().flatMap((holder) => [...dependents.reading(holder)])) {
      behind.add(each);
    }
  }

  function* ownFindings(file: FileId): Steps<FileFindings> {
    const known = analysed.get(file);
    if (known && !mentionsNewWrapper(file, known)) {
      known.version = wrappers.version;
      return known.own;
    }
    const touched = tools.begin();
    const isTest = isTestFile(file, host.rootOf(file) ?? '');
    const occurrences = isTest ? [] : yield* guarded(file, occurrencesIn(file));
    const { read, passed } = touched;
    read.delete(file);
    passed.delete(file);
    const own: FileFindings = { file, occurrences, dependencies: [...new Set([...read.keys(), ...passed.keys()])] };
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

  function* guarded(file: FileId, work: Steps<Occurrence[]>): Steps<Occurrence[]> {
    try {
      return yield* work;
    } catch (error) {
      onFailure(file, error);
      return [];
    }
  }

  function* occurrencesIn(file: FileId): Steps<Occurrence[]> {
    const text = sources.text(file) ?? '';
    const direct = text.length <= LARGEST_FILE ? readDirect(file, text) : [];
    const isMeant = isCodeFile(file) && !isDeclarationFile(file) && mayHold(file, text);
    const source = isMeant ? tools.load(file) : undefined;
    if (!source) {
      handOut(file, []);
      return direct;
    }
    sources.forgetText(file);
    yield;
    tools.parts.evaluator.budget.begin();
    const { here, elsewhere } = yield* analyseUntilSettled(source.module);
    handOut(file, elsewhere);
    return [...occurrencesAt(file, source, here), ...direct].sort((a, b) => a.span.start - b.span.start);
  }

  /** Whether there is anything in a file's code: an API, or a wrapper of another file. */
  function mayHold(file: FileId, text: string): boolean {
    return mentionsTrigger(text) || reach.mayMean(file, text, wrappers.exportedNames);
  }

  /** Tells the files of components what `giver` hands to them. */
  function handOut(giver: FileId, found: readonly Flow[]): void {
    const given = new Map<FileId, readonly Occurrence[]>();
    for (const file of new Set(found.map(({ leaf }) => leaf.module.file))) {
      const source = sources.load(file);
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
      found = yield* analyse(module, tools.parts);
      if (wrappers.interfaceNames.size > interfaces || mdxComponents.size > given) {
        tools.parts.evaluator.memory.forgetAll(); // what is typed or called so is another from now on
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

  function passingTo(file: FileId): FileId[] {
    return [...reach.leadingTo(file)].flatMap((each) => [...dependents.passing(each)]);
  }

  function dismiss(file: FileId): void {
    analysed.delete(file);
    dependents.dismiss(file);
  }
}
