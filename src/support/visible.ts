/**
 * Characters that do not show, or that act: controls (ANSI sequences begin with one), reading direction, separators. Not
 * what joins two emoji.
 */
const HIDDEN =
  /(?!(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Text with its hidden characters written as `\u{…}`, so that nothing hides and nothing acts; those of `keep` stay. */
export function withoutHidden(text: string, keep = ''): string {
  return text.replace(HIDDEN, (character) => (keep.includes(character) ? character : escaped(character)));
}

export function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
