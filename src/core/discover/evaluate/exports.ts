import { getOrMake } from '../../maps.ts';
import { isString } from '../../text-parts.ts';
import { wordSet } from '../../word-set.ts';
import { isCall, isIdentifier, isLiteral, isMember, isObject, isSpread } from '../kinds.ts';
import type { ClassNode, Expression, FunctionNode, Program, Statement, SyntaxTree } from '../nodes.ts';
import { dottedPath, keyName } from '../references.ts';
import { declarationOf, declareStatement, isVariable, type Names } from './scopes.ts';

/** What an exported name stands for. */
export type Exported =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'node'; readonly node: Expression | FunctionNode | ClassNode }
  | { readonly kind: 'from'; readonly source: string; readonly name: string };

export interface Exports {
  readonly names: ReadonlyMap<string, Exported>;
  /** Sources of `export * from`. */
  readonly stars: readonly string[];
}

const known = new WeakMap<Program, Exports>();

/** The exports of a module: ES modules, `export =`, and CommonJS as far as it is written plainly. */
export function exportsOf(tree: SyntaxTree): Exports {
  return getOrMake(known, tree.program, () => read(tree));
}

/** Where a module may get from what it exports under a name; for `*` all that it gets from others. */
export function originsOf(
  tree: SyntaxTree,
  name: string,
): readonly { readonly source: string; readonly name: string }[] {
  const { names, stars } = exportsOf(tree);
  const exported = names.get(name);
  const through = stars.map((source) => ({ source, name }));
  if (name === '*') {
    return [...through, ...[...names.values()].filter((each) => each.kind === 'from')];
  }
  if (!exported) {
    return through;
  }
  return exported.kind === 'from' ? [exported] : importsOf(tree, localOf(exported));
}

/** The name that what is exported has in its module. */
export function localOf(exported: Exported): string | undefined {
  switch (exported.kind) {
    case 'local':
      return exported.name;
    case 'node':
      return isIdentifier(exported.node) ? exported.node.name : undefined;
    default:
      return undefined;
  }
}

/** What an import of the module gives a local name to. */
function importsOf(tree: SyntaxTree, local: string | undefined): { source: string; name: string }[] {
  return tree.program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration'
      ? statement.specifiers
          .filter((each) => each.local.name === local)
          .map((each) => ({ source: statement.source, name: each.imported }))
      : [],
  );
}

function read(tree: SyntaxTree): Exports {
  const names = new Map<string, Exported>();
  const stars: string[] = [];
  for (const statement of tree.program.body) {
    switch (statement.type) {
      case 'ExportAllDeclaration':
        if (statement.exported === undefined) {
          stars.push(statement.source);
        } else {
          names.set(statement.exported, { kind: 'from', source: statement.source, name: '*' });
        }
        break;
      case 'ExportDefaultDeclaration':
        names.set(
          'default',
          statement.declaration.type === 'TSInterfaceDeclaration'
            ? { kind: 'local', name: statement.declaration.id.name }
            : { kind: 'node', node: statement.declaration },
        );
        break;
      case 'ExportNamedDeclaration':
        for (const { local, exported } of statement.specifiers) {
          const { source } = statement;
          names.set(
            exported,
            source === undefined ? { kind: 'local', name: local } : { kind: 'from', source, name: local },
          );
        }
        for (const name of declaredNames(statement)) {
          names.set(name, { kind: 'local', name });
        }
        break;
    }
  }
  if (names.size === 0 && stars.length === 0) {
    readCommonJs(tree, names, stars);
  }
  return { names, stars };
}

/** The names under which a module exports a function. */
export function exportedNamesOf(fn: FunctionNode, tree: SyntaxTree): string[] {
  return [...exportsOf(tree).names].flatMap(([name, exported]) => {
    if (exported.kind === 'node' && exported.node === fn) {
      return [name];
    }
    const local = localOf(exported);
    const declaration = local === undefined ? undefined : declarationOf(local, tree.program);
    const isMeant =
      (declaration?.kind === 'function' && declaration.node === fn) ||
      (isVariable(declaration) && declaration.declarator.init === fn);
    return isMeant ? [name] : [];
  });
}

/** The names that a declaration declares, exported or not; none for any other statement. */
export function declaredNames(statement: Statement): string[] {
  const names: Names = new Map();
  if (DECLARATIONS.has(statement.type)) {
    declareStatement(statement, names);
  }
  return [...names.keys()];
}

const DECLARATIONS = wordSet(
  'ExportNamedDeclaration ExportDefaultDeclaration VariableDeclaration FunctionDeclaration ClassDeclaration ' +
    'TSEnumDeclaration TSTypeAliasDeclaration TSInterfaceDeclaration TSModuleDeclaration',
);

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`; what is required into it as a whole is a star. */
function readCommonJs(tree: SyntaxTree, names: Map<string, Exported>, stars: string[]): void {
  for (const statement of tree.program.body) {
    const assignment = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (assignment?.type !== 'AssignmentExpression' || !isMember(assignment.left)) {
      continue;
    }
    const path = dottedPath(assignment.left);
    if (path === 'module.exports') {
      names.set('default', { kind: 'node', node: assignment.right });
      stars.push(...requiredBy(assignment.right));
      const properties = isObject(assignment.right) ? assignment.right.properties : [];
      for (const property of properties) {
        const name = isSpread(property) ? undefined : keyName(property);
        if (isSpread(property)) {
          stars.push(...requiredBy(property.argument));
        } else if (name !== undefined) {
          names.set(name, { kind: 'node', node: property.value });
        }
      }
    } else if (path?.startsWith('exports.') || path?.startsWith('module.exports.')) {
      names.set(path.slice(path.lastIndexOf('.') + 1), { kind: 'node', node: assignment.right });
    }
  }
}

/** `require('./tags')`. */
function requiredBy(node: Expression): string[] {
  const source = isCall(node) && dottedPath(node.callee) === 'require' ? node.arguments[0] : undefined;
  return isLiteral(source) && isString(source.value) ? [source.value] : [];
}
