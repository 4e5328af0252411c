import { isCall, isClass, isFunction, isObject, isProperty } from '../kinds.ts';
import type { ClassMember, ClassNode, Node } from '../nodes.ts';
import type { Evaluator } from './context.ts';
import { boundSelf } from './frames.ts';
import { type Env, unknown, type Value } from './values.ts';

/** What `this` means at a place: what its function is called on, or else the object or class that holds it. */
export function self(at: Node, env: Env): Value {
  let child: Node = at;
  for (let node = at.parent; node; child = node, node = node.parent) {
    if (node.type === 'ClassMember' && child !== node.key) {
      const owner = node.parent;
      if (isClass(owner)) {
        const within = isFunction(child) ? { within: child } : {};
        const own: Value = node.static
          ? { kind: 'class', node: owner, env }
          : { kind: 'instance', node: owner, env, args: [], ...within };
        return boundSelf(child, env) ?? own;
      }
    }
    const hasOwnThis = node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration';
    if (hasOwnThis && node.parent?.type !== 'ClassMember') {
      return boundSelf(node, env) ?? holderOf(node, env);
    }
  }
  return unknown('runtime', 'this');
}

/** The class that `super` stands for where it is called, else the object as that class has it. */
export function superOf(node: Node & { type: 'Super' }, env: Env, context: Pick<Evaluator, 'evaluate'>): Value {
  const member = memberAround(node);
  const owner = member?.parent as ClassNode | undefined;
  const base = owner?.superClass && context.evaluate(owner.superClass, env);
  if (base?.kind !== 'class') {
    return unknown('runtime', 'super');
  }
  const isClass = member?.static || isCall(node.parent);
  return isClass ? base : { ...base, kind: 'instance', args: [] };
}

function memberAround(node: Node): ClassMember | undefined {
  let at: Node | undefined = node;
  while (at && at.type !== 'ClassMember') {
    at = at.parent;
  }
  return at;
}

/** The object literal that a method stands in. */
function holderOf(method: Node, env: Env): Value {
  const object = isProperty(method.parent) ? method.parent.parent : undefined;
  return isObject(object) ? { kind: 'object', node: object, env } : unknown('runtime', 'this');
}
