import type { Env, Frame, Module } from './values.ts';

/**
 * What is known of nodes and names of a module, or of one call: it goes with them. Weak maps of the nodes themselves would
 * say the same, and keep the garbage collector busy with each entry.
 */
export class Kept<T> {
  readonly #maps = new WeakMap<Module | Frame, Map<object, T>>();

  in({ module, frame }: Env): Map<object, T> {
    const whose = frame ?? module;
    let map = this.#maps.get(whose);
    if (!map) {
      map = new Map();
      this.#maps.set(whose, map);
    }
    return map;
  }
}
