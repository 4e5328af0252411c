import { pushTo } from '../../maps.ts';
import { isIdentifier, isLiteral } from '../kinds.ts';

/**
 * The parser of TypeScript, JavaScript and JSX. It answers two questions about a text: where do certain names and
 * strings stand in its code, and what is the syntax around them? It is made for text that is being typed: every text
 * has a tree, and what is broken in one place leaves the rest alone.
 *
 * Why not a library: those that are fast give up at the first error, those that go on are large and slow. The price is
 * that this folder must be right, so it is held against TypeScript's own parser (`scripts/oracle.mjs`, and smaller in
 * test/unit/parse): strings, calls, functions, imports and exports of whole repositories, without a difference.
 *
 * It works in two steps.
 *
 * 1. `lexer/` cuts the whole text into tokens (lex.ts), once, in one array of numbers (tokens.ts). What the next
 *    characters mean depends on what is open around them (open.ts): code (code.ts), a JSX tag or JSX text (jsx.ts), the
 *    text of a template (templates.ts). Whether a slash divides or begins a regular expression, and whether `<` compares
 *    or begins an element, the token before it tells (previous.ts). Every bracket knows its partner, as does every
 *    element; and where brackets do not fit, openers.ts and recovery.ts decide which of them is to be given up:
 *    - a string ends at its line, a template that is never closed too;
 *    - a wrong closing bracket closes the nearest one of its kind, a closing tag the nearest element of its name;
 *    - a statement at the start of a line ends all parentheses around it, `export` and `import` in the first column end
 *      everything.
 *
 * 2. `syntax/` reads the tokens by recursive descent (cursor.ts), in the shapes of ../nodes.ts. Its one idea: what
 *    stands between two partners is read by a cursor that cannot leave them. So a mistake inside never harms what is
 *    outside, and reading can be put off: the bodies of functions, blocks, classes and elements are read when somebody
 *    first asks for them (deferred.ts). What does not fit where it stands is a `Broken` node, whose body is what it holds,
 *    read as statements (broken.ts): a call is found even there. Types are read only to know where they end, except for
 *    those that can name strings (types.ts).
 *
 * A file of `syntax/` imports those below it: statements → control, modules, declarations → expressions → operators →
 * operands → classes, objects, jsx → functions → patterns → types → members and lists of types, literals → broken →
 * cursor. What goes the other way (an expression in a pattern) goes through the cursor's `rules`.
 *
 * Hostile text costs no more than its length: each character is read a bounded number of times, no list of tokens is
 * tried twice (`noArrows` and `noTypes`), and what stands more than 250 levels deep is left unread.
 */

import { lowerBound } from '../../lower-bound.ts';
import type { Span } from '../../model.ts';
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
import { NameFilter, nodeAt } from './find.ts';
import * as Char from './lexer/chars.ts';
import * as Kind from './lexer/kinds.ts';
import { lex } from './lexer/lex.ts';
import type { Dialect } from './lexer/lexer.ts';
import type { Difference, Tokens } from './lexer/tokens.ts';
import { Cursor, type Source } from './syntax/cursor.ts';
import { Deferred } from './syntax/deferred.ts';
import { readAssignment, readExpression } from './syntax/expressions.ts';
import { readOperand } from './syntax/operands.ts';
import { readStatement, readStatements } from './syntax/statements.ts';
import { readType } from './syntax/types.ts';

export type { Dialect } from './lexer/lexer.ts';

type Name = Identifier | PrivateName | JSXAttribute;
type Text = Literal | TemplateLiteral;

/** One search through a text costs less than to note all of its names; many cost more. */
const QUESTIONS_BEFORE_INDEX = 8;
/** For so many names at once the text is searched through. */
const MOST_NAMES_BY_INDEX = 30;

/** Reads a text, whatever it holds: what is no code becomes a `Broken` node. Never throws. */
export function parse(text: string, dialect: Dialect): SyntaxTree {
  return new Tree(text, dialect);
}

class Tree implements SyntaxTree {
  readonly text: string;
  readonly program: Program;
  readonly #source: Source;
  /** Names may be spelled with escapes (`\\u0061`). */
  readonly #hasEscapes: boolean;
  /** How often a few names were asked for; after some times all names are known by their tokens. */
  #questions = 0;
  #index: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.#hasEscapes = text.includes('\\u');
    this.#source = {
      tokens: lex(text, dialect),
      dialect,
      rules: {
        statements: readStatements,
        statement: readStatement,
        expression: readExpression,
        assignment: readAssignment,
        operand: readOperand,
        type: readType,
      },
      noArrows: new Set(),
      noTypes: new Set(),
    };
    const cursor = new Cursor(this.#source, 0, this.#source.tokens.count, 0);
    this.program = new Deferred('Program', 0, text.length, () => readStatements(cursor));
  }

  identifiers(names: ReadonlySet<string>, inside: Node = this.program): Name[] {
    const found: Name[] = [];
    let near = inside;
    for (const token of this.#tokensOf(names, inside)) {
      const node: Name | undefined = nodeAt(near, this.#source.tokens.start(token), isName);
      if (node !== undefined) {
        found.push(node);
        near = node;
      }
    }
    return found;
  }

  /** The tokens within a span that are one of these names, in their order. */
  #tokensOf(names: ReadonlySet<string>, { start, end }: Span): readonly number[] {
    if (names.size === 0) {
      return [];
    }
    const { tokens } = this.#source;
    const first = tokens.firstFrom(start);
    const behind = tokens.firstFrom(end);
    if (names.size > MOST_NAMES_BY_INDEX || this.#questions++ < QUESTIONS_BEFORE_INDEX) {
      return this.#search(names, first, behind);
    }
    this.#index ??= indexOf(tokens);
    const found: number[] = [];
    for (const name of names) {
      const all = this.#index.get(name) ?? [];
      for (let at = lowerBound(all.length, (i) => (all[i] as number) < first); at < all.length; at++) {
        const token = all[at] as number;
        if (token >= behind) {
          break;
        }
        found.push(token);
      }
    }
    return names.size > 1 ? found.sort((a, b) => a - b) : found;
  }

  #search(names: ReadonlySet<string>, first: number, behind: number): number[] {
    const { tokens } = this.#source;
    const filter = new NameFilter(names);
    const found: number[] = [];
    for (let i = first; i < behind; i++) {
      const kind = tokens.kind(i);
      const start = kind === Kind.PrivateName ? tokens.start(i) + 1 : tokens.start(i);
      const isFound =
        (kind === Kind.Name || kind === Kind.PrivateName) &&
        (filter.matches(this.text, start, tokens.end(i)) || (this.#hasEscapes && names.has(tokens.name(i))));
      if (isFound) {
        found.push(i);
      }
    }
    return found;
  }

  differenceTo(other: Tree): Difference {
    return this.#source.tokens.differenceTo(other.#source.tokens);
  }

  strings(test: (text: string) => boolean): Text[] {
    const { tokens } = this.#source;
    const found = new Set<Text>();
    /** Of a piece of a template that is still to come: its first. */
    const heads = new Map<number, number>();
    let near: Node = this.program;
    for (let i = 0; i < tokens.count; i++) {
      const head = heads.get(i);
      const kind = tokens.kind(i);
      if (kind === Kind.TemplateHead || kind === Kind.TemplateMiddle) {
        heads.set(tokens.partner(i), head ?? i);
      }
      const value = this.#stringAt(i);
      if (value !== undefined && test(value)) {
        const from: Node = head === undefined ? near : this.program;
        const node: Text | undefined = nodeAt(from, tokens.start(head ?? i), isString);
        if (node !== undefined) {
          found.add(node);
          near = head === undefined ? node : near;
        }
      }
    }
    return [...found];
  }

  /** The value of a string, or the text of a piece of a template. */
  #stringAt(index: number): string | undefined {
    const { tokens } = this.#source;
    const start = tokens.start(index);
    const end = tokens.end(index);
    switch (tokens.kind(index)) {
      case Kind.StringLiteral:
        return cookString(this.text, start + 1, endOfContent(this.text, start, end));
      case Kind.Template:
      case Kind.TemplateTail:
        return cookTemplate(this.text, start + 1, endOfContent(this.text, start, end, Char.Backtick));
      case Kind.TemplateHead:
      case Kind.TemplateMiddle:
        return cookTemplate(this.text, start + 1, end - 2);
      default:
        return undefined;
    }
  }
}

/** All names of a text, with the tokens that spell them. */
function indexOf(tokens: Tokens): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind(i) === Kind.Name || tokens.kind(i) === Kind.PrivateName) {
      pushTo(index, tokens.name(i), i);
    }
  }
  return index;
}

function isName(node: Node): node is Name {
  return isIdentifier(node) || node.type === 'PrivateName' || node.type === 'JSXAttribute';
}

function isString(node: Node): node is Text {
  return isLiteral(node) || node.type === 'TemplateLiteral';
}
