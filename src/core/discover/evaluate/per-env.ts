import { getOrMake } from '../../maps.ts';
import type { Env, Frame, Module } from './values.ts';

/**
 * What is known of nodes and names of a module, or of one call: it goes with them. Weak maps of the nodes themselves would
 * say the same, and keep the garbage collector busy with each entry.
 */
export class PerEnv<T> {
  readonly #maps = new WeakMap<Module | Frame, Map<object, T>>();

  in({ module, frame }: Env): Map<object, T> {
    return getOrMake(this.#maps, frame ?? module, makeMap<T>);
  }
}

const makeMap = <T>(): Map<object, T> => new Map();
