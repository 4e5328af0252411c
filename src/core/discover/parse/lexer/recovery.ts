import { wordSet } from '../../../word-set.ts';
import * as Char from './chars.ts';
import * as Kind from './kinds.ts';
import type { Lexer } from './lexer.ts';
import { matches } from './matches.ts';
import * as Open from './open.ts';
import type { OpenKind } from './openers.ts';
import { BEFORE_OBJECT, endsExpression } from './previous.ts';

/**
 * Brackets and elements that were never closed are told by what can only stand outside of them, at the start of a line:
 * what seems to hold it is given up there.
 */

/** Never inside of a bracket, except the brace of a namespace. */
const MODULE_LEVEL =
  /(?:export (?:default|const|let|var|async|function|class|abstract|type|interface|enum|declare|[{*])|import [^;\n]*?from ?['"])/y;

/** In the first column: never inside of an element, an object, a class, an interface or a list of imports. */
const DECLARATION =
  /(?:export |import [^;\n]*['"]|(?:async )?function\*? [\w$]+[<(]|(?:const|let|var|type) [\w$]+(?: =|: )|(?:abstract class|class|interface|enum) [\w$]+ [^.\n]*\{)/y;

/** Never directly inside of parentheses or brackets. */
const STATEMENT = /(?:const|let|var|export|return|throw|if|for|while|switch|try)\b(?!\s*[:?,)\]])/y;

/** A name is about to be read, the first token of its line. */
export function recoverAtLineStart(lexer: Lexer): void {
  const { openers, text, at, tokens } = lexer;
  if (openers.top() === Open.Nothing) {
    return;
  }
  if (text.charCodeAt(at - 1) === Char.LineFeed && !isInNamespace(lexer)) {
    if (matches(MODULE_LEVEL, text, at)) {
      openers.abandonAll(tokens.count);
    } else if (!isInStatements(lexer) && matches(DECLARATION, text, at) && !isOperand(lexer)) {
      abandonWhile(lexer, (open) => open !== Open.Nothing && !isInStatements(lexer));
    }
  }
  if (isInExpression(openers.top()) && matches(STATEMENT, text, at) && !isHeadOfFor(lexer)) {
    abandonWhile(lexer, isInExpression);
  }
}

/** In JSX text and tags. */
export function startsDeclaration(text: string, at: number): boolean {
  return matches(DECLARATION, text, at);
}

/** A function or a class may be an argument or a value. */
function isOperand({ text, at, tokens }: Lexer): boolean {
  return /^(?:async |function|class)/.test(text.slice(at, at + 8)) && !endsExpression(tokens, tokens.count - 1);
}

function abandonWhile({ openers, tokens }: Lexer, condition: (open: OpenKind) => boolean): void {
  while (condition(openers.top())) {
    openers.abandon(tokens.count);
  }
}

function isInExpression(open: OpenKind): boolean {
  return open === Open.Paren || open === Open.Bracket || open === Open.Hole;
}

/** Directly inside a brace that may hold statements: the body of a function, or behind `else`, `do`, `try`. */
function isInStatements({ openers, tokens }: Lexer): boolean {
  if (openers.top() !== Open.Brace) {
    return false;
  }
  const before = openers.topIndex() - 1;
  return tokens.kind(before) === Kind.Name
    ? STATEMENT_WORDS.has(tokens.source(before))
    : !BEFORE_OBJECT.has(tokens.kind(before));
}

const STATEMENT_WORDS = wordSet('else do try catch finally');

/** The contents of `namespace A.B {`, `module 'm' {` and `global {` need not be indented. */
function isInNamespace({ openers, tokens }: Lexer): boolean {
  let name = openers.bottomIndex() - 1;
  if (tokens.isWord(name, 'global')) {
    return true;
  }
  while (tokens.kind(name - 1) === Kind.Dot) {
    name -= 2;
  }
  return tokens.isWord(name - 1, 'namespace') || tokens.isWord(name - 1, 'module');
}

/** `for (` may be followed by `const` on the next line. */
function isHeadOfFor({ openers, tokens }: Lexer): boolean {
  const paren = openers.topIndex();
  return paren === tokens.count - 1 && (tokens.isWord(paren - 1, 'for') || tokens.isWord(paren - 1, 'await'));
}
