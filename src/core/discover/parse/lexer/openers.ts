import { isTagNamePart } from './characters.ts';
import * as Open from './open.ts';
import { NO_PARTNER, type Tokens } from './tokens.ts';

/** One of the constants of `open.ts`. */
export type OpenKind = (typeof Open)[keyof typeof Open];

/** A closing tag is compared with so many open elements at most; keeps hostile nesting linear. */
const MAX_ELEMENTS_COMPARED = 64;

/** The stack of what is open, and what happens to it when a wrong bracket comes. */
export class Openers {
  readonly #tokens: Tokens;
  #innermost: OpenKind = Open.Nothing;
  readonly #kinds: OpenKind[] = [];
  readonly #indexes: number[] = [];
  /** How many of each kind are open, so that a bracket that closes nothing is known at once. */
  readonly #counts = new Int32Array(9);

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** What is open innermost. */
  top(): OpenKind {
    return this.#innermost;
  }

  /** The token that opened the innermost one. */
  topIndex(): number {
    return this.#indexes.length === 0 ? NO_PARTNER : (this.#indexes[this.#indexes.length - 1] as number);
  }

  /** The token that opened the outermost one. */
  bottomIndex(): number {
    return this.#indexes[0] ?? NO_PARTNER;
  }

  isOpen(kind: OpenKind): boolean {
    return (this.#counts[kind] as number) > 0;
  }

  push(kind: OpenKind, index: number): void {
    this.#innermost = kind;
    this.#kinds.push(kind);
    this.#indexes.push(index);
    this.#counts[kind] = (this.#counts[kind] as number) + 1;
  }

  pop(): void {
    const kind = this.#kinds.pop() as OpenKind;
    this.#indexes.pop();
    this.#counts[kind] = (this.#counts[kind] as number) - 1;
    this.#innermost = this.#kinds.length === 0 ? Open.Nothing : (this.#kinds[this.#kinds.length - 1] as OpenKind);
  }

  /** The innermost one changes: a tag's `>` opens its children, `</` its closing tag. */
  become(kind: OpenKind): void {
    const index = this.topIndex();
    this.pop();
    this.push(kind, index);
  }

  /** Gives up the innermost one: it ends before the token `end` without having been closed. */
  abandon(end: number): void {
    this.#tokens.leaveOpen(this.topIndex(), end);
    this.pop();
  }

  /** Gives up all that is open inside the nearest opener of one of these kinds. One must be open. */
  abandonUntil(kind: OpenKind, otherKind: OpenKind, end: number): void {
    while (this.top() !== kind && this.top() !== otherKind) {
      this.abandon(end);
    }
  }

  abandonAll(end: number): void {
    while (this.#kinds.length > 0) {
      this.abandon(end);
    }
  }

  /**
   * Makes the element innermost that the closing tag `</name` at the offset belongs to, and says whether there is one:
   * the nearest open element of the same name; else, for a name that is being typed, the element whose children are
   * read just now.
   */
  elementFor(closingTag: number, end: number): boolean {
    const text = this.#tokens.text;
    const lowest = Math.max(0, this.#kinds.length - MAX_ELEMENTS_COMPARED);
    for (let i = this.#kinds.length - 1; i >= lowest; i--) {
      const opened = this.#tokens.start(this.#indexes[i] as number);
      if (this.#kinds[i] === Open.Children && sameTagName(text, opened + 1, closingTag + 2)) {
        while (this.#kinds.length > i + 1) {
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
