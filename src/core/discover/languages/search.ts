/** What a sticky pattern matches at a place of a text; `undefined` where it does not. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Where a mark stands next in a part of a text; the end of the part where it does not. */
export function nextAt(mark: string, text: string, from: number, to = text.length): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? to : Math.min(at, to);
}

/** The place behind a mark that stands next in a part of a text; the end of the part where it does not. */
export function behindNext(mark: string, text: string, from: number, to = text.length): number {
  return Math.min(nextAt(mark, text, from, to) + mark.length, to);
}
