import { isVariableDeclaration } from '../../kinds.ts';
import type { Expression, Pattern, Statement, SwitchCase, VariableDeclaration } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import { missing, readSingle, readStatementOrToken, readWhole } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { readBlock } from './functions.ts';
import { nothing } from './items.ts';
import { endStatement } from './modules.ts';
import { readBinding, toPattern } from './patterns.ts';
import { readVariables, startsVariables } from './variables.ts';

/** Statements that steer. Each begins with its word at the cursor. */

/** `(a)` */
function readCondition(cursor: Cursor): Expression {
  return cursor.is(Kind.OpenParen) ? readSingle(cursor) : missing(cursor);
}

export function readIf(cursor: Cursor): Statement {
  const start = cursor.pass();
  const test = readCondition(cursor);
  const consequent = cursor.rules.statement(cursor);
  const alternate = cursor.eatWord('else') ? cursor.rules.statement(cursor) : undefined;
  return cursor.finish(start, { type: 'IfStatement', test, consequent, alternate });
}

export function readWhile(cursor: Cursor): Statement {
  const start = cursor.pass();
  const test = readCondition(cursor);
  const body = cursor.rules.statement(cursor);
  return cursor.finish(start, { type: 'WhileStatement', test, body });
}

export function readDoWhile(cursor: Cursor): Statement {
  const start = cursor.pass();
  const body = cursor.rules.statement(cursor);
  const test = cursor.eatWord('while') ? readCondition(cursor) : missing(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type: 'WhileStatement', test, body });
}

type Initial = VariableDeclaration | Expression | undefined;

/** `for (let i = 0; i < n; i++)`, `for (const a of b)`, `for await (const a of b)`, `for (const a in b)` */
export function readFor(cursor: Cursor): Statement {
  const start = cursor.pass();
  cursor.eatWord('await');
  const head = cursor.is(Kind.OpenParen) ? cursor.inside(readForHead) : NO_HEAD;
  const body = cursor.rules.statement(cursor);
  return 'of' in head
    ? cursor.finish(start, { type: 'ForEachStatement', ...head, body })
    : cursor.finish(start, { type: 'ForStatement', ...head, body });
}

interface ForHead {
  readonly init: Initial;
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
}
interface ForEachHead {
  readonly of: boolean;
  readonly left: VariableDeclaration | Pattern;
  readonly right: Expression;
}

const NO_HEAD: ForHead = { init: undefined, test: undefined, update: undefined };

function readForHead(cursor: Cursor): ForHead | ForEachHead {
  const init = readInitial(cursor);
  const of = cursor.isWord('of');
  if (init !== undefined && (of || cursor.isWord('in'))) {
    cursor.at++;
    const left = isVariableDeclaration(init) ? init : toPattern(init);
    return { of, left, right: readToLimit(cursor) ?? missing(cursor) };
  }
  cursor.eat(Kind.Semicolon);
  const test = cursor.isDone() || cursor.is(Kind.Semicolon) ? undefined : cursor.rules.expression(cursor);
  cursor.eat(Kind.Semicolon);
  return { init, test, update: readToLimit(cursor) };
}

function readInitial(cursor: Cursor): Initial {
  if (cursor.isDone() || cursor.is(Kind.Semicolon)) {
    return undefined;
  }
  cursor.noIn = true;
  const init = startsVariables(cursor) ? readVariables(cursor, nothing) : cursor.rules.expression(cursor);
  cursor.noIn = false;
  return init;
}

/** One expression, or something broken, that reaches to the limit. */
function readToLimit(cursor: Cursor): Expression | undefined {
  return cursor.isDone() ? undefined : readWhole(cursor, cursor.rules.expression);
}

export function readSwitch(cursor: Cursor): Statement {
  const start = cursor.pass();
  const discriminant = readCondition(cursor);
  const cases = cursor.is(Kind.OpenBrace) ? cursor.inside((inner) => inner.all(readCase)) : [];
  return cursor.finish(start, { type: 'SwitchStatement', discriminant, cases });
}

/** Statements without a `case` before them make one without a test. */
function readCase(cursor: Cursor): SwitchCase {
  const start = cursor.start();
  const test = cursor.eatWord('case') ? cursor.rules.expression(cursor) : undefined;
  if (test === undefined) {
    cursor.eatWord('default');
  }
  cursor.eat(Kind.Colon);
  const consequent: Statement[] = [];
  while (!cursor.isDone() && !startsCase(cursor)) {
    consequent.push(readStatementOrToken(cursor));
  }
  return cursor.finish(start, { type: 'SwitchCase', test, consequent });
}

function startsCase(cursor: Cursor): boolean {
  return cursor.isWord('case') || (cursor.isWord('default') && cursor.ahead(1) === Kind.Colon);
}

export function readTry(cursor: Cursor): Statement {
  const start = cursor.pass();
  const block = readBlock(cursor);
  const hasHandler = cursor.eatWord('catch');
  const param = hasHandler && cursor.is(Kind.OpenParen) ? cursor.inside(readCaught) : undefined;
  const handler = hasHandler ? readBlock(cursor) : undefined;
  const finalizer = cursor.eatWord('finally') ? readBlock(cursor) : undefined;
  return cursor.finish(start, { type: 'TryStatement', block, param, handler, finalizer });
}

function readCaught(cursor: Cursor): Pattern {
  return readWhole(cursor, readBinding);
}

/** `return a`, `throw a`: what stands on the next line is no longer meant. */
export function readReturn(cursor: Cursor): Statement {
  const type = cursor.isWord('return') ? 'ReturnStatement' : 'ThrowStatement';
  const start = cursor.pass();
  const isAlone = cursor.is(Kind.Semicolon) || cursor.breakAhead(0);
  const argument = isAlone ? undefined : cursor.rules.expression(cursor);
  endStatement(cursor);
  return cursor.finish(start, { type, argument });
}

/** `break`, `continue`, perhaps with a label, and `debugger`, which goes nowhere. */
export function readJump(cursor: Cursor): Statement {
  const start = cursor.start();
  const type = cursor.isWord('debugger') ? 'EmptyStatement' : 'JumpStatement';
  cursor.at++;
  if (cursor.is(Kind.Name) && !cursor.breakAhead(0)) {
    cursor.at++;
  }
  endStatement(cursor);
  return cursor.finish(start, { type });
}
