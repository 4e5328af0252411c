import { declarationOf } from '../evaluate/scopes.ts';
import type { Expression, Literal, Node, SpreadElement, TemplateLiteral } from '../nodes.ts';

/** The response header that sets tags, in lower case. Plain `Cache-Tag` is not one: Vercel ignores it. */
const TAG_HEADER = 'vercel-cache-tag';

export const isTagHeader = (text: string): boolean =>
  text.length === TAG_HEADER.length && text.toLowerCase() === TAG_HEADER;

const READING = new Set([
  'get',
  'has',
  'delete',
  'getHeader',
  'hasHeader',
  'removeHeader',
  'getResponseHeader',
  'removeResponseHeader',
  'getSetCookie',
]);

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
        return parent.value;
      }
      return parent.value === name ? siblingValue(parent) : undefined;
    case 'ArrayExpression':
      return parent.elements.length === 2 && parent.elements[0] === name ? parent.elements[1] : undefined;
    case 'CallExpression': {
      const at = parent.arguments.indexOf(name);
      return at >= 0 && !READING.has(lastNameOf(parent.callee)) ? parent.arguments[at + 1] : undefined;
    }
    case 'MemberExpression': {
      const assignment = parent.parent;
      return parent.property === name && assignment?.type === 'AssignmentExpression' && assignment.left === parent
        ? assignment.right
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The name of the constant that a header's name is kept in, so that its uses can be looked at. */
export function headerConstant(name: Node): string | undefined {
  const { parent } = name;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return parent.id.name;
  }
  return parent?.type === 'TSAsExpression' ? headerConstant(parent) : undefined;
}

/** Whether an identifier means a constant of this text, in the same file. */
export function isConstantOf(node: Node & { type: 'Identifier' }, holder: Node): boolean {
  const declaration = declarationOf(node.name, node);
  return declaration?.kind === 'variable' && declaration.declarator === holder;
}

/** `{ key: 'Vercel-Cache-Tag', value: 'a,b' }`, as headers() of next.config and vercel.ts have it. */
function siblingValue(property: Node): Expression | undefined {
  if (property.parent?.type !== 'ObjectExpression') {
    return undefined;
  }
  for (const each of property.parent.properties) {
    if (each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === 'value') {
      return each.value;
    }
  }
  return undefined;
}

function lastNameOf(callee: Expression): string {
  if (callee.type === 'MemberExpression') {
    return lastNameOf(callee.property);
  }
  return callee.type === 'Identifier' ? callee.name : '';
}
