import { isClass, isTypeReference } from '../kinds.ts';
import type { Node, ObjectExpression, TSInterfaceDeclaration, TSTypeAliasDeclaration, TypeNode } from '../nodes.ts';
import { hasSinksOfInstance } from '../sinks/table.ts';
import type { Context } from './context.ts';
import { implementedBy } from './implemented.ts';
import { declarationOf } from './scopes.ts';
import {
  type Env,
  either,
  isExternal,
  isFunctionValue,
  ofType,
  outsideOfCalls,
  type TypeHere,
  type UnknownValue,
  type Value,
} from './values.ts';

/**
 * A parameter typed as a class stands for an object of it, of a package or of the project, or of the classes that
 * implement the interface; one typed as `typeof purge` stands for that function.
 */
export function instanceOfType({ node, env }: TypeHere, context: Context): Value | undefined {
  if (node.type === 'TSTypeQuery') {
    const value = context.evaluate(node.expression, env);
    return isFunctionValue(value) || isExternal(value) || value.kind === 'class' ? value : undefined;
  }
  return isTypeReference(node)
    ? (instanceOfPackage(node, env, context) ?? instanceOfClass(node, env, context))
    : undefined;
}

/** An object of the type that something unknown has, where that is known; else what it was. */
export function typed(value: UnknownValue, type: TypeHere | undefined, context: Context): Value {
  return (type && instanceOfType(type, context)) ?? ofType(value, type);
}

type TypeReference = TypeNode & { type: 'TSTypeReference' };

function instanceOfPackage(type: TypeReference, env: Env, { graph }: Context): Value | undefined {
  const found = declarationOf(type.name, type);
  if (found?.kind !== 'import' || !hasSinksOfInstance(found.node.source, found.specifier.imported)) {
    return undefined; // any other type says nothing: `props: ImageProps` is what callers hand in
  }
  const isExternal = graph.resolve(found.node.source, env.module.file).kind === 'external';
  return isExternal
    ? { kind: 'external', module: found.node.source, path: [found.specifier.imported, '()'] }
    : undefined;
}

function instanceOfClass(type: TypeReference, env: Env, context: Context): Value | undefined {
  const found = context.lookUp(type.name, type, env);
  switch (found?.declaration.kind) {
    case 'class':
      return { kind: 'instance', node: found.declaration.node, env: found.env, args: [] };
    case 'type':
      return implementing(found.declaration.node, context);
    default:
      return undefined;
  }
}

/** An object of any class that implements an interface, or one that is said to be it, as far as such are known to matter. */
function implementing(type: TSTypeAliasDeclaration | TSInterfaceDeclaration, context: Context): Value | undefined {
  const objects = context.graph.implementers(type.id.name).filter(
    ({ node, module }) =>
      // Whoever is told of the class has read its file.
      context.graph.load(module.file) === module &&
      implementedBy(node).some(({ name }) => {
        const found = context.lookUp(name, node, outsideOfCalls(module));
        return found?.declaration.kind === 'type' && found.declaration.node === type;
      }),
  );
  return objects.length === 0
    ? undefined
    : either(objects.map(({ node, module }) => objectOf(node, outsideOfCalls(module))));
}

function objectOf(holder: Node, env: Env): Value {
  return isClass(holder)
    ? { kind: 'instance', node: holder, env, args: [] }
    : { kind: 'object', node: holder as ObjectExpression, env };
}
