import { ALL } from '../dependents.ts';
import type { Expression, SpreadElement } from '../nodes.ts';
import { createBudget } from './budget.ts';
import { apply } from './calls.ts';
import type { Context, Evaluator, ModuleGraph } from './context.ts';
import { declared } from './declarations.ts';
import { evaluateExpression } from './expressions.ts';
import { exported, typeDeclaration } from './imports.ts';
import { keysOf } from './keys.ts';
import { memberOf } from './members.ts';
import { createValueMemory } from './memory.ts';
import { argumentFor, valueOfArgument } from './parameters.ts';
import { walk } from './patterns.ts';
import { textsOf } from './texts.ts';
import { type Env, TOO_COMPLEX, type Value } from './values.ts';

/**
 * The evaluator: from an expression to exact values, patterns with holes, or unknown and why. It runs nothing; it reads
 * what the code says. What happens for each kind of thing stands in the file of its name; here they are put together.
 */
export function createEvaluator(graph: ModuleGraph): Evaluator {
  const budget = createBudget();
  const memory = createValueMemory(budget, graph);

  const step = (node: Expression | SpreadElement, env: Env): Value =>
    budget.within<Value>(TOO_COMPLEX, () => evaluateExpression(node, env, context));

  const context: Context = {
    graph: {
      ...graph,
      load(file) {
        memory.noteTouch('read', file, ALL);
        return graph.load(file);
      },
      pass(file, name) {
        memory.noteTouch('passed', file, name);
        return graph.pass(file, name);
      },
    },
    budget,
    memory,
    refill(steps) {
      budget.refill(steps);
      memory.forgetUnfinished();
    },
    evaluate: (node, env) =>
      isWrittenOut(node) ? evaluateExpression(node, env, context) : memory.once(node, env, () => step(node, env)),
    apply: (callee, args) => apply(callee, args, context),
    member: (value, name) => memberOf(value, name, context),
    keysOf: (value) => keysOf(value, context),
    textsOf: (value) => textsOf(value, undefined, context),
    argumentFor: (declaration, env) => argumentFor(declaration, env, context),
    valueOfArgument: (argument) => valueOfArgument(argument, context),
    walk: (value, steps, env) => walk(value, steps, env, context),
    exported: (file, name) => exported(file, name, context),
    declared: (declaration, env, at) => declared(declaration, env, at, context),
    lookUp: (name, at, env) => typeDeclaration(name, at, env, context),
  };
  return context;
}

/**
 * What is its own value costs nothing: it is not worth remembering, and known also where nothing is left for more. Of a
 * name it is remembered what was declared under it.
 */
function isWrittenOut({ type }: Expression | SpreadElement): boolean {
  return (
    type === 'Identifier' ||
    type === 'Literal' ||
    type === 'ObjectExpression' ||
    type === 'ArrowFunctionExpression' ||
    type === 'FunctionExpression'
  );
}
