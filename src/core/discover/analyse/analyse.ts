import { type Application, calledThrough, isRenderedAs } from '../apply/application.ts';
import type { Applications } from '../apply/applications.ts';
import type { Found, SinkKind } from '../apply/found.ts';
import type { InnerCall } from '../apply/handed-over.ts';
import type { Collector } from '../collect/collector.ts';
import { superCallOf } from '../evaluate/classes.ts';
import { classOf } from '../evaluate/function-name.ts';
import { declarationOf } from '../evaluate/scopes.ts';
import type { Env, Module, Value } from '../evaluate/values.ts';
import type {
  CallExpression,
  ClassNode,
  Expression,
  FunctionNode,
  Identifier,
  JSXAttribute,
  Literal,
  NewExpression,
  Node,
  PrivateName,
  SpreadElement,
  TemplateLiteral,
} from '../nodes.ts';
import { callAround, isInside, referenceAt } from '../references.ts';
import { routeCacheCall, routeRules } from '../sinks/astro.ts';
import { nextOptionsAt, propertyNamed } from '../sinks/next-options.ts';
import { hasCommonNames, sinkAt } from '../sinks/table.ts';
import type { Steps } from '../steps.ts';
import { type AliasParts, createAliases } from './aliases.ts';
import { createMarkers, mayMark } from './markers.ts';
import { createSought, type SoughtParts, STEPS_TO_SEE_WHAT_IT_IS } from './sought.ts';

const FETCH: SinkKind = { role: 'assign', api: 'fetch next.tags' };
const ASTRO_SET: SinkKind = { role: 'assign', api: 'Astro cache.set' };
const ASTRO_RULES: SinkKind = { role: 'assign', api: 'Astro routeRules' };
const ASTRO_INVALIDATE: SinkKind = { role: 'invalidate', api: 'Astro cache.invalidate' };
/** Property names whose shape alone tells what they are. */
const TOLD_BY_SHAPE = ['next', 'cache', 'routeRules'];
const MOST_ALIAS_ROUNDS = 3;
/** What may stand around a call that makes a component: `styled(motion(Image)).attrs({})` and its text. */
const FURTHER: ReadonlySet<Node['type']> = new Set(['CallExpression', 'MemberExpression', 'TaggedTemplateExpression']);

export interface AnalysisParts extends SoughtParts, AliasParts {
  readonly collector: Collector;
  readonly applications: Applications;
  /** The calls inside of functions of what a call of them hands over. */
  handedOver(call: CallExpression | NewExpression, env: Env): readonly InnerCall[];
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
  const sought = createSought(module, parts);
  const aliases = createAliases(module, parts);

  for (const statement of module.tree.program.body) {
    if (statement.type === 'ImportDeclaration') {
      sought.addImported(statement);
      yield;
    }
  }
  for (const statement of module.tree.program.body) {
    if (statement.type === 'ExportNamedDeclaration') {
      aliases.noteRenamed(statement, sought.names);
    }
  }
  const markers = createMarkers({
    env,
    evaluator,
    collector,
    find,
    addConstant: (name, marker) => wrappers.addConstant(name, module, marker),
  });
  for (const text of module.tree.strings((each) => mayMark(each) || sought.names.has(each) || hasCommonNames(each))) {
    if (piecesOf(text).some(mayMark)) {
      markers.use(text);
    }
    useComputed(text);
    useLoaded(text);
    yield;
  }
  let names: ReadonlySet<string> = new Set([...sought.names, ...TOLD_BY_SHAPE]);
  for (let round = 0; round < MOST_ALIAS_ROUNDS && names.size > 0; round++) {
    for (const node of module.tree.identifiers(names)) {
      useName(node);
      yield;
    }
    names = sought.takeFresh();
  }
  for (const node of module.tree.identifiers(new Set([...sought.constants, ...wrappers.constantNamesIn(module)]))) {
    const isKey = node.parent?.type === 'Property' && node.parent.computed;
    const reference = node.type === 'Identifier' ? (isKey ? node : referenceAt(node)) : undefined;
    if (reference) {
      markers.useConstant(reference);
      yield;
    }
  }
  return { here, elsewhere };

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
      sought.addDestructured([parent]);
    }
    const reference = referenceAt(node);
    if (reference && (reference === node ? sought.isMeant(node) : sought.names.has(node.name))) {
      useReference(reference);
    }
  }

  /** `cache['revalidateTag']('posts')`. */
  function useComputed(text: Expression): void {
    const { parent } = text;
    if (parent?.type === 'MemberExpression' && parent.computed && parent.property === text) {
      useReference(parent);
    }
  }

  /** `const Image = dynamic(() => import('next/image'))`, `resolveComponent('NuxtImg')`. */
  function useLoaded(text: Expression): void {
    let at: Node | undefined = text.parent;
    if (at?.type === 'CallExpression') {
      useReference(at);
    } else if (at?.type !== 'ImportExpression') {
      return;
    }
    while (at && at.type !== 'BlockStatement' && at.type !== 'VariableDeclarator') {
      at = at.parent;
    }
    if (at?.type === 'VariableDeclarator' && at.id.type === 'Identifier') {
      sought.addVariable(at.id);
    }
  }

  function useReference(reference: Expression): void {
    const { parent } = reference;
    switch (parent?.type) {
      case 'CallExpression':
      case 'NewExpression':
        if (parent.callee === reference || calledThrough(parent) === reference) {
          useApplication(parent);
        } else if (sought.mayLead(reference)) {
          useHandedOver(parent);
          if (parent.type === 'CallExpression') {
            useCallback(reference, parent);
            useMadeOf(parent);
          }
        }
        break;
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'TaggedTemplateExpression':
      case 'TSAsExpression':
      case 'AwaitExpression':
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
          sought.addVariable(parent.id);
        } else if (parent.init === reference && parent.id.type === 'ObjectPattern') {
          sought.addDestructured(parent.id.properties);
        }
        aliases.noteHolder(reference);
        break;
      case 'AssignmentExpression':
        if (parent.right === reference && parent.left.type === 'Identifier') {
          sought.addVariable(parent.left);
        }
        aliases.noteHolder(reference);
        break;
      case 'Property':
        aliases.noteHolder(reference);
        if (callAround(parent) && sought.mayLead(reference)) {
          useArgument(parent);
        }
        aliases.noteGiven(parent, module, reference);
        break;
      case 'ClassMember':
      case 'ExportDefaultDeclaration':
        aliases.noteHolder(reference);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        useSubclass(parent);
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

  /** `class Posts extends Repository`: what its constructor hands on; without one it is another name for the same. */
  function useSubclass(node: ClassNode): void {
    const call = superCallOf(node);
    if (call) {
      useApplication(call);
    } else if (call === null && node.id) {
      wrappers.addAlias(node.id.name, module, node);
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
    const foundThrough = (at: Env, layers: number) =>
      parts.handedOver(call, at).flatMap((inner) => applications.foundAt(inner.application, inner.env, layers));
    evaluator.refill();
    for (const { application, env: inner } of parts.handedOver(call, env)) {
      const again = (at: Env, layers: number) => applications.foundAt(application, at, layers);
      evaluator.refill();
      const found = applications.foundAt(application, inner).map((each): Found => ({ ...each, takenOut: true }));
      record(found, application, again, inner.module);
      noteWrappers(found, call, foundThrough, module); // beside it the tags: `retry(send, options)`
    }
  }

  /** `const Moving = motion(Image)`: what a call makes of a component is one too. */
  function useMadeOf(call: Expression): void {
    let at = call;
    while (at.parent && FURTHER.has(at.parent.type)) {
      at = at.parent as Expression;
    }
    if (at.parent?.type === 'VariableDeclarator') {
      evaluator.refill();
      const made = evaluator.evaluate(at, env);
      if (made.kind === 'function' || (made.kind === 'external' && sinkAt(made.module, made.path))) {
        useReference(at);
      }
    }
  }

  function useApplication(node: Application): void {
    if (seen.has(node)) {
      return;
    }
    seen.add(node);
    evaluator.refill(STEPS_TO_SEE_WHAT_IT_IS);
    if (applications.mayReach(node, env)) {
      find(node, (inner, layers) => applications.foundAt(node, inner, layers));
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
    find(call, (inner) => applications.foundForElements(callee, list, inner));
  }

  /** `context.cache.set({ tags })`, `context.cache.invalidate({ tags })`. */
  function useAstroCache(node: Identifier): void {
    const found = routeCacheCall(node);
    const [options] = found?.call.arguments ?? [];
    if (found && options && options.type !== 'SpreadElement') {
      const sink = found.method === 'set' ? ASTRO_SET : ASTRO_INVALIDATE;
      const written = propertyNamed('tags', options);
      if (written) {
        useValue(written.value, sink, found.call);
      } else {
        usePath(options, ['tags'], sink, found.call);
      }
    }
  }

  function useValue(value: Expression | SpreadElement, sink: SinkKind, place: Node): void {
    find(place, (inner) => collector.collect(value, inner).map((leaf) => ({ leaf, sink })));
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

  /** Asks what reaches a sink at a place, here and wherever a caller tells more. */
  function find(place: Node, at: (env: Env, layers: number) => readonly Found[]): void {
    evaluator.refill();
    record(at(env, 0), place, at);
  }

  /** Keeps what was found; the functions on whose parameters it depends become wrappers. */
  function record(
    all: readonly Found[],
    place: Node,
    again: (env: Env, layers: number) => readonly Found[],
    holder: Module = module,
  ): void {
    noteWrappers(all, place, again, holder);
    for (const each of all) {
      const hidden =
        each.leaf.implicit || isHandedOn(each) || (each.via !== undefined && !isPartlyKnown(each.leaf.value));
      if (!hidden && each.leaf.module === module) {
        here.push(each);
      } else if (!hidden && each.takenOut) {
        elsewhere.push(each);
      }
    }
  }

  function noteWrappers(
    all: readonly Found[],
    place: Node,
    again: (env: Env, layers: number) => readonly Found[],
    holder: Module,
  ): void {
    for (const fn of all.flatMap(openParamsOf)) {
      if (isInside(place, classOf(fn) ?? fn)) {
        wrappers.add(fn, holder, { place, found: again }, all.length);
        useArgument(fn);
        if (fn.parent?.type === 'Property') {
          aliases.noteGiven(fn.parent, holder);
        }
      }
    }
  }
}

function piecesOf(text: Literal | TemplateLiteral): readonly string[] {
  return text.type === 'TemplateLiteral' ? text.quasis : [String(text.value)];
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

/** What nobody knows is one place, in the wrapper, whoever hands it on. */
function isPartlyKnown(value: Value): boolean {
  return value.kind === 'text' ? value.parts.some((part) => typeof part === 'string') : value.kind === 'asset';
}

/** Of what a constructor and the caller of a method put together, the method is given the rest, for each object. */
function openParamsOf(found: Found): readonly FunctionNode[] {
  const params = paramsOf(found);
  return params.length > 1 ? params.filter((fn) => !classOf(fn)) : params;
}

function paramsOf({ leaf: { value } }: Found): readonly FunctionNode[] {
  return value.kind === 'text' || value.kind === 'unknown' ? value.params : [];
}
