import type { Expression, LogicalExpression } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { readArrow, startsArrow } from './arrows.ts';
import { missing, skipTooDeep } from './broken.ts';
import { build } from './build.ts';
import type { Cursor } from './cursor.ts';
import { readOperand } from './operands.ts';
import { toPattern } from './patterns.ts';
import { readType, readTypeList } from './types.ts';

/** Operators, from the comma down to the prefixes. */

/** A chain of so many operators on one level is cut: nobody could walk down its tree. */
const MAX_CHAIN = 1000;

/** Expressions with commas between them. */
export function readExpression(cursor: Cursor): Expression {
  const start = cursor.start();
  const first = readAssignment(cursor);
  if (!cursor.is(Kind.Comma)) {
    return first;
  }
  const expressions = [first];
  while (cursor.eat(Kind.Comma)) {
    expressions.push(readAssignment(cursor));
  }
  return cursor.finish(start, { type: 'SequenceExpression', expressions });
}

/** An arrow function, an assignment, a conditional: anything without commas. */
export function readAssignment(cursor: Cursor): Expression {
  if (!cursor.descend()) {
    return skipTooDeep(cursor);
  }
  const expression = startsArrow(cursor) ? readArrowOrNot(cursor) : readAssigning(cursor);
  cursor.ascend();
  return expression;
}

/**
 * In `a ? (b) : c => d` the parentheses are a value, in `a ? (b): c => d : e` parameters: what follows tells. Both are
 * tried, and what turned out wrong is remembered.
 */
function readArrowOrNot(cursor: Cursor): Expression {
  const { at, inConsequent } = cursor;
  const arrow = readArrow(cursor);
  if (!inConsequent || cursor.is(Kind.Colon) || arrow.typedParameters === undefined) {
    return arrow.node;
  }
  cursor.source.noArrows.add(arrow.typedParameters);
  cursor.at = at;
  return readAssigning(cursor);
}

function readAssigning(cursor: Cursor): Expression {
  if (cursor.isWord('yield') && startsYield(cursor)) {
    return readYield(cursor);
  }
  const start = cursor.start();
  return readAssignmentTo(cursor, start, readConditional(cursor));
}

/** `left = right`, or `left` alone. */
function readAssignmentTo(cursor: Cursor, start: number, expression: Expression): Expression {
  const operator = assignmentOperator(cursor);
  if (operator === '') {
    return expression;
  }
  const left = toPattern(expression);
  const right = readAssignment(cursor);
  return cursor.finish(start, { type: 'AssignmentExpression', operator, left, right });
}

/** Reads `=`, `+=` and their like; `>>=` comes in pieces. */
function assignmentOperator(cursor: Cursor): string {
  const shift = cursor.is(Kind.Greater) || cursor.is(Kind.Less) ? angleOperator(cursor) : '';
  if (shift.length > 2 && shift.endsWith('=')) {
    cursor.at += shift.length;
    return shift;
  }
  return cursor.is(Kind.Assign) ? cursor.tokens.source(cursor.at++) : '';
}

function startsYield(cursor: Cursor): boolean {
  const next = cursor.ahead(1);
  return next !== Kind.Assign && next !== Kind.Dot && next !== Kind.Arrow && next !== Kind.Colon;
}

function readYield(cursor: Cursor): Expression {
  const start = cursor.start();
  cursor.at++;
  const hasArgument = cursor.eat(Kind.Star) || (!cursor.breakAhead(0) && startsOperand(cursor));
  const argument = hasArgument ? readAssignment(cursor) : undefined;
  return cursor.finish(start, { type: 'YieldExpression', argument });
}

/** Can the token at the cursor begin an expression? */
function startsOperand(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case Kind.End:
    case Kind.CloseParen:
    case Kind.CloseBracket:
    case Kind.CloseBrace:
    case Kind.Comma:
    case Kind.Semicolon:
    case Kind.Colon:
    case Kind.Question:
    case Kind.Dot:
    case Kind.Arrow:
    case Kind.Assign:
    case Kind.Operator:
      return false;
    default:
      return true;
  }
}

/** `a ? b : c`. A chain of them is read in a loop and nested afterwards. */
function readConditional(cursor: Cursor): Expression {
  const links: { start: number; test: Expression; consequent: Expression }[] = [];
  let start = cursor.start();
  let last = readBinary(cursor, 0);
  while (cursor.is(Kind.Question) && links.length < MAX_CHAIN) {
    cursor.at++;
    links.push({ start, test: last, consequent: readConsequent(cursor) });
    const isComplete = cursor.eat(Kind.Colon);
    start = cursor.start();
    last = isComplete ? readAlternate(cursor) : missing(cursor);
  }
  const end = cursor.lastEnd();
  return links.reduceRight(
    (alternate: Expression, { start: from, test, consequent }) =>
      build(from, end, { type: 'ConditionalExpression', test, consequent, alternate }),
    last,
  );
}

function readConsequent(cursor: Cursor): Expression {
  const { noIn, inConsequent } = cursor;
  cursor.noIn = false;
  cursor.inConsequent = true;
  const consequent = readAssignment(cursor);
  cursor.noIn = noIn;
  cursor.inConsequent = inConsequent;
  return consequent;
}

/** The next link of a chain, up to its own `?`; an arrow function or an assignment ends the chain. */
function readAlternate(cursor: Cursor): Expression {
  if (startsArrow(cursor) || cursor.isWord('yield')) {
    return readAssignment(cursor);
  }
  const start = cursor.start();
  const alternate = readBinary(cursor, 0);
  return cursor.is(Kind.Question) ? alternate : readAssignmentTo(cursor, start, alternate);
}

/** How tightly the operators bind. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['??', 1],
  ['||', 2],
  ['&&', 3],
  ['|', 4],
  ['^', 5],
  ['&', 6],
  ['==', 7],
  ['!=', 7],
  ['===', 7],
  ['!==', 7],
  ['<', 8],
  ['>', 8],
  ['<=', 8],
  ['>=', 8],
  ['in', 8],
  ['instanceof', 8],
  ['as', 8],
  ['satisfies', 8],
  ['<<', 9],
  ['>>', 9],
  ['>>>', 9],
  ['+', 10],
  ['-', 10],
  ['*', 11],
  ['/', 11],
  ['%', 11],
  ['**', 12],
]);

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
  if (!cursor.descend()) {
    return skipTooDeep(cursor);
  }
  // `a || (b) => c` is no valid code, but leaves no other reading
  const right = startsArrow(cursor) ? readArrow(cursor).node : readBinary(cursor, minimum);
  cursor.ascend();
  return right;
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
function angleOperator(cursor: Cursor): string {
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

const WORD_PREFIXES = new Set(['typeof', 'void', 'delete']);

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
      return readPrefixUpdate(cursor);
    case Kind.Less:
      return readAssertion(cursor);
    case Kind.Name: {
      const word = cursor.word();
      if (word === 'await' && startsAwait(cursor)) {
        return readAwait(cursor);
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

function readPrefixUpdate(cursor: Cursor): Expression {
  const start = cursor.start();
  const operator = cursor.tokens.source(cursor.at++) === '++' ? '++' : '--';
  const argument = readNested(cursor);
  return cursor.finish(start, { type: 'UpdateExpression', operator, argument });
}

function readNested(cursor: Cursor): Expression {
  if (!cursor.descend()) {
    return skipTooDeep(cursor);
  }
  const argument = readUnary(cursor);
  cursor.ascend();
  return argument;
}

function startsAwait(cursor: Cursor): boolean {
  switch (cursor.ahead(1)) {
    case Kind.End:
    case Kind.CloseParen:
    case Kind.Comma:
    case Kind.Semicolon:
    case Kind.Colon:
    case Kind.Dot:
    case Kind.Assign:
    case Kind.Arrow:
    case Kind.Operator:
      return false;
    default:
      return true;
  }
}

function readAwait(cursor: Cursor): Expression {
  const start = cursor.start();
  cursor.at++;
  const argument = readNested(cursor);
  return cursor.finish(start, { type: 'AwaitExpression', argument });
}

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
  const operator = cursor.tokens.source(cursor.at++) === '++' ? '++' : '--';
  return cursor.finish(start, { type: 'UpdateExpression', operator, argument: operand });
}
