import type { Node } from '../../nodes.ts';
import { forEachChild } from '../walk.ts';

/** What makes a node, without its place. */
type FieldsOf<N> = N extends Node ? Omit<N, 'start' | 'end' | 'parent'> : never;
export type Fields = FieldsOf<Node>;
export type NodeOf<F extends Fields> = Extract<Node, { readonly type: F['type'] }>;

/** Nodes are read-only to everybody but the one who builds them. */
interface Growing {
  start: number;
  end: number;
  parent: Node | undefined;
}

/** The node with these fields at this place; its children become its own. */
export function build<F extends Fields>(start: number, end: number, fields: F): NodeOf<F> {
  const node = fields as F & Growing;
  node.start = start;
  node.end = end;
  node.parent = undefined;
  return link(node as unknown as NodeOf<F>);
}

/**
 * Makes the node the parent of its children, and returns it. What was read of nothing stands where the last token
 * ended, and never outside of its parent.
 */
export function link<T extends Node>(node: T): T {
  if (node.end < node.start) {
    (node as Growing).start = node.end;
  }
  forEachChild(node, (child) => {
    adopt(node, child);
    if (child.start < node.start || child.end > node.end) {
      place(child, Math.min(Math.max(child.start, node.start), node.end));
    }
  });
  return node;
}

export function adopt(parent: Node, child: Node): void {
  (child as Growing).parent = parent;
}

/** The same where there may be none. */
export function adoptAll(parent: Node, children: readonly (Node | undefined)[]): void {
  for (const child of children) {
    if (child !== undefined) {
      adopt(parent, child);
    }
  }
}

/** Moves an empty node, and all that it holds, which is empty too. */
function place(node: Node, offset: number): void {
  (node as Growing).start = offset;
  (node as Growing).end = offset;
  forEachChild(node, (child) => place(child, offset));
}
