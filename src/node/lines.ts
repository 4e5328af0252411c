import { lowerBound } from '../core/lower-bound.ts';

/** The lines of a text. They end as VS Code's do: with `\r\n`, `\n` or `\r`. */
export class Lines {
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
  }

  /** Where an offset stands; line and column count from 1, the column in UTF-16 units. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#starts;
    const line = lowerBound(starts.length, (i) => (starts[i] as number) <= offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  }
}
