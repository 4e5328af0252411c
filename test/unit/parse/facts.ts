import type {
  ClassNode,
  Expression,
  Literal,
  Node,
  SpreadElement,
  SyntaxTree,
} from '../../../src/core/discover/nodes.ts';
import { forEachNode } from './each-node.ts';

/**
 * What a text holds, one line for each fact, so that two parsers can be compared: every string and template (place and
 * value), every call (place, callee, arguments), every import and export.
 */
export type Facts = string[];

/** The facts as our own parser sees them. Types are left out: only their places matter to it. */
export function factsOf(tree: SyntaxTree): Facts {
  const facts: Facts = [];
  forEachNode(tree.program, (node) => {
    const fact = factOf(node, tree.text);
    if (fact !== undefined) {
      facts.push(fact);
    }
  });
  return facts.sort();
}

function factOf(node: Node, text: string): string | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? literalFact(node.start, node.end, literalText(node, text)) : undefined;
    case 'TemplateLiteral':
      return templateFact(node.start, node.end, node.quasis);
    case 'CallExpression':
      return callFact('call', node.callee.start, node.arguments);
    case 'NewExpression':
      return callFact('new', node.start, node.arguments);
    case 'ImportExpression':
      return callFact('import()', node.start, [node.source]);
    case 'ImportDeclaration':
      return moduleFact('import', node.start, node.source, node.typeOnly);
    case 'ImportSpecifier':
      return moduleFact('specifier', node.start, node.imported, node.local.name, node.typeOnly);
    case 'ExportNamedDeclaration':
      return moduleFact('export', node.start, node.source, node.declaration !== undefined);
    case 'ExportSpecifier':
      return moduleFact('exported', node.start, node.local, node.exported);
    case 'ExportAllDeclaration':
      return moduleFact('export all', node.start, node.source, node.exported);
    case 'ExportDefaultDeclaration':
      return moduleFact('export default', node.start);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionFact(node.start, node.params.length, node.async, node.generator);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return classFact(node);
    case 'VariableDeclarator':
      return declarationFact('variable', node.start, node.id.end);
    case 'TSEnumDeclaration':
      return declarationFact('enum', node.id.start, node.members.length);
    default:
      return undefined;
  }
}

/** TypeScript leaves the entities of an attribute alone, so what is compared is its source. */
function literalText({ parent, start, end, value }: Literal, text: string): string {
  const isAttribute = parent?.type === 'JSXAttribute' && parent.end === end; // and not in braces
  return isAttribute ? text.slice(start + 1, end - 1) : String(value);
}

function classFact(node: ClassNode): string {
  return declarationFact('class', node.id?.start ?? -1, node.superClass?.start ?? -1);
}

function spansOf(args: readonly (Expression | SpreadElement)[]): string {
  return args.map(({ start, end }) => `${start}-${end}`).join(' ');
}

export function literalFact(start: number, end: number, text: string): string {
  return `${place(start)} string to ${end}: ${JSON.stringify(text)}`;
}

export function templateFact(start: number, end: number, quasis: readonly string[]): string {
  return `${place(start)} template to ${end}: ${JSON.stringify(quasis)}`;
}

export function callFact(kind: string, start: number, args: readonly (Expression | SpreadElement)[]): string {
  return callFactOf(kind, start, args.length, spansOf(args));
}

export function callFactOf(kind: string, start: number, count: number, spans: string): string {
  return `${place(start)} ${kind} of ${count}: ${spans}`;
}

export function moduleFact(kind: string, start: number, ...details: (string | boolean | undefined)[]): string {
  return `${place(start)} ${kind}: ${details.map(String).join(', ')}`;
}

export function functionFact(start: number, params: number, async: boolean, generator: boolean): string {
  return `${place(start)} function of ${params}${async ? ' async' : ''}${generator ? ' generator' : ''}`;
}

export function declarationFact(kind: string, start: number, detail: number): string {
  return `${place(start)} ${kind}: ${detail}`;
}

/** Padded, so that sorting by text sorts by place. */
function place(offset: number): string {
  return String(offset).padStart(8);
}
