import type { Node } from '../../../src/core/discover/nodes.ts';
import { forEachChild } from '../../../src/core/discover/parse/walk.ts';

/** Calls `visit` with a node and all that it holds, each before its children. A loop: no depth can overflow it. */
export function forEachNode(root: Node, visit: (node: Node) => void): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node);
    const first = waiting.length;
    forEachChild(node, (child) => waiting.push(child));
    reverseFrom(waiting, first);
  }
}

function reverseFrom(list: Node[], first: number): void {
  for (let low = first, high = list.length - 1; low < high; low++, high--) {
    const node = list[low] as Node;
    list[low] = list[high] as Node;
    list[high] = node;
  }
}
