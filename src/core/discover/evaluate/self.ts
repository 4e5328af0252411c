import type { Node } from '../nodes.ts';
import { boundSelf } from './frames.ts';
import { type Env, unknown, type Value } from './values.ts';

/** What `this` means at a place: what its function is called on, or else the object or class that holds it. */
export function self(at: Node, env: Env): Value {
  let child: Node = at;
  for (let node = at.parent; node; child = node, node = node.parent) {
    if (node.type === 'ClassMember' && child !== node.key) {
      const owner = node.parent;
      if (owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression') {
        const own: Value = node.static
          ? { kind: 'class', node: owner, env }
          : { kind: 'instance', node: owner, env, args: [] };
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

/** The object literal that a method stands in. */
function holderOf(method: Node, env: Env): Value {
  const object = method.parent?.type === 'Property' ? method.parent.parent : undefined;
  return object?.type === 'ObjectExpression' ? { kind: 'object', node: object, env } : unknown('runtime', 'this');
}
