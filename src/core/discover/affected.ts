import { isChanged } from './evaluate/changes.ts';
import { declaredNames } from './evaluate/exports.ts';
import { scopeOf } from './evaluate/scopes.ts';
import type { Statement, SyntaxTree } from './nodes.ts';

/** A statement of a module. */
interface Piece {
  readonly tree: SyntaxTree;
  readonly statement: Statement;
  readonly text: string;
}

/**
 * The names declared by a module that may stand for something else after a change of its code: those of the statements
 * that are new or gone, and of all that mention one of them. `undefined` where it may be any.
 */
export function affectedNames(before: SyntaxTree, after: SyntaxTree): ReadonlySet<string> | undefined {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  const [gone, left] = parted(old, now);
  const [added, kept] = parted(now, old);
  const isSameOrder = left.length === kept.length && left.every(({ text }, at) => text === kept[at]?.text);
  const hasEscapes = [before, after].some(({ text }) => text.includes('\\u')); // a name may be spelled so
  return isSameOrder && !hasEscapes ? spread([...gone, ...added], kept) : undefined;
}

/** Those that do not stand among the others, and those that do. */
function parted(pieces: readonly Piece[], others: readonly Piece[]): [Piece[], Piece[]] {
  const texts = new Set(others.map(({ text }) => text));
  return [pieces.filter(({ text }) => !texts.has(text)), pieces.filter(({ text }) => texts.has(text))];
}

/** What some statements mean and change, and those that mention it, and so on. */
function spread(changed: readonly Piece[], kept: readonly Piece[]): ReadonlySet<string> | undefined {
  const affected = new Set<string>();
  let others = kept;
  for (let next = changed; next.length > 0; ) {
    for (const piece of next) {
      const names = meantBy(piece);
      if (!names) {
        return undefined;
      }
      for (const name of names) {
        affected.add(name);
      }
    }
    const mentioning = new Set(others.filter(({ text }) => mentionsAny(text, affected)));
    next = [...mentioning];
    others = others.filter((piece) => !mentioning.has(piece));
  }
  return affected;
}

/** What a statement declares and perhaps changes, or mentions where it declares nothing; `undefined` where that is any. */
function meantBy(piece: Piece): readonly string[] | undefined {
  const declared = declaredBy(piece.statement, piece.tree);
  const words = wordsOf(piece.text);
  if (declared) {
    return [...declared, ...changedBy(piece, words)];
  }
  const scope = scopeOf(piece.tree.program);
  return words.has('exports') ? undefined : [...words].filter((word) => scope.has(word));
}

/** The names of the module that a statement mentions and perhaps changes: `TAGS.push('all')`, `Posts.tag = 'posts'`. */
function changedBy({ tree, text }: Piece, words: ReadonlySet<string>): string[] {
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

function piecesOf(tree: SyntaxTree): Piece[] {
  return tree.program.body
    .filter(({ type }) => type !== 'EmptyStatement')
    .map((statement) => ({ tree, statement, text: withoutSemicolon(textOf(statement, tree)) }));
}

/** Whether a statement ends with one, perhaps on a line of its own, says nothing. */
const withoutSemicolon = (text: string): string => (text.endsWith(';') ? text.slice(0, -1).trimEnd() : text);

const textOf = ({ start, end }: { start: number; end: number }, tree: SyntaxTree): string =>
  tree.text.slice(start, end);

const wordsOf = (text: string): Set<string> => new Set(text.match(/[\w$\u0080-\uffff]+/g));

function mentionsAny(text: string, names: ReadonlySet<string>): boolean {
  const near = [...names].filter((name) => text.includes(name));
  const words = near.length > 0 && wordsOf(text);
  return words && near.some((name) => words.has(name));
}

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
