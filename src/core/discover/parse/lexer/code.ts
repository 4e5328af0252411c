import { isDigit, isNamePart, isNameStart } from './characters.ts';
import * as Char from './chars.ts';
import { endOfName, endOfNumber, endOfString } from './extents.ts';
import { readChildren, startsTag } from './jsx.ts';
import * as Kind from './kinds.ts';
import type { Lexer } from './lexer.ts';
import * as Open from './open.ts';
import { endsExpression, startsTypeParameters } from './previous.ts';
import { recoverAtLineStart } from './recovery.ts';
import type { TokenKind } from './tokens.ts';

/** Reads one token of code. */
export function readCode(lexer: Lexer): void {
  lexer.skipSpace();
  const { text, at } = lexer;
  const code = text.charCodeAt(at);
  if (at >= text.length) {
    return; // only blanks and comments were left
  }
  if (isNameStart(code)) {
    readName(lexer);
  } else if (isDigit(code) || (code === Char.Dot && isDigit(text.charCodeAt(at + 1)))) {
    lexer.add(Kind.NumberLiteral, endOfNumber(text, at));
  } else if (code === Char.DoubleQuote || code === Char.SingleQuote) {
    lexer.add(Kind.StringLiteral, endOfString(text, at));
  } else {
    readPunctuator(lexer, code);
  }
}

function readName(lexer: Lexer): void {
  if (lexer.breakBefore) {
    recoverAtLineStart(lexer);
  }
  lexer.add(Kind.Name, endOfName(lexer.text, lexer.at));
}

function readPunctuator(lexer: Lexer, code: number): void {
  switch (code) {
    case Char.OpenParen:
      lexer.open(Kind.OpenParen, Open.Paren);
      break;
    case Char.OpenBracket:
      lexer.open(Kind.OpenBracket, Open.Bracket);
      break;
    case Char.OpenBrace:
      lexer.open(Kind.OpenBrace, Open.Brace);
      break;
    case Char.CloseParen:
    case Char.CloseBracket:
    case Char.CloseBrace:
      lexer.closeBracket(code);
      break;
    case Char.Backtick:
      lexer.readTemplate(Kind.TemplateHead, Kind.Template);
      break;
    case Char.Slash:
      readSlash(lexer);
      break;
    case Char.Less:
      readLess(lexer);
      break;
    case Char.Greater:
      readGreater(lexer);
      break;
    default:
      readOperator(lexer, code);
  }
}

function readOperator(lexer: Lexer, code: number): void {
  const { text, at } = lexer;
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case Char.Dot:
      lexer.readDot();
      break;
    case Char.Hash:
      lexer.add(isNamePart(next) ? Kind.PrivateName : Kind.Unknown, endOfName(text, at + 1));
      break;
    case Char.Exclamation:
      readExclamation(lexer);
      break;
    case Char.Equals:
      readEquals(lexer);
      break;
    case Char.Question:
      readQuestion(lexer);
      break;
    case Char.Percent:
    case Char.Caret:
      readAssigning(lexer, Kind.Operator, 1);
      break;
    default:
      readSimple(lexer, code);
  }
}

/** The tokens of one character, and those that may be written twice. */
const SINGLE: ReadonlyMap<number, TokenKind> = new Map([
  [Char.Semicolon, Kind.Semicolon],
  [Char.Comma, Kind.Comma],
  [Char.Colon, Kind.Colon],
  [Char.At, Kind.At],
  [Char.Tilde, Kind.Tilde],
]);
const DOUBLING: ReadonlyMap<number, TokenKind> = new Map([
  [Char.Plus, Kind.Plus],
  [Char.Minus, Kind.Minus],
  [Char.Star, Kind.Star],
  [Char.Ampersand, Kind.Ampersand],
  [Char.Bar, Kind.Bar],
]);

function readSimple(lexer: Lexer, code: number): void {
  const doubling = DOUBLING.get(code);
  if (doubling === undefined) {
    lexer.add(SINGLE.get(code) ?? Kind.Unknown, lexer.at + 1);
  } else {
    readDoubling(lexer, doubling);
  }
}

/** `!=`, `!==`; `!` behind an operand or before one. */
function readExclamation(lexer: Lexer): void {
  const { text, at, tokens } = lexer;
  if (text.charCodeAt(at + 1) === Char.Equals) {
    lexer.add(Kind.Operator, text.charCodeAt(at + 2) === Char.Equals ? at + 3 : at + 2);
  } else {
    const isBehind = !lexer.breakBefore && endsExpression(tokens, tokens.count - 1);
    lexer.add(isBehind ? Kind.NonNull : Kind.Not, at + 1);
  }
}

/** `=`, `=>`, `==`, `===` */
function readEquals(lexer: Lexer): void {
  const { text, at } = lexer;
  const next = text.charCodeAt(at + 1);
  if (next === Char.Greater) {
    lexer.add(Kind.Arrow, at + 2);
  } else if (next === Char.Equals) {
    lexer.add(Kind.Operator, text.charCodeAt(at + 2) === Char.Equals ? at + 3 : at + 2);
  } else {
    lexer.add(Kind.Assign, at + 1);
  }
}

/** `?`, `?.`, `??`, `??=` */
function readQuestion(lexer: Lexer): void {
  const { text, at } = lexer;
  const next = text.charCodeAt(at + 1);
  if (next === Char.Question) {
    readAssigning(lexer, Kind.Operator, 2);
  } else if (next === Char.Dot && !isDigit(text.charCodeAt(at + 2))) {
    lexer.add(Kind.QuestionDot, at + 2);
  } else {
    lexer.add(Kind.Question, at + 1);
  }
}

/** `&`, `&&`, `&=`, `&&=` and their like; `++` and `--`. */
function readDoubling(lexer: Lexer, single: TokenKind): void {
  const { text, at } = lexer;
  if (text.charCodeAt(at + 1) !== text.charCodeAt(at)) {
    readAssigning(lexer, single, 1);
  } else if (single === Kind.Plus || single === Kind.Minus) {
    lexer.add(Kind.Update, at + 2);
  } else {
    readAssigning(lexer, Kind.Operator, 2);
  }
}

/** An operator of so many characters; an assignment when `=` follows. */
function readAssigning(lexer: Lexer, kind: TokenKind, length: number): void {
  const end = lexer.at + length;
  if (lexer.text.charCodeAt(end) === Char.Equals) {
    lexer.add(Kind.Assign, end + 1);
  } else {
    lexer.add(kind, end);
  }
}

/** A slash begins a regular expression where an operand is expected, and divides elsewhere. Comments are skipped. */
function readSlash(lexer: Lexer): void {
  const { tokens } = lexer;
  const end = endsExpression(tokens, tokens.count - 1) ? undefined : lexer.regexEnd();
  if (end === undefined) {
    readAssigning(lexer, Kind.Operator, 1);
  } else {
    lexer.add(Kind.Regex, end);
  }
}

/** `<` begins JSX where an operand is expected and no list of type parameters begins; `</` ends an open element. */
function readLess(lexer: Lexer): void {
  const { text, at, tokens, openers } = lexer;
  const next = text.charCodeAt(at + 1);
  if (next === Char.Slash && openers.isOpen(Open.Children) && openers.elementFor(at, tokens.count)) {
    readChildren(lexer);
    return;
  }
  const isShift = text.charCodeAt(at - 1) === Char.Less;
  const canBeJsx = lexer.hasJsx && !isShift && startsTag(text, at);
  if (canBeJsx && !endsExpression(tokens, tokens.count - 1) && !startsTypeParameters(tokens, at)) {
    lexer.open(Kind.JsxOpen, Open.Tag);
    return;
  }
  const index = lexer.add(Kind.Less, at + 1);
  if (openers.top() === Open.TypeArguments) {
    openers.push(Open.TypeArguments, index);
  }
}

function readGreater(lexer: Lexer): void {
  const { openers, tokens } = lexer;
  const index = lexer.add(Kind.Greater, lexer.at + 1);
  if (openers.top() === Open.TypeArguments) {
    tokens.join(openers.topIndex(), index);
    openers.pop();
  }
}
