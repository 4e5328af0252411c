import { isDigit, isNameStart, isSpace, isTagNamePart } from './characters.ts';
import * as Char from './chars.ts';
import { endOfAttributeString } from './extents.ts';
import * as Kind from './kinds.ts';
import type { Lexer } from './lexer.ts';
import { matches } from './matches.ts';
import * as Open from './open.ts';
import { startsDeclaration } from './recovery.ts';

/** A brace that stands alone on its line ends the function around an element that was never closed. */
const LONELY_BRACE = /\}[ \t)\];,}]*\r?(?:\n|$)/y;

/** Reads one token of what stands between `<div>` and `</div>`: text, `{`, or the beginning of a tag. */
export function readChildren(lexer: Lexer): void {
  const { text, at, openers } = lexer;
  const code = text.charCodeAt(at);
  if (code === Char.OpenBrace) {
    lexer.open(Kind.OpenBrace, Open.Brace);
  } else if (code === Char.Less && text.charCodeAt(at + 1) === Char.Slash) {
    openers.elementFor(at, lexer.tokens.count);
    openers.become(Open.ClosingTag);
    lexer.add(Kind.JsxClosing, at + 2);
  } else if (startsTag(text, at)) {
    lexer.open(Kind.JsxOpen, Open.Tag);
  } else {
    readText(lexer);
  }
}

/** Does a tag begin here: `<div`, `<>`, `<  div`? */
export function startsTag(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== Char.Less) {
    return false;
  }
  let next = at + 1;
  while (isSpace(text.charCodeAt(next))) {
    next++;
  }
  return text.charCodeAt(next) === Char.Greater || isNameStart(text.charCodeAt(next));
}

function readText(lexer: Lexer): void {
  const { text, openers } = lexer;
  let at = lexer.at;
  let end: number | undefined;
  while (end === undefined && at < text.length) {
    const code = text.charCodeAt(at);
    if (
      code === Char.OpenBrace ||
      (code === Char.Less && (text.charCodeAt(at + 1) === Char.Slash || startsTag(text, at)))
    ) {
      end = at;
    } else if (code === Char.LineFeed && startsDeclaration(text, at + 1)) {
      end = at + 1;
      lexer.add(Kind.JsxText, end);
      openers.abandonAll(lexer.tokens.count);
      return;
    } else if (
      code === Char.CloseBrace &&
      (openers.isOpen(Open.Brace) || openers.isOpen(Open.Hole)) &&
      isLonely(text, at)
    ) {
      if (at > lexer.at) {
        lexer.add(Kind.JsxText, at);
      }
      lexer.closeBrace();
      return;
    } else {
      at++;
    }
  }
  lexer.add(Kind.JsxText, end ?? text.length);
}

function isLonely(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === Char.Space || text.charCodeAt(before) === Char.Tab) {
    before--;
  }
  return text.charCodeAt(before) === Char.LineFeed && matches(LONELY_BRACE, text, at);
}

/** Reads one token of a tag: `<div a="b" {...c} />` or `</div>`. */
export function readTag(lexer: Lexer): void {
  lexer.skipSpace();
  const { text, at, openers } = lexer;
  const code = text.charCodeAt(at);
  if (lexer.breakBefore && text.charCodeAt(at - 1) === Char.LineFeed && startsDeclaration(text, at)) {
    openers.abandonAll(lexer.tokens.count);
  } else if (isNameStart(code) || isDigit(code)) {
    lexer.add(Kind.Name, endOfTagName(text, at));
  } else if (at < text.length) {
    readTagPunctuator(lexer, code);
  }
}

/** A dot ends the name: `a.b` is a member. */
function endOfTagName(text: string, start: number): number {
  let at = start;
  while (isTagNamePart(text.charCodeAt(at)) && text.charCodeAt(at) !== Char.Dot) {
    at++;
  }
  return at;
}

function readTagPunctuator(lexer: Lexer, code: number): void {
  const { text, at, openers } = lexer;
  switch (code) {
    case Char.DoubleQuote:
    case Char.SingleQuote:
      lexer.add(Kind.StringLiteral, endOfAttributeString(text, at));
      break;
    case Char.OpenBrace:
      lexer.open(Kind.OpenBrace, Open.Brace);
      break;
    case Char.Equals:
      lexer.add(Kind.Assign, at + 1);
      break;
    case Char.Dot:
      lexer.readDot();
      break;
    case Char.Greater:
      endTag(lexer);
      break;
    case Char.Slash:
      readTagSlash(lexer);
      break;
    case Char.Less:
      readTagLess(lexer);
      break;
    case Char.CloseParen:
    case Char.CloseBracket:
    case Char.CloseBrace:
      lexer.closeBracket(code);
      break;
    case Char.Semicolon:
      openers.abandon(lexer.tokens.count); // no tag holds one: it was never finished
      break;
    default:
      lexer.add(Kind.Unknown, at + 1);
  }
}

function endTag(lexer: Lexer): void {
  const { openers, tokens } = lexer;
  if (openers.top() === Open.Tag) {
    lexer.add(Kind.JsxChildren, lexer.at + 1);
    openers.become(Open.Children);
  } else {
    tokens.join(openers.topIndex(), lexer.add(Kind.JsxEnd, lexer.at + 1));
    openers.pop();
  }
}

/** `/>` */
function readTagSlash(lexer: Lexer): void {
  const { text, at, openers, tokens } = lexer;
  if (text.charCodeAt(at + 1) === Char.Greater) {
    tokens.join(openers.topIndex(), lexer.add(Kind.JsxEnd, at + 2));
    openers.pop();
  } else {
    lexer.add(Kind.Unknown, at + 1);
  }
}

/** In a tag: an element as a value, the types of a generic component, or the next tag when this one lacks its `>`. */
function readTagLess(lexer: Lexer): void {
  const { text, at, openers, tokens } = lexer;
  const last = tokens.count - 1;
  if (openers.top() === Open.ClosingTag) {
    openers.abandon(tokens.count);
  } else if (tokens.kind(last) === Kind.Assign) {
    lexer.open(Kind.JsxOpen, Open.Tag);
  } else if (tokens.kind(last) === Kind.Name && tokens.end(last) === at && isNameStart(text.charCodeAt(at + 1))) {
    openers.push(Open.TypeArguments, lexer.add(Kind.Less, at + 1));
  } else {
    openers.become(Open.Children);
  }
}
