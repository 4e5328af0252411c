import { declarationOf, keyName } from '../evaluate/scopes.ts';
import type { CallExpression, Expression, Identifier } from '../nodes.ts';

/**
 * A call of Astro's route cache, told by its shape: `context.cache.set({ tags })` and `cache.invalidate({ tags })`,
 * where `cache` comes out of a parameter. (`Astro.cache` itself is in the table.)
 */
export function routeCacheCall(
  cache: Identifier,
): { readonly call: CallExpression; readonly method: 'set' | 'invalidate' } | undefined {
  const { parent } = cache;
  const object = parent?.type === 'MemberExpression' && parent.property === cache ? parent : cache;
  const member = object.parent;
  if (member?.type !== 'MemberExpression' || member.object !== object || member.property.type !== 'Identifier') {
    return undefined;
  }
  const method = member.property.name;
  const call = member.parent;
  const isCall = call?.type === 'CallExpression' && call.callee === member && call.arguments.length === 1;
  return isCall && (method === 'set' || method === 'invalidate') && isOfContext(object) ? { call, method } : undefined;
}

/** `context.cache` of a parameter, or a name that holds it. */
function isOfContext(cache: Expression): boolean {
  if (cache.type === 'MemberExpression') {
    return isParameter(cache.object);
  }
  const declaration = cache.type === 'Identifier' ? declarationOf(cache.name, cache) : undefined;
  switch (declaration?.kind) {
    case 'parameter':
      return declaration.steps.length > 0;
    case 'variable': {
      const { steps, declarator } = declaration;
      const { init } = declarator;
      return init !== undefined && (steps.length > 0 ? isParameter(init) : init !== cache && isMemberOfParameter(init));
    }
    default:
      return false;
  }
}

function isMemberOfParameter(node: Expression): boolean {
  return (
    node.type === 'MemberExpression' && keyName(node.property, node.computed) === 'cache' && isParameter(node.object)
  );
}

function isParameter(node: Expression): boolean {
  const declaration = node.type === 'Identifier' ? declarationOf(node.name, node) : undefined;
  return declaration?.kind === 'parameter' && declaration.steps.length === 0;
}

const CONFIG = /(?:^|\/)astro\.config\.[cm]?[jt]s$/;

/** The rules of `routeRules: { '/products/[...slug]': { tags: ['products'] } }` in Astro's configuration. */
export function routeRules(key: Identifier, file: string): readonly Expression[] {
  const property = key.parent;
  return CONFIG.test(file) &&
    property?.type === 'Property' &&
    property.key === key &&
    property.value.type === 'ObjectExpression'
    ? property.value.properties.flatMap((rule) => (rule.type === 'Property' ? [rule.value] : []))
    : [];
}
