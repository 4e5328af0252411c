import { isBlock, isIdentifier } from '../kinds.ts';
import type { Expression, Node, SpreadElement } from '../nodes.ts';
import { isChanged } from './changes.ts';
import type { Context } from './context.ts';
import { anyElement } from './elements.ts';
import { atLevelOf, frameAround } from './frames.ts';
import { imported, knownEverywhere } from './imports.ts';
import { nameOf } from './names.ts';
import { callbackList, parameter } from './parameters.ts';
import { walk } from './patterns.ts';
import { isReached } from './reached.ts';
import { type Declaration, declarationOf, functionAround, scopeOf } from './scopes.ts';
import {
  chosen,
  type Env,
  either,
  isExternal,
  isText,
  optionsOf,
  outsideOfCalls,
  TOO_COMPLEX,
  text,
  UNDEFINED,
  underChoices,
  unknown,
  type Value,
} from './values.ts';
import { variable } from './variables.ts';

/** What a name stands for at a place. */
export function evaluateName(name: string, at: Node, env: Env, context: Context): Value {
  const declaration = declarationOf(name, at);
  if (declaration) {
    const value = declared(declaration, env, at, context);
    const scope = value.kind === 'either' ? scopeOfOne(declaration, value.options) : undefined;
    return scope ? context.memory.once(at, env, () => passing(declaration, scope, env, at, context)) : value;
  }
  if (name === 'undefined') {
    return UNDEFINED;
  }
  const known = knownEverywhere(name, env, context);
  const given = isExternal(known) ? givenValues(name, env, context) : [];
  return given.length > 0 ? either(given) : known;
}

/** Of what a name may stand for those values that the conditions around a place let pass: `if (each.on)`. */
function passing(declaration: Declaration, scope: Node, env: Env, at: Node, context: Context): Value {
  const value = declared(declaration, env, at, context);
  const all = optionsOf(value);
  const names = new Set(scopeOf(scope).keys());
  const around = (isBlock(scope) && functionAround(scope)) || scope;
  const asks = (part: Expression) => env.module.tree.identifiers(names, part).length > 0;
  let isAsked = false;
  const options = all.filter(({ choices }, index) => {
    const evaluate = (node: Expression | SpreadElement, inner: Env) => {
      isAsked = true;
      return either(underChoices(context.evaluate(node, inner), choices));
    };
    return (index > 0 && !isAsked) || isReached(at, around, env, { evaluate, apply: context.apply, asks });
  });
  return options.length === 0 || options.length === all.length ? value : either(options);
}

/** Where a name stands for one of its values at a time: a loop, a function that is called, the block of a text. */
function scopeOfOne(declaration: Declaration, options: readonly Value[]): Node | undefined {
  const hasText = options.some(isText);
  switch (declaration.kind) {
    case 'each':
      return declaration.loop;
    case 'parameter':
      return hasText || callbackList(declaration) ? declaration.fn : undefined;
    case 'variable': {
      const { kind, parent } = declaration.statement;
      return hasText && kind === 'const' && isBlock(parent) ? parent : undefined;
    }
    default:
      return undefined;
  }
}

/** The components that an MDX file is given under a name. */
function givenValues(name: string, env: Env, context: Context): Value[] {
  return context.graph
    .given(name, env.module.file)
    .filter(({ module }) => context.graph.load(module.file) === module)
    .map(({ component, module }) => context.evaluate(component, outsideOfCalls(module)));
}

/** What a declared name stands for, seen from `at`. */
export function declared(declaration: Declaration, env: Env, at: Node, context: Context): Value {
  switch (declaration.kind) {
    case 'variable':
      return once(declaration, levelOf(declaration, declaration.declarator, env), context, variable);
    case 'parameter':
      return once(
        declaration,
        levelOf(declaration, declaration.fn.params[declaration.index] ?? declaration.fn, env),
        context,
        parameter,
      );
    case 'each':
      return once(declaration, env, context, loopVariable);
    case 'function':
      return { kind: 'function', node: declaration.node, env: atLevelOf(declaration.node, env), self: undefined };
    case 'class':
      return { kind: 'class', node: declaration.node, env };
    case 'enum':
      return { kind: 'enum', node: declaration.node, env };
    case 'enumMember':
      return context.member({ kind: 'enum', node: declaration.node, env }, declaration.name);
    case 'import':
      return once(declaration, outsideOfCalls(env.module), context, importedName);
    case 'module':
      return { kind: 'record', entries: namespaceMembers(declaration, env, context) };
    default:
      return unknown('runtime', isIdentifier(at) ? at.name : 'value');
  }
}

/** A step of the question, and remembered: whoever names it in these frames means the same. */
function once<D extends Declaration>(
  declaration: D,
  env: Env,
  context: Context,
  workOut: (declaration: D, env: Env, context: Context) => Value,
): Value {
  return context.memory.once(declaration, env, () =>
    context.budget.within<Value>(TOO_COMPLEX, () => workOut(declaration, env, context)),
  );
}

function importedName({ node, specifier }: Declaration & { kind: 'import' }, env: Env, context: Context): Value {
  return imported(node.source, specifier.imported, env, context);
}

/**
 * The frames on which a value depends: what is applied further in does not matter to it, unless it is changed there. So
 * it is the same for all calls of a function that only reads it.
 */
function levelOf(declaration: Declaration & { kind: 'variable' | 'parameter' }, place: Node, env: Env): Env {
  return isChanged(declaration, env.module.tree) ? env : atLevelOf(place, env);
}

/** `for (const item of list)`: any element of the list. */
function loopVariable({ loop, steps }: Declaration & { kind: 'each' }, env: Env, context: Context): Value {
  const list = context.evaluate(loop.right, env);
  const keys = loop.of ? undefined : context.keysOf(list);
  const element = keys ? either(keys.map(text)) : anyElement(list, nameOf(loop.right));
  // It would not be run through if nothing ever filled it.
  const held = optionsOf(element).length === 0 ? unknown('runtime', nameOf(loop.right)) : element;
  return walk(chosen(held, loop, frameAround(loop, env)), steps, env, context);
}

/** The members of a TypeScript `namespace`. */
function namespaceMembers(
  declaration: Declaration & { kind: 'module' },
  env: Env,
  context: Context,
): ReadonlyMap<string, Value> {
  const { body } = declaration.node;
  const members = new Map<string, Value>();
  for (const [name, inner] of scopeOf(body)) {
    members.set(name, declared(inner, env, body, context));
  }
  return members;
}
