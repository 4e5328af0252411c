import { wordSet } from '../../../word-set.ts';
import { isSpread } from '../../kinds.ts';
import type { Expression, SpreadElement } from '../../nodes.ts';
import * as Kind from '../lexer/kinds.ts';
import type { TokenKind } from '../lexer/tokens.ts';
import { missing, readSingle, skipTooDeep } from './broken.ts';
import { readClass, readDecorators } from './classes.ts';
import { type Cursor, MAX_CHAIN } from './cursor.ts';
import { readNamedFunction, startsAsyncFunction } from './functions.ts';
import { nothing, readItem, readItems } from './items.ts';
import { readElement } from './jsx.ts';
import { literal, readNumber, readString, readTemplate } from './literals.ts';
import { readObject } from './objects.ts';
import { readTypeList } from './type-lists.ts';

/** What stands between operators: names, literals, functions, and their members and calls. */

export function readOperand(cursor: Cursor): Expression {
  return readChain(cursor, true);
}

/** An operand with the members and calls behind it; the callee of `new` has no calls. */
function readChain(cursor: Cursor, withCalls: boolean): Expression {
  const start = cursor.start();
  // not `new.target`, which is read as a member of a name
  const isNew = cursor.isWord('new') && cursor.ahead(1) !== Kind.Dot;
  let chain: Chain = { start, operand: isNew ? readNew(cursor) : readPrimary(cursor) };
  for (let count = 0; count < MAX_CHAIN; count++) {
    const next = readLink(cursor, chain, withCalls);
    if (next === undefined) {
      return chain.operand;
    }
    chain = { start, operand: next };
  }
  return skipTooDeep(cursor);
}

/** What has been read of a chain, and where it begins: before a parenthesis that no node remembers. */
interface Chain {
  readonly start: number;
  readonly operand: Expression;
}

function readLink(cursor: Cursor, chain: Chain, withCalls: boolean): Expression | undefined {
  switch (cursor.kind()) {
    case Kind.Dot:
      cursor.at++;
      return readMember(cursor, chain);
    case Kind.QuestionDot:
      return withCalls ? readOptional(cursor, chain) : undefined;
    case Kind.NonNull:
      return readNonNull(cursor, chain);
    case Kind.Less:
      return readInstantiation(cursor, chain.operand);
    default:
      return cursor.is(Kind.OpenParen) && !withCalls ? undefined : readBracketed(cursor, chain);
  }
}

/** `[a]`, `(a)`, `` `a` `` */
function readBracketed(cursor: Cursor, chain: Chain): Expression | undefined {
  switch (cursor.kind()) {
    case Kind.OpenParen:
      return readCall(cursor, chain);
    case Kind.OpenBracket:
      return readComputedMember(cursor, chain);
    case Kind.Template:
    case Kind.TemplateHead:
      return readTagged(cursor, chain);
    default:
      return undefined;
  }
}

/** `?.a`, `?.[a]`, `?.(a)` */
function readOptional(cursor: Cursor, chain: Chain): Expression {
  cursor.at++;
  if (cursor.is(Kind.Less)) {
    readTypeList(cursor);
  }
  return readBracketed(cursor, chain) ?? readMember(cursor, chain);
}

/** Words that begin a statement: on the line after a dot they are no name of a member. */
const STATEMENT_WORDS = wordSet('const let var return if for while switch export throw');

function readMember(cursor: Cursor, { start, operand: object }: Chain): Expression {
  const isUnfinished = cursor.breakAhead(0) && STATEMENT_WORDS.has(cursor.word());
  const property =
    cursor.is(Kind.Name) && !isUnfinished
      ? cursor.identifier()
      : cursor.is(Kind.PrivateName)
        ? cursor.privateName()
        : missing(cursor);
  return cursor.finish(start, { type: 'MemberExpression', object, property, computed: false });
}

function readComputedMember(cursor: Cursor, { start, operand: object }: Chain): Expression {
  const property = readSingle(cursor);
  return cursor.finish(start, { type: 'MemberExpression', object, property, computed: true });
}

function readCall(cursor: Cursor, { start, operand: callee }: Chain): Expression {
  const args = readArguments(cursor);
  return cursor.finish(start, { type: 'CallExpression', callee, arguments: args });
}

/** `(a, b, ...c)` */
function readArguments(cursor: Cursor): (Expression | SpreadElement)[] {
  return cursor.inside((inner) => readItems(inner, readItem, missing));
}

function readArray(cursor: Cursor): Expression {
  const start = cursor.start();
  const elements = cursor.inside((inner) => readItems(inner, readItem, nothing));
  return cursor.finish(start, { type: 'ArrayExpression', elements });
}

function readTagged(cursor: Cursor, { start, operand: tag }: Chain): Expression {
  const quasi = readTemplate(cursor);
  return cursor.finish(start, { type: 'TaggedTemplateExpression', tag, quasi });
}

function readNonNull(cursor: Cursor, { start, operand: expression }: Chain): Expression {
  cursor.at++;
  return cursor.finish(start, { type: 'TSAsExpression', expression, typeAnnotation: undefined });
}

/** `f<T>` says no more than `f`, unless the `<` compares. */
function readInstantiation(cursor: Cursor, operand: Expression): Expression | undefined {
  const { at } = cursor;
  if (cursor.source.dialect === 'js' || readTypeList(cursor) === undefined) {
    return undefined;
  }
  if (!canFollowTypes(cursor)) {
    cursor.at = at;
    return undefined;
  }
  return operand;
}

/** TypeScript's own rule for what may stand behind the types of an expression. */
function canFollowTypes(cursor: Cursor): boolean {
  const kind = cursor.kind();
  if (kind === Kind.Assign) {
    return cursor.tokens.end(cursor.at - 1) < cursor.tokens.start(cursor.at); // the `=` of `>=` touches
  }
  return NEW_OPERANDS.has(kind)
    ? cursor.breakAhead(0) || OPERATOR_WORDS.has(cursor.word())
    : !CONTINUE_COMPARISON.has(kind);
}

/** What begins a new operand: behind types only on a new line. */
const NEW_OPERANDS: ReadonlySet<TokenKind> = new Set([
  Kind.Name,
  Kind.NumberLiteral,
  Kind.StringLiteral,
  Kind.Regex,
  Kind.PrivateName,
  Kind.OpenBracket,
  Kind.OpenBrace,
  Kind.Update,
  Kind.Not,
  Kind.Tilde,
  Kind.At,
  Kind.JsxOpen,
]);

/** What tells that the `<` and the `>` before it compare. */
const CONTINUE_COMPARISON: ReadonlySet<TokenKind> = new Set([Kind.Less, Kind.Greater, Kind.Plus, Kind.Minus]);

const OPERATOR_WORDS = wordSet('in instanceof as satisfies');

/** `new A(b)`, `new a.B<T>` */
function readNew(cursor: Cursor): Expression {
  const start = cursor.pass();
  const callee = cursor.nested((inner) => readChain(inner, false), skipTooDeep);
  const args = cursor.is(Kind.OpenParen) ? readArguments(cursor) : [];
  return cursor.finish(start, { type: 'NewExpression', callee, arguments: args });
}

function readPrimary(cursor: Cursor): Expression {
  switch (cursor.kind()) {
    case Kind.Name:
      return readNamed(cursor);
    case Kind.StringLiteral:
      return readString(cursor);
    case Kind.NumberLiteral:
      return readNumber(cursor);
    case Kind.Template:
    case Kind.TemplateHead:
      return readTemplate(cursor);
    case Kind.Regex:
      return literal(cursor, undefined);
    case Kind.OpenParen:
      return readSingle(cursor);
    case Kind.OpenBracket:
      return readArray(cursor);
    case Kind.OpenBrace:
      return readObject(cursor);
    case Kind.JsxOpen:
      return readElement(cursor);
    case Kind.PrivateName:
      return cursor.privateName();
    case Kind.At:
      return readClass(cursor, 'ClassExpression', cursor.start(), readDecorators(cursor));
    default:
      return missing(cursor);
  }
}

/** Words that cannot begin an expression. Whoever sees one here has lost a part of it. */
const RESERVED = wordSet(
  'break case catch const continue debugger default do else enum export extends finally for if in ' +
    'instanceof return switch throw try var while with',
);

function readNamed(cursor: Cursor): Expression {
  const start = cursor.start();
  const word = cursor.word();
  switch (word) {
    case 'this':
      cursor.at++;
      return cursor.finish(start, { type: 'ThisExpression' });
    case 'super':
      cursor.at++;
      return cursor.finish(start, { type: 'Super' });
    case 'null':
      return literal(cursor, null);
    case 'true':
      return literal(cursor, true);
    case 'false':
      return literal(cursor, false);
    case 'function':
      return readNamedFunction(cursor, 'FunctionExpression');
    case 'class':
      return readClass(cursor, 'ClassExpression', start, []);
    case 'import':
      return readImport(cursor);
    case 'async':
      return startsAsyncFunction(cursor) ? readNamedFunction(cursor, 'FunctionExpression') : cursor.identifier();
    default:
      return RESERVED.has(word) ? missing(cursor) : cursor.identifier();
  }
}

/** `import('m')`; `import.meta` is read as a member of a name. */
function readImport(cursor: Cursor): Expression {
  const start = cursor.start();
  if (cursor.ahead(1) !== Kind.OpenParen) {
    return cursor.identifier();
  }
  cursor.at++;
  const [first] = readArguments(cursor);
  const source = first === undefined || isSpread(first) ? missing(cursor) : first;
  return cursor.finish(start, { type: 'ImportExpression', source });
}
