import type { Node } from '../nodes.ts';
import { childAt } from './walk.ts';

/** Finding nodes by the places of tokens, without reading more than leads there. */

/** The outermost node of a kind that begins exactly at the offset. Goes there from a node that begins before it. */
export function nodeAt<T extends Node>(near: Node, offset: number, isWanted: (node: Node) => node is T): T | undefined {
  let node: Node | undefined = near;
  while (node.parent !== undefined && offset >= node.end) {
    node = node.parent;
  }
  while (node !== undefined && !(node.start === offset && isWanted(node))) {
    node = childAt(node, offset);
  }
  return node;
}

/** Most names of a text are none of those looked for: length and first letter tell it without copying them. */
export class NameFilter {
  readonly #names: ReadonlySet<string>;
  readonly #seen = new Uint8Array(1 << 12);

  constructor(names: ReadonlySet<string>) {
    this.#names = names;
    for (const name of names) {
      this.#seen[slot(name, 0, name.length)] = 1;
    }
  }

  matches(text: string, start: number, end: number): boolean {
    return this.#seen[slot(text, start, end)] === 1 && this.#names.has(text.slice(start, end));
  }
}

function slot(text: string, start: number, end: number): number {
  return ((text.charCodeAt(start) << 5) ^ (text.charCodeAt(end - 1) << 2) ^ (end - start)) & 0xfff;
}
