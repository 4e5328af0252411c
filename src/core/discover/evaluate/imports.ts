import type { Node } from '../nodes.ts';
import type { Context } from './context.ts';
import { exportsOf } from './exports.ts';
import { type Declaration, declarationOf } from './scopes.ts';
import { type Env, type Module, TOO_COMPLEX, unknown, type Value } from './values.ts';

const MOST_MODULES = 60;
/** What Nuxt makes known everywhere, where it is imported all the same. */
const KNOWN_EVERYWHERE = /^#(?:imports|components|app)$/;

/** What a name of a module is where it is imported; `*` for all of it. */
export function imported(source: string, name: string, env: Env, context: Context): Value {
  const target = context.graph.resolve(source, env.module.file);
  switch (target.kind) {
    case 'external':
      return { kind: 'external', module: source, path: name === '*' ? [] : [name] };
    case 'asset':
      return { kind: 'asset', file: target.file };
    case 'file': {
      const module = name === '*' ? context.graph.load(target.file) : context.graph.pass(target.file, name);
      if (!module) {
        return unknown('outside', name);
      }
      return name === '*' ? { kind: 'namespace', module } : exported(module, name, context);
    }
    default:
      return KNOWN_EVERYWHERE.test(source) ? knownEverywhere(name, env, context) : unknown('outside', name);
  }
}

/** What nobody declares or imports: a framework may make it known, of the project or of its own; else it is global. */
export function knownEverywhere(name: string, env: Env, context: Context): Value {
  const auto = context.graph.autoImport(name, env.module.file);
  const module = auto && context.graph.pass(auto.file, auto.name);
  return module ? exported(module, auto.name, context) : { kind: 'external', module: '', path: [name] };
}

/** `import(…)` and `require(…)`. */
export function importedNamespace(source: string | undefined, env: Env, context: Context): Value {
  return source === undefined ? unknown('runtime', 'import') : imported(source, '*', env, context);
}

/**
 * What a module exports under a name, through re-exports and barrels. A module may export what it imports from itself,
 * round any number of others: hence the budget.
 */
export function exported(module: Module, name: string, context: Context): Value {
  const { budget } = context;
  return budget.within(TOO_COMPLEX, () => exportedFrom(module, name, new Set(), context) ?? unknown('outside', name));
}

function exportedFrom(module: Module, name: string, visited: Set<Module>, context: Context): Value | undefined {
  if (visited.has(module) || visited.size > MOST_MODULES) {
    return undefined;
  }
  visited.add(module);
  const { names, stars } = exportsOf(module.tree);
  const env: Env = { module, frame: undefined };
  const found = names.get(name);
  switch (found?.kind) {
    case 'local': {
      context.memory.note(module.file);
      const { program } = module.tree;
      const declaration = declarationOf(found.name, program);
      return declaration && context.declared(declaration, env, program);
    }
    case 'node':
      context.memory.note(module.file);
      return context.evaluate(found.node, env);
    case 'from':
      return fromSource(found.source, found.name, module, visited, context);
  }
  for (const star of name === 'default' ? [] : stars) {
    const value = fromSource(star, name, module, visited, context);
    if (value && !(value.kind === 'external' && stars.length > 1)) {
      return value;
    }
  }
  return undefined;
}

function fromSource(
  source: string,
  name: string,
  module: Module,
  visited: Set<Module>,
  context: Context,
): Value | undefined {
  const target = context.graph.resolve(source, module.file);
  if (target.kind === 'file' && name !== '*') {
    const next = context.graph.pass(target.file, name);
    return next && exportedFrom(next, name, visited, context);
  }
  return imported(source, name, { module, frame: undefined }, context);
}

interface Placed {
  readonly declaration: Declaration;
  readonly env: Env;
}

/** The declaration behind the name of a type, imports followed, and where it stands. */
export function typeDeclaration(name: string, at: Node, env: Env, context: Context): Placed | undefined {
  const declaration = name.includes('.') ? undefined : declarationOf(name, at);
  return declaration?.kind === 'import'
    ? exportedDeclaration(declaration.node.source, declaration.specifier.imported, env.module, new Set(), context)
    : declaration && { declaration, env };
}

/** `visited`: the names of modules that were looked at, each as often as it is asked for would be far too often. */
function exportedDeclaration(
  source: string,
  name: string,
  from: Module,
  visited: Set<string>,
  context: Context,
): Placed | undefined {
  const target = context.graph.resolve(source, from.file);
  const key = target.kind === 'file' ? `${name} ${target.file}` : '';
  const module =
    target.kind === 'file' && !visited.has(key) && visited.size < MOST_MODULES
      ? context.graph.pass(target.file, name)
      : undefined;
  if (!module) {
    return undefined;
  }
  visited.add(key);
  const { names, stars } = exportsOf(module.tree);
  const found = names.get(name);
  if (found?.kind === 'from') {
    return exportedDeclaration(found.source, found.name, module, visited, context);
  }
  if (found?.kind === 'local') {
    context.memory.note(module.file);
    const declaration = declarationOf(found.name, module.tree.program);
    return declaration?.kind === 'import'
      ? exportedDeclaration(declaration.node.source, declaration.specifier.imported, module, visited, context)
      : declaration && { declaration, env: { module, frame: undefined } };
  }
  for (const star of stars) {
    const inner = exportedDeclaration(star, name, module, visited, context);
    if (inner) {
      return inner;
    }
  }
  return undefined;
}
