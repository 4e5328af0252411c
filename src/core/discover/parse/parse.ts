import type {
  Identifier,
  JSXAttribute,
  Literal,
  Node,
  PrivateName,
  Program,
  SyntaxTree,
  TemplateLiteral,
} from '../nodes.ts';
import { cookString, cookTemplate, endOfContent } from './cook.ts';
import * as Kind from './lexer/kinds.ts';
import { lex } from './lexer/lex.ts';
import type { Dialect } from './lexer/lexer.ts';
import { Cursor, type Source } from './syntax/cursor.ts';
import { readAssignment, readExpression } from './syntax/expressions.ts';
import { Later, WithBody } from './syntax/later.ts';
import { readOperand } from './syntax/operands.ts';
import { readStatement, readStatements } from './syntax/statements.ts';
import { childAt } from './walk.ts';

export type { Dialect } from './lexer/lexer.ts';

type Name = Identifier | PrivateName | JSXAttribute;
type Text = Literal | TemplateLiteral;

/** Reads a text, whatever it holds: what is no code becomes a `Broken` node. Never throws. */
export function parse(text: string, dialect: Dialect): SyntaxTree {
  return new Tree(text, dialect);
}

class Tree implements SyntaxTree {
  readonly text: string;
  readonly program: Program;
  private readonly source: Source;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.source = {
      tokens: lex(text, dialect),
      dialect,
      rules: {
        statements: readStatements,
        statement: readStatement,
        expression: readExpression,
        assignment: readAssignment,
        operand: readOperand,
      },
      noArrows: new Set(),
      noTypes: new Set(),
    };
    const cursor = new Cursor(this.source, 0, this.source.tokens.count, 0);
    this.program = new WithBody('Program', 0, text.length, new Later(cursor, readStatements));
  }

  identifiers(names: ReadonlySet<string>): Name[] {
    const { tokens } = this.source;
    const found: Name[] = [];
    const filter = new NameFilter(names);
    let near: Node = this.program;
    for (let i = 0; i < tokens.count; i++) {
      const kind = tokens.kind(i);
      const start = kind === Kind.PrivateName ? tokens.start(i) + 1 : tokens.start(i);
      if ((kind === Kind.Name || kind === Kind.PrivateName) && filter.matches(this.text, start, tokens.end(i))) {
        const node: Name | undefined = nodeAt(near, tokens.start(i), isName);
        if (node !== undefined) {
          found.push(node);
          near = node;
        }
      }
    }
    return found;
  }

  strings(test: (text: string) => boolean): Text[] {
    const { tokens } = this.source;
    const found: Text[] = [];
    let near: Node = this.program;
    for (let i = 0; i < tokens.count; i++) {
      const value = this.stringAt(i);
      if (value !== undefined && test(value)) {
        const node: Text | undefined = nodeAt(near, tokens.start(i), isString);
        if (node !== undefined) {
          found.push(node);
          near = node;
        }
      }
    }
    return found;
  }

  /** The value of a string, or the text of a template before its first hole. */
  private stringAt(index: number): string | undefined {
    const { tokens } = this.source;
    const start = tokens.start(index);
    const end = tokens.end(index);
    switch (tokens.kind(index)) {
      case Kind.StringLiteral:
        return cookString(this.text, start + 1, endOfContent(this.text, start, end));
      case Kind.Template:
        return cookTemplate(this.text, start + 1, endOfContent(this.text, start, end));
      case Kind.TemplateHead:
        return cookTemplate(this.text, start + 1, end - 2);
      default:
        return undefined;
    }
  }
}

/**
 * The outermost node of a kind that begins exactly at the offset. Goes there from a node before it, and so reads what
 * leads to it and nothing else.
 */
function nodeAt<T extends Node>(near: Node, offset: number, isWanted: (node: Node) => node is T): T | undefined {
  let node: Node | undefined = near;
  while (node.parent !== undefined && offset >= node.end) {
    node = node.parent;
  }
  while (node !== undefined && !(node.start === offset && isWanted(node))) {
    node = childAt(node, offset);
  }
  return node;
}

function isName(node: Node): node is Name {
  return node.type === 'Identifier' || node.type === 'PrivateName' || node.type === 'JSXAttribute';
}

function isString(node: Node): node is Text {
  return node.type === 'Literal' || node.type === 'TemplateLiteral';
}

/** Most names of a text are none of those looked for: length and first letter tell it without copying them. */
class NameFilter {
  private readonly names: ReadonlySet<string>;
  private readonly seen = new Uint8Array(1 << 12);

  constructor(names: ReadonlySet<string>) {
    this.names = names;
    for (const name of names) {
      this.seen[slot(name, 0, name.length)] = 1;
    }
  }

  matches(text: string, start: number, end: number): boolean {
    return this.seen[slot(text, start, end)] === 1 && this.names.has(text.slice(start, end));
  }
}

function slot(text: string, start: number, end: number): number {
  return ((text.charCodeAt(start) << 5) ^ (text.charCodeAt(end - 1) << 2) ^ (end - start)) & 0xfff;
}
