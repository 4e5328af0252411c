import { type Application, isRenderedAs } from './apply/application.ts';
import type { Applications } from './apply/applications.ts';
import type { Found, SinkKind } from './apply/found.ts';
import type { InnerCall } from './apply/handed-over.ts';
import type { Collector } from './collect/collector.ts';
import { nameOfHolder } from './constants.ts';
import type { Evaluator } from './evaluate/context.ts';
import { type Declaration, declarationOf, functionAround, isFunction } from './evaluate/scopes.ts';
import { type Env, type Module, optionsOf, type Value } from './evaluate/values.ts';
import { createMarkers, mayMark } from './markers.ts';
import { isGivenToMdx, isMdx, type MdxComponents, spelledInMdx } from './mdx-components.ts';
import type {
  CallExpression,
  ExportNamedDeclaration,
  Expression,
  FunctionNode,
  Identifier,
  ImportDeclaration,
  JSXAttribute,
  NewExpression,
  Node,
  PrivateName,
  Property,
  SpreadElement,
} from './nodes.ts';
import { callAround, isInside, referenceAt } from './references.ts';
import { routeCacheCall, routeRules } from './sinks/astro.ts';
import { nextOptionsAt } from './sinks/next-options.ts';
import { hasCommonNames, isOnTheWay, SINK_NAMES, sinkAt } from './sinks/table.ts';
import type { Steps } from './steps.ts';
import type { Wrappers } from './wrappers.ts';

const FETCH: SinkKind = { role: 'assign', api: 'fetch next.tags' };
const ASTRO_SET: SinkKind = { role: 'assign', api: 'Astro cache.set' };
const ASTRO_RULES: SinkKind = { role: 'assign', api: 'Astro routeRules' };
const ASTRO_INVALIDATE: SinkKind = { role: 'invalidate', api: 'Astro cache.invalidate' };
const MOST_ALIAS_ROUNDS = 3;
/** What something is (a client, a function) takes few steps to see, unlike which texts it holds. */
const STEPS_TO_SEE_WHAT_IT_IS = 300;

export interface AnalysisParts {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly applications: Applications;
  readonly wrappers: Wrappers;
  /** The calls inside of functions of what a call of them hands over. */
  handedOver(call: CallExpression | NewExpression, env: Env): readonly InnerCall[];
  readonly mdxComponents: MdxComponents;
  /** Whether what is imported under a name (`default`, `*`) comes from a file that holds a wrapper. */
  leadsToWrapper(source: string, imported: string, from: Module): boolean;
}

/** What one file makes known. */
export interface Analysis {
  /** What reaches a sink at a place of this file. */
  readonly here: readonly Found[];
  /** What this file hands to components of other files, which show it there. */
  readonly elsewhere: readonly Found[];
}

/** Finds all that reaches a sink in one file, and notes the wrappers that the file holds. A step is one name or text. */
export function* analyse(module: Module, parts: AnalysisParts): Steps<Analysis> {
  const { evaluator, collector, applications, wrappers } = parts;
  const env: Env = { module, frame: undefined };
  const here: Found[] = [];
  const elsewhere: Found[] = [];
  const seen = new Set<Node>();
  const seenHandedOver = new Set<Node>();
  const names = new Set([...SINK_NAMES, ...wrappers.names, ...(isMdx(module.file) ? ['img'] : [])]);
  /** Variables that lead to a sink, by their names: another variable that is called so means nothing. */
  const variables = new Map<string, Set<Declaration>>();
  /** Names of those that are still to be looked for. */
  let fresh = new Set<string>();
  /** Property names whose shape alone tells what they are. */
  const shapes = new Set(['next', 'cache', 'routeRules']);
  /** Local names of constants that mark a sink. */
  const constants = new Set<string>();

  for (const statement of module.tree.program.body) {
    if (statement.type === 'ImportDeclaration') {
      addImportedNames(statement);
      yield;
    }
  }
  for (const statement of module.tree.program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      noteRenamedExports(statement);
    }
  }
  const markers = createMarkers({
    env,
    evaluator,
    collector,
    record,
    addConstant: (name, marker) => wrappers.addConstant(name, module, marker),
  });
  for (const text of module.tree.strings((each) => mayMark(each) || names.has(each))) {
    markers.use(text);
    useComputed(text);
    yield;
  }
  let sought = new Set([...names, ...shapes]);
  for (let round = 0; round < MOST_ALIAS_ROUNDS && sought.size > 0; round++) {
    for (const node of module.tree.identifiers(sought)) {
      useName(node);
      yield;
    }
    sought = fresh;
    fresh = new Set();
  }
  for (const node of module.tree.identifiers(new Set([...constants, ...wrappers.constantNames]))) {
    const isKey = node.parent?.type === 'Property' && node.parent.computed;
    const reference = node.type === 'Identifier' ? (isKey ? node : referenceAt(node)) : undefined;
    if (reference) {
      markers.use(reference);
      yield;
    }
  }
  return { here, elsewhere };

  /** Local names that an import gives to sinks and wrappers. */
  function addImportedNames(statement: ImportDeclaration): void {
    for (const { imported, local } of statement.specifiers) {
      const sink = SINK_NAMES.has(imported) || (hasCommonNames(statement.source) && imported !== '*');
      const leads =
        !statement.typeOnly && !names.has(local.name) && parts.leadsToWrapper(statement.source, imported, module);
      if (sink || leads) {
        names.add(local.name);
      }
      if (leads) {
        constants.add(local.name);
      }
    }
  }

  /** `export { revalidateTag as purge } from 'next/cache'`. */
  function noteRenamedExports(statement: ExportNamedDeclaration): void {
    for (const specifier of statement.specifiers) {
      if (names.has(specifier.local) && !SINK_NAMES.has(specifier.exported)) {
        evaluator.refill();
        noteAlias(specifier.exported, specifier, evaluator.exported(module, specifier.exported));
      }
    }
  }

  /** A sink or wrapper that is kept under another name (`const purge = revalidateTag`, `{ purge: revalidateTag }`) is looked for by it. */
  function useHolder(reference: Expression): void {
    if (functionAround(reference) && !isKnownName(reference)) {
      return; // what a function holds for itself nobody else calls by that name
    }
    const name = nameOfHolder(reference);
    if (name === undefined ? reference.parent?.type === 'ExportDefaultDeclaration' : !SINK_NAMES.has(name)) {
      evaluator.refill();
      noteAlias(name, reference, evaluator.evaluate(reference, env));
    }
  }

  function isKnownName(reference: Expression): boolean {
    const name = reference.type === 'MemberExpression' ? reference.property : reference;
    return (
      name.type === 'Identifier' &&
      (SINK_NAMES.has(name.name) || wrappers.names.has(name.name) || declarationOf(name.name, name)?.kind === 'import')
    );
  }

  function noteAlias(name: string | undefined, place: Node, value: Value): void {
    if (optionsOf(value).some(reachesSink)) {
      wrappers.addAlias(name, module, place);
    }
  }

  function useName(node: Identifier | PrivateName | JSXAttribute): void {
    if (node.type !== 'Identifier') {
      return;
    }
    if (node.name === 'next') {
      for (const { tags, whole, place } of nextOptionsAt(node)) {
        if (tags) {
          useValue(tags, FETCH, place);
        } else {
          usePath(whole, ['tags'], FETCH, place);
        }
      }
    } else if (node.name === 'cache') {
      useAstroCache(node);
    } else if (node.name === 'routeRules') {
      for (const rule of routeRules(node, module.file)) {
        usePath(rule, ['tags'], ASTRO_RULES, rule);
      }
    }
    const { parent } = node;
    if (parent?.type === 'PatternProperty' && parent.key === node) {
      addDestructured([parent]);
    }
    const reference = referenceAt(node);
    if (reference && (reference === node ? isMeant(node) : names.has(node.name))) {
      useReference(reference);
    }
  }

  /**
   * Whether a name that stands for itself may lead to a sink. Short names mean something else in each function: most
   * parameters are known to the callers alone, and a function that is written here counts where a wrapper is part of it.
   */
  function isMeant(node: Identifier): boolean {
    const declaration = declarationOf(node.name, node);
    if (declaration && variables.get(node.name)?.has(declaration)) {
      return true;
    }
    if (!names.has(node.name)) {
      return false;
    }
    switch (declaration?.kind) {
      case 'parameter':
        return isKnownHere(declaration);
      case 'function':
      case 'class':
        return wrappers.standIn(declaration.node, module);
      case 'variable': {
        const { init } = declaration.declarator;
        return !init || !isFunction(init) || wrappers.standIn(init, module);
      }
      default:
        return true;
    }
  }

  /** `cache['revalidateTag']('posts')`. */
  function useComputed(text: Expression): void {
    const { parent } = text;
    if (parent?.type === 'MemberExpression' && parent.computed && parent.property === text) {
      useReference(parent);
    }
  }

  function useReference(reference: Expression): void {
    const { parent } = reference;
    switch (parent?.type) {
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === reference) {
          useApplication(parent);
        } else {
          useHandedOver(parent);
          if (parent.type === 'CallExpression') {
            useCallback(reference, parent);
            useMadeOf(parent);
          }
        }
        break;
      case 'ConditionalExpression':
      case 'LogicalExpression':
        useReference(parent);
        break;
      case 'TaggedTemplateExpression':
        useReference(parent);
        break;
      case 'JSXAttribute':
        if (isRenderedAs(parent) && parent.parent?.type === 'JSXElement') {
          useApplication(parent.parent);
        }
        break;
      case 'JSXElement':
        if (parent.name === reference) {
          useApplication(parent);
        }
        break;
      case 'VariableDeclarator':
        if (parent.init === reference && parent.id.type === 'Identifier') {
          addName(parent.id);
        } else if (parent.init === reference && parent.id.type === 'ObjectPattern') {
          addDestructured(parent.id.properties);
        }
        useHolder(reference);
        break;
      case 'AssignmentExpression':
        if (parent.right === reference && parent.left.type === 'Identifier') {
          addName(parent.left);
        }
        useHolder(reference);
        break;
      case 'Property':
        useHolder(reference);
        useArgument(parent);
        if (isGivenToMdx(parent, module) && optionsOf(evaluator.evaluate(reference, env)).some(reachesSink)) {
          giveToMdx(parent, module);
        }
        break;
      case 'ClassMember':
      case 'ExportDefaultDeclaration':
        useHolder(reference);
        break;
      case 'TSAsExpression':
      case 'AwaitExpression':
        useReference(parent);
        break;
      case 'MemberExpression':
        // `cache.tags.revalidate(…)`: the names behind are looked for by themselves; a namespace's are not known.
        if (parent.object === reference && parent.property.type === 'Identifier' && !parent.computed) {
          useReference(parent);
        }
        break;
      default:
        break;
    }
  }

  /** Something that reaches a sink when it, or a member of it, is called. */
  function reachesSink(value: Value): boolean {
    switch (value.kind) {
      case 'external':
        return sinkAt(value.module, value.path) !== undefined;
      case 'function':
      case 'object':
      case 'instance':
      case 'class':
        return wrappers.holds(value.node);
      default:
        return false;
    }
  }

  /** A component of a map is known in the MDX files that are given the map. */
  function giveToMdx(property: Property, holder: Module): void {
    const name = spelledInMdx(property);
    if (name !== undefined) {
      parts.mdxComponents.add(property, holder);
      wrappers.addGiven(name, holder, property);
    }
  }

  /** Something that reaches a sink may be an argument of a call, or stand in one. */
  function useArgument(node: Node): void {
    const call = callAround(node);
    if (call) {
      useHandedOver(call);
    }
  }

  /** Calls that a function makes of what is handed to it here: `createRevalidator({ revalidateTag })`. */
  function useHandedOver(call: CallExpression | NewExpression): void {
    if (seenHandedOver.has(call)) {
      return;
    }
    seenHandedOver.add(call);
    evaluator.refill();
    for (const { application, env: inner } of parts.handedOver(call, env)) {
      const again = (at: Env, layers: number) => applications.foundAt(application, at, layers);
      evaluator.refill();
      const found = applications.foundAt(application, inner).map((each): Found => ({ ...each, takenOut: true }));
      record(found, application, again, inner.module);
    }
  }

  /** `const Moving = motion(Image)`: what a call makes of a component is one too. */
  function useMadeOf(call: Expression): void {
    const at = call.parent?.type === 'TaggedTemplateExpression' ? call.parent : call;
    if (at.parent?.type === 'VariableDeclarator') {
      evaluator.refill();
      const made = evaluator.evaluate(at, env);
      if (made.kind === 'function' || (made.kind === 'external' && sinkAt(made.module, made.path))) {
        useReference(at);
      }
    }
  }

  function addDestructured(properties: readonly Node[]): void {
    for (const property of properties) {
      if (property.type === 'PatternProperty' && property.value.type === 'Identifier') {
        addName(property.value);
      }
    }
  }

  /** Looks for a further variable, where what it stands for can lead to a sink. */
  function addName(name: Identifier): void {
    const declaration = declarationOf(name.name, name);
    if (!declaration || names.has(name.name) || variables.get(name.name)?.has(declaration)) {
      return;
    }
    evaluator.refill(STEPS_TO_SEE_WHAT_IT_IS);
    if (optionsOf(evaluator.evaluate(name, env)).some(mayLeadToSink)) {
      variables.set(name.name, (variables.get(name.name) ?? new Set()).add(declaration));
      fresh.add(name.name);
    }
  }

  function useApplication(node: Application): void {
    if (seen.has(node)) {
      return;
    }
    seen.add(node);
    evaluator.refill(STEPS_TO_SEE_WHAT_IT_IS);
    if (applications.mayReach(node, env)) {
      evaluator.refill();
      record(applications.foundAt(node, env), node, (inner, layers) => applications.foundAt(node, inner, layers));
    }
    // What it makes may be a wrapper itself: `createFetcher(x)(tags)`, `const get = createFetcher(x)`, `new Cache()`.
    if (node.type !== 'JSXElement') {
      useReference(node);
    }
  }

  /** `tags.forEach(revalidateTag)`. */
  function useCallback(callee: Expression, call: Expression & { type: 'CallExpression' }): void {
    if (call.callee.type !== 'MemberExpression' || call.arguments[0] !== callee || seen.has(call)) {
      return;
    }
    const method = call.callee.property.type === 'Identifier' ? call.callee.property.name : '';
    if (method !== 'forEach' && method !== 'map') {
      return;
    }
    seen.add(call);
    const list = call.callee.object;
    evaluator.refill();
    record(applications.foundForElements(callee, list, env), call, (inner) =>
      applications.foundForElements(callee, list, inner),
    );
  }

  /** `context.cache.set({ tags })`, `context.cache.invalidate({ tags })`. */
  function useAstroCache(node: Identifier): void {
    const found = routeCacheCall(node);
    const [options] = found?.call.arguments ?? [];
    if (found && options && options.type !== 'SpreadElement') {
      usePath(options, ['tags'], found.method === 'set' ? ASTRO_SET : ASTRO_INVALIDATE, found.call);
    }
  }

  function useValue(value: Expression | SpreadElement, sink: SinkKind, place: Node): void {
    const at = (inner: Env) => collector.collect(value, inner).map((leaf) => ({ leaf, sink }));
    evaluator.refill();
    record(at(env), place, at);
  }

  function usePath(value: Expression, path: readonly string[], sink: SinkKind, place: Node): void {
    const at = (inner: Env) => collector.collectPath({ node: value, env: inner }, path).map((leaf) => ({ leaf, sink }));
    evaluator.refill();
    record(
      at(env).map((each) => ({ ...each, leaf: { ...each.leaf, implicit: each.leaf.value.kind !== 'text' } })),
      place,
      at,
    );
  }

  /** Keeps what was found; the functions on whose parameters it depends become wrappers. */
  function record(
    all: readonly Found[],
    place: Node,
    again: (env: Env, layers: number) => readonly Found[],
    holder: Module = module,
  ): void {
    for (const each of all) {
      for (const fn of paramsOf(each)) {
        if (isInside(place, fn)) {
          wrappers.add(fn, holder, { place, found: again }, all.length);
          useArgument(fn);
          if (fn.parent?.type === 'Property' && isGivenToMdx(fn.parent, holder)) {
            giveToMdx(fn.parent, holder);
          }
        }
      }
      const hidden =
        each.leaf.implicit ||
        isHandedOn(each) ||
        (each.via !== undefined && each.leaf.value.kind !== 'text' && each.leaf.value.kind !== 'asset');
      if (!hidden && each.leaf.module === module) {
        here.push(each);
      } else if (!hidden && each.takenOut) {
        elsewhere.push(each);
      }
    }
  }
}

/** A parameter that only goes on to a wrapper writes no tag, also where its type names the texts that it may be. */
function isHandedOn({ via, leaf: { node, value } }: Found): boolean {
  return (
    via !== undefined &&
    value.kind === 'text' &&
    value.params.length > 0 &&
    node.type === 'Identifier' &&
    declarationOf(node.name, node)?.kind === 'parameter'
  );
}

/** Whether a parameter has a default, or belongs to a function whose caller stands around it: `load().then((it) => …)`. */
function isKnownHere({ fn, index }: Declaration & { kind: 'parameter' }): boolean {
  return fn.params[index]?.type === 'AssignmentPattern' || fn.parent?.type === 'CallExpression';
}

/** Whether calling something or taking members of it may end in a sink or wrapper. */
function mayLeadToSink(value: Value): boolean {
  return value.kind === 'external' ? isOnTheWay(value.module, value.path) : HOLDERS.has(value.kind);
}

const HOLDERS: ReadonlySet<Value['kind']> = new Set(['function', 'class', 'instance', 'object', 'record', 'namespace']);

function paramsOf({ leaf: { value } }: Found): readonly FunctionNode[] {
  return value.kind === 'text' || value.kind === 'unknown' ? value.params : [];
}
