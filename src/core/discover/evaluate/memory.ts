import type { Node } from '../nodes.ts';
import type { Value } from './values.ts';

/** What is remembered of variables, by their declarators. */
export interface VariableMemory {
  /** Values of variables at module level, which do not depend on who asks. */
  readonly settled: WeakMap<Node, Value>;
  /** Variables that are being worked out: who asks for one of them goes in a circle. */
  readonly pending: Set<Node>;
  /** What variables hold while the assignments behind their declaration are worked through. */
  readonly before: Map<Node, HeldValue>;
  /** Forgets what a question left unfinished. */
  forgetUnfinished(): void;
}

/** What a variable holds before an assignment, and whether that assignment reads it: `tag = tag.replace(…)`. */
export interface HeldValue {
  readonly value: Value;
  read: boolean;
}

export function createVariableMemory(): VariableMemory {
  const pending = new Set<Node>();
  const before = new Map<Node, HeldValue>();
  return {
    settled: new WeakMap(),
    pending,
    before,
    forgetUnfinished() {
      pending.clear();
      before.clear();
    },
  };
}
