import { getOrMake } from '../../maps.ts';
import type { Evaluator } from '../evaluate/context.ts';
import type { Answer } from '../evaluate/memory.ts';
import { PerEnv } from '../evaluate/per-env.ts';
import type { Argument, Env } from '../evaluate/values.ts';
import type { Expression, SpreadElement } from '../nodes.ts';
import type { Collection } from './collection.ts';
import { visitExpression } from './expressions.ts';
import type { Leaf } from './leaves.ts';
import { followPath, visitPath } from './paths.ts';

const MOST_VISITS = 2000;
const MOST_DEPTH = 24;

/**
 * Finds the values of an expression together with the places that write them: the elements of an array and not the
 * array, the branches of a conditional, the argument of the caller and not the parameter.
 */
export interface Collector {
  collect(node: Expression | SpreadElement, env: Env): Leaf[];
  /** The same for a member of what an argument stands for: `tags` of `{ tags: [a, b] }`. */
  collectPath(argument: Argument, path: readonly string[]): Leaf[];
}

export function createCollector(evaluator: Evaluator): Collector {
  const { memory } = evaluator;
  /** By the members that are looked for (none for a whole) what expressions hold outside of calls: the same for whoever asks. */
  const outsideOfCalls = new Map<string, PerEnv<Answer<Leaf[]>>>();

  function once(node: Expression | SpreadElement, env: Env, path: readonly string[], look: () => Leaf[]): Leaf[] {
    if (env.frame) {
      return look();
    }
    const answers = getOrMake(outsideOfCalls, path.join('.'), () => new PerEnv());
    return memory.recall(answers.in(env), node, look);
  }

  return {
    collect: (node, env) => once(node, env, [], () => begin(evaluator).visit(node, env)),
    collectPath: (argument, path) =>
      'node' in argument
        ? once(argument.node, argument.env, path, () => begin(evaluator).visitPath(argument, path))
        : begin(evaluator).visitPath(argument, path),
  };
}

/** A collection with bounds of its own: how many expressions it looks at, and how deep they nest. */
function begin(evaluator: Evaluator): Collection {
  let left = MOST_VISITS;
  let depth = 0;
  function bounded<T>(otherwise: T, look: () => T): T {
    if (depth > MOST_DEPTH || left <= 0) {
      return otherwise;
    }
    left--;
    depth++;
    const found = look();
    depth--;
    return found;
  }
  const collection: Collection = {
    evaluator,
    filling: new Set(),
    visit: (node, env) => bounded<Leaf[]>([], () => visitExpression(node, env, collection)),
    visitPath: (argument, path) => bounded<Leaf[]>([], () => visitPath(argument, path, collection)),
    followPath: (node, env, path) => bounded(undefined, () => followPath(node, env, path, collection)),
  };
  return collection;
}
