import type { FunctionNode, Node } from '../nodes.ts';
import { isWithin } from './function-name.ts';
import { functionAround } from './scopes.ts';
import type { Argument, Env, Frame, FunctionValue, Value } from './values.ts';

/** Inside of a function that is applied to these arguments, or of one that nobody calls. */
export function insideOf(
  { node, env, self }: Pick<FunctionValue, 'node' | 'env' | 'self'>,
  args: readonly Argument[] | undefined,
): Env & { readonly frame: Frame } {
  return { module: env.module, frame: { fn: node, args, self, outer: env.frame } };
}

/**
 * The frames that what is declared by a node can see: those of the functions around it, and of the constructor that made
 * the object which is `this` there.
 */
export function atLevelOf(node: Node, env: Env): Env {
  let { frame } = env;
  while (frame && !(node.parent && isWithin(node.parent, frame.fn))) {
    frame = frame.outer;
  }
  return frame === env.frame ? env : { module: env.module, frame };
}

/** The frame in which a function is being applied; `undefined` where it is not. */
export function frameFor(fn: Node, env: Env): Frame | undefined {
  for (let { frame } = env; frame; frame = frame.outer) {
    if (frame.fn === fn) {
      return frame;
    }
  }
  return undefined;
}

/** The same for the function around a node. */
export function frameAround(node: Node, env: Env): Frame | undefined {
  const fn = functionAround(node);
  return fn && frameFor(fn, env);
}

/** What `this` is bound to inside a function that is being applied. */
export function boundSelf(fn: Node, env: Env): Value | undefined {
  return frameFor(fn, env)?.self;
}

/** How many functions are being applied inside one another. */
export function framesIn(frame: Frame | undefined): number {
  return count(frame, () => true);
}

/** How many of them are applications of one function: more than one is a recursion. */
export function applications(frame: Frame | undefined, fn: FunctionNode): number {
  return count(frame, (each) => each.fn === fn);
}

function count(frame: Frame | undefined, counts: (frame: Frame) => boolean): number {
  let found = 0;
  for (let at = frame; at; at = at.outer) {
    found += counts(at) ? 1 : 0;
  }
  return found;
}
