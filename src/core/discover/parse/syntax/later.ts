import type { Node, ObjectExpression, Statement } from '../../nodes.ts';
import { adoptAll } from './build.ts';
import type { Cursor } from './cursor.ts';

/** The children of a node that are read when somebody first asks for them. */
export class Later<T extends Node> {
  #cursor: Cursor | undefined;
  readonly #read: (cursor: Cursor) => T[];
  #nodes: readonly T[] = [];

  /** The cursor stands at the first token and is used by nobody else. */
  constructor(cursor: Cursor, read: (cursor: Cursor) => T[]) {
    this.#cursor = cursor;
    this.#read = read;
  }

  of(parent: Node): readonly T[] {
    const cursor = this.#cursor;
    if (cursor !== undefined) {
      this.#cursor = undefined;
      this.#nodes = this.#read(cursor);
      adoptAll(parent, this.#nodes);
    }
    return this.#nodes;
  }
}

/** A node that holds statements. */
export class WithBody<T extends 'Program' | 'BlockStatement' | 'Broken'> {
  readonly type: T;
  readonly start: number;
  readonly end: number;
  readonly parent = undefined;
  readonly #later: Pick<Later<Statement>, 'of'>;

  constructor(type: T, start: number, end: number, later: Pick<Later<Statement>, 'of'>) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.#later = later;
  }

  get body(): readonly Statement[] {
    return this.#later.of(this as unknown as Node);
  }
}

type HasMembers = 'ClassDeclaration' | 'ClassExpression' | 'TSInterfaceDeclaration' | 'TSTypeLiteral';

/** A node that holds members. */
export class WithMembers<T extends HasMembers, M extends Node> {
  readonly type: T;
  readonly start: number;
  readonly end: number;
  readonly parent = undefined;
  readonly #later: Later<M>;

  constructor(type: T, start: number, end: number, later: Later<M>) {
    this.type = type;
    this.start = start;
    this.end = end;
    this.#later = later;
  }

  get members(): readonly M[] {
    return this.#later.of(this as unknown as Node);
  }
}

/** An object literal. */
export class WithProperties {
  readonly type = 'ObjectExpression';
  readonly start: number;
  readonly end: number;
  readonly parent = undefined;
  readonly #later: Later<ObjectExpression['properties'][number]>;

  constructor(start: number, end: number, later: Later<ObjectExpression['properties'][number]>) {
    this.start = start;
    this.end = end;
    this.#later = later;
  }

  get properties(): ObjectExpression['properties'] {
    return this.#later.of(this);
  }
}
