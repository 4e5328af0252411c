import type { FileId } from '../../model.ts';
import type { Node } from '../nodes.ts';
import type { Budget } from './budget.ts';
import type { Frame, Value } from './values.ts';

/** What is remembered of values, as they do not depend on who asks for them. */
export interface ValueMemory {
  /**
   * The value of something (an expression, a declared name) in these frames: worked out the first time, unless something
   * was left out then that another question could have had. Whoever is told it has read the files that it was read from.
   */
  once(what: object, frame: Frame | undefined, workOut: () => Value): Value;
  /** Notes that a file was read. */
  noteRead(file: FileId): void;
  /** Variables that are being worked out, and functions whose parameters are: who asks for one goes in a circle. */
  readonly pending: Set<Node>;
  /** What variables hold while the assignments behind their declaration are worked through. */
  readonly before: Map<Node, HeldValue>;
  /** Forgets what a question left unfinished. */
  forgetUnfinished(): void;
  /** Forgets what was read from a file. */
  forget(file: FileId): void;
  forgetAll(): void;
}

/** What a variable holds before an assignment, and whether that assignment reads it: `tag = tag.replace(…)`. */
export interface HeldValue {
  readonly value: Value;
  read: boolean;
}

interface Remembered {
  readonly value: Value;
  readonly reads: readonly FileId[];
  /** How many changes of files there had been. */
  readonly at: number;
}

const NONE: readonly FileId[] = [];

/** `onRead` is told of every file that a value is read from. */
export function createValueMemory(
  budget: Pick<Budget, 'cuts' | 'isWhole'>,
  onRead: (file: FileId) => void,
): ValueMemory {
  const pending = new Set<Node>();
  const before = new Map<Node, HeldValue>();
  const outsideOfCalls = new WeakMap<object, Remembered>();
  const inCalls = new WeakMap<Frame, WeakMap<object, Remembered>>();
  const changedAt = new Map<FileId, number>();
  let changes = 0;
  let since = 0;
  /** Files that were read for what is being worked out. */
  let reads: Set<FileId> | undefined;

  function noteRead(file: FileId): void {
    reads ??= new Set();
    reads.add(file);
    onRead(file);
  }

  function valuesIn(frame: Frame | undefined): WeakMap<object, Remembered> {
    let values = frame ? inCalls.get(frame) : outsideOfCalls;
    if (!values) {
      values = new WeakMap();
      inCalls.set(frame as Frame, values);
    }
    return values;
  }

  function isCurrent({ reads, at }: Remembered): boolean {
    return at >= since && (at === changes || reads.every((file) => (changedAt.get(file) ?? 0) <= at));
  }

  return {
    once(what, frame, workOut) {
      const values = valuesIn(frame);
      const known = values.get(what);
      if (known && isCurrent(known)) {
        known.reads.forEach(noteRead);
        return known.value;
      }
      const outer = reads;
      const cutsBefore = budget.cuts;
      const isFinal = budget.isWhole && pending.size + before.size === 0;
      reads = undefined;
      let own: Set<FileId> | undefined;
      let value: Value;
      try {
        value = workOut();
      } finally {
        own = reads;
        reads = outer;
        for (const file of own ?? NONE) {
          reads ??= new Set();
          reads.add(file);
        }
      }
      if (isFinal || budget.cuts === cutsBefore) {
        values.set(what, { value, reads: own ? [...own] : NONE, at: changes });
      }
      return value;
    },
    noteRead,
    pending,
    before,
    forgetUnfinished() {
      reads = undefined;
      if (pending.size + before.size > 0) {
        pending.clear();
        before.clear();
      }
    },
    forget(file) {
      changedAt.set(file, ++changes);
    },
    forgetAll() {
      since = ++changes;
    },
  };
}
