import type { Node } from '../nodes.ts';
import type { Cursor } from './cursor.ts';
import { adopt } from './walk.ts';

/** The children of a node that are read when somebody first asks for them. */
export class Later<T extends Node> {
  private cursor: Cursor | undefined;
  private readonly read: (cursor: Cursor) => T[];
  private nodes: readonly T[] = [];

  /** The cursor stands at the first token and is used by nobody else. */
  constructor(cursor: Cursor, read: (cursor: Cursor) => T[]) {
    this.cursor = cursor;
    this.read = read;
  }

  of(parent: Node): readonly T[] {
    const { cursor } = this;
    if (cursor !== undefined) {
      this.cursor = undefined;
      this.nodes = this.read(cursor);
      for (const node of this.nodes) {
        adopt(parent, node);
      }
    }
    return this.nodes;
  }
}
