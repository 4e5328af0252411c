import { wordSet } from '../../../word-set.ts';
import type { VariableDeclaration, VariableDeclarator } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { Cursor } from './cursor.ts';
import { readBinding, startsBinding } from './patterns.ts';

/** Does `var`, `const`, `let`, `using` or `await using` at the cursor declare something? */
export function startsVariables(cursor: Cursor): boolean {
  switch (cursor.word()) {
    case 'const':
    case 'var':
      return true;
    case 'let':
      return startsBinding(cursor.ahead(1));
    case 'using':
      return startsUsing(cursor, 1);
    case 'await':
      return cursor.wordAhead(1) === 'using' && !cursor.breakAhead(1) && startsUsing(cursor, 2);
    default:
      return false;
  }
}

const OPERATOR_WORDS = wordSet('of in instanceof');

function startsUsing(cursor: Cursor, distance: number): boolean {
  const isName = cursor.ahead(distance) === Kind.Name && !cursor.breakAhead(distance);
  return isName && !OPERATOR_WORDS.has(cursor.wordAhead(distance));
}

/** `const a = 1, { b } = c`, and what ends it as a statement; in a `for`, something else follows. */
export function readVariables(cursor: Cursor, end: (cursor: Cursor) => void): VariableDeclaration {
  const start = cursor.start();
  cursor.eatWord('await');
  const kind = cursor.word() as VariableDeclaration['kind'];
  cursor.at++;
  const declarations = [readDeclarator(cursor)];
  while (cursor.eat(Kind.Comma)) {
    declarations.push(readDeclarator(cursor));
  }
  end(cursor);
  return cursor.finish(start, { type: 'VariableDeclaration', kind, declarations });
}

function readDeclarator(cursor: Cursor): VariableDeclarator {
  const start = cursor.start();
  const id = readBinding(cursor);
  const init = cursor.eat(Kind.Assign) ? cursor.rules.assignment(cursor) : undefined;
  return cursor.finish(start, { type: 'VariableDeclarator', id, init });
}
