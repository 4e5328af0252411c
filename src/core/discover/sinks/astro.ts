import { wordMap } from '../../word-set.ts';
import type { SinkKind } from '../apply/flow.ts';
import { nameOf } from '../evaluate/names.ts';
import { declarationAt, isParameter } from '../evaluate/scopes.ts';
import { isMember, isObject, isProperty, isSpread } from '../kinds.ts';
import type { Expression, Identifier } from '../nodes.ts';
import { callOf, keyName } from '../references.ts';
import { type TagOptions, tagsIn } from './tag-options.ts';

/** What Astro's route cache is given, by the methods that take it. */
const METHODS = wordMap<SinkKind>({
  set: { role: 'assign', api: 'Astro cache.set' },
  invalidate: { role: 'invalidate', api: 'Astro cache.invalidate' },
});
const RULES: SinkKind = { role: 'assign', api: 'Astro routeRules' };

/**
 * The options of `context.cache.set({ tags })` and `cache.invalidate({ tags })`, where `cache` comes out of a parameter.
 * (`Astro.cache` itself is in the table.)
 */
export function routeCacheOptionsAt(cache: Identifier): readonly TagOptions[] {
  const { parent } = cache;
  const object = isMember(parent) && parent.property === cache ? parent : cache;
  const member = object.parent;
  if (!isMember(member) || member.object !== object) {
    return [];
  }
  const sink = METHODS.get(nameOf(member.property));
  const call = callOf(member);
  if (!sink || !call || !isOfContext(object)) {
    return [];
  }
  const [options, ...others] = call.arguments;
  return options && !isSpread(options) && others.length === 0 ? [tagsIn(options, call, sink)] : [];
}

/** `context.cache` of a parameter, or a name that holds it. */
function isOfContext(cache: Expression): boolean {
  if (isMember(cache)) {
    return isWholeParameter(cache.object);
  }
  const declaration = declarationAt(cache);
  switch (declaration?.kind) {
    case 'parameter':
      return declaration.steps.length > 0;
    case 'variable': {
      const { steps, declarator } = declaration;
      const { init } = declarator;
      return (
        init !== undefined && (steps.length > 0 ? isWholeParameter(init) : init !== cache && isMemberOfParameter(init))
      );
    }
    default:
      return false;
  }
}

function isMemberOfParameter(node: Expression): boolean {
  return (
    isMember(node) &&
    keyName({ key: node.property, computed: node.computed }) === 'cache' &&
    isWholeParameter(node.object)
  );
}

function isWholeParameter(node: Expression): boolean {
  const declaration = declarationAt(node);
  return isParameter(declaration) && declaration.steps.length === 0;
}

const CONFIG = /(?:^|\/)astro\.config\.[cm]?[jt]s$/;

/** The rules of `routeRules: { '/products/[...slug]': { tags: ['products'] } }` in Astro's configuration. */
export function routeRulesAt(key: Identifier, file: string): readonly TagOptions[] {
  const property = key.parent;
  return CONFIG.test(file) && isProperty(property) && property.key === key && isObject(property.value)
    ? property.value.properties.flatMap((rule) => (isProperty(rule) ? [tagsIn(rule.value, rule, RULES)] : []))
    : [];
}
