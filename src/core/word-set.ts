/** The words of a text that blanks part, as a set to look them up in. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What words stand for, to look it up by them: each key is the words of one meaning, parted by blanks. */
export const wordMap = <T>(meanings: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(
    Object.entries(meanings).flatMap(([words, meaning]) => words.split(' ').map((word) => [word, meaning] as const)),
  );
