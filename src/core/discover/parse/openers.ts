import { isTagNamePart } from './characters.ts';
import { NO_PARTNER, type Tokens } from './tokens.ts';

/**
 * What is open at a place of the text. The innermost decides how the lexer reads on: in `Tag` and `ClosingTag` it reads
 * JSX names and attributes, in `Children` JSX text, everywhere else code.
 */
export const Open = {
  Nothing: 0,
  Paren: 1,
  Bracket: 2,
  Brace: 3,
  /** `${` of a template. */
  Hole: 4,
  /** `<div …`, not yet closed by `>`. */
  Tag: 5,
  /** Between `<div>` and `</div>`. */
  Children: 6,
  /** `</div`, not yet closed by `>`. */
  ClosingTag: 7,
  /** The types of `<Select<Option> …>`. */
  TypeArguments: 8,
} as const;
export type Open = (typeof Open)[keyof typeof Open];

/** A closing tag is compared with so many open elements at most; keeps hostile nesting linear. */
const MAX_ELEMENTS_COMPARED = 64;

/** The stack of what is open, and what happens to it when a wrong bracket comes. */
export class Openers {
  private readonly tokens: Tokens;
  private readonly kinds: Open[] = [];
  private readonly indexes: number[] = [];
  /** How many of each kind are open, so that a bracket that closes nothing is known at once. */
  private readonly counts = new Int32Array(Object.keys(Open).length);

  constructor(tokens: Tokens) {
    this.tokens = tokens;
  }

  top(): Open {
    return this.kinds.length === 0 ? Open.Nothing : (this.kinds[this.kinds.length - 1] as Open);
  }

  /** The token that opened the innermost one. */
  topIndex(): number {
    return this.indexes.length === 0 ? NO_PARTNER : (this.indexes[this.indexes.length - 1] as number);
  }

  /** The token that opened the outermost one. */
  bottomIndex(): number {
    return this.indexes[0] ?? NO_PARTNER;
  }

  isOpen(kind: Open): boolean {
    return (this.counts[kind] as number) > 0;
  }

  push(kind: Open, index: number): void {
    this.kinds.push(kind);
    this.indexes.push(index);
    this.counts[kind] = (this.counts[kind] as number) + 1;
  }

  pop(): void {
    const kind = this.kinds.pop() as Open;
    this.indexes.pop();
    this.counts[kind] = (this.counts[kind] as number) - 1;
  }

  /** The innermost one changes: a tag's `>` opens its children, `</` its closing tag. */
  become(kind: Open): void {
    const index = this.topIndex();
    this.pop();
    this.push(kind, index);
  }

  /** Gives up the innermost one: it ends before the token `end` without having been closed. */
  abandon(end: number): void {
    this.tokens.leaveOpen(this.topIndex(), end);
    this.pop();
  }

  /** Gives up all that is open inside the nearest opener of one of these kinds. One must be open. */
  abandonUntil(kind: Open, otherKind: Open, end: number): void {
    while (this.top() !== kind && this.top() !== otherKind) {
      this.abandon(end);
    }
  }

  abandonAll(end: number): void {
    while (this.kinds.length > 0) {
      this.abandon(end);
    }
  }

  /**
   * Makes the element innermost that the closing tag `</name` at the offset belongs to, and says whether there is one:
   * the nearest open element of the same name; else, for a name that is being typed, the element whose children are
   * read just now.
   */
  elementFor(closingTag: number, end: number): boolean {
    const text = this.tokens.text;
    const lowest = Math.max(0, this.kinds.length - MAX_ELEMENTS_COMPARED);
    for (let i = this.kinds.length - 1; i >= lowest; i--) {
      const opened = this.tokens.start(this.indexes[i] as number);
      if (this.kinds[i] === Open.Children && sameTagName(text, opened + 1, closingTag + 2)) {
        while (this.kinds.length > i + 1) {
          this.abandon(end);
        }
        return true;
      }
    }
    return this.top() === Open.Children;
  }
}

/** Compares the tag names that begin at two offsets. */
function sameTagName(text: string, a: number, b: number): boolean {
  for (let i = 0; ; i++) {
    const code = text.charCodeAt(a + i);
    const inName = isTagNamePart(code);
    if (inName !== isTagNamePart(text.charCodeAt(b + i))) {
      return false;
    }
    if (!inName) {
      return true;
    }
    if (code !== text.charCodeAt(b + i)) {
      return false;
    }
  }
}
