import type { FileId } from '../../model.ts';
import type { Node } from '../nodes.ts';
import type { Budget } from './budget.ts';
import type { Frame, Value } from './values.ts';

/** What an answer can rest on: the text of a file, or what is known of something else that changes now and then. */
export type Source = FileId | Node;

/** An answer, and what it rests on. */
export interface Answer<T> {
  readonly value: T;
  readonly sources: readonly Source[];
  /** Whether another question could not get more than this. */
  readonly isFinal: boolean;
  /** How many changes there had been when it was last seen to be right. */
  at: number;
}

/** Answers by what was asked. */
export type Answers<T> = WeakMap<object, Answer<T>>;

/** What is remembered of values, as they do not depend on who asks for them. */
export interface ValueMemory {
  /**
   * The value of something (an expression, a declared name) in these frames: worked out the first time, unless something
   * was left out then that another question could have had.
   */
  once(what: object, frame: Frame | undefined, workOut: () => Value): Value;
  /** The same for what others keep: the answer to `what`. */
  recall<T>(answers: Answers<T>, what: object, workOut: () => T): T;
  /** Works something out and notes what it rests on. */
  answer<T>(workOut: () => T): Answer<T>;
  /** What was answered before, where nothing that it rests on has changed: whoever is told it rests on the same. */
  again<T>(answer: Answer<T>): { readonly value: T } | undefined;
  /** Notes that what is being worked out rests on something. */
  note(source: Source): void;
  /** Variables that are being worked out, and functions whose parameters are: who asks for one goes in a circle. */
  readonly pending: Set<Node>;
  /** What variables hold while the assignments behind their declaration are worked through. */
  readonly before: Map<Node, HeldValue>;
  /** Forgets what a question left unfinished. */
  forgetUnfinished(): void;
  /** Forgets what rests on a source. */
  forget(source: Source): void;
  forgetAll(): void;
}

/** What a variable holds before an assignment, and whether that assignment reads it: `tag = tag.replace(…)`. */
export interface HeldValue {
  readonly value: Value;
  read: boolean;
}

const NONE: readonly Source[] = [];

/** `onRead` is told of every file that a value is read from. */
export function createValueMemory(
  budget: Pick<Budget, 'cuts' | 'isWhole'>,
  onRead: (file: FileId) => void,
): ValueMemory {
  const pending = new Set<Node>();
  const before = new Map<Node, HeldValue>();
  const outsideOfCalls: Answers<Value> = new WeakMap();
  const inCalls = new WeakMap<Frame, Answers<Value>>();
  const filesChangedAt = new Map<FileId, number>();
  const nodesChangedAt = new WeakMap<Node, number>();
  let changes = 0;
  let since = 0;
  /** What the answer rests on that is being worked out. */
  let sources: Set<Source> | undefined;

  function note(source: Source): void {
    sources ??= new Set();
    sources.add(source);
    if (typeof source === 'string') {
      onRead(source);
    }
  }

  function valuesIn(frame: Frame | undefined): Answers<Value> {
    let values = frame ? inCalls.get(frame) : outsideOfCalls;
    if (!values) {
      values = new WeakMap();
      inCalls.set(frame as Frame, values);
    }
    return values;
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
    (typeof source === 'string' ? filesChangedAt.get(source) : nodesChangedAt.get(source)) ?? 0;

  function answer<T>(workOut: () => T): Answer<T> {
    const outer = sources;
    const cutsBefore = budget.cuts;
    const isWhole = budget.isWhole && pending.size + before.size === 0;
    sources = undefined;
    let own: Set<Source> | undefined;
    let value: T;
    try {
      value = workOut();
    } finally {
      own = sources;
      sources = outer;
      for (const each of own ?? NONE) {
        sources ??= new Set();
        sources.add(each);
      }
    }
    const isFinal = isWhole || budget.cuts === cutsBefore;
    return { value, sources: own ? [...own] : NONE, isFinal, at: changes };
  }

  function again<T>(known: Answer<T>): Answer<T> | undefined {
    if (!isCurrent(known)) {
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
    if (fresh.isFinal) {
      answers.set(what, fresh);
    }
    return fresh.value;
  }

  return {
    once: (what, frame, workOut) => recall(valuesIn(frame), what, workOut),
    recall,
    answer,
    again,
    note,
    pending,
    before,
    forgetUnfinished() {
      sources = undefined;
      if (pending.size + before.size > 0) {
        pending.clear();
        before.clear();
      }
    },
    forget(source) {
      changes++;
      if (typeof source === 'string') {
        filesChangedAt.set(source, changes);
      } else {
        nodesChangedAt.set(source, changes);
      }
    },
    forgetAll() {
      since = ++changes;
    },
  };
}
