import { getOrMake } from '../../maps.ts';
import type { FileId } from '../../model.ts';
import type { Touched } from '../dependents.ts';
import type { Node } from '../nodes.ts';
import type { Budget, Spot } from './budget.ts';
import type { ModuleGraph } from './context.ts';
import { PerEnv } from './per-env.ts';
import { type Env, type Frame, TOO_COMPLEX, type Value } from './values.ts';

/** What an answer can rest on: what a file holds or hands on, or what is known of something else that changes now and then. */
type Source = Touch | Node;

/** A name that is read in a file, or for which one was only passed on the way to another. */
interface Touch {
  readonly how: keyof Touched;
  readonly file: FileId;
  readonly name: string;
}

/** An answer, and what it rests on. */
export interface Answer<T> {
  readonly value: T;
  readonly sources: readonly Source[];
  /**
   * Who may have it too: everybody, as nobody could get more; nobody; who asks in the same question, as deep; or who asks
   * while what it led back to is still being worked out.
   */
  readonly holds: 'always' | 'never' | Spot | readonly Round[];
  /** How many changes there had been when it was last seen to be right. */
  at: number;
}

/** Answers by what was asked. */
export type Answers<T> = Map<object, Answer<T>>;

/** What is remembered of values, as they do not depend on who asks for them. */
export interface ValueMemory {
  /**
   * The value of something (an expression, a declared name) there: worked out the first time, unless something was left
   * out then that another question could have had.
   */
  once(what: object, env: Env, workOut: () => Value): Value;
  /** The same for what others keep: the answer to `what`. */
  recall<T>(answers: Answers<T>, what: object, workOut: () => T): T;
  /** Works something out and notes what it rests on. */
  answer<T>(workOut: () => T): Answer<T>;
  /** What was answered before, where nothing that it rests on has changed: whoever is told it rests on the same. */
  again<T>(answer: Answer<T>): { readonly value: T } | undefined;
  /** Notes that what is being worked out rests on what is known of a node. */
  note(node: Node): void;
  /** Notes that it rests on what a file has under a name, or hands on. */
  noteTouch(how: keyof Touched, file: FileId, name: string): void;
  /**
   * Works out what may ask for itself again: a variable, the parameters of a function, a member that is set. Who does so
   * gets `inCircle`; what rests on that is remembered until this has been worked out.
   */
  around<T>(node: Node, frame: Frame | undefined, workOut: () => T, inCircle: () => T): T;
  /** What variables hold while the assignments behind their declaration are worked through. */
  readonly before: Map<Node, HeldValue>;
  /** Forgets what a question left unfinished. */
  forgetUnfinished(): void;
  /** To be called when something else is known of a node: forgets what rests on it. */
  forget(node: Node): void;
  /** The same when a file holds or hands on something else. */
  forgetFile(how: keyof Touched, file: FileId): void;
  /** Forgets everything: what is known of the workspace as a whole has changed. */
  forgetAll(): void;
}

/** What a variable holds before an assignment, and whether that assignment reads it: `tag = tag.replace(…)`. */
export interface HeldValue {
  readonly value: Value;
  read: boolean;
}

/** Something that is being worked out: whoever leads back to it meanwhile gets the same. */
interface Round {
  /** How many answers are around it. */
  readonly depth: number;
  hasEnded: boolean;
}

/** A value that is being worked out, each time for the round before. */
interface Entered {
  readonly rounds: Round[];
}

/** How often a value may be worked out for itself: what a variable held before may not be asked for until the second time. */
const MOST_ROUNDS = 2;

const NONE: readonly Source[] = [];

const begin = (depth: number): Round => ({ depth, hasEnded: false });

const isRounds = (holds: Spot | readonly Round[]): holds is readonly Round[] => Array.isArray(holds);

/** `graph` is told of every name that is read in a file, or for which one was passed. */
export function createValueMemory(
  budget: Pick<Budget, 'cuts' | 'isWhole' | 'spot' | 'cutsAgain'>,
  graph: Pick<ModuleGraph, 'onTouch'>,
): ValueMemory {
  /** What is being worked out, one for the other. */
  const pending: { readonly node: Node; readonly frame: Frame | undefined; readonly round: Round }[] = [];
  const before = new Map<Node, HeldValue>();
  const kept = new PerEnv<Answer<Value> | Entered>();
  const filesChangedAt = { read: new Map<FileId, number>(), passed: new Map<FileId, number>() };
  const othersChangedAt = new WeakMap<Node, number>();
  /** One of each. */
  const touches = new Map<string, Touch>();
  let changes = 0;
  let since = 0;
  /** What the answer rests on that is being worked out. */
  let sources: Set<Source> | undefined;
  /** How many answers are being worked out, one for the other. */
  let depth = 0;
  /** What the answer that is being worked out led back to. */
  let circle: Set<Round> | undefined;

  function note(source: Source): void {
    sources ??= new Set();
    sources.add(source);
    if ('how' in source) {
      graph.onTouch(source.how, source.file, source.name);
    }
  }

  function isCurrent(answer: Answer<unknown>): boolean {
    if (answer.at === changes) {
      return true;
    }
    if (answer.at < since || answer.sources.some((each) => changedAt(each) > answer.at)) {
      return false;
    }
    answer.at = changes;
    return true;
  }

  function leadBackTo(...rounds: readonly Round[]): void {
    for (const each of rounds) {
      circle ??= new Set();
      circle.add(each);
    }
  }

  /** What the answer led back to that lies around it. */
  const stillOpen = (): readonly Round[] => [...(circle ?? [])].filter((each) => each.depth < depth);

  const changedAt = (source: Source): number =>
    ('how' in source ? filesChangedAt[source.how].get(source.file) : othersChangedAt.get(source)) ?? 0;

  function answer<T>(workOut: () => T): Answer<T> {
    const outer = sources;
    const cutsBefore = budget.cuts;
    const { isWhole } = budget;
    const outerCircle = circle;
    sources = undefined;
    circle = undefined;
    depth++;
    let open: readonly Round[];
    let own: Set<Source> | undefined;
    let value: T;
    try {
      value = workOut();
    } finally {
      own = sources;
      sources = outer;
      open = stillOpen();
      depth--;
      circle = outerCircle;
      leadBackTo(...open);
      for (const each of own ?? NONE) {
        sources ??= new Set();
        sources.add(each);
      }
    }
    const isFinal = isWhole || budget.cuts === cutsBefore;
    const isClosed = open.length === 0;
    const holds = isFinal ? (isClosed ? 'always' : open) : isClosed ? budget.spot : 'never';
    return { value, sources: own ? [...own] : NONE, holds, at: changes };
  }

  function again<T>(known: Answer<T>): Answer<T> | undefined {
    if (!isCurrent(known) || !stillHolds(known)) {
      return undefined;
    }
    known.sources.forEach(note);
    return known;
  }

  function stillHolds({ holds }: Answer<unknown>): boolean {
    if (holds === 'always' || holds === 'never') {
      return holds === 'always';
    }
    if (!isRounds(holds)) {
      return budget.cutsAgain(holds);
    }
    if (holds.some(({ hasEnded }) => hasEnded)) {
      return false;
    }
    leadBackTo(...holds);
    return true;
  }

  function recall<T>(answers: Answers<T>, what: object, workOut: () => T): T {
    const before = answers.get(what);
    const known = before && again(before);
    if (known) {
      return known.value;
    }
    const fresh = answer(workOut);
    if (fresh.holds !== 'never') {
      answers.set(what, fresh);
    }
    return fresh.value;
  }

  function once(what: object, env: Env, workOut: () => Value): Value {
    const values = kept.in(env);
    const before = values.get(what);
    if (before && 'rounds' in before) {
      return onceMore(before, workOut);
    }
    const known = before && again(before);
    if (known) {
      return known.value;
    }
    const round = begin(depth + 1);
    values.set(what, { rounds: [round] });
    let fresh: Answer<Value> | undefined;
    try {
      fresh = answer(workOut);
      return fresh.value;
    } finally {
      round.hasEnded = true;
      if (!fresh || fresh.holds === 'never') {
        values.delete(what);
      } else {
        values.set(what, fresh);
      }
    }
  }

  /** Something that leads back to itself. */
  function onceMore({ rounds }: Entered, workOut: () => Value): Value {
    const last = rounds.at(-1) as Round;
    if (rounds.length >= MOST_ROUNDS) {
      leadBackTo(last);
      return TOO_COMPLEX;
    }
    const round = begin(last.depth);
    rounds.push(round);
    try {
      return answer(workOut).value;
    } finally {
      round.hasEnded = true;
      rounds.pop();
    }
  }

  return {
    once,
    recall,
    answer,
    again,
    note,
    noteTouch: (how, file, name) => note(getOrMake(touches, `${how} ${name} ${file}`, () => ({ how, file, name }))),
    around(node, frame, workOut, inCircle) {
      const entered = pending.find((each) => each.node === node && each.frame === frame);
      if (entered) {
        // What a variable held before is another for its next assignment.
        leadBackTo(before.has(node) ? { ...entered.round, hasEnded: true } : entered.round);
        return inCircle();
      }
      const round = begin(depth);
      pending.push({ node, frame, round });
      try {
        return workOut();
      } finally {
        round.hasEnded = true;
        pending.pop();
      }
    },
    before,
    forgetUnfinished() {
      sources = undefined;
      circle = undefined;
      depth = 0;
      pending.length = 0;
      before.clear();
    },
    forget(node) {
      othersChangedAt.set(node, ++changes);
    },
    forgetFile(how, file) {
      filesChangedAt[how].set(file, ++changes);
    },
    forgetAll() {
      since = ++changes;
    },
  };
}
