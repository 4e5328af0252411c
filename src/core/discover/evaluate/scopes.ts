import { wordSet } from '../../word-set.ts';
import { isBlock, isFunction, isIdentifier, isVariableDeclaration } from '../kinds.ts';
import type {
  BlockStatement,
  Broken,
  ClassNode,
  Expression,
  ForEachStatement,
  FunctionNode,
  Identifier,
  ImportDeclaration,
  ImportSpecifier,
  Node,
  Program,
  Statement,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSModuleDeclaration,
  TSTypeAliasDeclaration,
  TSTypeParameter,
  TypeNode,
  VariableDeclaration,
  VariableDeclarator,
} from '../nodes.ts';
import { bind, type Step } from './bindings.ts';

/** What a name stands for where it was declared. */
export type Declaration =
  | {
      readonly kind: 'variable';
      readonly declarator: VariableDeclarator;
      readonly statement: VariableDeclaration;
      readonly steps: readonly Step[];
      readonly type: TypeNode | undefined;
    }
  | { readonly kind: 'each'; readonly loop: ForEachStatement; readonly steps: readonly Step[] }
  | {
      readonly kind: 'parameter';
      readonly fn: FunctionNode;
      readonly index: number;
      readonly rest: boolean;
      readonly steps: readonly Step[];
      readonly type: TypeNode | undefined;
    }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: ClassNode }
  | { readonly kind: 'enum'; readonly node: TSEnumDeclaration }
  /** A member of an enum, which the members behind it may name. */
  | { readonly kind: 'enumMember'; readonly node: TSEnumDeclaration; readonly name: string }
  | { readonly kind: 'module'; readonly node: TSModuleDeclaration }
  | { readonly kind: 'type'; readonly node: TSTypeAliasDeclaration | TSInterfaceDeclaration }
  | { readonly kind: 'typeParameter'; readonly node: TSTypeParameter }
  | { readonly kind: 'import'; readonly node: ImportDeclaration; readonly specifier: ImportSpecifier }
  | { readonly kind: 'caught' };

export type Variable = Declaration & { kind: 'variable' };
export type Parameter = Declaration & { kind: 'parameter' };

export const isVariable = (found: Declaration | undefined): found is Variable => found?.kind === 'variable';

export const isParameter = (found: Declaration | undefined): found is Parameter => found?.kind === 'parameter';

type Scope = ReadonlyMap<string, Declaration>;
export type Names = Map<string, Declaration>;

const EMPTY: Scope = new Map();
const scopes = new WeakMap<Node, Scope>();

/** The declaration that a name means at a node, by the scopes around it; `undefined` for a global. */
export function declarationOf(name: string, at: Node): Declaration | undefined {
  for (let node: Node | undefined = at; node; node = node.parent) {
    const found = scopeOf(node).get(name);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** The declaration that an expression means, where it is a name. */
export function declarationAt(node: Expression): Declaration | undefined {
  return isIdentifier(node) ? declarationOf(node.name, node) : undefined;
}

/** The name that a pattern declares, with a default or without; `undefined` where it takes its value apart. */
export function onlyNameIn(pattern: Node | undefined): Identifier | undefined {
  const name = pattern?.type === 'AssignmentPattern' ? pattern.left : pattern;
  return isIdentifier(name) ? name : undefined;
}

/** What the node itself declares for what stands inside. */
export function scopeOf(node: Node): Scope {
  const declare = SCOPES[node.type] as ((node: Node, names: Names) => void) | undefined;
  if (!declare) {
    return EMPTY;
  }
  const known = scopes.get(node);
  if (known) {
    return known;
  }
  const names: Names = new Map();
  declare(node, names);
  scopes.set(node, names);
  return names;
}

const declareBody = ({ body }: Program | BlockStatement | Broken, names: Names) => declareStatements(body, names);

/** The nodes that open a scope, and how each declares what is its own. */
const SCOPES: { readonly [T in Node['type']]?: (node: Node & { type: T }, names: Names) => void } = {
  Program: declareBody,
  BlockStatement: declareBody,
  Broken: declareBody,
  SwitchStatement({ cases }, names) {
    for (const { consequent } of cases) {
      declareStatements(consequent, names);
    }
  },
  ForStatement({ init }, names) {
    if (isVariableDeclaration(init)) {
      declareVariables(init, names);
    }
  },
  ForEachStatement: declareLoop,
  TryStatement({ param }, names) {
    if (param) {
      bind(param, [], undefined, (name) => names.set(name, { kind: 'caught' }));
    }
  },
  FunctionDeclaration: declareParameters,
  FunctionExpression: declareParameters,
  ArrowFunctionExpression: declareParameters,
  TSEnumDeclaration(node, names) {
    for (const { name } of node.members) {
      names.set(name, { kind: 'enumMember', node, name });
    }
  },
  ClassExpression: (node, names) => declareNamed(node.id, { kind: 'class', node }, names, true),
};

function declareStatements(statements: readonly Statement[], names: Names): void {
  for (const statement of statements) {
    declareStatement(statement, names);
  }
}

/** What `export default` may stand before and is a declaration. */
const DECLARING = wordSet('FunctionDeclaration ClassDeclaration TSInterfaceDeclaration');

/** Notes what a statement declares for those beside it. */
export function declareStatement(statement: Statement, names: Names): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      for (const specifier of statement.specifiers) {
        names.set(specifier.local.name, { kind: 'import', node: statement, specifier });
      }
      break;
    case 'ExportNamedDeclaration':
      if (statement.declaration) {
        declareStatement(statement.declaration, names);
      }
      break;
    case 'ExportDefaultDeclaration':
      if (DECLARING.has(statement.declaration.type)) {
        declareStatement(statement.declaration as Statement, names);
      }
      break;
    case 'VariableDeclaration':
      declareVariables(statement, names);
      break;
    case 'FunctionDeclaration':
      // Of overloads the one with a body counts.
      declareNamed(statement.id, { kind: 'function', node: statement }, names, statement.body !== undefined);
      break;
    case 'ClassDeclaration':
      declareNamed(statement.id, { kind: 'class', node: statement }, names, true);
      break;
    case 'TSEnumDeclaration':
      declareNamed(statement.id, { kind: 'enum', node: statement }, names, true);
      break;
    case 'TSModuleDeclaration':
      declareNamed(statement, { kind: 'module', node: statement }, names, false);
      break;
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      // A value of the same name (`const Kind = …; type Kind = …`) is the one that code means.
      declareNamed(statement.id, { kind: 'type', node: statement }, names, false);
      break;
    default:
      declareHoisted(statement, names);
  }
}

function declareNamed(
  id: Pick<Identifier, 'name'> | undefined,
  declaration: Declaration,
  names: Names,
  takesOver: boolean,
): void {
  if (id && (takesOver || !names.has(id.name))) {
    names.set(id.name, declaration);
  }
}

/** `var` in a nested statement belongs to the function; `if (x) var a` and the like are rare but cheap to see. */
function declareHoisted(statement: Statement, names: Names): void {
  if (statement.type === 'LabeledStatement') {
    declareStatement(statement.body, names);
  } else if (statement.type === 'IfStatement') {
    for (const branch of [statement.consequent, statement.alternate]) {
      const inner = isBlock(branch) ? branch.body : [];
      for (const each of inner) {
        if (isVariableDeclaration(each) && each.kind === 'var') {
          declareVariables(each, names);
        }
      }
    }
  }
}

function declareVariables(statement: VariableDeclaration, names: Names): void {
  for (const declarator of statement.declarations) {
    bind(declarator.id, [], undefined, (name, steps, type) =>
      names.set(name, { kind: 'variable', declarator, statement, steps, type }),
    );
  }
}

function declareLoop(loop: ForEachStatement, names: Names): void {
  const left = isVariableDeclaration(loop.left) ? loop.left.declarations[0]?.id : undefined;
  if (left) {
    bind(left, [], undefined, (name, steps) => names.set(name, { kind: 'each', loop, steps }));
  }
}

function declareParameters(fn: FunctionNode, names: Names): void {
  if (fn.id && fn.type === 'FunctionExpression') {
    names.set(fn.id.name, { kind: 'function', node: fn });
  }
  for (const node of fn.typeParameters) {
    names.set(node.name, { kind: 'typeParameter', node });
  }
  fn.params.forEach((param, index) => {
    const rest = param.type === 'RestElement';
    bind(param, [], undefined, (name, steps, type) =>
      names.set(name, { kind: 'parameter', fn, index, rest, steps, type }),
    );
  });
}

/** The nearest function around a node. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at)) {
      return at;
    }
  }
  return undefined;
}
