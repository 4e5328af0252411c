import type { Node } from '../../../src/core/discover/nodes.ts';
import { type Dialect, parse } from '../../../src/core/discover/parse/parse.ts';
import { forEachChild } from '../../../src/core/discover/parse/walk.ts';

/** Names that stand in most files, so that looking for them leads everywhere. */
const NAMES = new Set(['tags', 'id', 'name', 'data', 'children', 'key', 'value', 'className', 'default', 'length']);

/** What is wrong with the tree of a text, whatever the text holds: the tree of any text must be sound. */
export function unsoundness(text: string, dialect: Dialect): string[] {
  const problems: string[] = [];
  const tree = parse(text, dialect);
  const waiting: Node[] = [tree.program];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const parent: Node = node;
    if (!(0 <= parent.start && parent.start <= parent.end && parent.end <= text.length)) {
      problems.push(`${describe(parent)} is not inside of the text`);
    }
    forEachChild(parent, (child) => {
      if (child.parent !== parent) {
        problems.push(`${describe(child)} is not linked to ${describe(parent)}`);
      }
      if (child.start < parent.start || child.end > parent.end) {
        problems.push(`${describe(child)} is not inside of ${describe(parent)}`);
      }
      waiting.push(child);
    });
  }
  for (const node of [...tree.identifiers(NAMES), ...tree.strings((value) => value.length > 3)]) {
    if (rootOf(node) !== tree.program) {
      problems.push(`${describe(node)} is not in the tree`);
    }
  }
  return problems;
}

function describe({ type, start, end }: Node): string {
  return `${type} ${start}-${end}`;
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== undefined) {
    root = root.parent;
  }
  return root;
}
