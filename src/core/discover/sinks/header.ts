import { nameOf } from '../evaluate/names.ts';
import { isCall, isLiteral } from '../kinds.ts';
import type { Expression, Literal, Node, SpreadElement, TemplateLiteral } from '../nodes.ts';
import { assignmentTo } from '../references.ts';
import { propertyNamed } from './tag-options.ts';

/** The response header that sets tags, in lower case. Plain `Cache-Tag` is not one: Vercel ignores it. */
const TAG_HEADER = 'vercel-cache-tag';

export const isTagHeader = (text: string): boolean =>
  text.length === TAG_HEADER.length && text.toLowerCase() === TAG_HEADER;

/**
 * Functions that set what they name: `set`, `append`, `c.header`, `res.setHeader`, `setResponseHeader`, `@Header`. Others
 * take a header's name to read it, to take it away, to log it or to compare it.
 */
const SETTING = /^(?:set|append|add|put|write|with|apply|push|merge|attach|insert|tag)|header/i;
const NOT_SETTING = /^(?:get|has|read|use|delete|remove|del|unset|strip|clear|omit|find|check|parse|is|to)(?![a-z])/;

/**
 * The expression that holds the tags, for a place where the header's name stands: a property's key, an argument, a
 * tuple, an index that is assigned to. `undefined` where the name sets nothing. For a constant that holds the name, the
 * places that use the constant are to be asked.
 */
export function headerValueAt(name: Literal | TemplateLiteral | Expression): Expression | SpreadElement | undefined {
  const { parent } = name;
  switch (parent?.type) {
    case 'Property':
      if (parent.key === name) {
        return parent.computed || isLiteral(name) ? parent.value : undefined;
      }
      // `{ key: 'Vercel-Cache-Tag', value: 'a,b' }`, as headers() of next.config and vercel.ts have it.
      return parent.value === name ? propertyNamed('value', parent.parent)?.value : undefined;
    case 'ArrayExpression':
      return isPair(parent) && parent.elements[0] === name ? (parent.elements[1] ?? undefined) : undefined;
    case 'CallExpression': {
      const at = parent.arguments.indexOf(name);
      return at >= 0 && isSetting(nameOf(parent.callee)) ? parent.arguments[at + 1] : undefined;
    }
    case 'MemberExpression':
      return parent.property === name && parent.computed ? assignmentTo(parent)?.right : undefined;
    default:
      return undefined;
  }
}

const isSetting = (callee: string): boolean => SETTING.test(callee) && !NOT_SETTING.test(callee);

/** `['Vercel-Cache-Tag', 'a']` in a list of such pairs, or about to be put into one: not a list of two headers' names. */
function isPair(array: Node & { type: 'ArrayExpression' }): boolean {
  const { parent } = array;
  return (
    array.elements.length === 2 &&
    (parent?.type === 'ArrayExpression' || (isCall(parent) && isSetting(nameOf(parent.callee))))
  );
}

/** The `source` of the rule that sets a header so: `{ source: '/blog/:slug', headers: [{ key, value }] }`. */
export function sourceOfRule(name: Expression): Expression | undefined {
  const list = name.parent?.parent?.parent;
  return list?.type === 'ArrayExpression' ? propertyNamed('source', list.parent?.parent)?.value : undefined;
}
