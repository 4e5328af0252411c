import { nameOf } from '../evaluate/names.ts';
import { isFunction, keyName } from '../evaluate/scopes.ts';
import type { Expression, Identifier, MemberExpression, Node, Property, SpreadElement } from '../nodes.ts';

/** What Next reads of the options of a fetch: the tags where they are written, else the value that may hold them. */
export type NextOptions =
  | { readonly tags: Expression | SpreadElement; readonly whole?: undefined; readonly place: Node }
  | { readonly tags?: undefined; readonly whole: Expression; readonly place: Node };

/**
 * The options that the name `next` stands for: `fetch(url, { next: { tags } })`, `options.next = { tags }`,
 * `options.next.tags = tags`, `options.next.tags.push(tag)`. An object of that shape is what Next reads, wherever it is
 * handed to.
 */
export function nextOptionsAt(node: Identifier): readonly NextOptions[] {
  const { parent } = node;
  if (parent?.type === 'Property') {
    const isKey = parent.key === node || (parent.shorthand && parent.value === node);
    return isKey && !parent.computed && parent.value.type !== 'Broken' ? optionsIn(parent.value, parent) : [];
  }
  const next = parent?.type === 'MemberExpression' && parent.property === node ? parent : undefined;
  const outer = next?.parent;
  if (outer?.type === 'AssignmentExpression' && outer.left === next) {
    return optionsIn(outer.right, outer);
  }
  return outer?.type === 'MemberExpression' && outer.object === next && nameOf(outer.property) === 'tags'
    ? addedTo(outer).map((tags) => ({ tags, place: tags }))
    : [];
}

function optionsIn(value: Expression, place: Node): readonly NextOptions[] {
  const written = propertyNamed('tags', value);
  if (written) {
    return [{ tags: written.value, place: written }];
  }
  return isFunction(value) || NO_OPTIONS.has(value.type) ? [] : [{ whole: value, place }];
}

/** What holds no tags whatever it says: the next steps that a program prints, the name of a page. */
const NO_OPTIONS: ReadonlySet<Expression['type']> = new Set(['ArrayExpression', 'Literal', 'TemplateLiteral']);

/** Where an object holds what it calls so (options their tags), as far as that is written in it. */
export function propertyNamed(name: string, node: Node | undefined): Property | undefined {
  const object = node?.type === 'TSAsExpression' ? node.expression : node;
  if (object?.type !== 'ObjectExpression') {
    return undefined;
  }
  return object.properties.findLast(
    (each): each is Property =>
      each.type === 'Property' && keyName(each.key, each.computed) === name && !isFunction(each.value),
  );
}

/** What is assigned to a member or pushed into it. */
function addedTo(member: MemberExpression): readonly (Expression | SpreadElement)[] {
  const outer = member.parent;
  if (outer?.type === 'AssignmentExpression' && outer.left === member) {
    return [outer.right];
  }
  const isPush = outer?.type === 'MemberExpression' && outer.object === member && nameOf(outer.property) === 'push';
  const call = isPush ? outer.parent : undefined;
  return call?.type === 'CallExpression' && call.callee === outer ? call.arguments : [];
}
