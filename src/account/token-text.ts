/** Why what was typed cannot be a token. The ui makes the words. */
export type TokenProblem = 'empty' | 'unfit';

/** A token as it was pasted, without the blanks around it; or why it cannot be sent in a header. */
export function readToken(typed: string): { readonly token: string } | { readonly problem: TokenProblem } {
  const token = typed.trim();
  if (token === '') {
    return { problem: 'empty' };
  }
  return /^[\x21-\x7e]{1,4096}$/.test(token) ? { token } : { problem: 'unfit' };
}
