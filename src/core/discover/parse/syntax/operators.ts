import { wordMap, wordSet } from '../../../word-set.ts';
import type { Expression, LogicalExpression } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { readArrow, startsArrow } from './arrows.ts';
import { missing, skipTooDeep } from './broken.ts';
import { type Cursor, MAX_CHAIN } from './cursor.ts';
import { readOperand } from './operands.ts';
import { readTypeList } from './type-lists.ts';
import { readType } from './types.ts';

/** Operators between operands, before them and behind them. */

/** Operands, and all operators between them but the comma, `?` and assignments. */
export function readOperators(cursor: Cursor): Expression {
  return readBinary(cursor, 0);
}

/** How tightly the operators bind. */
const PRECEDENCE = wordMap<number>({
  '??': 1,
  '||': 2,
  '&&': 3,
  '|': 4,
  '^': 5,
  '&': 6,
  '== != === !==': 7,
  '< > <= >= in instanceof as satisfies': 8,
  '<< >> >>>': 9,
  '+ -': 10,
  '* / %': 11,
  '**': 12,
});

/** Operands joined by operators that bind more tightly than `minimum`. */
function readBinary(cursor: Cursor, minimum: number): Expression {
  const start = cursor.start();
  let left = readUnary(cursor);
  for (let count = 0; ; count++) {
    const operator = binaryOperator(cursor);
    const precedence = PRECEDENCE.get(operator) ?? 0;
    if (precedence <= minimum) {
      return left;
    }
    if (count === MAX_CHAIN) {
      return skipTooDeep(cursor);
    }
    left = readOperation(cursor, { start, left, operator, precedence });
  }
}

interface Operation {
  readonly start: number;
  readonly left: Expression;
  readonly operator: string;
  readonly precedence: number;
}

function readOperation(cursor: Cursor, { start, left, operator, precedence }: Operation): Expression {
  const isAngle = cursor.is(Kind.Less) || cursor.is(Kind.Greater);
  cursor.at += isAngle ? operator.length : 1; // one token for each of its characters
  if (operator === 'as' || operator === 'satisfies') {
    const typeAnnotation = readType(cursor);
    return cursor.finish(start, { type: 'TSAsExpression', expression: left, typeAnnotation });
  }
  const right = readRight(cursor, operator === '**' ? precedence - 1 : precedence);
  return isLogical(operator)
    ? cursor.finish(start, { type: 'LogicalExpression', operator, left, right })
    : cursor.finish(start, { type: 'BinaryExpression', operator, left, right });
}

function readRight(cursor: Cursor, minimum: number): Expression {
  // `a || (b) => c` is no valid code, but leaves no other reading
  const read = (inner: Cursor) => (startsArrow(inner) ? readArrow(inner).node : readBinary(inner, minimum));
  return cursor.nested(read, skipTooDeep);
}

function isLogical(operator: string): operator is LogicalExpression['operator'] {
  return operator === '&&' || operator === '||' || operator === '??';
}

/** The operator at the cursor, which stays there; nothing where none stands. */
function binaryOperator(cursor: Cursor): string {
  switch (cursor.kind()) {
    case Kind.Operator:
    case Kind.Plus:
    case Kind.Minus:
    case Kind.Star:
    case Kind.Bar:
    case Kind.Ampersand:
      return cursor.tokens.source(cursor.at);
    case Kind.Less:
    case Kind.Greater:
      return angleOperator(cursor);
    case Kind.Name:
      return wordOperator(cursor);
    default:
      return '';
  }
}

function wordOperator(cursor: Cursor): string {
  const word = cursor.word();
  switch (word) {
    case 'in':
      return cursor.noIn ? '' : word;
    case 'instanceof':
      return word;
    case 'as':
    case 'satisfies':
      return cursor.breakAhead(0) ? '' : word;
    default:
      return '';
  }
}

/** Puts `<`, `>` and the `=` behind them together, as far as they touch: `>`, `>>`, `>=`, `>>>=` and so on. */
export function angleOperator(cursor: Cursor): string {
  const { tokens } = cursor;
  const kind = cursor.kind();
  let operator = tokens.source(cursor.at);
  for (let i = 1; i <= 3 && cursor.at + i < cursor.limit; i++) {
    const touches = tokens.end(cursor.at + i - 1) === tokens.start(cursor.at + i);
    const next = cursor.ahead(i);
    if (!touches || (next !== kind && next !== Kind.Assign)) {
      break;
    }
    operator += tokens.source(cursor.at + i);
    if (next === Kind.Assign) {
      break;
    }
  }
  return operator;
}

const WORD_PREFIXES = wordSet('typeof void delete');

/** Prefixes and suffixes of an operand. */
function readUnary(cursor: Cursor): Expression {
  switch (cursor.kind()) {
    case Kind.Not:
    case Kind.NonNull:
    case Kind.Tilde:
    case Kind.Plus:
    case Kind.Minus:
      return readPrefixed(cursor);
    case Kind.Update:
      return readMarked(cursor, 'UpdateExpression');
    case Kind.Less:
      return readAssertion(cursor);
    case Kind.Name: {
      const word = cursor.word();
      if (word === 'await' && startsOperand(cursor.ahead(1))) {
        return readMarked(cursor, 'AwaitExpression');
      }
      return WORD_PREFIXES.has(word) ? readPrefixed(cursor) : readSuffixed(cursor);
    }
    default:
      return readSuffixed(cursor);
  }
}

function readPrefixed(cursor: Cursor): Expression {
  const start = cursor.start();
  const operator = cursor.tokens.source(cursor.at++);
  const argument = readNested(cursor);
  return cursor.finish(start, { type: 'UnaryExpression', operator, argument });
}

function readMarked(cursor: Cursor, type: 'UpdateExpression' | 'AwaitExpression'): Expression {
  const start = cursor.pass();
  const argument = readNested(cursor);
  return cursor.finish(start, { type, argument });
}

function readNested(cursor: Cursor): Expression {
  return cursor.nested(readUnary, skipTooDeep);
}

/** Can a token of this kind begin an expression? */
export function startsOperand(kind: TokenKind): boolean {
  return !FOLLOWING.has(kind);
}

/** What can only stand behind one. */
const FOLLOWING: ReadonlySet<TokenKind> = new Set([
  Kind.End,
  Kind.CloseParen,
  Kind.CloseBracket,
  Kind.CloseBrace,
  Kind.Comma,
  Kind.Semicolon,
  Kind.Colon,
  Kind.Question,
  Kind.Dot,
  Kind.Arrow,
  Kind.Assign,
  Kind.Operator,
]);

/** `<T>value` */
function readAssertion(cursor: Cursor): Expression {
  const start = cursor.start();
  const types = readTypeList(cursor);
  if (types === undefined) {
    return missing(cursor);
  }
  const expression = readNested(cursor);
  const typeAnnotation = types[0];
  return cursor.finish(start, { type: 'TSAsExpression', expression, typeAnnotation });
}

function readSuffixed(cursor: Cursor): Expression {
  const start = cursor.start();
  const operand = readOperand(cursor);
  if (!cursor.is(Kind.Update) || cursor.breakAhead(0)) {
    return operand;
  }
  cursor.at++;
  return cursor.finish(start, { type: 'UpdateExpression', argument: operand });
}
