import { isIdentifier, isMember } from '../kinds.ts';
import type { Expression } from '../nodes.ts';

/** The last name of what is called: `set` of `res.headers.set`. Empty for what has none. */
export function lastNameOf(callee: Expression): string {
  if (isMember(callee)) {
    return lastNameOf(callee.property);
  }
  return isIdentifier(callee) ? callee.name : '';
}
