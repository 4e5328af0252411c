import { isIdentifier, isMember } from '../kinds.ts';
import type { ClassNode, FunctionNode, Node } from '../nodes.ts';
import { isInside, keyName, outermost } from '../references.ts';

/** The class that a function is the constructor of: what its methods do, it prepares. */
export function classOf(fn: FunctionNode): ClassNode | undefined {
  const member = fn.parent?.type === 'ClassMember' && fn.parent.kind === 'constructor' ? fn.parent : undefined;
  return member?.parent as ClassNode | undefined;
}

/** Whether a node stands in a function, or in the class that it is the constructor of. */
export function isWithin(node: Node, fn: FunctionNode): boolean {
  return isInside(node, classOf(fn) ?? fn);
}

/**
 * The name by which others know a function: that of the variable, property or field that holds it, or its own; a
 * constructor is known by its class.
 */
export function nameOfFunction(fn: FunctionNode): string | undefined {
  return (fn.type === 'FunctionDeclaration' ? undefined : nameGiven(fn)) ?? fn.id?.name;
}

/** `cache(async () => …)`, `forwardRef(…)`, `(… as T)`, `given ?? (() => …)`: the variable behind them names a function. */
const HANDING_ON: ReadonlySet<Node['type']> = new Set([
  'CallExpression',
  'TSAsExpression',
  'AwaitExpression',
  'LogicalExpression',
  'ConditionalExpression',
]);

function nameGiven(fn: FunctionNode): string | undefined {
  const made = classOf(fn);
  return made ? made.id?.name : nameGivenBy(outermost(fn, ({ type }) => HANDING_ON.has(type)).parent);
}

/** The name under which a declaration, a member or an assignment keeps a value. */
export function nameGivenBy(keeper: Node | undefined): string | undefined {
  switch (keeper?.type) {
    case 'VariableDeclarator':
      return nameOfTarget(keeper.id);
    case 'Property':
    case 'ClassMember':
      return keyName(keeper);
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return nameOfTarget(keeper.left);
    case 'TSEnumMember':
      return keeper.name;
    default:
      return undefined;
  }
}

/** `exports.HEADER = …`, `this.header = …`, `header = …`. */
function nameOfTarget(target: Node): string | undefined {
  if (isMember(target)) {
    return target.computed ? undefined : nameOfTarget(target.property);
  }
  return isIdentifier(target) ? target.name : undefined;
}
