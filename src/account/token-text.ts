/** Why what was typed cannot be a token. The ui makes the words. */
export type TokenProblem = 'empty' | 'line-break' | 'blank-inside' | 'not-ascii' | 'too-long';

const LONGEST = 4096;

/** A token as it was pasted, without the blanks around it; or why it cannot be sent in a header. */
export function readToken(typed: string): { readonly token: string } | { readonly problem: TokenProblem } {
  const token = typed.trim();
  if (token === '') {
    return { problem: 'empty' };
  }
  if (/[\r\n]/.test(token)) {
    return { problem: 'line-break' };
  }
  if (/\s/.test(token)) {
    return { problem: 'blank-inside' };
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return { problem: 'not-ascii' };
  }
  return token.length > LONGEST ? { problem: 'too-long' } : { token };
}
