import { changesOf } from './evaluate/changes.ts';
import type { Evaluator } from './evaluate/context.ts';
import { callbackList } from './evaluate/parameters.ts';
import { returnsOf } from './evaluate/returns.ts';
import { declarationOf, functionAround, isFunction, keyName } from './evaluate/scopes.ts';
import { type Argument, type Env, type Module, optionsOf, text, type Value } from './evaluate/values.ts';
import type { Expression, Node, SpreadElement } from './nodes.ts';

/** One value, and the expression that yields it: where the tag is written. */
export interface Leaf {
  readonly value: Value;
  readonly node: Node;
  readonly module: Module;
  /** Nothing was written there that names a tag: an options object handed on whole. */
  readonly implicit: boolean;
}

/** Array methods that keep the elements that they are called on. */
const KEEPING = new Set([
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'flat',
  'concat',
  'join',
  'values',
]);
const MOST_LEAVES = 256;
const MOST_DEPTH = 24;

/**
 * Finds the values of an expression together with the places that write them: the elements of an array and not the
 * array, the branches of a conditional, the argument of the caller and not the parameter.
 */
export function createCollector(evaluator: Evaluator) {
  function collect(node: Expression | SpreadElement, env: Env): Leaf[] {
    const leaves: Leaf[] = [];
    visit(node, env, leaves, 0);
    return leaves;
  }

  /** The same for a member of what the expression yields: `tags` of `{ tags: [a, b] }`. */
  function collectPath(argument: Argument, path: readonly string[]): Leaf[] {
    const leaves: Leaf[] = [];
    visitPath(argument, path, leaves, 0);
    return leaves;
  }

  function visit(node: Expression | SpreadElement, env: Env, leaves: Leaf[], depth: number): void {
    if (leaves.length >= MOST_LEAVES || depth > MOST_DEPTH) {
      return;
    }
    switch (node.type) {
      case 'ArrayExpression':
        for (const element of node.elements) {
          if (element) {
            visit(element, env, leaves, depth + 1);
          }
        }
        return;
      case 'SpreadElement':
      case 'AwaitExpression':
        visit(node.argument, env, leaves, depth + 1);
        return;
      case 'TSAsExpression':
        if (node.typeAnnotation === undefined || evaluator.evaluate(node.expression, env).kind !== 'unknown') {
          visit(node.expression, env, leaves, depth + 1);
          return;
        }
        break;
      case 'ConditionalExpression':
        visit(node.consequent, env, leaves, depth + 1);
        visit(node.alternate, env, leaves, depth + 1);
        return;
      case 'LogicalExpression':
        if (node.operator !== '&&') {
          visit(node.left, env, leaves, depth + 1);
        }
        visit(node.right, env, leaves, depth + 1);
        return;
      case 'Identifier':
        if (visitName(node, env, leaves, depth)) {
          return;
        }
        break;
      case 'MemberExpression':
        if (
          !node.computed &&
          node.property.type === 'Identifier' &&
          visitMember(node.object, node.property.name, env, leaves, depth)
        ) {
          return;
        }
        break;
      case 'CallExpression':
      case 'NewExpression':
        if (visitCall(node, env, leaves, depth)) {
          return;
        }
        break;
      default:
        break;
    }
    add(evaluator.evaluate(node, env), node, env.module, leaves, false);
  }

  function visitCall(
    node: Expression & { type: 'CallExpression' | 'NewExpression' },
    env: Env,
    leaves: Leaf[],
    depth: number,
  ): boolean {
    const { callee } = node;
    const [first] = node.arguments;
    if (node.type === 'NewExpression' || isNamed(callee, 'Array', 'from') || isNamed(callee, 'Promise', 'all')) {
      const keeps =
        node.type === 'CallExpression'
          ? node.arguments.length === 1
          : callee.type === 'Identifier' && callee.name === 'Set';
      if (keeps && first) {
        visit(first, env, leaves, depth + 1);
      }
      return keeps && first !== undefined;
    }
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') {
      return false;
    }
    const keeps =
      KEEPING.has(callee.property.name) && evaluator.elementsOf(evaluator.evaluate(callee.object, env)) !== undefined;
    if (!keeps || (callee.property.name === 'join' && !isCommaJoin(first, env))) {
      return false;
    }
    visit(callee.object, env, leaves, depth + 1);
    for (const argument of callee.property.name === 'concat' ? node.arguments : []) {
      visit(argument, env, leaves, depth + 1);
    }
    return true;
  }

  function isCommaJoin(separator: Expression | SpreadElement | undefined, env: Env): boolean {
    if (!separator) {
      return true;
    }
    const value = evaluator.evaluate(separator, env);
    return value.kind === 'text' && value.parts.length === 1 && String(value.parts[0]).trim() === ',';
  }

  /** Follows a name to where its values are written; false where the name itself is the place. */
  function visitName(node: Expression & { type: 'Identifier' }, env: Env, leaves: Leaf[], depth: number): boolean {
    const declaration = declarationOf(node.name, node);
    switch (declaration?.kind) {
      case 'parameter': {
        const args = evaluator.argumentFor(declaration, env);
        if (!args) {
          const list = callbackList(declaration);
          return list && declaration.steps.length === 0 ? visitElements(list, env, leaves, depth) : false;
        }
        return visitArguments(args, declaration.rest, declaration.steps, env, leaves, depth);
      }
      case 'each':
        return declaration.steps.length === 0 && visitElements(declaration.loop.right, env, leaves, depth);
      case 'variable': {
        const { declarator, steps } = declaration;
        const member = steps[0]?.step === 'member' ? steps[0].name : undefined;
        if (!declarator.init) {
          return visitChanges(declaration, env, leaves, depth);
        }
        if (member !== undefined && (steps.length === 1 || (steps.length === 2 && steps[1]?.step === 'default'))) {
          return visitMember(
            declarator.init,
            member,
            env,
            leaves,
            depth,
            steps[1]?.step === 'default' ? steps[1].value : undefined,
          );
        }
        const local = functionAround(declarator) !== undefined;
        if (steps.length > 0 || !local || !holdsList(evaluator.evaluate(node, env))) {
          return false;
        }
        visit(declarator.init, env, leaves, depth + 1);
        visitChanges(declaration, env, leaves, depth);
        return true;
      }
      default:
        return false;
    }
  }

  function visitChanges(
    declaration: Parameters<typeof changesOf>[0],
    env: Env,
    leaves: Leaf[],
    depth: number,
  ): boolean {
    const changes = changesOf(declaration, env);
    for (const change of changes) {
      for (const node of change.nodes) {
        visit(node, env, leaves, depth + 1);
      }
    }
    return changes.length > 0;
  }

  function visitElements(list: Expression, env: Env, leaves: Leaf[], depth: number): boolean {
    if (evaluator.elementsOf(evaluator.evaluate(list, env)) === undefined) {
      return false;
    }
    const before = leaves.length;
    visit(list, env, leaves, depth + 1);
    return leaves.length > before;
  }

  function visitArguments(
    args: readonly Argument[],
    rest: boolean,
    steps: Parameters<Evaluator['walk']>[1],
    env: Env,
    leaves: Leaf[],
    depth: number,
  ): boolean {
    const [step, second] = steps;
    if (step?.step === 'default') {
      return args[0] ? visitArguments(args, rest, steps.slice(1), env, leaves, depth) : true;
    }
    if (step?.step === 'member' && args[0]) {
      const before = leaves.length;
      visitPath(args[0], [step.name], leaves, depth + 1);
      return leaves.length > before || second?.step !== 'default';
    }
    if (steps.length > 0) {
      return false;
    }
    for (const argument of rest ? args : args.slice(0, 1)) {
      visitArgument(argument, env, leaves, depth);
    }
    return true;
  }

  function visitArgument(argument: Argument, env: Env, leaves: Leaf[], depth: number): void {
    if ('node' in argument) {
      visit(argument.node, argument.env, leaves, depth + 1);
    } else if ('value' in argument) {
      const at = env.frame?.fn ?? env.module.tree.program;
      add(argument.value, at, env.module, leaves, false);
    }
  }

  function visitMember(
    object: Expression,
    name: string,
    env: Env,
    leaves: Leaf[],
    depth: number,
    fallback?: Expression,
  ): boolean {
    const before = leaves.length;
    const followed = followPath(object, env, [name], leaves, depth + 1);
    if (leaves.length === before && fallback && followed) {
      visit(fallback, env, leaves, depth + 1);
    }
    return followed && leaves.length > before;
  }

  function visitPath(argument: Argument, path: readonly string[], leaves: Leaf[], depth: number): void {
    if ('props' in argument) {
      visitAttribute(argument.props, argument.env, path, leaves, depth);
    } else if ('value' in argument) {
      return;
    } else if (!followPath(argument.node, argument.env, path, leaves, depth)) {
      let value = evaluator.evaluate(argument.node, argument.env);
      const whole = value;
      for (const name of path) {
        value = evaluator.member(value, name);
      }
      add(
        value,
        argument.node,
        argument.env.module,
        leaves,
        optionsOf(whole).some((option) => option.kind === 'unknown'),
      );
    }
  }

  function visitAttribute(
    element: Node & { type: 'JSXElement' },
    env: Env,
    path: readonly string[],
    leaves: Leaf[],
    depth: number,
  ): void {
    const [name, ...rest] = path;
    const attributes = [...element.attributes].reverse();
    for (const attribute of attributes) {
      if (attribute.type === 'JSXSpreadAttribute') {
        const before = leaves.length;
        visitPath({ node: attribute.argument, env }, path, leaves, depth + 1);
        const isKnown = leaves.slice(before).some((leaf) => !leaf.implicit);
        if (isKnown || (leaves.length > before && !attributes.some((each) => isAttribute(each, name)))) {
          return;
        }
        leaves.length = before; // what is written beside the spread counts, not that the spread may hold another
      } else if (isAttribute(attribute, name) && attribute.value) {
        if (rest.length === 0) {
          visit(attribute.value, env, leaves, depth + 1);
        } else {
          visitPath({ node: attribute.value, env }, rest, leaves, depth + 1);
        }
        return;
      }
    }
  }

  /** Looks for a member where it is written; false where only its value can be known. */
  function followPath(
    node: Expression | SpreadElement,
    env: Env,
    path: readonly string[],
    leaves: Leaf[],
    depth: number,
  ): boolean {
    const [name, ...rest] = path;
    if (name === undefined) {
      visit(node, env, leaves, depth + 1);
      return true;
    }
    if (depth > MOST_DEPTH) {
      return false;
    }
    switch (node.type) {
      case 'ObjectExpression':
        return followObject(node, env, name, rest, leaves, depth);
      case 'AwaitExpression':
      case 'SpreadElement':
        return followPath(node.argument, env, path, leaves, depth + 1);
      case 'TSAsExpression':
        return followPath(node.expression, env, path, leaves, depth + 1);
      case 'ConditionalExpression': {
        const first = followPath(node.consequent, env, path, leaves, depth + 1);
        return followPath(node.alternate, env, path, leaves, depth + 1) || first;
      }
      case 'LogicalExpression': {
        const first = node.operator === '&&' ? false : followPath(node.left, env, path, leaves, depth + 1);
        return followPath(node.right, env, path, leaves, depth + 1) || first;
      }
      case 'MemberExpression':
        return !node.computed && node.property.type === 'Identifier' && reachesWritten(node.object, env)
          ? followPath(node.object, env, [node.property.name, ...path], leaves, depth + 1)
          : false;
      case 'Identifier':
        return followName(node, env, path, leaves, depth);
      default:
        return false;
    }
  }

  function followName(
    node: Expression & { type: 'Identifier' },
    env: Env,
    path: readonly string[],
    leaves: Leaf[],
    depth: number,
  ): boolean {
    const declaration = declarationOf(node.name, node);
    if (declaration?.kind === 'parameter' && !declaration.rest) {
      const argument = evaluator.argumentFor(declaration, env)?.[0];
      const names = declaration.steps.filter((step) => step.step === 'member').map((step) => step.name);
      const plain = declaration.steps.every(
        (step) => step.step === 'member' || step.step === 'default' || step.step === 'rest',
      );
      if (argument && plain) {
        visitPath(argument, [...names, ...path], leaves, depth + 1);
        return true;
      }
      return false;
    }
    if (declaration?.kind === 'variable' && declaration.declarator.init && functionAround(declaration.declarator)) {
      const names = declaration.steps.filter((step) => step.step === 'member').map((step) => step.name);
      const plain = declaration.steps.every((step) => step.step !== 'index');
      return plain && followPath(declaration.declarator.init, env, [...names, ...path], leaves, depth + 1);
    }
    return false;
  }

  /** Whether following members of a name leads to something written here or at a caller, not to a constant elsewhere. */
  function reachesWritten(node: Expression, env: Env): boolean {
    if (node.type === 'MemberExpression') {
      return reachesWritten(node.object, env);
    }
    const declaration = node.type === 'Identifier' ? declarationOf(node.name, node) : undefined;
    if (declaration?.kind === 'parameter') {
      return evaluator.argumentFor(declaration, env) !== undefined;
    }
    return declaration?.kind === 'variable' && functionAround(declaration.declarator) !== undefined;
  }

  function followObject(
    node: Expression & { type: 'ObjectExpression' },
    env: Env,
    name: string,
    rest: readonly string[],
    leaves: Leaf[],
    depth: number,
  ): boolean {
    for (let at = node.properties.length - 1; at >= 0; at--) {
      const property = node.properties[at];
      if (property?.type === 'SpreadElement') {
        const before = leaves.length;
        visitPath({ node: property.argument, env }, [name, ...rest], leaves, depth + 1);
        if (leaves.slice(before).some((leaf) => leaf.value.kind !== 'unknown')) {
          return true;
        }
      } else if (property && keyName(property.key, property.computed) === name) {
        if (property.kind === 'get' && isFunction(property.value) && property.value.body?.type === 'BlockStatement') {
          for (const returned of returnsOf(property.value.body.body)) {
            if (returned) {
              followPath(returned, env, rest, leaves, depth + 1);
            }
          }
          return true;
        }
        if (!followPath(property.value, env, rest, leaves, depth + 1)) {
          visitPath({ node: property.value, env }, rest, leaves, depth + 1);
        }
        return true;
      }
    }
    return true;
  }

  function add(value: Value, node: Node, module: Module, leaves: Leaf[], implicit: boolean): void {
    for (const option of optionsOf(value)) {
      const items = evaluator.elementsOf(option);
      if (items) {
        for (const item of items) {
          add(item, node, module, leaves, implicit);
        }
      } else if (option.kind === 'text') {
        leaves.push({ value: option, node, module, implicit });
      } else if (option.kind === 'unknown') {
        addUnknown(option, node, module, leaves, implicit);
      } else if (option.kind === 'constant') {
        if (typeof option.value === 'number') {
          leaves.push({ value: text(String(option.value)), node, module, implicit });
        }
      } else {
        leaves.push({ value: option, node, module, implicit });
      }
    }
  }

  function addUnknown(
    value: Value & { kind: 'unknown' },
    node: Node,
    module: Module,
    leaves: Leaf[],
    implicit: boolean,
  ): void {
    const texts = value.type
      ? evaluator.textsOf(value).filter((each) => each.parts.every((part) => typeof part === 'string'))
      : [];
    for (const each of texts) {
      leaves.push({ value: each, node, module, implicit });
    }
    if (texts.length === 0) {
      leaves.push({ value, node, module, implicit });
    }
  }

  function holdsList(value: Value): boolean {
    return optionsOf(value).some((option) => option.kind === 'list');
  }

  return { collect, collectPath };
}

export type Collector = ReturnType<typeof createCollector>;

function isAttribute(node: Node, name: string | undefined): boolean {
  return node.type === 'JSXAttribute' && node.name === name;
}

function isNamed(callee: Expression, object: string, property: string): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === object &&
    callee.property.type === 'Identifier' &&
    callee.property.name === property
  );
}
