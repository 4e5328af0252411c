import type { FileId } from '../model.ts';
import { basename, dirname } from '../paths.ts';
import { declaredNames, exportsOf, localOf } from './evaluate/exports.ts';
import { nameOfFunction } from './evaluate/function-name.ts';
import { functionAround } from './evaluate/scopes.ts';
import type { Module } from './evaluate/values.ts';
import { isBlock, isClass, isDeclarator, isFunction, isProperty } from './kinds.ts';
import { componentName } from './modules/auto-imports.ts';
import type { ClassNode, FunctionNode, Node, Statement } from './nodes.ts';
import { isInside, outermost } from './references.ts';

/** By which names code spells what is declared at a place: in the file itself, and in others that import it. */

const MOST_NAMES = 8;

/** The names of a function, of the object or class that holds it, and of the functions that return it; its own first. */
export function namesOf(fn: FunctionNode): string[] {
  const names: string[] = [];
  for (let at: FunctionNode | undefined = fn; at && names.length < MOST_NAMES; at = returnedBy(at)) {
    const owner = holderOf(at);
    names.push(
      ...[nameOfFunction(at), isClass(owner) ? owner.id?.name : undefined].filter((name) => name !== undefined),
    );
  }
  return names;
}

/** The class or object literal that a function is a member of. */
export function holderOf(fn: FunctionNode): Node | undefined {
  return fn.parent?.type === 'ClassMember' || isProperty(fn.parent) ? fn.parent.parent : undefined;
}

/** The function whose result a function is, or is part of. */
function returnedBy(fn: FunctionNode): FunctionNode | undefined {
  for (let at: Node | undefined = fn.parent; at; at = at.parent) {
    if (at.type === 'ReturnStatement' || isDeclarator(at)) {
      return functionAround(at);
    }
    if (isFunction(at)) {
      return at.body === fn || (at.body !== undefined && !isBlock(at.body)) ? at : undefined;
    }
    if (isBlock(at)) {
      return undefined;
    }
  }
  return undefined;
}

/** The exported names of the statement that holds a node; for a default export the name of its file. */
export function namesOutside(node: Node, module: Module): string[] {
  if (node.type === 'ExportSpecifier') {
    return node.exported === 'default' ? importNames(module.file) : [node.exported];
  }
  const top = statementAround(node);
  const own = exportedBy(top, module);
  return own.length > 0 || top.type !== 'ClassDeclaration' ? own : handedOutBy(top, module);
}

/** What a file exports that speaks of a class which it keeps for itself: `export const createAction = () => new Action()`. */
function handedOutBy(top: ClassNode, module: Module): string[] {
  const name = top.id?.name;
  const mentions = name === undefined ? [] : module.tree.identifiers(new Set([name]));
  const statements = new Set(mentions.map(statementAround));
  return [...statements].flatMap((each) => (each === top ? [] : exportedBy(each, module)));
}

/** The statement of the module that holds a node. */
export function statementAround(node: Node): Statement {
  return outermost(node, ({ type }) => type !== 'Program') as Statement;
}

function exportedBy(top: Statement, module: Module): string[] {
  const declared = new Set(declaredNames(top));
  const found: string[] = [];
  for (const [name, exported] of exportsOf(module.tree).names) {
    const inside = exported.kind === 'node' && isInside(exported.node, top);
    if (inside || (exported.kind === 'local' && declared.has(exported.name))) {
      found.push(...(name === 'default' ? importNames(module.file) : [name]));
    }
    const local = localOf(exported);
    if (exported.kind === 'node' && local !== undefined && declared.has(local)) {
      found.push(local, ...importNames(module.file));
    }
  }
  return found;
}

/**
 * What an import of the file spells at its end: the file's name, or its folder's for an index; for a Vue component also
 * what Nuxt calls it.
 */
function importNames(file: FileId): string[] {
  const name = basename(file).replace(/\.[^.]+$/, '');
  const [, inComponents] = /\/components\/(.+\.vue)$/.exec(file) ?? [];
  return [name === 'index' ? basename(dirname(file)) : name, ...(inComponents ? [componentName(inComponents)] : [])];
}
