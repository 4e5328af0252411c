import { isIdentifier } from '../kinds.ts';
import type { Node } from '../nodes.ts';
import { afterCall } from './calls.ts';
import { type Change, changesOf } from './changes.ts';
import type { Context } from './context.ts';
import { frameAround } from './frames.ts';
import { grown, mayGrow } from './growing.ts';
import { walk } from './patterns.ts';
import type { Variable } from './scopes.ts';
import { state } from './state.ts';
import { pieceOf } from './texts.ts';
import { chosen, concat, type Env, either, isUnknown, optionsOf, TOO_COMPLEX, unknown, type Value } from './values.ts';

/** What a variable may hold: what it is declared with, and what happens to it afterwards. */
export function variable(declaration: Variable, env: Env, context: Context): Value {
  const { declarator } = declaration;
  const { memory } = context;
  const workOut = () => {
    try {
      return workedOut(declaration, env, context);
    } finally {
      memory.before.delete(declarator);
    }
  };
  return memory.around(declarator, undefined, workOut, () => soFar(declarator, context));
}

function workedOut(declaration: Variable, env: Env, context: Context): Value {
  const { declarator, steps, type } = declaration;
  const held = state(declaration, env, context);
  if (held) {
    return held;
  }
  const frame = frameAround(declarator, env);
  const init = declarator.init && chosen(context.evaluate(declarator.init, env), declarator.id, frame);
  const initial = init && walk(init, steps, env, context);
  const value = chosen(withChanges(initial, declaration, env, context), declarator, frame);
  return isUnknown(value) && type && !value.type ? { ...value, type: { node: type, env } } : value;
}

/** What a variable held before the assignment that asks for it: `tag = tag.replace(…)`. */
function soFar(declarator: Node, { memory }: Context): Value {
  const held = memory.before.get(declarator);
  if (!held) {
    return TOO_COMPLEX;
  }
  held.read = true;
  return held.value;
}

/** What pushes and assignments after the declaration add. */
function withChanges(initial: Value | undefined, declaration: Variable, env: Env, context: Context): Value {
  const assignable = declaration.statement.kind !== 'const';
  const { id } = declaration.declarator;
  if (!isIdentifier(id) || (!assignable && initial && !optionsOf(initial).some(mayGrow))) {
    return initial ?? unknown('runtime', isIdentifier(id) ? id.name : 'value');
  }
  let held = initial ? [initial] : [];
  const changes = changesOf(declaration, env, context);
  for (const change of changes) {
    if (change.how === 'assign' || change.how === 'append') {
      held = assigned(declaration.declarator, held, change, env, context);
    } else if (change.how === 'count') {
      held = [...held, unknown('runtime', id.name)];
    } else if (change.call && held[0]?.kind === 'instance') {
      context.memory.before.set(declaration.declarator, { value: held[0], read: false });
      held = [afterCall(change.call, env, context) ?? held[0]];
    }
  }
  return held.length === 0 ? unknown('runtime', id.name) : grown(either(held), changes, env, context);
}

/** What a variable may hold after an assignment. One that builds on what was there takes its place. */
function assigned(declarator: Node, held: readonly Value[], change: Change, env: Env, context: Context): Value[] {
  const earlier = { value: either(held), read: false };
  context.memory.before.set(declarator, earlier);
  const at = change.inside?.env ?? env;
  const values = change.nodes.map((node) => context.walk(context.evaluate(node, at), change.steps ?? [], at));
  if (change.how === 'append') {
    const pieces = values.map((value) => pieceOf(value, 'value', context));
    return held.length === 0
      ? values
      : [...(change.conditional ? held : []), concat([context.textsOf(earlier.value), ...pieces])];
  }
  return earlier.read ? values : [...held, ...values];
}
