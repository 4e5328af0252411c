/**
 * Text from a workspace or a server, made fit to be shown. Control characters (ANSI sequences begin with one) and those
 * that turn the reading direction or take no room are written as `\u{…}`, so that nothing hides and nothing acts.
 */
export function visible(text: string, most = 300): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Text that a Markdown renderer shows as it is: no emphasis, no link, no theme icon, no HTML. */
export function markdown(text: string, most?: number): string {
  return visible(text, most).replace(/[\\`*_{}[\]()#+\-.!|<>&~$:@/^="']/g, '\\$&');
}

/** A label of a quick pick or the status bar, where `$(name)` would be drawn as an icon. */
export function label(text: string, most?: number): string {
  return visible(text, most).replaceAll('$(', '\\$(');
}
