import { changedMembers, type OtherMembers } from './affected-members.ts';
import { isChanged } from './evaluate/changes.ts';
import { declaredNames } from './evaluate/exports.ts';
import { memberOfConstant } from './evaluate/objects.ts';
import { scopeOf } from './evaluate/scopes.ts';
import { isIdentifier } from './kinds.ts';
import type { Statement, SyntaxTree } from './nodes.ts';
import { difference, type Piece, textOf, wordsOf } from './pieces.ts';

type StatementPiece = Piece<Statement>;

/**
 * The names declared by a module that may stand for something else after a change of its code: those of the statements
 * that are new or gone, and of all that mention one of them. Of a constant of which only some members may be others, these
 * and `*`. `undefined` where it may be any.
 */
export function affectedNames(before: SyntaxTree, after: SyntaxTree): ReadonlySet<string> | undefined {
  const hasEscapes = [before, after].some(({ text }) => text.includes('\\u')); // a name may be spelled so
  const statements = hasEscapes ? undefined : difference(piecesOf(before), piecesOf(after));
  if (!statements) {
    return undefined;
  }
  const { gone, added, kept } = statements;
  const others = changedMembers(gone, added);
  const compared = new Set(others.flatMap((each) => [each.before, each.after]));
  return spread(
    [...gone, ...added].filter((piece) => !compared.has(piece)),
    [...kept, ...others.map((each) => each.after)],
    others,
  );
}

/** Whether any of these names, or a member of what it stands for, is affected. */
export function isAffected(names: readonly string[], affected: ReadonlySet<string>): boolean {
  return names.some((name) => affected.has(name) || affected.has(memberOfConstant(name)));
}

/** What some statements mean and change, and those that mention it, and so on. */
function spread(
  changed: readonly StatementPiece[],
  kept: readonly StatementPiece[],
  members: readonly OtherMembers[],
): ReadonlySet<string> | undefined {
  const affected = new Set(
    members.flatMap(({ constant, names }) => names.map((name) => memberOfConstant(constant, name))),
  );
  let others = kept;
  let next = changed;
  do {
    for (const piece of next) {
      const names = meantBy(piece);
      if (!names) {
        return undefined;
      }
      for (const name of names) {
        affected.add(name);
      }
    }
    const mentioning = new Set(
      others.filter((piece) => mentionsAny(piece, affected) || members.some((each) => mentionsMember(piece, each))),
    );
    next = [...mentioning];
    others = others.filter((piece) => !mentioning.has(piece));
  } while (next.length > 0);
  return affected;
}

/** What a statement declares and perhaps changes, or mentions where it declares nothing; `undefined` where that is any. */
function meantBy(piece: StatementPiece): readonly string[] | undefined {
  const declared = declaredBy(piece.node, piece.tree);
  const words = wordsOf(piece.text);
  if (declared) {
    return [...declared, ...changedBy(piece, words)];
  }
  const scope = scopeOf(piece.tree.program);
  return words.has('exports') ? undefined : [...words].filter((word) => scope.has(word));
}

/** The names of the module that a statement mentions and perhaps changes: `TAGS.push('all')`, `Posts.tag = 'posts'`. */
function changedBy({ tree, text }: StatementPiece, words: ReadonlySet<string>): string[] {
  const scope = scopeOf(tree.program);
  return [...words].filter((word) => {
    const declaration = scope.get(word);
    switch (declaration?.kind) {
      case 'variable':
        return isChanged(declaration, tree);
      case 'class':
      case 'function':
        return text.includes(`${word}.`);
      default:
        return false;
    }
  });
}

function mentionsAny({ text }: StatementPiece, names: ReadonlySet<string>): boolean {
  const near = [...names].filter((name) => text.includes(name));
  const words = near.length > 0 && wordsOf(text);
  return words && near.some((name) => words.has(name));
}

/** Whether a statement takes one of these members, or does something else with the constant than to export it. */
function mentionsMember(piece: StatementPiece, { constant, names, after }: OtherMembers): boolean {
  if (piece === after || isExport(piece.node) || !piece.text.includes(constant)) {
    return false;
  }
  const taken = new RegExp(`(?<![\\w$])${constant.replaceAll('$', '\\$')}(?![\\w$])(?:\\s*\\??\\.\\s*([\\w$]+))?`, 'g');
  return [...piece.text.matchAll(taken)].some(([, member]) => member === undefined || names.includes(member));
}

const isExport = (node: Statement): boolean =>
  node.type === 'ExportNamedDeclaration'
    ? node.declaration === undefined
    : node.type === 'ExportDefaultDeclaration' && isIdentifier(node.declaration);

const piecesOf = (tree: SyntaxTree): StatementPiece[] =>
  tree.program.body
    .filter(({ type }) => type !== 'EmptyStatement')
    .map((node) => ({ tree, node, text: withoutSemicolon(textOf(node, tree)) }));

/** Whether a statement ends with one, perhaps on a line of its own, says nothing. */
const withoutSemicolon = (text: string): string => (text.endsWith(';') ? text.slice(0, -1).trimEnd() : text);

/** The names that a statement declares, `default` among them; `undefined` for one that is no declaration. */
export function declaredBy(statement: Statement, tree: SyntaxTree): readonly string[] | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.specifiers.map(({ local }) => local.name);
    case 'ExportNamedDeclaration': {
      const locals = statement.specifiers.map(({ local }) => local);
      const { declaration, source } = statement;
      return source === undefined ? [...locals, ...((declaration && declaredBy(declaration, tree)) ?? [])] : [];
    }
    case 'ExportAllDeclaration':
      return [];
    case 'ExportDefaultDeclaration':
      return ['default', ...declaredNames(statement.declaration as Statement)];
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => [...wordsOf(textOf(id, tree))]);
    default: {
      const names = declaredNames(statement);
      return names.length > 0 ? names : undefined;
    }
  }
}
