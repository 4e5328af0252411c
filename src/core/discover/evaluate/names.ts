import { isString } from '../../text-parts.ts';
import { wordSet } from '../../word-set.ts';
import { isIdentifier, isLiteral, isMember } from '../kinds.ts';
import type { Expression, SpreadElement } from '../nodes.ts';

const LONGEST_NAME = 40;

/** How the source names a value that is not known: `id` of `post.id`, `getId` of `getId()`. */
export function nameOf(node: Expression | SpreadElement): string {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateName':
      return node.name.slice(0, LONGEST_NAME);
    case 'MemberExpression':
      return node.computed && isLiteral(node.property) && typeof node.property.value === 'number'
        ? nameOf(node.object)
        : nameOf(node.property);
    case 'CallExpression':
    case 'NewExpression':
      return calledName(node.callee, node.arguments[0]);
    case 'AwaitExpression':
    case 'UnaryExpression':
    case 'SpreadElement':
      return nameOf(node.argument);
    case 'TSAsExpression':
      return nameOf(node.expression);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return nameOf(node.left);
    case 'ConditionalExpression':
      return nameOf(node.consequent);
    case 'Literal':
      return isString(node.value) && node.value !== '' ? node.value.slice(0, LONGEST_NAME) : 'value';
    default:
      return 'value';
  }
}

/** Methods that only change the spelling: the value keeps the name of what they are called on. */
const SPELLING = wordSet('toString toLowerCase toUpperCase trim replace replaceAll slice split join at');

/** Functions that do the same with their argument. */
const SPELLING_FUNCTIONS = wordSet('String Number parseInt encodeURIComponent encodeURI decodeURIComponent decodeURI');

function calledName(callee: Expression, argument: Expression | SpreadElement | undefined): string {
  if (isLiteral(argument) && isMember(callee) && nameOf(callee.property) === 'get') {
    return nameOf(argument); // `searchParams.get('slug')`
  }
  if (argument && isIdentifier(callee) && SPELLING_FUNCTIONS.has(callee.name)) {
    return nameOf(argument);
  }
  if (isMember(callee) && isIdentifier(callee.property) && SPELLING.has(callee.property.name)) {
    return nameOf(callee.object);
  }
  return nameOf(callee);
}
