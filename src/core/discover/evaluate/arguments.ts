import type { CallExpression, NewExpression } from '../nodes.ts';
import { nameOf } from './names.ts';
import type { Argument, Env } from './values.ts';

/** The arguments of a call as its callee sees them. */
export function argumentsOf(call: CallExpression | NewExpression, env: Env): readonly Argument[] {
  return call.arguments.map((node) => ({ node, env }));
}

/** The arguments of a call of a function's own method: all behind what `this` is to be; of `apply` the elements of a list. */
export function argumentsBehind(call: CallExpression, env: Env): readonly Argument[] {
  const [, list] = call.arguments;
  if (nameOf(call.callee) !== 'apply') {
    return argumentsOf(call, env).slice(1);
  }
  const nodes =
    list?.type === 'ArrayExpression' ? list.elements.filter((each) => each !== undefined) : list ? [list] : [];
  return nodes.map((node) => ({ node, env }));
}
