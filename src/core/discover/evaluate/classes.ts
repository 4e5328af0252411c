import type { ClassNode, Expression, FunctionNode, Statement } from '../nodes.ts';
import type { Context } from './context.ts';
import { nameOf } from './names.ts';
import { heldBy } from './objects.ts';
import { declarationOf, isFunction, keyName } from './scopes.ts';
import { type Env, unknown, type Value } from './values.ts';

/** A member of a class (`isStatic`) or of its objects, its base classes included; `undefined` where none is named so. */
export function classMember(
  node: ClassNode,
  name: string,
  isStatic: boolean,
  self: Value & { env: Env },
  context: Context,
): Value | undefined {
  for (const member of node.members) {
    if (member.static === isStatic && keyName(member.key, member.computed) === name && member.kind !== 'set') {
      return member.value ? heldBy(self, member.value, member.kind, context) : unknown('runtime', nameOf(member.key));
    }
  }
  const assigned = isStatic ? undefined : constructorMember(node, name, self, context);
  if (assigned) {
    return assigned;
  }
  const base = node.superClass ? context.evaluate(node.superClass, self.env) : undefined;
  return base?.kind === 'class' && base.node !== node
    ? classMember(base.node, name, isStatic, { ...self, env: base.env }, context)
    : undefined;
}

/** `this.x = …` in the constructor, and its parameter properties. */
function constructorMember(
  node: ClassNode,
  name: string,
  self: Value & { env: Env },
  context: Context,
): Value | undefined {
  const fn = node.members.find((member) => member.kind === 'constructor')?.value;
  if (!fn || !isFunction(fn)) {
    return undefined;
  }
  const args = self.kind === 'instance' ? self.args : [];
  const env: Env =
    args.length > 0 ? { module: self.env.module, frame: { fn, args, self, outer: self.env.frame } } : self.env;
  if (isParameterProperty(fn, name)) {
    const declaration = declarationOf(name, fn);
    return declaration && context.declared(declaration, env, fn);
  }
  const written = fn.body?.type === 'BlockStatement' ? assignedToThis(fn.body.body, name) : undefined;
  return written && context.evaluate(written, env);
}

/** `constructor(private name: string)`. */
function isParameterProperty(fn: FunctionNode, name: string): boolean {
  return fn.params.some((param) => {
    const id = param.type === 'AssignmentPattern' ? param.left : param;
    return id.type === 'Identifier' && id.property && id.name === name;
  });
}

function assignedToThis(body: readonly Statement[], name: string): Expression | undefined {
  for (const statement of body) {
    const assignment = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (
      assignment?.type === 'AssignmentExpression' &&
      assignment.left.type === 'MemberExpression' &&
      assignment.left.object.type === 'ThisExpression' &&
      nameOf(assignment.left.property) === name
    ) {
      return assignment.right;
    }
  }
  return undefined;
}
