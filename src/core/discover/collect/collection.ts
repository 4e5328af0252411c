import type { Evaluator } from '../evaluate/context.ts';
import type { Argument, Env } from '../evaluate/values.ts';
import type { Expression, Node, SpreadElement } from '../nodes.ts';
import type { Leaf } from './leaves.ts';

/**
 * One collection at work. Its parts are files of plain functions that reach one another through this. Those that return
 * `undefined` found nothing to follow: then the expression itself is the place, with whatever value it has.
 */
export interface Collection {
  readonly evaluator: Evaluator;
  /** The variables of which what is put in is looked through: `tags = tags.slice(0, 16)` adds nothing to itself. */
  readonly filling: Set<Node>;
  /** The leaves of an expression. */
  visit(node: Expression | SpreadElement, env: Env): Leaf[];
  /** The leaves of a member of what an argument stands for; of its whole where the path is empty. */
  visitPath(argument: Argument, path: readonly string[]): Leaf[];
  /** The same, only where the member is written; `undefined` where only its value can be known. */
  followPath(node: Expression | SpreadElement, env: Env, path: readonly string[]): Leaf[] | undefined;
}
