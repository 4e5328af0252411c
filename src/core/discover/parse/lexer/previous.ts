import { wordSet } from '../../../word-set.ts';
import * as Kind from './kinds.ts';
import { matches } from './matches.ts';
import type { TokenKind, Tokens } from './tokens.ts';

/**
 * What the token before tells about the one to come: behind an operand a slash divides and `<` compares; elsewhere the
 * one begins a regular expression, the other JSX.
 */

/** Words behind which an operand is expected, though they look like one. */
const EXPECT_OPERAND = wordSet(
  'return case default do else yield await throw in instanceof typeof void delete new extends',
);

/** Words with a condition in parentheses, behind which a statement begins. */
const TAKE_CONDITION = wordSet('if while for with');

/** Is the token at the index the end of an operand? */
export function endsExpression(tokens: Tokens, index: number): boolean {
  switch (tokens.kind(index)) {
    case Kind.Name:
      return !expectsOperand(tokens, index);
    case Kind.CloseParen:
      return !closesCondition(tokens, index);
    case Kind.CloseBrace:
      return closesObject(tokens, index);
    case Kind.PrivateName:
    case Kind.NumberLiteral:
    case Kind.StringLiteral:
    case Kind.Regex:
    case Kind.Template:
    case Kind.TemplateTail:
    case Kind.CloseBracket:
    case Kind.Update:
    case Kind.NonNull:
    case Kind.JsxEnd:
      return true;
    default:
      return false;
  }
}

function expectsOperand(tokens: Tokens, index: number): boolean {
  const before = tokens.kind(index - 1);
  if (before === Kind.Dot || before === Kind.QuestionDot) {
    return false; // the name of a member
  }
  const length = tokens.end(index) - tokens.start(index);
  if (length === 2 && tokens.isWord(index, 'of')) {
    return before === Kind.Name || before === Kind.CloseBrace || before === Kind.CloseBracket; // for (const a of …)
  }
  return length <= 10 && EXPECT_OPERAND.has(tokens.source(index));
}

function closesCondition(tokens: Tokens, close: number): boolean {
  const before = tokens.partner(close) - 1;
  return (
    before >= 0 &&
    tokens.kind(before) === Kind.Name &&
    TAKE_CONDITION.has(tokens.source(before)) &&
    tokens.kind(before - 1) !== Kind.Dot
  );
}

/** An object stands where an operand is expected, a block elsewhere. */
function closesObject(tokens: Tokens, close: number): boolean {
  const before = tokens.partner(close) - 1;
  return tokens.kind(before) === Kind.Name
    ? expectsOperand(tokens, before) && !tokens.isWord(before, 'do') && !tokens.isWord(before, 'else')
    : BEFORE_OBJECT.has(tokens.kind(before));
}

/** Behind these a brace begins an object. */
export const BEFORE_OBJECT: ReadonlySet<TokenKind> = new Set([
  Kind.OpenParen,
  Kind.OpenBracket,
  Kind.Comma,
  Kind.Colon,
  Kind.Question,
  Kind.Assign,
  Kind.Operator,
  Kind.TemplateHead,
  Kind.TemplateMiddle,
]);

/** `<T,`, `<T =`, `<T extends U`, `<const T`. */
const TYPE_PARAMETERS = /<\s*(?:const\s+[\w$]|[\w$]+\s*(?:,|=[^>]|extends[\s({[]+[^\s=>/]))/y;
/** `<T>(`: a signature, or an element whose text begins with a parenthesis. */
const SIGNATURE = /<[\w$]+>\(/y;
const MAX_SIGNATURE = 300;

/** Do type parameters begin at this `<`, and not JSX? */
export function startsTypeParameters(tokens: Tokens, at: number): boolean {
  return (
    matches(TYPE_PARAMETERS, tokens.text, at) ||
    (matches(SIGNATURE, tokens.text, at) && isSignature(tokens, at, SIGNATURE.lastIndex))
  );
}

/** `(x: T) => U` anywhere, `(x: T): U` as a member of a type. */
function isSignature(tokens: Tokens, at: number, afterParen: number): boolean {
  const text = tokens.text.slice(afterParen, afterParen + MAX_SIGNATURE);
  let depth = 1;
  let end = 0;
  while (end < text.length && depth > 0) {
    const char = text[end++];
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
  }
  const after = text.slice(end).trimStart();
  if (after.startsWith('=>')) {
    return true;
  }
  const before = tokens.kind(tokens.count - 1);
  const closingTag = `</${tokens.text.slice(at + 1, tokens.text.indexOf('>', at))}`;
  return (
    after.startsWith(':') && (before === Kind.OpenBrace || before === Kind.Semicolon) && !text.includes(closingTag)
  );
}
