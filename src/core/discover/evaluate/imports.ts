import type { FileId } from '../../model.ts';
import type { Node } from '../nodes.ts';
import type { Context } from './context.ts';
import { type Exported, exportsOf } from './exports.ts';
import { type Declaration, declarationOf } from './scopes.ts';
import { type Env, isExternal, type Module, outsideOfCalls, TOO_COMPLEX, unknown, type Value } from './values.ts';

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
    case 'file':
      return name === '*' ? { kind: 'namespace', file: target.file } : exported(target.file, name, context);
    default:
      return KNOWN_EVERYWHERE.test(source) ? knownEverywhere(name, env, context) : unknown('outside', name);
  }
}

/** What nobody declares or imports: a framework may make it known, of the project or of its own; else it is global. */
export function knownEverywhere(name: string, env: Env, context: Context): Value {
  const auto = context.graph.autoImport(name, env.module.file);
  return auto ? exported(auto.file, auto.name, context) : { kind: 'external', module: '', path: [name] };
}

/** `import(…)` and `require(…)`. */
export function importedNamespace(source: string | undefined, env: Env, context: Context): Value {
  return source === undefined ? unknown('runtime', 'import') : imported(source, '*', env, context);
}

/**
 * What a file exports under a name, through re-exports and barrels. A module may export what it imports from itself,
 * round any number of others: hence the budget.
 */
export function exported(file: FileId, name: string, context: Context): Value {
  const module = context.graph.pass(file, name);
  const search: Search<Value> = {
    visited: new Set(),
    own(found, env) {
      const { program } = env.module.tree;
      if (found.kind === 'node') {
        return context.evaluate(found.node, env);
      }
      const declaration = declarationOf(found.name, program);
      return declaration && context.declared(declaration, env, program);
    },
    elsewhere: (source, imports, env) => imported(source, imports, env, context),
    isSure: (value) => !isExternal(value),
  };
  return context.budget.within(
    TOO_COMPLEX,
    () => (module && exportedFrom(module, name, search, context)) ?? unknown('outside', name),
  );
}

interface Placed {
  readonly declaration: Declaration;
  readonly env: Env;
}

/** The declaration behind the name of a type, imports followed, and where it stands. */
export function typeDeclaration(name: string, at: Node, env: Env, context: Context): Placed | undefined {
  const search: Search<Placed> = {
    visited: new Set(),
    own: (found, inner) =>
      found.kind === 'local' ? placed(declarationOf(found.name, inner.module.tree.program), inner) : undefined,
    elsewhere: () => undefined,
    isSure: () => true,
  };
  const placed = (declaration: Declaration | undefined, from: Env): Placed | undefined =>
    declaration?.kind === 'import'
      ? exportedBySource(declaration.node.source, declaration.specifier.imported, from, search, context)
      : declaration && { declaration, env: from };
  return name.includes('.') ? undefined : placed(declarationOf(name, at), env);
}

/** What is looked for under a name that a module exports, whichever module it stands in. */
interface Search<T> {
  /** The names of modules that were looked at: each as often as it is asked for would be far too often. */
  readonly visited: Set<string>;
  /** What the module itself has. */
  own(found: Exclude<Exported, { kind: 'from' }>, env: Env): T | undefined;
  /** What it has from a source that is no module of the project, or as a whole. */
  elsewhere(source: string, name: string, env: Env): T | undefined;
  /** Whether it is known to be there, also where it is one of several that all of is exported from. */
  isSure(result: T): boolean;
}

function exportedFrom<T>(module: Module, name: string, search: Search<T>, context: Context): T | undefined {
  const { visited } = search;
  const key = `${name} ${module.file}`;
  if (visited.has(key) || visited.size > MOST_MODULES) {
    return undefined;
  }
  visited.add(key);
  const { names, stars } = exportsOf(module.tree);
  const env = outsideOfCalls(module);
  const found = names.get(name);
  if (found?.kind === 'from') {
    return exportedBySource(found.source, found.name, env, search, context);
  }
  if (found) {
    context.memory.noteTouch('read', module.file, found.kind === 'local' ? found.name : name);
    return search.own(found, env);
  }
  for (const star of name === 'default' ? [] : stars) {
    const result = exportedBySource(star, name, env, search, context);
    if (result && (stars.length === 1 || search.isSure(result))) {
      return result;
    }
  }
  return undefined;
}

function exportedBySource<T>(
  source: string,
  name: string,
  env: Env,
  search: Search<T>,
  context: Context,
): T | undefined {
  const target = context.graph.resolve(source, env.module.file);
  if (target.kind === 'file' && name !== '*') {
    const next = context.graph.pass(target.file, name);
    return next && exportedFrom(next, name, search, context);
  }
  return search.elsewhere(source, name, env);
}
