import { isBlock } from '../kinds.ts';
import type { Expression, FunctionNode, SpreadElement, Statement, SwitchStatement } from '../nodes.ts';
import { type ConditionContext, casesMeant, truthOf } from './conditions.ts';
import type { Env } from './values.ts';

/** What a function returns, or a generator yields, wherever it may in these frames; `undefined` for an empty `return`. */
export function returnsOf(
  { body, generator }: FunctionNode,
  env: Env,
  context: ConditionContext,
): readonly (Expression | SpreadElement | undefined)[] {
  if (!isBlock(body)) {
    return body ? [body] : [];
  }
  const run: Run = {
    found: [],
    generator,
    jumped: false,
    holds: (test) => truthOf(test, env, context),
    meant: (statement) => casesMeant(statement, env, context),
  };
  runAll(body.body, run);
  return run.found;
}

/** One way through a function's statements, along every branch that may be taken. */
interface Run {
  readonly found: (Expression | SpreadElement | undefined)[];
  /** What is yielded counts, and not what is returned. */
  readonly generator: boolean;
  /** A `break` or `continue` was met: what ends there does not end the function. */
  jumped: boolean;
  holds(test: Expression): boolean | undefined;
  meant(statement: SwitchStatement): readonly (boolean | undefined)[];
}

/** True where no way leads behind the statements. */
function runAll(statements: readonly Statement[], run: Run): boolean {
  return statements.some((statement) => runOne(statement, run));
}

function runOne(statement: Statement, run: Run): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
      if (!run.generator) {
        run.found.push(statement.argument);
      }
      return true;
    case 'ExpressionStatement':
      if (run.generator && statement.expression.type === 'YieldExpression') {
        run.found.push(statement.expression.argument);
      }
      return false;
    case 'ThrowStatement':
      return true;
    case 'JumpStatement':
      run.jumped = true;
      return true;
    case 'BlockStatement':
      return runAll(statement.body, run);
    case 'Broken':
      runAll(statement.body, run);
      return false;
    case 'IfStatement':
      return runIf(statement, run);
    case 'SwitchStatement':
      return runSwitch(statement, run);
    case 'TryStatement': {
      const ends = runAll(statement.block.body, run);
      const handled = statement.handler === undefined || runAll(statement.handler.body, run);
      return (statement.finalizer !== undefined && runAll(statement.finalizer.body, run)) || (ends && handled);
    }
    case 'LabeledStatement':
      return runOne(statement.body, run) && !run.jumped;
    case 'ForStatement':
    case 'ForEachStatement':
    case 'WhileStatement':
      runOne(statement.body, run);
      return false;
    default:
      return false;
  }
}

function runIf({ test, consequent, alternate }: Statement & { type: 'IfStatement' }, run: Run): boolean {
  if (!mayJump(consequent) && !mayJump(alternate)) {
    return false; // whether it holds is dear to tell, and nobody asks
  }
  const holds = run.holds(test);
  const first = holds === false || runOne(consequent, run);
  const second = holds === true || (alternate !== undefined && runOne(alternate, run));
  return first && second;
}

/** Whether a way through a statement leads elsewhere than behind it, or something may be yielded on it. */
function mayJump(statement: Statement | undefined): boolean {
  switch (statement?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'JumpStatement':
    case 'SwitchStatement':
    case 'TryStatement':
      return true;
    case 'ExpressionStatement':
      return statement.expression.type === 'YieldExpression';
    case 'BlockStatement':
    case 'Broken':
      return statement.body.some(mayJump);
    case 'IfStatement':
      return mayJump(statement.consequent) || mayJump(statement.alternate);
    case 'LabeledStatement':
    case 'ForStatement':
    case 'ForEachStatement':
    case 'WhileStatement':
      return mayJump(statement.body);
    default:
      return false;
  }
}

function runSwitch(statement: SwitchStatement, run: Run): boolean {
  const meant = run.meant(statement);
  const outer = run.jumped;
  run.jumped = false;
  let isInside = false;
  statement.cases.forEach(({ consequent }, index) => {
    isInside = (isInside || meant[index] !== false) && !runAll(consequent, run);
  });
  const isExhaustive = meant.includes(true) || statement.cases.some(({ test }) => test === undefined);
  const ends = isExhaustive && !isInside && !run.jumped;
  run.jumped = outer;
  return ends;
}
