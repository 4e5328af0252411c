import type { Expression } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { readArrow, startsArrow } from './arrows.ts';
import { missing, skipTooDeep } from './broken.ts';
import { build } from './build.ts';
import { type Cursor, MAX_CHAIN } from './cursor.ts';
import { readSpread } from './items.ts';
import { angleOperator, readOperators, startsOperand } from './operators.ts';
import { toPattern } from './patterns.ts';

/** Expressions with commas, assignments, arrow functions and conditionals; operators.ts reads what is in them. */

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
  return cursor.nested(startsArrow(cursor) ? readArrowOrNot : readAssigning, skipTooDeep);
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
  const start = cursor.pass();
  const hasArgument = cursor.is(Kind.Star) || (!cursor.breakAhead(0) && startsOperand(cursor.kind()));
  const argument = hasArgument ? (cursor.is(Kind.Star) ? readSpread : readAssignment)(cursor) : undefined;
  return cursor.finish(start, { type: 'YieldExpression', argument });
}

/** `a ? b : c`. A chain of them is read in a loop and nested afterwards. */
function readConditional(cursor: Cursor): Expression {
  const links: { start: number; test: Expression; consequent: Expression }[] = [];
  let start = cursor.start();
  let last = readOperators(cursor);
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
  const alternate = readOperators(cursor);
  return cursor.is(Kind.Question) ? alternate : readAssignmentTo(cursor, start, alternate);
}
