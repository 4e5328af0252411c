import { lowerBound } from '../../lower-bound.ts';
import type { Node } from '../nodes.ts';

const OF_FUNCTION = 'id typeParameters params returnType body';
const OF_CLASS = 'decorators id superClass implements members';

/** The fields of each type of node that hold its children, in the order of the text. */
const FIELDS: { readonly [T in Node['type']]: string } = {
  Program: 'body',
  ImportDeclaration: 'specifiers',
  ImportSpecifier: 'local',
  ExportNamedDeclaration: 'declaration specifiers',
  ExportSpecifier: '',
  ExportDefaultDeclaration: 'declaration',
  ExportAllDeclaration: '',
  VariableDeclaration: 'declarations',
  VariableDeclarator: 'id init',
  ExpressionStatement: 'expression',
  BlockStatement: 'body',
  ReturnStatement: 'argument',
  ThrowStatement: 'argument',
  IfStatement: 'test consequent alternate',
  ForStatement: 'init test update body',
  ForEachStatement: 'left right body',
  WhileStatement: 'test body',
  SwitchStatement: 'discriminant cases',
  SwitchCase: 'test consequent',
  TryStatement: 'block param handler finalizer',
  LabeledStatement: 'body',
  JumpStatement: '',
  EmptyStatement: '',
  FunctionDeclaration: OF_FUNCTION,
  FunctionExpression: OF_FUNCTION,
  ArrowFunctionExpression: OF_FUNCTION,
  ClassDeclaration: OF_CLASS,
  ClassExpression: OF_CLASS,
  ClassMember: 'decorators key typeAnnotation value',
  TSEnumDeclaration: 'id members',
  TSEnumMember: 'init',
  TSModuleDeclaration: 'body',
  TSTypeAliasDeclaration: 'id typeAnnotation',
  TSInterfaceDeclaration: 'id members',
  TSPropertySignature: 'typeAnnotation',
  TSUnionType: 'types',
  TSLiteralType: '',
  TSTemplateLiteralType: 'types',
  TSTypeParameter: 'constraint',
  TSTypeReference: 'args',
  TSTypeQuery: 'expression',
  TSKeyofType: 'operand',
  TSIndexedAccessType: 'object index',
  TSTypeLiteral: 'members',
  TSArrayType: 'element',
  TSOther: '',
  ObjectPattern: 'properties typeAnnotation',
  PatternProperty: 'key value',
  ArrayPattern: 'elements typeAnnotation',
  AssignmentPattern: 'left right',
  RestElement: 'argument',
  Identifier: 'typeAnnotation',
  PrivateName: '',
  ThisExpression: '',
  Super: '',
  Literal: '',
  TemplateLiteral: 'expressions',
  TaggedTemplateExpression: 'tag quasi',
  ArrayExpression: 'elements',
  ObjectExpression: 'properties',
  Property: 'key value',
  SpreadElement: 'argument',
  CallExpression: 'callee arguments',
  NewExpression: 'callee arguments',
  ImportExpression: 'source',
  MemberExpression: 'object property',
  ConditionalExpression: 'test consequent alternate',
  LogicalExpression: 'left right',
  BinaryExpression: 'left right',
  UnaryExpression: 'argument',
  UpdateExpression: 'argument',
  AssignmentExpression: 'left right',
  SequenceExpression: 'expressions',
  AwaitExpression: 'argument',
  YieldExpression: 'argument',
  TSAsExpression: 'expression typeAnnotation',
  JSXElement: 'name attributes children',
  JSXAttribute: 'value',
  JSXSpreadAttribute: 'argument',
  JSXExpressionContainer: 'expression',
  JSXText: '',
  Broken: 'body',
};

const LISTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(FIELDS).map(([type, fields]) => [type, fields === '' ? [] : fields.split(' ')]),
);

const fieldsOf = ({ type }: Node): readonly string[] => LISTS.get(type) ?? [];

type Child = Node | readonly (Node | undefined)[] | undefined;
type Children = { readonly [field: string]: Child };

/** Calls `visit` with each child of a node, in the order of the text. Bodies not read before are read for it. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const children = node as unknown as Children;
  for (const field of fieldsOf(node)) {
    const child = children[field];
    if (isList(child)) {
      for (const item of child) {
        if (item !== undefined) {
          visit(item);
        }
      }
    } else if (child !== undefined) {
      visit(child);
    }
  }
}

/**
 * The child that holds the offset; of a shorthand property, where key and value stand in the same place, the value.
 */
export function childAt(node: Node, offset: number): Node | undefined {
  const children = node as unknown as Children;
  const fields = fieldsOf(node);
  for (let i = fields.length - 1; i >= 0; i--) {
    const child = children[fields[i] as string];
    const found = isList(child) ? itemAt(child, offset) : child;
    if (found !== undefined && found.start <= offset && offset < found.end) {
      return found;
    }
  }
  return undefined;
}

/** The last item that begins at or before the offset; an empty place begins where the next item does. */
function itemAt(list: readonly (Node | undefined)[], offset: number): Node | undefined {
  const isBefore = (index: number) => (itemFrom(list, index)?.start ?? offset + 1) <= offset;
  return list[lowerBound(list.length, isBefore) - 1];
}

/** Array literals and patterns may have empty places, but no code has this many in a row. */
const MAX_EMPTY = 64;

function itemFrom(list: readonly (Node | undefined)[], from: number): Node | undefined {
  return list[from] ?? list.slice(from, from + MAX_EMPTY).find((item) => item !== undefined);
}

function isList(child: Child): child is readonly (Node | undefined)[] {
  return Array.isArray(child);
}
