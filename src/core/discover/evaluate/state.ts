import { isCall, isIdentifier } from '../kinds.ts';
import type { CallExpression, Expression, SpreadElement } from '../nodes.ts';
import { callsOf } from './changes.ts';
import type { Context } from './context.ts';
import type { Variable } from './scopes.ts';
import { type Env, either, isConstant, isExternal, isFunctionValue, isNumber, unknown, type Value } from './values.ts';

/**
 * `const [src, setSrc] = useState(first)`: what the state begins with, and what its setter is called with. `undefined`
 * for a variable that is no such state.
 */
export function state(declaration: Variable, env: Env, context: Context): Value | undefined {
  const { declarator, steps } = declaration;
  const [step] = steps;
  const { init, id } = declarator;
  const isFirst = steps.length === 1 && step?.step === 'index' && step.index === 0;
  if (!isFirst || id.type !== 'ArrayPattern' || !isCall(init) || !isUseState(init, env, context)) {
    return undefined;
  }
  const [name, setter] = id.elements;
  const calls = isIdentifier(setter) ? callsOf(setter, env) : [];
  const values = [init, ...(calls ?? [])].map(({ arguments: [next] }) => stateFrom(next, env, context));
  const isOpen = calls === undefined || values.some((value) => value === undefined);
  const open = unknown('runtime', isIdentifier(name) ? name.name : 'state');
  const known = values.filter((value) => value !== undefined && !isConstant(value)) as Value[];
  return either([...known, ...(isOpen || known.length === 0 ? [open] : [])]);
}

function isUseState(call: CallExpression, env: Env, context: Context): boolean {
  const callee = context.evaluate(call.callee, env);
  return isExternal(callee) && callee.module === 'react' && callee.path.at(-1) === 'useState';
}

/** `useState(() => first)` is asked once. What a number or a function of what was there before makes of it is open. */
function stateFrom(node: Expression | SpreadElement | undefined, env: Env, context: Context): Value | undefined {
  const value = node && context.evaluate(node, env);
  if (isFunctionValue(value)) {
    return value.node.params.length === 0 ? context.apply(value, []) : undefined;
  }
  return isNumber(value) ? undefined : value;
}
