import { isCall, isIdentifier, isLiteral, isMember, isNew } from './kinds.ts';
import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  Identifier,
  JSXAttribute,
  JSXElement,
  MemberExpression,
  NewExpression,
  Node,
  Property,
} from './nodes.ts';

/** What a name is part of, and what it is handed to, as far as the syntax alone tells it. */

/** The expression that a name is part of: `cache.revalidateTag` for its last name. `undefined` where it only declares. */
export function referenceAt(node: Identifier): Expression | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed ? parent : node;
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'PatternProperty':
    case 'FunctionDeclaration':
      return undefined;
    case 'Property':
    case 'ClassMember':
      return parent.value === node ? node : undefined;
    default:
      return node;
  }
}

/** The assignment to a node. */
export function assignmentTo(target: Node | undefined): AssignmentExpression | undefined {
  const parent = target?.parent;
  return parent?.type === 'AssignmentExpression' && parent.left === target ? parent : undefined;
}

/** The call of a node. */
export function callOf(callee: Node | undefined): CallExpression | undefined {
  const parent = callee?.parent;
  return isCall(parent) && parent.callee === callee ? parent : undefined;
}

/** The call of which a node is an argument, or stands in one as a member of an object. */
export function callAround(node: Node): CallExpression | NewExpression | undefined {
  const at = outermost(node, ({ type }) => OBJECTS.has(type));
  const call = at.parent;
  return (isCall(call) || isNew(call)) && call.callee !== at ? call : undefined;
}

const OBJECTS: ReadonlySet<Node['type']> = new Set(['Property', 'ObjectExpression', 'TSAsExpression']);

/** The last of the nodes around a node that hold one another, each of such a kind; the node itself where none does. */
export function outermost(node: Node, holds: (around: Node, inner: Node) => boolean): Node {
  let at = node;
  while (at.parent && holds(at.parent, at)) {
    at = at.parent;
  }
  return at;
}

/** The name behind the dot of a member. */
export function dottedName({ computed, property }: MemberExpression): string | undefined {
  return !computed && isIdentifier(property) ? property.name : undefined;
}

/** `module.exports`, `Array.from`: the names of a member and of all before it. */
export function dottedPath(node: Expression): string | undefined {
  if (isIdentifier(node)) {
    return node.name;
  }
  const name = isMember(node) ? dottedName(node) : undefined;
  const object = isMember(node) ? dottedPath(node.object) : undefined;
  return name === undefined || object === undefined ? undefined : `${object}.${name}`;
}

/** Where an element names an attribute itself, the last of them; beside it another may be in what it spreads. */
export function attributeNamed(name: string, { attributes }: JSXElement): JSXAttribute | undefined {
  return attributes.findLast((each): each is JSXAttribute => each.type === 'JSXAttribute' && each.name === name);
}

export function isInside(node: Node, outer: Node): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) {
    if (at === outer) {
      return true;
    }
  }
  return false;
}

/** What stands under a key. */
export type Keyed = Pick<Property, 'key' | 'computed'>;

/** The name that a property key writes; `undefined` where it is computed from anything but a string. */
export function keyName({ key, computed }: Keyed): string | undefined {
  if (!computed && (isIdentifier(key) || key.type === 'PrivateName')) {
    return key.name;
  }
  return isLiteral(key) && key.value !== undefined && key.value !== null ? String(key.value) : undefined;
}
