import { isSpread } from '../kinds.ts';
import type { CallExpression, NewExpression, SpreadElement } from '../nodes.ts';
import { frameFor } from './frames.ts';
import { nameOf } from './names.ts';
import { declarationAt, isParameter } from './scopes.ts';
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

/** What is handed in at a place, or from there on: a list that nobody knows may hold all that stands behind its place. */
export function argumentsAt(args: readonly Argument[], index: number, rest = false): readonly Argument[] {
  const open = args.findIndex(isSpreadArgument);
  const from = open < 0 ? index : Math.min(open, index);
  return args.slice(from, rest ? undefined : from + 1);
}

/** `f(...args)` where `args` are the rest of what the function around is given: each of them is an argument. */
export function handedOn(args: readonly Argument[]): readonly Argument[] {
  return args.flatMap((arg) => restOf(arg) ?? [arg]);
}

function restOf(arg: Argument): readonly Argument[] | undefined {
  if (!isSpreadArgument(arg)) {
    return undefined;
  }
  const declaration = declarationAt(arg.node.argument);
  if (!isParameter(declaration) || !declaration.rest) {
    return undefined;
  }
  const given = frameFor(declaration.fn, arg.env)?.args;
  return given && argumentsAt(handedOn(given), declaration.index, true);
}

export function isSpreadArgument(arg: Argument): arg is Argument & { readonly node: SpreadElement; readonly env: Env } {
  return 'node' in arg && isSpread(arg.node);
}
