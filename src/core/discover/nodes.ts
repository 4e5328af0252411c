/**
 * The syntax tree that `parse` makes and the evaluator reads: ESTree's names and shapes, only the kinds that lead to a
 * value. Every node knows its place (UTF-16 offsets, half open) and its parent. Types are kept only where they can name
 * string values (`'a' | 'b'`, `keyof typeof X`); every other type is a `TSOther`. Code that cannot be read is a
 * `Broken` node, never an exception. Parentheses are no nodes: `(a).b` begins at its parenthesis, `a` behind it.
 * Chains of operators, members and calls may be 1,000 nodes deep, other nesting 250 levels: walk with care, or with the
 * loops of parse/walk.ts.
 */

interface Base {
  readonly start: number;
  readonly end: number;
  readonly parent: Node | undefined;
}

// ---- module level

export interface Program extends Base {
  readonly type: 'Program';
  readonly body: readonly Statement[];
}

export interface ImportDeclaration extends Base {
  readonly type: 'ImportDeclaration';
  readonly source: string;
  readonly typeOnly: boolean;
  readonly specifiers: readonly ImportSpecifier[];
}
export interface ImportSpecifier extends Base {
  readonly type: 'ImportSpecifier';
  /** The exported name; `default` for a default import, `*` for a namespace import (also `import x = require('m')`). */
  readonly imported: string;
  readonly local: Identifier;
  readonly typeOnly: boolean;
}
/** `export { a as b }`, `export { a as b } from 'm'`, `export const …`, `export function …`. */
export interface ExportNamedDeclaration extends Base {
  readonly type: 'ExportNamedDeclaration';
  readonly declaration: Statement | undefined;
  readonly specifiers: readonly ExportSpecifier[];
  readonly source: string | undefined;
}
export interface ExportSpecifier extends Base {
  readonly type: 'ExportSpecifier';
  readonly local: string;
  readonly exported: string;
}
/** `export default …`, and `export = …`. */
export interface ExportDefaultDeclaration extends Base {
  readonly type: 'ExportDefaultDeclaration';
  readonly declaration: Expression | FunctionNode | ClassNode | TSInterfaceDeclaration;
}
/** `export * from 'm'`, `export * as ns from 'm'`. */
export interface ExportAllDeclaration extends Base {
  readonly type: 'ExportAllDeclaration';
  readonly source: string;
  readonly exported: string | undefined;
}

// ---- statements

export interface VariableDeclaration extends Base {
  readonly type: 'VariableDeclaration';
  readonly kind: 'const' | 'let' | 'var' | 'using';
  readonly declarations: readonly VariableDeclarator[];
}
export interface VariableDeclarator extends Base {
  readonly type: 'VariableDeclarator';
  readonly id: Pattern;
  readonly init: Expression | undefined;
}
export interface ExpressionStatement extends Base {
  readonly type: 'ExpressionStatement';
  readonly expression: Expression;
}
/** `body` is parsed when it is first asked for. */
export interface BlockStatement extends Base {
  readonly type: 'BlockStatement';
  readonly body: readonly Statement[];
}
export interface ReturnStatement extends Base {
  readonly type: 'ReturnStatement';
  readonly argument: Expression | undefined;
}
export interface ThrowStatement extends Base {
  readonly type: 'ThrowStatement';
  readonly argument: Expression | undefined;
}
export interface IfStatement extends Base {
  readonly type: 'IfStatement';
  readonly test: Expression;
  readonly consequent: Statement;
  readonly alternate: Statement | undefined;
}
export interface ForStatement extends Base {
  readonly type: 'ForStatement';
  readonly init: VariableDeclaration | Expression | undefined;
  readonly test: Expression | undefined;
  readonly update: Expression | undefined;
  readonly body: Statement;
}
/** `for (… of …)` and `for (… in …)`. */
export interface ForEachStatement extends Base {
  readonly type: 'ForEachStatement';
  readonly of: boolean;
  readonly left: VariableDeclaration | Pattern;
  readonly right: Expression;
  readonly body: Statement;
}
export interface WhileStatement extends Base {
  readonly type: 'WhileStatement';
  readonly test: Expression;
  readonly body: Statement;
}
export interface SwitchStatement extends Base {
  readonly type: 'SwitchStatement';
  readonly discriminant: Expression;
  readonly cases: readonly SwitchCase[];
}
export interface SwitchCase extends Base {
  readonly type: 'SwitchCase';
  readonly test: Expression | undefined;
  readonly consequent: readonly Statement[];
}
export interface TryStatement extends Base {
  readonly type: 'TryStatement';
  readonly block: BlockStatement;
  readonly param: Pattern | undefined;
  readonly handler: BlockStatement | undefined;
  readonly finalizer: BlockStatement | undefined;
}
export interface LabeledStatement extends Base {
  readonly type: 'LabeledStatement';
  readonly body: Statement;
}
/** `break` and `continue`, whatever label they name. */
export interface JumpStatement extends Base {
  readonly type: 'JumpStatement';
}
/** `;` and `debugger`. */
export interface EmptyStatement extends Base {
  readonly type: 'EmptyStatement';
}

// ---- functions, classes, enums, types

/** A declaration, an expression or an arrow; `id` where it has a name of its own. */
export interface FunctionNode extends Base {
  readonly type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression';
  readonly id: Identifier | undefined;
  readonly typeParameters: readonly TSTypeParameter[];
  readonly params: readonly Pattern[];
  readonly returnType: TypeNode | undefined;
  /** An expression only for an arrow without braces. `undefined` for an overload or an abstract signature. */
  readonly body: BlockStatement | Expression | undefined;
  readonly async: boolean;
  readonly generator: boolean;
}
export interface ClassNode extends Base {
  readonly type: 'ClassDeclaration' | 'ClassExpression';
  readonly id: Identifier | undefined;
  readonly superClass: Expression | undefined;
  readonly implements: readonly TypeNode[];
  readonly decorators: readonly Expression[];
  readonly members: readonly ClassMember[];
}
export interface ClassMember extends Base {
  readonly type: 'ClassMember';
  readonly kind: 'method' | 'get' | 'set' | 'constructor' | 'property' | 'static-block';
  readonly static: boolean;
  readonly decorators: readonly Expression[];
  /** As for a `Property`. */
  readonly key: Expression;
  readonly computed: boolean;
  /**
   * The function of a method or accessor, the initial value of a property. A static block is a function without
   * parameters (its key is `Broken`), and so is the key of what could not be read as a member.
   */
  readonly value: FunctionNode | Expression | undefined;
  readonly typeAnnotation: TypeNode | undefined;
}
export interface TSEnumDeclaration extends Base {
  readonly type: 'TSEnumDeclaration';
  readonly id: Identifier;
  readonly members: readonly TSEnumMember[];
}
export interface TSEnumMember extends Base {
  readonly type: 'TSEnumMember';
  readonly name: string;
  readonly init: Expression | undefined;
}
/** `namespace N { … }`, `declare module 'm' { … }` (then `name` is the string). */
export interface TSModuleDeclaration extends Base {
  readonly type: 'TSModuleDeclaration';
  readonly name: string;
  readonly body: BlockStatement;
}
export interface TSTypeAliasDeclaration extends Base {
  readonly type: 'TSTypeAliasDeclaration';
  readonly id: Identifier;
  readonly typeAnnotation: TypeNode;
}
/** An interface; `members` are its property signatures, as far as they can name strings. */
export interface TSInterfaceDeclaration extends Base {
  readonly type: 'TSInterfaceDeclaration';
  readonly id: Identifier;
  readonly members: readonly TSPropertySignature[];
}
export interface TSPropertySignature extends Base {
  readonly type: 'TSPropertySignature';
  readonly name: string;
  readonly typeAnnotation: TypeNode;
}

export interface TSUnionType extends Base {
  readonly type: 'TSUnionType';
  readonly types: readonly TypeNode[];
}
/** A string literal as a type. */
export interface TSLiteralType extends Base {
  readonly type: 'TSLiteralType';
  readonly value: string;
}
/** `\`a-${T}\`` as a type. As for a `TemplateLiteral`. */
export interface TSTemplateLiteralType extends Base {
  readonly type: 'TSTemplateLiteralType';
  readonly quasis: readonly string[];
  readonly types: readonly TypeNode[];
}
/** `T extends A` of a function. */
export interface TSTypeParameter extends Base {
  readonly type: 'TSTypeParameter';
  readonly name: string;
  readonly constraint: TypeNode | undefined;
}
/** A named type, for instance `Kind` or `Enums.Kind` (name with the dots), with its type arguments. */
export interface TSTypeReference extends Base {
  readonly type: 'TSTypeReference';
  readonly name: string;
  readonly args: readonly TypeNode[];
}
/** `typeof X.y`. */
export interface TSTypeQuery extends Base {
  readonly type: 'TSTypeQuery';
  readonly expression: Expression;
}
/** `keyof T`. */
export interface TSKeyofType extends Base {
  readonly type: 'TSKeyofType';
  readonly operand: TypeNode;
}
/** `T[I]`. */
export interface TSIndexedAccessType extends Base {
  readonly type: 'TSIndexedAccessType';
  readonly object: TypeNode;
  readonly index: TypeNode;
}
export interface TSTypeLiteral extends Base {
  readonly type: 'TSTypeLiteral';
  readonly members: readonly TSPropertySignature[];
}
export interface TSArrayType extends Base {
  readonly type: 'TSArrayType';
  readonly element: TypeNode;
}
export interface TSOther extends Base {
  readonly type: 'TSOther';
}
export type TypeNode =
  | TSUnionType
  | TSLiteralType
  | TSTemplateLiteralType
  | TSTypeReference
  | TSTypeQuery
  | TSKeyofType
  | TSIndexedAccessType
  | TSTypeLiteral
  | TSArrayType
  | TSOther;

// ---- patterns

export interface ObjectPattern extends Base {
  readonly type: 'ObjectPattern';
  readonly properties: readonly (PatternProperty | RestElement)[];
  readonly typeAnnotation: TypeNode | undefined;
}
export interface PatternProperty extends Base {
  readonly type: 'PatternProperty';
  readonly key: Expression;
  readonly computed: boolean;
  readonly value: Pattern;
}
export interface ArrayPattern extends Base {
  readonly type: 'ArrayPattern';
  readonly elements: readonly (Pattern | undefined)[];
  readonly typeAnnotation: TypeNode | undefined;
}
export interface AssignmentPattern extends Base {
  readonly type: 'AssignmentPattern';
  readonly left: Pattern;
  readonly right: Expression;
}
export interface RestElement extends Base {
  readonly type: 'RestElement';
  readonly argument: Pattern;
}
/** A parameter property of a constructor (`private readonly x: string`) is its inner pattern with `property` set on the identifier. */
export type Pattern =
  | Identifier
  | ObjectPattern
  | ArrayPattern
  | AssignmentPattern
  | RestElement
  | MemberExpression
  | Broken;

// ---- expressions

/** Also `import` and `new` in `import.meta` and `new.target`, which are read as members. */
export interface Identifier extends Base {
  readonly type: 'Identifier';
  readonly name: string;
  /** On a binding: its written type. The node ends behind it. */
  readonly typeAnnotation: TypeNode | undefined;
  /** On a constructor's parameter property. */
  readonly property?: true;
}
export interface PrivateName extends Base {
  readonly type: 'PrivateName';
  /** Without the `#`. */
  readonly name: string;
}
export interface ThisExpression extends Base {
  readonly type: 'ThisExpression';
}
export interface Super extends Base {
  readonly type: 'Super';
}
/** `value` is cooked; that of a regular expression or a bigint is `undefined`. */
export interface Literal extends Base {
  readonly type: 'Literal';
  readonly value: string | number | boolean | null | undefined;
}
/** `quasis` are the cooked texts, one more than `expressions`. */
export interface TemplateLiteral extends Base {
  readonly type: 'TemplateLiteral';
  readonly quasis: readonly string[];
  readonly expressions: readonly Expression[];
}
export interface TaggedTemplateExpression extends Base {
  readonly type: 'TaggedTemplateExpression';
  readonly tag: Expression;
  readonly quasi: TemplateLiteral;
}
export interface ArrayExpression extends Base {
  readonly type: 'ArrayExpression';
  readonly elements: readonly (Expression | SpreadElement | undefined)[];
}
export interface ObjectExpression extends Base {
  readonly type: 'ObjectExpression';
  readonly properties: readonly (Property | SpreadElement)[];
}
export interface Property extends Base {
  readonly type: 'Property';
  readonly kind: 'init' | 'get' | 'set';
  /** An Identifier or a Literal; any expression when `computed`. */
  readonly key: Expression;
  readonly computed: boolean;
  readonly shorthand: boolean;
  readonly value: Expression;
}
export interface SpreadElement extends Base {
  readonly type: 'SpreadElement';
  readonly argument: Expression;
}
export interface CallExpression extends Base {
  readonly type: 'CallExpression';
  readonly callee: Expression;
  readonly arguments: readonly (Expression | SpreadElement)[];
}
export interface NewExpression extends Base {
  readonly type: 'NewExpression';
  readonly callee: Expression;
  readonly arguments: readonly (Expression | SpreadElement)[];
}
/** `import('m')`. */
export interface ImportExpression extends Base {
  readonly type: 'ImportExpression';
  readonly source: Expression;
}
/** `property` is an Identifier (or PrivateName) unless `computed`. */
export interface MemberExpression extends Base {
  readonly type: 'MemberExpression';
  readonly object: Expression;
  readonly property: Expression;
  readonly computed: boolean;
}
export interface ConditionalExpression extends Base {
  readonly type: 'ConditionalExpression';
  readonly test: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}
export interface LogicalExpression extends Base {
  readonly type: 'LogicalExpression';
  readonly operator: '&&' | '||' | '??';
  readonly left: Expression;
  readonly right: Expression;
}
export interface BinaryExpression extends Base {
  readonly type: 'BinaryExpression';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryExpression extends Base {
  readonly type: 'UnaryExpression';
  readonly operator: string;
  readonly argument: Expression;
}
export interface UpdateExpression extends Base {
  readonly type: 'UpdateExpression';
  readonly argument: Expression;
}
export interface AssignmentExpression extends Base {
  readonly type: 'AssignmentExpression';
  readonly operator: string;
  readonly left: Pattern;
  readonly right: Expression;
}
export interface SequenceExpression extends Base {
  readonly type: 'SequenceExpression';
  readonly expressions: readonly Expression[];
}
export interface AwaitExpression extends Base {
  readonly type: 'AwaitExpression';
  readonly argument: Expression;
}
export interface YieldExpression extends Base {
  readonly type: 'YieldExpression';
  /** Of `yield* list` as if the list were spread. */
  readonly argument: Expression | SpreadElement | undefined;
}
/** `x as T`, `x satisfies T`, `<T>x`, `x!` (then without a type). */
export interface TSAsExpression extends Base {
  readonly type: 'TSAsExpression';
  readonly expression: Expression;
  readonly typeAnnotation: TypeNode | undefined;
}

export interface JSXElement extends Base {
  readonly type: 'JSXElement';
  /** Identifier or MemberExpression; `undefined` for a fragment. A tag such as `a:b` or `my-el` is one Identifier. */
  readonly name: Expression | undefined;
  readonly attributes: readonly (JSXAttribute | JSXSpreadAttribute)[];
  readonly children: readonly (JSXElement | JSXExpressionContainer | JSXText)[];
}
/** `value` is a Literal (entities decoded), the expression inside the braces, an element, or undefined for `<a b>`. */
export interface JSXAttribute extends Base {
  readonly type: 'JSXAttribute';
  readonly name: string;
  readonly value: Expression | undefined;
}
export interface JSXSpreadAttribute extends Base {
  readonly type: 'JSXSpreadAttribute';
  readonly argument: Expression;
}
export interface JSXExpressionContainer extends Base {
  readonly type: 'JSXExpressionContainer';
  readonly expression: Expression | undefined;
}
export interface JSXText extends Base {
  readonly type: 'JSXText';
}

/** Something that could not be read as what its place demands; `body` is what it holds, read as statements. */
export interface Broken extends Base {
  readonly type: 'Broken';
  readonly body: readonly Statement[];
}

export type Expression =
  | Identifier
  | PrivateName
  | ThisExpression
  | Super
  | Literal
  | TemplateLiteral
  | TaggedTemplateExpression
  | ArrayExpression
  | ObjectExpression
  | FunctionNode
  | ClassNode
  | CallExpression
  | NewExpression
  | ImportExpression
  | MemberExpression
  | ConditionalExpression
  | LogicalExpression
  | BinaryExpression
  | UnaryExpression
  | UpdateExpression
  | AssignmentExpression
  | SequenceExpression
  | AwaitExpression
  | YieldExpression
  | TSAsExpression
  | JSXElement
  | Broken;

export type Statement =
  | ImportDeclaration
  | ExportNamedDeclaration
  | ExportDefaultDeclaration
  | ExportAllDeclaration
  | VariableDeclaration
  | ExpressionStatement
  | BlockStatement
  | ReturnStatement
  | ThrowStatement
  | IfStatement
  | ForStatement
  | ForEachStatement
  | WhileStatement
  | SwitchStatement
  | TryStatement
  | LabeledStatement
  | JumpStatement
  | EmptyStatement
  | FunctionNode
  | ClassNode
  | TSEnumDeclaration
  | TSModuleDeclaration
  | TSTypeAliasDeclaration
  | TSInterfaceDeclaration
  | Broken;

export type Node =
  | Program
  | Statement
  | Expression
  | Pattern
  | TypeNode
  | ImportSpecifier
  | ExportSpecifier
  | VariableDeclarator
  | SwitchCase
  | ClassMember
  | TSEnumMember
  | TSPropertySignature
  | TSTypeParameter
  | PatternProperty
  | Property
  | SpreadElement
  | JSXAttribute
  | JSXSpreadAttribute
  | JSXExpressionContainer
  | JSXText;

/**
 * One parsed text. Lexed whole at once, parsed where somebody looks: the bodies of blocks, functions and classes are
 * parsed when they are first read.
 */
export interface SyntaxTree {
  readonly text: string;
  readonly program: Program;
  /**
   * Every place where a name stands in code (as a reference, a property, a JSX name or attribute, a binding), in the
   * order of the text, with parents up to the program. Comments, strings and JSX text never count; nor do names that
   * no node stands for: the outer names of imports and exports, members of enums, types other than `typeof` queries.
   * `#name` is found as `name`, a shorthand property once, as its value.
   * Property names written as strings (`'Vercel-Cache-Tag': …`) are found by `strings`. With `inside`, a node of this
   * tree, only what it holds.
   */
  identifiers(names: ReadonlySet<string>, inside?: Node): readonly (Identifier | PrivateName | JSXAttribute)[];
  /** Every string or template literal whose whole cooked text (of a template: any of its quasis) satisfies the test. */
  strings(test: (text: string) => boolean): readonly (Literal | TemplateLiteral)[];
  /** What makes the code of another text another. */
  differenceTo(other: SyntaxTree): 'nothing' | 'places' | 'code';
}
