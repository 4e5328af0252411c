import type { FileId } from '../../model.ts';
import type { Touched } from '../dependents.ts';
import type { Resolution } from '../modules/resolver.ts';
import type { Expression, Node, SpreadElement } from '../nodes.ts';
import type { Step } from './bindings.ts';
import type { Budget } from './budget.ts';
import type { ValueMemory } from './memory.ts';
import type { Declaration, Parameter } from './scopes.ts';
import type { Argument, Env, Module, TextValue, Value } from './values.ts';

/** The files that an evaluation may look into. */
export interface ModuleGraph {
  /** A file's syntax tree; `undefined` where it cannot be read. */
  load(file: FileId): Module | undefined;
  /**
   * The same for who only looks whether, and from where, the file has what it exports under a name; `undefined` also where
   * its text tells that it has not. Who then reads what stands there has to note it.
   */
  pass(file: FileId, name: string): Module | undefined;
  /** Told of each name that is read in a file, or for which one is passed, also where the value was known already. */
  onTouch(how: keyof Touched, file: FileId, name: string): void;
  resolve(specifier: string, from: FileId): Resolution;
  /** What a framework makes known everywhere without an import; `undefined` for a real global. */
  autoImport(name: string, from: FileId): { readonly file: FileId; readonly name: string } | undefined;
  /** What an MDX file is given under a name that it does not declare itself. */
  given(name: string, from: FileId): readonly { readonly component: Expression; readonly module: Module }[];
  /** Classes that say to implement an interface of this name, as far as one of their methods reaches a sink. */
  implementers(name: string): readonly { readonly node: Node; readonly module: Module }[];
}

/** How an expression's value is found. One evaluator serves many questions; each question has a budget of its own. */
export interface Evaluator {
  readonly budget: Budget;
  readonly memory: ValueMemory;
  /** Begins a question: what was spent before does not count. */
  refill(steps?: number): void;
  evaluate(node: Expression | SpreadElement, env: Env): Value;
  /** The result of calling a function with these arguments. */
  apply(callee: Value, args: readonly Argument[]): Value;
  member(value: Value, name: string): Value;
  /** The texts that a value may be; a value without any is a hole of its own name. */
  textsOf(value: Value): readonly TextValue[];
  /** What a parameter stands for in these frames; `undefined` where the function is not being applied. */
  argumentFor(declaration: Parameter, env: Env): readonly Argument[] | undefined;
  /** Takes the steps of a pattern from a value. */
  walk(value: Value, steps: readonly Step[], env: Env): Value;
  exported(file: FileId, name: string): Value;
  declared(declaration: Declaration, env: Env, at: Node): Value;
  valueOfArgument(argument: Argument): Value;
}

/**
 * What the parts of the evaluator share. A value can lead anywhere (a member to a call, a call to an import, an import
 * to a variable), so each part is a file of plain functions that reach the other parts through this.
 */
export interface Context extends Evaluator {
  readonly graph: ModuleGraph;
  /** The names of a value's members; `undefined` where they are not all known. */
  keysOf(value: Value): readonly string[] | undefined;
  /** The declaration behind the name of a type, imports followed, and where it stands. */
  lookUp(name: string, at: Node, env: Env): { readonly declaration: Declaration; readonly env: Env } | undefined;
}
