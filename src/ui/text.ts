import { escaped, withoutHidden } from '../support/visible.ts';

/**
 * Text from a workspace or a server, made fit to be shown: cut, hidden characters written as `\u{…}`. VS Code draws
 * `[words](command:…)` as a link in notifications and prompts, so the bracket that would make one is written out too.
 */
export function visible(text: string, most = 300): string {
  return withoutHidden(cut(text, most)).replace(/(?<=\])\(/g, escaped);
}

/** Text that a Markdown renderer shows as it is: no emphasis, no link, no theme icon, no HTML. */
export function markdown(text: string, most = 300): string {
  return withoutHidden(cut(text, most)).replace(/[\\`*_{}[\]()#+\-.!|<>&~$:@/^="']/g, '\\$&');
}

/** A label of a quick pick or the status bar, where `$(name)` would be drawn as an icon. */
export function label(text: string, most?: number): string {
  return visible(text, most).replaceAll('$(', '\\$(');
}

const FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Words in the row of a name: a mark before them keeps a name that is read from right to left out of their numbers. */
export function beside(name: string, words: string): string {
  return FROM_RIGHT_TO_LEFT.test(name) ? `\u200e${words}` : words;
}

/** What there is to say, in one line: `3 uses · pattern`. */
export const inLine = (words: readonly (string | undefined)[]): string => words.filter(Boolean).join(' · ');

/** Images are told apart by the ends of their paths, which a narrow view would cut off. */
export function inFolder(path: string): { readonly name: string; readonly folder: readonly string[] } {
  const [, folder, name] = /^([^?#]*[^/:?#])\/([^/?#]+(?:[?#].*)?)$/.exec(path) ?? [];
  return folder === undefined || name === undefined ? { name: path, folder: [] } : { name, folder: [folder] };
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
