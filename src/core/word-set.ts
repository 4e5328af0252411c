/** The words of a text that blanks part, as a set to look them up in. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));
