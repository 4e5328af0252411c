import type { Node } from '../../nodes.ts';
import { adoptAll } from './build.ts';

type Holder = Node & ({ readonly body: unknown } | { readonly members: unknown } | { readonly properties: unknown });

/** A node whose children are read when somebody first asks for them, under the name that nodes of its type have for them. */
export class Deferred<T extends Holder['type'], C extends Node> {
  readonly type: T;
  readonly start: number;
  readonly end: number;
  readonly parent = undefined;
  #read: (() => readonly C[]) | undefined;
  #children: readonly C[] = [];

  constructor(type: T, start: number, end: number, read: () => readonly C[]) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.#read = read;
  }

  get body(): readonly C[] {
    return this.#known();
  }

  get members(): readonly C[] {
    return this.#known();
  }

  get properties(): readonly C[] {
    return this.#known();
  }

  #known(): readonly C[] {
    const read = this.#read;
    if (read !== undefined) {
      this.#read = undefined;
      this.#children = read();
      adoptAll(this as unknown as Node, this.#children);
    }
    return this.#children;
  }
}
