import type { Expression } from '../nodes.ts';

/** The last name of what is called: `set` of `res.headers.set`. Empty for what has none. */
export function lastNameOf(callee: Expression): string {
  if (callee.type === 'MemberExpression') {
    return lastNameOf(callee.property);
  }
  return callee.type === 'Identifier' ? callee.name : '';
}
