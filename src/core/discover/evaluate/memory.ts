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
  /** Who may have it too: everybody, as nobody could get more; nobody; or who asks in the same question, as deep. */
  readonly holds: 'always' | 'never' | Spot;
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
   * gets `inCircle`, and nothing is remembered that rests on it but what begins and ends outside of the circle.
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

/** A value that is being worked out: how often, each time for the one before, and how many answers are around it. */
interface Entered {
  rounds: number;
  readonly depth: number;
}

/** How often a value may be worked out for itself: what a variable held before may not be asked for until the second time. */
const MOST_ROUNDS = 2;

const NONE: readonly Source[] = [];

/** `graph` is told of every name that is read in a file, or for which one was passed. */
export function createValueMemory(
  budget: Pick<Budget, 'cuts' | 'isWhole' | 'spot' | 'cutsAgain'>,
  graph: Pick<ModuleGraph, 'onTouch'>,
): ValueMemory {
  /** What is being worked out, one for the other, and how many answers are around it. */
  const pending: { readonly node: Node; readonly frame: Frame | undefined; readonly depth: number }[] = [];
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
  /** How many answers are around the outermost thing that the one being worked out led back to. */
  let circle = Number.POSITIVE_INFINITY;

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

  const changedAt = (source: Source): number =>
    ('how' in source ? filesChangedAt[source.how].get(source.file) : othersChangedAt.get(source)) ?? 0;

  function answer<T>(workOut: () => T): Answer<T> {
    const outer = sources;
    const cutsBefore = budget.cuts;
    const { isWhole } = budget;
    const outerCircle = circle;
    sources = undefined;
    circle = Number.POSITIVE_INFINITY;
    depth++;
    let isClosed: boolean;
    let own: Set<Source> | undefined;
    let value: T;
    try {
      value = workOut();
    } finally {
      own = sources;
      sources = outer;
      isClosed = circle >= depth;
      depth--;
      circle = Math.min(outerCircle, circle);
      for (const each of own ?? NONE) {
        sources ??= new Set();
        sources.add(each);
      }
    }
    const isFinal = isWhole || budget.cuts === cutsBefore;
    const holds = isClosed ? (isFinal ? 'always' : budget.spot) : 'never';
    return { value, sources: own ? [...own] : NONE, holds, at: changes };
  }

  function again<T>(known: Answer<T>): Answer<T> | undefined {
    const { holds } = known;
    if (!isCurrent(known) || (typeof holds === 'object' && !budget.cutsAgain(holds))) {
      return undefined;
    }
    known.sources.forEach(note);
    return known;
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
    values.set(what, { rounds: 1, depth: depth + 1 });
    let fresh: Answer<Value> | undefined;
    try {
      fresh = answer(workOut);
      return fresh.value;
    } finally {
      if (!fresh || fresh.holds === 'never') {
        values.delete(what);
      } else {
        values.set(what, fresh);
      }
    }
  }

  /** Something that leads back to itself. */
  function onceMore(entered: Entered, workOut: () => Value): Value {
    if (entered.rounds >= MOST_ROUNDS) {
      circle = Math.min(circle, entered.depth);
      return TOO_COMPLEX;
    }
    entered.rounds++;
    try {
      return answer(workOut).value;
    } finally {
      entered.rounds--;
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
        circle = Math.min(circle, entered.depth);
        return inCircle();
      }
      pending.push({ node, frame, depth });
      try {
        return workOut();
      } finally {
        pending.pop();
      }
    },
    before,
    forgetUnfinished() {
      sources = undefined;
      circle = Number.POSITIVE_INFINITY;
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
