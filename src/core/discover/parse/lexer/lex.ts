import { readCode } from './code.ts';
import { readChildren, readTag } from './jsx.ts';
import { type Dialect, Lexer } from './lexer.ts';
import * as Open from './open.ts';
import type { Tokens } from './tokens.ts';

/** Cuts a text into tokens, from its first character to its last, whatever it holds. Never fails; linear in time. */
export function lex(text: string, dialect: Dialect): Tokens {
  const lexer = new Lexer(text, dialect);
  lexer.skipHashbang();
  while (lexer.at < text.length) {
    step(lexer);
  }
  lexer.openers.abandonAll(lexer.tokens.count);
  return lexer.tokens;
}

/** Reads at least one character. */
function step(lexer: Lexer): void {
  switch (lexer.openers.top()) {
    case Open.Children:
      readChildren(lexer);
      break;
    case Open.Tag:
    case Open.ClosingTag:
      readTag(lexer);
      break;
    default:
      readCode(lexer);
  }
}
