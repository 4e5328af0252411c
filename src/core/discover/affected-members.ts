import { ALL } from './dependents.ts';
import { isChanged } from './evaluate/changes.ts';
import { constantOf } from './evaluate/objects.ts';
import { isVariable, scopeOf } from './evaluate/scopes.ts';
import { isObject, isSpread, isVariableDeclaration } from './kinds.ts';
import type { Expression, ObjectExpression, Statement } from './nodes.ts';
import { difference, type Piece, textOf, wordsOf } from './pieces.ts';
import { keyName } from './references.ts';

/** A constant of which only these members may stand for something else, and `*`. */
export interface OtherMembers {
  readonly constant: string;
  readonly names: readonly string[];
  /** The statement that declared it, and the one that does. */
  readonly before: Piece<Statement>;
  readonly after: Piece<Statement>;
}

/** A statement that declares nothing but a constant, whose value an object literal is. */
interface Constant {
  readonly name: string;
  readonly object: ObjectExpression;
  readonly piece: Piece<Statement>;
}

/** The constants whose members can be told apart in what was declared and in what is. */
export function changedMembers(gone: readonly Piece<Statement>[], added: readonly Piece<Statement>[]): OtherMembers[] {
  const old = gone.flatMap(constantIn);
  return added.flatMap(constantIn).flatMap((after) => {
    const before = old.find(({ name }) => name === after.name);
    const names = before && otherMembers(before, after);
    return names ? [{ constant: after.name, names: [...names, ALL], before: before.piece, after: after.piece }] : [];
  });
}

function constantIn(piece: Piece<Statement>): Constant[] {
  const { node } = piece;
  const statement = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  const declarators = isVariableDeclaration(statement) ? statement.declarations : [];
  const object = declarators.length === 1 ? withoutTypes(declarators[0]?.init) : undefined;
  const name = isObject(object) ? constantOf(object) : undefined;
  return isObject(object) && name !== undefined ? [{ name, object, piece }] : [];
}

const withoutTypes = (node: Expression | undefined): Expression | undefined =>
  node?.type === 'TSAsExpression' ? withoutTypes(node.expression) : node;

/** The members that are new, gone or written otherwise; `undefined` where others may be, too. */
function otherMembers(before: Constant, after: Constant): readonly string[] | undefined {
  const isApart = surroundings(before) === surroundings(after) && standsAlone(before) && standsAlone(after);
  const members = isApart ? difference(membersOf(before), membersOf(after)) : undefined;
  const others = members && [...members.gone, ...members.added];
  const names = others?.flatMap(({ node }) => (isSpread(node) ? [] : (keyName(node) ?? [])));
  return names?.length === others?.length ? names : undefined;
}

/** What a statement says around the object: its name, its type. */
function surroundings({ piece: { node, text }, object }: Constant): string {
  return `${text.slice(0, object.start - node.start)} ${text.slice(object.end - node.start)}`;
}

/** Whether nobody fills a constant afterwards, and none of its members asks for another. */
function standsAlone(constant: Constant): boolean {
  const { name, piece } = constant;
  const declaration = scopeOf(piece.tree.program).get(name);
  const words = membersOf(constant).map(({ text }) => wordsOf(text));
  return (
    isVariable(declaration) &&
    !isChanged(declaration, piece.tree) &&
    !words.some((each) => each.has(name) || each.has('this'))
  );
}

const membersOf = ({ object, piece: { tree } }: Constant) =>
  object.properties.map((node) => ({ tree, node, text: textOf(node, tree) }));
