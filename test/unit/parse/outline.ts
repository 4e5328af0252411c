import type { Node } from '../../../src/core/discover/nodes.ts';
import { type Dialect, parse } from '../../../src/core/discover/parse/parse.ts';
import { forEachChild } from '../../../src/core/discover/parse/walk.ts';

/** A tree as nested words: `Call(f 'a')` reads well in a test. */
export function outline(text: string, dialect: Dialect = 'tsx'): string {
  const tree = parse(text, dialect);
  return tree.program.body.map((statement) => outlineOf(statement, text)).join('; ');
}

/** The type of each node and its children; of a leaf, its source. */
export function outlineOf(node: Node, text: string): string {
  const children: string[] = [];
  forEachChild(node, (child) => children.push(outlineOf(child, text)));
  const name = node.type.replace(/(?:Expression|Statement|Declaration)$/, '');
  if (children.length > 0 && node.type !== 'Identifier') {
    return `${name}(${children.join(' ')})`;
  }
  const source = text.slice(node.start, node.end);
  return node.type === 'Identifier' || node.type === 'Literal' ? source : `${name}[${source}]`;
}
