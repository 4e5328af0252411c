import { isBlock, isCall, isFunction, isIdentifier } from '../kinds.ts';
import type { CallExpression, ClassMember, ClassNode, Expression, FunctionNode } from '../nodes.ts';
import { isInside, keyName } from '../references.ts';
import { assignedTo } from './assigned.ts';
import type { Context, Evaluator } from './context.ts';
import { insideOf } from './frames.ts';
import { filledBy } from './growing.ts';
import { typed } from './instances.ts';
import { nameOf } from './names.ts';
import { heldValue } from './objects.ts';
import { declarationOf, onlyNameIn } from './scopes.ts';
import { type Argument, type Env, either, type FunctionValue, list, unknown, type Value } from './values.ts';

type ClassValue = Value & { kind: 'class' | 'instance' };

const MOST_CLASSES = 4;

/** One class of those that an object inherits from, and what its constructor is called with. */
interface Level {
  readonly node: ClassNode;
  readonly env: Env;
  readonly args: readonly Argument[];
}

/** A member of a class or of its objects, its base classes included; `undefined` where none is named so. */
export function classMember(self: ClassValue, name: string, context: Context): Value | undefined {
  const { node, env } = self;
  const { args = [], calls = [], within } = self.kind === 'instance' ? self : {};
  const value = memberAt({ node, env, args }, name, self, context);
  if (within && value?.kind === 'list' && value.items.length === 0) {
    return list([unknown('parameter', name, [within])]); // other methods fill it before
  }
  return value && calls.reduce((held, call) => filledBy(call, name, held, context), value);
}

function memberAt(level: Level, name: string, self: ClassValue, context: Context): Value | undefined {
  const isStatic = self.kind === 'class';
  const named = level.node.members.filter(
    (member) => member.static === isStatic && keyName(member) === name && member.kind !== 'set',
  );
  const [declared] = named;
  const held = named.find(({ value }) => value && (!isFunction(value) || value.body));
  if (held?.value) {
    return heldValue(held.value, held.kind, level.env, self, context);
  }
  return (
    filledIn(level, name, self, context) ??
    (declared ? declaredMember(declared, level, self, context) : inherited(level, name, self, context))
  );
}

/** A member that is declared without a value: what its type says. */
function declaredMember(
  { key, typeAnnotation }: ClassMember,
  { env }: Level,
  self: ClassValue,
  context: Context,
): Value {
  const open =
    self.kind === 'instance' && self.within
      ? unknown('parameter', nameOf(key), [self.within])
      : unknown('runtime', nameOf(key));
  return typed(open, typeAnnotation && { node: typeAnnotation, env }, context);
}

/** What code of the class sets a member to, and the parameter properties of its constructor. */
function filledIn(level: Level, name: string, self: ClassValue, context: Context): Value | undefined {
  const fn = self.kind === 'class' ? undefined : constructorOf(level.node);
  const made = fn ? constructorEnv(fn, level, self) : level.env;
  if (fn && isParameterProperty(fn, name)) {
    const declaration = declarationOf(name, fn);
    return declaration && context.declared(declaration, made, fn);
  }
  const written = assignedToMember(level, name);
  return written.length === 0
    ? undefined
    : either(written.map((each) => context.evaluate(each, fn && isInside(each, fn) ? made : level.env)));
}

/** `this.x = …` and `Name.x = …` anywhere in the class. */
function assignedToMember({ node, env }: Level, name: string): Expression[] {
  return assignedTo(name, env.module.tree, (object) => isOwner(object, node) && isInside(object, node));
}

function isOwner(object: Expression, { id }: ClassNode): boolean {
  return object.type === 'ThisExpression' || (isIdentifier(object) && object.name === id?.name);
}

/** Code may claim that classes inherit from each other in a circle: hence the budget. */
function inherited(level: Level, name: string, self: ClassValue, context: Context): Value | undefined {
  const { node, env } = level;
  const base = node.superClass ? context.evaluate(node.superClass, env) : undefined;
  return base?.kind === 'class'
    ? context.budget.within(undefined, () =>
        memberAt({ node: base.node, env: base.env, args: baseArguments(level, self) }, name, self, context),
      )
    : undefined;
}

/** What `super(…)` hands on; without a constructor everything. */
function baseArguments(level: Level, self: ClassValue): readonly Argument[] {
  const fn = constructorOf(level.node);
  if (!fn) {
    return level.args;
  }
  const env = constructorEnv(fn, level, self);
  return superCall(fn)?.arguments.map((node) => ({ node, env })) ?? [];
}

/** The function that `new` calls, its own or that of a class behind; a class of a package has none. */
export function constructing(made: Value, context: Pick<Evaluator, 'evaluate'>, depth = 0): FunctionValue | undefined {
  if (made.kind !== 'class' || depth > MOST_CLASSES) {
    return undefined;
  }
  const { node, env } = made;
  const own = constructorOf(node);
  if (own || !node.superClass) {
    return own && { kind: 'function', node: own, env, self: undefined };
  }
  return constructing(context.evaluate(node.superClass, env), context, depth + 1);
}

export function constructorOf(node: ClassNode): FunctionNode | undefined {
  const fn = node.members.find((member) => member.kind === 'constructor')?.value;
  return fn && isFunction(fn) ? fn : undefined;
}

/** The constructor's parameters bound to what the object was made with, where it was. */
function constructorEnv(fn: FunctionNode, { env, args }: Level, self: ClassValue): Env {
  return args.length > 0 ? insideOf({ node: fn, env, self }, args) : env;
}

/** `constructor(private name: string)`. */
function isParameterProperty(fn: FunctionNode, name: string): boolean {
  return fn.params.some((param) => {
    const id = onlyNameIn(param);
    return id?.property && id.name === name;
  });
}

/** `super(…)` in the constructor of a class; `null` where it has no constructor of its own. */
export function superCallOf(node: ClassNode): CallExpression | undefined | null {
  const fn = constructorOf(node);
  return fn ? superCall(fn) : null;
}

function superCall(fn: FunctionNode): CallExpression | undefined {
  return statedBy(fn)
    .filter(isCall)
    .find(({ callee }) => callee.type === 'Super');
}

/** The expressions that are statements of a function's body. */
function statedBy({ body }: FunctionNode): Expression[] {
  const statements = isBlock(body) ? body.body : [];
  return statements.flatMap((each) => (each.type === 'ExpressionStatement' ? [each.expression] : []));
}
