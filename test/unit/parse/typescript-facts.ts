import ts from 'typescript';
import type { Dialect } from '../../../src/core/discover/parse/parse.ts';
import {
  callFactOf,
  declarationFact,
  type Facts,
  functionFact,
  literalFact,
  moduleFact,
  templateFact,
} from './facts.ts';

const SCRIPT_KINDS: { readonly [D in Dialect]: ts.ScriptKind } = {
  ts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  js: ts.ScriptKind.JSX,
};

/** The facts of a text as TypeScript's own parser sees them; `undefined` when it finds an error in the syntax. */
export function typescriptFacts(text: string, dialect: Dialect): Facts | undefined {
  const file = ts.createSourceFile('file', text, ts.ScriptTarget.Latest, true, SCRIPT_KINDS[dialect]);
  if (hasSyntaxErrors(file)) {
    return undefined;
  }
  const facts: Facts = [];
  const visit = (node: ts.Node): void => {
    const isKept = node === file || !isLeftOut(node);
    for (const fact of [declaredExportFact(node), isKept ? factOf(node) : undefined]) {
      if (fact !== undefined) {
        facts.push(fact);
      }
    }
    if (isKept) {
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return facts.sort();
}

function hasSyntaxErrors(file: ts.SourceFile): boolean {
  const { parseDiagnostics } = file as ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics === undefined || parseDiagnostics.length > 0;
}

/** Types hold no values, and our tree keeps neither the decorators of parameters nor the attributes of imports. */
function isLeftOut(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) {
    return ts.isHeritageClause(node.parent) && isImplements(node.parent);
  }
  if (ts.isCallExpression(node.parent) && node.parent.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return node !== node.parent.expression && node !== node.parent.arguments[0];
  }
  return (
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isIndexSignatureDeclaration(node) ||
    ts.isImportAttributes(node) ||
    (ts.isDecorator(node) && ts.isParameter(node.parent)) ||
    (ts.isParameter(node) && isThisParameter(node))
  );
}

function isImplements(clause: ts.HeritageClause): boolean {
  return clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent);
}

function isThisParameter(node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

function factOf(node: ts.Node): string | undefined {
  const start = node.getStart();
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return isName(node) ? undefined : stringFact(node);
  }
  if (ts.isTemplateExpression(node)) {
    const texts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
    return templateFact(start, node.end, texts);
  }
  if (ts.isCallExpression(node)) {
    return callFact(node);
  }
  if (ts.isNewExpression(node)) {
    return callFactOf('new', start, node.arguments?.length ?? 0, spansOf(node.arguments ?? []));
  }
  if (ts.isClassLike(node)) {
    return classFact(node);
  }
  if (ts.isVariableDeclaration(node)) {
    const isBound = ts.isVariableDeclarationList(node.parent);
    return isBound
      ? declarationFact('variable', start, (node.type ?? node.exclamationToken ?? node.name).end)
      : undefined;
  }
  if (ts.isEnumDeclaration(node)) {
    return declarationFact('enum', node.name.getStart(), node.members.length);
  }
  return functionFactOf(node) ?? moduleFactOf(node);
}

/** Strings that name something: a module, a member of an enum, an import. Our tree keeps them as plain text. */
function isName(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isNamespaceExport(parent) ||
    (ts.isEnumMember(parent) && parent.name === node) ||
    (ts.isComputedPropertyName(parent) && ts.isEnumMember(parent.parent))
  );
}

function stringFact(node: ts.StringLiteralLike): string {
  const start = node.getStart();
  return ts.isStringLiteral(node)
    ? literalFact(start, node.end, node.text)
    : templateFact(start, node.end, [node.text]);
}

function callFact(node: ts.CallExpression): string {
  const start = startOf(node.expression);
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return callFactOf('import()', start, 1, spansOf(node.arguments.slice(0, 1)));
  }
  return callFactOf('call', start, node.arguments.length, spansOf(node.arguments));
}

/** Our tree has no node for parentheses, nor for the types of `f<T>`. */
function withoutParentheses(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isExpressionWithTypeArguments(inner)) {
    inner = inner.expression;
  }
  return inner;
}

function startOf(node: ts.Expression): number {
  return withoutParentheses(node).getStart();
}

function spansOf(args: readonly ts.Expression[]): string {
  return args.map((arg) => `${startOf(arg)}-${withoutParentheses(arg).end}`).join(' ');
}

function classFact(node: ts.ClassLikeDeclaration): string {
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword);
  const superClass = heritage?.types[0]?.expression;
  return declarationFact('class', node.name?.getStart() ?? -1, superClass === undefined ? -1 : startOf(superClass));
}

function functionFactOf(node: ts.Node): string | undefined {
  if (ts.isClassStaticBlockDeclaration(node)) {
    return functionFact(node.body.getStart(), 0, false, false);
  }
  if (!ts.isFunctionLike(node) || ts.isTypeNode(node)) {
    return undefined;
  }
  const isMethod = ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
  const isAsync = ts
    .getModifiers(node as ts.MethodDeclaration)
    ?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const start = isMethod ? parametersStart(node) : functionStart(node);
  const params = node.parameters.filter((param) => !isThisParameter(param as ts.ParameterDeclaration));
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  return functionFact(start, params.length, isAsync === true, isGenerator);
}

/** A method's function begins behind its name: at its type parameters or its parenthesis. */
function parametersStart(node: ts.SignatureDeclaration): number {
  const tokens = node.getChildren();
  const open = tokens.find(({ kind }) => kind === ts.SyntaxKind.LessThanToken || kind === ts.SyntaxKind.OpenParenToken);
  return open?.getStart() ?? node.getStart();
}

/** A function begins behind `export`, `default` and `declare`: at `async` or its own word. */
function functionStart(node: ts.SignatureDeclaration): number {
  if (!ts.isFunctionDeclaration(node)) {
    return node.getStart();
  }
  const own = new Set([ts.SyntaxKind.AsyncKeyword, ts.SyntaxKind.FunctionKeyword]);
  const first = [...(node.modifiers ?? []), ...node.getChildren()].find(({ kind }) => own.has(kind));
  return (first ?? node).getStart();
}

function moduleFactOf(node: ts.Node): string | undefined {
  const start = node.getStart();
  if (ts.isImportDeclaration(node)) {
    const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return moduleFact('import', start, textOf(node.moduleSpecifier), isTypeOnly);
  }
  if (ts.isImportEqualsDeclaration(node)) {
    return importEqualsFact(node);
  }
  if (ts.isExternalModuleReference(node)) {
    const { name, isTypeOnly } = node.parent as ts.ImportEqualsDeclaration;
    return moduleFact('specifier', name.getStart(), '*', name.text, isTypeOnly);
  }
  if (ts.isImportClause(node)) {
    return node.name && moduleFact('specifier', node.name.getStart(), 'default', node.name.text, false);
  }
  if (ts.isNamespaceImport(node)) {
    return moduleFact('specifier', start, '*', node.name.text, false);
  }
  if (ts.isImportSpecifier(node)) {
    const { propertyName = node.name, name, isTypeOnly } = node;
    return moduleFact('specifier', start, propertyName.text, name.text, isTypeOnly);
  }
  if (ts.isExportDeclaration(node)) {
    return exportFact(node);
  }
  if (ts.isExportSpecifier(node)) {
    return moduleFact('exported', start, (node.propertyName ?? node.name).text, node.name.text);
  }
  if (ts.isExportAssignment(node)) {
    return moduleFact('export default', start);
  }
  return undefined;
}

function textOf(node: ts.Expression | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;
}

/** `import a = require('m')` counts as an import of everything, `import a = b.c` as a variable. */
function importEqualsFact(node: ts.ImportEqualsDeclaration): string {
  const { moduleReference } = node;
  const own = node.getChildren().find(({ kind }) => kind === ts.SyntaxKind.ImportKeyword) ?? node; // behind `export`
  return ts.isExternalModuleReference(moduleReference)
    ? moduleFact('import', own.getStart(), textOf(moduleReference.expression), node.isTypeOnly)
    : declarationFact('variable', node.name.getStart(), node.name.end);
}

function exportFact(node: ts.ExportDeclaration): string {
  const source = textOf(node.moduleSpecifier);
  const { exportClause } = node;
  if (exportClause !== undefined && ts.isNamedExports(exportClause)) {
    return moduleFact('export', node.getStart(), source, false);
  }
  return moduleFact('export all', node.getStart(), source, exportClause?.name.text);
}

/** `export const …`, `export default function …` */
function declaredExportFact(node: ts.Node): string | undefined {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword)) {
    return undefined;
  }
  return has(ts.SyntaxKind.DefaultKeyword)
    ? moduleFact('export default', node.getStart())
    : moduleFact('export', node.getStart(), undefined, true);
}
