import type { Node } from '../nodes.ts';

/**
 * One of the values that a name may have: `index` of those of the declaration `of` in an application of its function.
 * What is made of one of them never meets what is made of another: `${t}-${t}` has no more values than `t`.
 */
export interface Choice {
  readonly of: Node;
  readonly frame: object | undefined;
  readonly index: number;
}

export type Choices = readonly Choice[];

/** What holds where both hold; `undefined` where they exclude each other. */
export function together(a: Choices = [], b: Choices = []): Choices | undefined {
  if (a.length === 0 || a === b) {
    return b;
  }
  const added = b.filter((choice) => !a.some((other) => isSame(choice, other)));
  return added.some((choice) => a.some((other) => isOfSame(choice, other))) ? undefined : [...a, ...added];
}

/** What is chosen in all of them. */
export function inAll([first = [], ...others]: readonly Choices[]): Choices {
  return first.filter((choice) => others.every((each) => each.some((other) => isSame(choice, other))));
}

/** Whether the same is chosen. */
export function areSame(a: Choices = [], b: Choices = []): boolean {
  return a.length === b.length && a.every((choice) => b.some((other) => isSame(choice, other)));
}

function isOfSame(a: Choice, b: Choice): boolean {
  return a.of === b.of && a.frame === b.frame;
}

function isSame(a: Choice, b: Choice): boolean {
  return isOfSame(a, b) && a.index === b.index;
}
