import type { NotOptimized, Role } from '../model.ts';
import type { Collector } from './collect/collector.ts';
import type { Leaf } from './collect/leaves.ts';
import { itemsOf } from './collect/lists.ts';
import type { Evaluator } from './evaluate/context.ts';
import type { Answer } from './evaluate/memory.ts';
import { returnsOf } from './evaluate/returns.ts';
import {
  type Argument,
  concat,
  type Env,
  exactText,
  type Frame,
  optionsOf,
  type TextValue,
  type Value,
} from './evaluate/values.ts';
import type {
  CallExpression,
  Expression,
  FunctionNode,
  JSXElement,
  MemberExpression,
  NewExpression,
  Node,
  SpreadElement,
} from './nodes.ts';
import { isInside } from './references.ts';
import { type Place, type Sink, sinkAt } from './sinks/table.ts';
import type { Use, Wrappers } from './wrappers.ts';

/** What an API does with its tags or images. */
export interface SinkKind {
  readonly role: Role;
  readonly api: string;
}

/** A value that reaches a sink. */
export interface Found {
  readonly leaf: Leaf;
  readonly sink: SinkKind;
  /** The project's own wrapper that it goes through. */
  readonly via?: string;
  readonly notOptimized?: NotOptimized;
  /**
   * A component takes it out of a record that is handed to it (`<Card post={post} />`), or a function calls a sink that
   * is handed to it: the place is theirs, whichever file hands it in.
   */
  readonly takenOut?: true;
}

/** Something that is called or rendered. */
export type Application = CallExpression | NewExpression | JSXElement;

const MOST_LAYERS = 8;
/** How deep the lists of an options object may stand in it. */
const MOST_NESTED = 3;
/** What is known of the values costs nothing: what bounds wrappers that call one another are their calls. */
const STEPS_TO_APPLY = 20;

/**
 * Applies sinks and wrappers: which values reach a sink through a call, and where they are written. A wrapper's own uses
 * are looked at again with its parameters bound to the arguments of the call.
 */
export function createApplications(evaluator: Evaluator, collector: Collector, wrappers: Wrappers) {
  const { memory } = evaluator;
  /** The wrappers that are being applied inside one another: components render one another in circles. */
  let applied: readonly FunctionNode[] = [];
  const outsideOfCalls = new WeakMap<
    Application,
    { readonly layers: number; readonly answer: Answer<readonly Found[]> }
  >();

  /** What a call or an element gives to sinks. Empty for one that reaches none. */
  function foundAt(node: Application, env: Env, layers = 0): readonly Found[] {
    if (layers > MOST_LAYERS) {
      return [];
    }
    return env.frame || applied.length > 0 ? lookAt(node, env, layers) : foundOnce(node, env, layers);
  }

  /**
   * Outside of calls it is the same for whoever asks, and worked out once; what was worked out with more layers left
   * serves as well.
   */
  function foundOnce(node: Application, env: Env, layers: number): readonly Found[] {
    const before = outsideOfCalls.get(node);
    const known = before && before.layers <= layers ? memory.again(before.answer) : undefined;
    if (known) {
      return known.value;
    }
    const answer = memory.answer(() => lookAt(node, env, layers));
    if (answer.isFinal) {
      outsideOfCalls.set(node, { layers, answer });
    }
    return answer.value;
  }

  function lookAt(node: Application, env: Env, layers: number): Found[] {
    const called = calleesOf(node)
      .flatMap((callee) => optionsOf(evaluator.evaluate(callee, env)))
      .flatMap((option) => foundBy(option, argumentsOf(node, env), node, env, layers));
    return called.length > 0 ? called : foundInBound(node, env, layers);
  }

  /** Whether what is called or rendered is known well enough to reach a sink: cheap, next to what the arguments cost. */
  function mayReach(node: Application, env: Env): boolean {
    const callees = isBound(node) ? [node.callee, node.callee.object] : calleesOf(node);
    return callees.some((callee) =>
      optionsOf(evaluator.evaluate(callee, env)).some(({ kind }) => kind === 'external' || kind === 'function'),
    );
  }

  /** `purge.bind(null, 'posts')`, `purge.call(null, 'posts')`, `purge.apply(null, ['posts'])`. */
  function foundInBound(node: Application, env: Env, layers: number): Found[] {
    if (!isBound(node)) {
      return [];
    }
    const args = evaluator.argumentsBehind(node, env);
    return optionsOf(evaluator.evaluate(node.callee.object, env)).flatMap((option) =>
      foundBy(option, args, node, env, layers),
    );
  }

  /** The same for a function that an array method calls with each element: `tags.forEach(revalidateTag)`. */
  function foundForElements(callee: Expression, list: Expression, env: Env): Found[] {
    return optionsOf(evaluator.evaluate(callee, env)).flatMap((option) =>
      foundBy(option, [{ node: list, env }], list, env, 0),
    );
  }

  function foundBy(callee: Value, args: readonly Argument[], at: Node, env: Env, layers: number): Found[] {
    if (callee.kind === 'external') {
      const sink = sinkAt(callee.module, callee.path);
      return sink ? foundInSink(sink, args, at, env) : [];
    }
    return callee.kind === 'function' ? foundInWrapper(callee, args, at, env, layers) : [];
  }

  function foundInSink(sink: Sink, args: readonly Argument[], at: Node, env: Env): Found[] {
    const all = leavesAt(sink.place, args);
    const leaves = sink.role === 'image' ? all.flatMap(sourceOf) : sink.list ? all.flatMap(itemsOf) : all;
    if (sink.role !== 'image' || at.type !== 'JSXElement') {
      return leaves.map((leaf) => ({ leaf, sink }));
    }
    const notOptimized = optimizerOf(at, env);
    return leaves.map((leaf) => ({ leaf: onElement(leaf, at, env), sink, ...(notOptimized ? { notOptimized } : {}) }));
  }

  /** What a static import is at last, written by hand: `{ src: '/a.png', width: 10, height: 10 }`. */
  function sourceOf(leaf: Leaf): Leaf[] {
    return leaf.value.kind === 'object' || leaf.value.kind === 'record'
      ? optionsOf(evaluator.member(leaf.value, 'src')).map((value) => ({ ...leaf, value }))
      : [leaf];
  }

  /**
   * An image out of a list that the elements are made from is shown where the element names it. There is always one: what
   * is spread without a `src` beside it holds it.
   */
  function onElement(leaf: Leaf, element: JSXElement, env: Env): Leaf {
    const src = element.attributes.find((each) => each.type === 'JSXAttribute' && each.name === 'src');
    const isElsewhere = env.frame === undefined && leaf.module === env.module && !isInside(leaf.node, element);
    const shown = isElsewhere && src?.type === 'JSXAttribute' && src.value ? { ...leaf, node: src.value } : leaf;
    return { ...shown, implicit: leaf.implicit && env.frame !== undefined && leaf.value.kind === 'unknown' };
  }

  function leavesAt({ argument, rest, path }: Place, args: readonly Argument[]): Leaf[] {
    const chosen = rest ? args.slice(argument) : args.slice(argument, argument + 1);
    return chosen.flatMap((each) => {
      if (path) {
        return collector.collectPath(each, path);
      }
      return 'node' in each ? collector.collect(each.node, each.env) : [];
    });
  }

  function foundInWrapper(
    callee: Value & { kind: 'function' },
    args: readonly Argument[],
    at: Node,
    env: Env,
    layers: number,
  ): Found[] {
    memory.note(callee.node);
    const wrapper = wrappers.of(callee.node);
    const isInCircle = applied.includes(callee.node) || isApplied(callee.node, env.frame);
    if (!wrapper || isInCircle || !evaluator.budget.spend(STEPS_TO_APPLY)) {
      return [];
    }
    const frame: Frame = { fn: callee.node, args, self: callee.self, outer: callee.env.frame };
    const inner: Env = { module: callee.env.module, frame };
    return whileApplied([...applied, callee.node], () =>
      wrapper.uses.flatMap((use) => forwarded(use, inner, callee.node, wrapper.name, args, at, env, layers)),
    );
  }

  function whileApplied<T>(now: readonly FunctionNode[], work: () => T): T {
    const before = applied;
    applied = now;
    try {
      return work();
    } finally {
      applied = before;
    }
  }

  /**
   * What a use inside a wrapper finds for this call. Where the wrapper names the tag itself and only fills in a part
   * (`post-${id}`), the tag is written inside and no caller writes another.
   */
  function forwarded(
    use: Use,
    inner: Env,
    fn: FunctionNode,
    name: string,
    args: readonly Argument[],
    at: Node,
    env: Env,
    layers: number,
  ): Found[] {
    const outer = { module: inner.module, frame: inner.frame?.outer };
    const own = whileApplied(outer.frame ? applied : [], () => use.found(outer, layers + 1));
    const open = own.some((each) => !namesTarget(each));
    const spellings = new Set(own.map(spelling));
    const reached = use.found(inner, layers + 1).flatMap((each) => [each, ...withFallbacks(each, fn, at, env)]);
    return reached.flatMap((each): Found[] => {
      if (each.takenOut) {
        return [each];
      }
      if (spellings.has(spelling(each)) && isBesideUnknown(each, reached)) {
        return []; // the default that the wrapper has itself: written once, where the innermost sets the tag
      }
      if (each.leaf.value.kind === 'unknown') {
        return [{ ...each, via: name }];
      }
      const inside = isInside(each.leaf.node, fn);
      if (!open || (inside && isToldByType(each, own))) {
        return [];
      }
      if (inside && spellings.has(spelling(each))) {
        return isOpenAddress(each, fn) ? [{ ...each, via: name, leaf: { ...each.leaf, implicit: true } }] : [];
      }
      const isHere = each.leaf.module === env.module || isWrittenByCallers(each.leaf, env);
      const remade = (inside || !isHere) && each.sink.role !== 'image' ? writtenIn(each, args, env) : undefined;
      const leaf = remade ?? (inside || !isHere ? atCaller(each.leaf, args, at, env) : each.leaf);
      if (each.sink.role === 'image' && at.type === 'JSXElement' && isData(leaf, at, env)) {
        const node = own.find((written) => written.leaf.module === inner.module)?.leaf.node ?? openPlace(use, inner);
        return [{ ...each, leaf: { ...leaf, node, module: inner.module }, takenOut: true }];
      }
      return [{ ...each, via: name, leaf }];
    });
  }

  /** `<Photo src={post.cover || '/none.png'} />`, where the component puts something before it: that with what is written. */
  function withFallbacks(found: Found, fn: FunctionNode, at: Node, env: Env): Found[] {
    const { leaf, sink } = found;
    const { value } = leaf;
    const end = value.kind === 'text' ? value.parts.at(-1) : undefined;
    const isOpen = value.kind === 'text' && typeof end === 'object' && isInside(leaf.node, fn);
    if (!isOpen || sink.role !== 'image' || at.type !== 'JSXElement') {
      return [];
    }
    const beginning: TextValue = { kind: 'text', parts: value.parts.slice(0, -1), params: [] };
    const attribute = at.attributes.find((each) => each.type === 'JSXAttribute' && each.name === end.hole);
    const written = attribute?.type === 'JSXAttribute' && attribute.value;
    return (written ? fallbacksOf(evaluator.evaluate(written, env)) : [])
      .flatMap((fallback) => optionsOf(concat([[beginning], [fallback]])))
      .map((each) => ({ ...found, leaf: { ...leaf, value: each } }));
  }

  /**
   * Whether a component gets the image in a record that is handed on whole: then it is the component that writes which
   * image it takes out of it, and its place, not the caller's, shows the image.
   */
  function isData(leaf: Leaf, element: JSXElement, env: Env): boolean {
    if (element.attributes.some((each) => each.type === 'JSXSpreadAttribute' && each.argument === leaf.node)) {
      return true;
    }
    const attributes = attributesOf(element);
    const attribute = attributes.find((value) => value === leaf.node);
    if (attribute) {
      return holdsRecord(evaluator.evaluate(attribute, env));
    }
    const isElsewhere = leaf.node === element || !isInside(leaf.node, element);
    if (!isElsewhere || attributes.some((value) => appearsIn(leaf, value, env))) {
      return false;
    }
    const handedOn = propertyOfCaller(leaf, env);
    return !handedOn || holdsRecord(evaluator.evaluate(handedOn.value, handedOn.env));
  }

  /** The property of an element farther out that a component was given and hands on: `(props) => <Inner {...props} />`. */
  function propertyOfCaller(leaf: Leaf, env: Env): { value: Expression; env: Env } | undefined {
    for (let frame = env.frame; frame; frame = frame.outer) {
      for (const arg of frame.args ?? []) {
        if ('props' in arg) {
          const value = attributesOf(arg.props).find((each) => each === leaf.node);
          return value ? { value, env: arg.env } : propertyOfCaller(leaf, arg.env);
        }
      }
    }
    return undefined;
  }

  /** Where a wrapper hands on what it does not know itself: the property of the element that it renders there. */
  function openPlace({ place }: Use, { module, frame }: Env): Node {
    const env: Env = { module, frame: frame?.outer };
    const open = place.type === 'JSXElement' ? attributesOf(place).filter((value) => isOpen(value, env)) : [];
    return open[0] ?? place;
  }

  function isOpen(value: Expression, env: Env): boolean {
    return optionsOf(evaluator.evaluate(value, env)).some(({ kind }) => kind === 'unknown');
  }

  /** A tag of a list that the wrapper makes anew (`[...new Set(tags)]`, one after the other): where an argument writes it. */
  function writtenIn(found: Found, args: readonly Argument[], env: Env): Leaf | undefined {
    const wanted = spelling(found);
    return args
      .flatMap((arg) => ('node' in arg ? listedIn(arg.node, arg.env, 0) : []))
      .find(
        (leaf) =>
          spelling({ leaf, sink: found.sink }) === wanted &&
          (leaf.module === env.module || isWrittenByCallers(leaf, env)),
      );
  }

  /** What the lists write that an argument is, or that it holds as an options object, or makes when it is called back. */
  function listedIn(node: Expression | SpreadElement, env: Env, depth: number): readonly Leaf[] {
    return optionsOf(evaluator.evaluate(node, env)).flatMap((option): readonly Leaf[] => {
      if (option.kind === 'list') {
        return collector.collect(node, env);
      }
      if (option.kind === 'function') {
        return option.node === node ? madeBy(option) : [];
      }
      const properties = option.kind === 'object' && depth < MOST_NESTED ? option.node.properties : [];
      return option.kind === 'object'
        ? properties.flatMap((each) =>
            listedIn(each.type === 'SpreadElement' ? each.argument : each.value, option.env, depth + 1),
          )
        : [];
    });
  }

  /** What a function that is written as an argument returns: `{ tags: (id) => ['posts', id] }`. */
  function madeBy({ node: fn, env }: Value & { kind: 'function' }): readonly Leaf[] {
    const returned = fn.body?.type === 'BlockStatement' ? returnsOf(fn.body.body, env, evaluator) : [fn.body];
    return returned.flatMap((each) => (each ? collector.collect(each, env) : []));
  }

  /** A value that is put together inside the wrapper is shown where its caller writes what it is made of. */
  function atCaller(leaf: Leaf, args: readonly Argument[], at: Node, env: Env): Leaf {
    const written = args.flatMap((arg): readonly Node[] => {
      if ('props' in arg) {
        return attributesOf(arg.props).filter((value) => appearsIn(leaf, value, arg.env));
      }
      return 'node' in arg && appearsIn(leaf, arg.node, arg.env) ? [arg.node] : [];
    });
    const [first] = written;
    return !first && propertyOfCaller(leaf, env) ? leaf : { ...leaf, node: first ?? at, module: env.module };
  }

  /** Whether what is known of a text is part of the value. */
  function appearsIn(leaf: Leaf, node: Expression | SpreadElement, env: Env): boolean {
    const { value } = leaf;
    const known = value.kind === 'text' ? value.parts.filter((part) => typeof part === 'string') : [];
    return optionsOf(evaluator.evaluate(node, env)).some((option) => {
      const exact = exactText(option);
      const pieces =
        exact !== undefined
          ? [exact]
          : option.kind === 'text'
            ? option.parts.filter((part) => typeof part === 'string')
            : [];
      const spelled = pieces.map((piece) => piece.trim()).filter((piece) => piece !== ''); // which appears everywhere
      return spelled.length > 0 && spelled.every((piece) => known.some((part) => part.includes(piece)));
    });
  }

  /** Why the optimizer never sees the image of an element; `undefined` where nothing on the element says so. */
  function optimizerOf(element: JSXElement, env: Env): NotOptimized | undefined {
    for (const attribute of element.attributes) {
      if (attribute.type === 'JSXAttribute' && attribute.name === 'unoptimized' && !isFalse(attribute.value, env)) {
        return 'unoptimized';
      }
      if (attribute.type === 'JSXAttribute' && attribute.name === 'loader') {
        return 'loader';
      }
      if (attribute.type === 'JSXAttribute' && attribute.name === 'provider' && isOtherProvider(attribute.value, env)) {
        return 'loader';
      }
    }
    return undefined;
  }

  /** `provider` of Nuxt's components: any but Vercel's answers from elsewhere. */
  function isOtherProvider(value: Expression | undefined, env: Env): boolean {
    const provider = value && exactText(evaluator.evaluate(value, env));
    return provider !== undefined && provider !== 'vercel';
  }

  /** `unoptimized={condition}` is sometimes optimized: only what is certainly true counts. */
  function isFalse(value: Expression | undefined, env: Env): boolean {
    if (!value) {
      return false;
    }
    const known = evaluator.evaluate(value, env);
    return known.kind !== 'constant' || known.value !== true;
  }

  return { mayReach, foundAt, foundForElements };
}

export type Applications = ReturnType<typeof createApplications>;

/** `as={Image}` and `component={Image}`: another component renders this one, with the properties that it is given. */
const RENDERED_AS: ReadonlySet<string> = new Set(['as', 'component']);

/** The value of an attribute that names the component to render. */
export function isRenderedAs(attribute: Node): boolean {
  return attribute.type === 'JSXAttribute' && RENDERED_AS.has(attribute.name);
}

function calleesOf(node: Application): Expression[] {
  if (node.type !== 'JSXElement') {
    return [node.callee];
  }
  const others = node.attributes.flatMap((each) =>
    each.type === 'JSXAttribute' && isRenderedAs(each) && each.value?.type === 'Identifier' ? [each.value] : [],
  );
  return node.name ? [node.name, ...others] : others;
}

const BINDING: ReadonlySet<string> = new Set(['bind', 'call', 'apply']);

function isBound(node: Application): node is CallExpression & { callee: MemberExpression } {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    BINDING.has(node.callee.property.name)
  );
}

/**
 * Whether a wrapper says itself which tags it means, of which its callers only fill in a part. Separators alone
 * (`${type}:${id}`) say nothing, and neither does a parameter that its type says to be one of some texts. An image is
 * named by who writes the end of its address: behind `/docs${src}` the callers do, in `/logos/${name}.svg` they do not.
 */
function namesTarget({ leaf: { value }, sink }: Found): boolean {
  if (value.kind !== 'text' || (sink.role === 'image' && typeof value.parts.at(-1) === 'object')) {
    return false;
  }
  return !isByType(value) && value.parts.some((part) => typeof part === 'string' && /[\p{L}\p{N}]/u.test(part));
}

/** Whether a text depends on parameters whose types name all that it can be. */
function isByType({ parts, params }: TextValue): boolean {
  return params.length > 0 && !hasHole(parts);
}

const hasHole = (parts: TextValue['parts']): boolean => parts.some((part) => typeof part !== 'string');

/** Whether types tell all that stands at a place where a call leaves a hole: what it hands in is none of them. */
function isToldByType({ leaf }: Found, own: readonly Found[]): boolean {
  const here = own.filter((each) => each.leaf.node === leaf.node);
  return (
    leaf.value.kind === 'text' &&
    hasHole(leaf.value.parts) &&
    here.length > 0 &&
    here.every((each) => each.leaf.value.kind === 'text' && isByType(each.leaf.value))
  );
}

function argumentsOf(node: Application, env: Env): readonly Argument[] {
  return node.type === 'JSXElement' ? [{ props: node, env }] : node.arguments.map((each) => ({ node: each, env }));
}

function isApplied(fn: FunctionNode, frame: Frame | undefined): boolean {
  for (let at = frame; at; at = at.outer) {
    if (at.fn === fn) {
      return true;
    }
  }
  return false;
}

function attributesOf(element: JSXElement): Expression[] {
  return element.attributes.flatMap((each) => (each.type === 'JSXAttribute' && each.value ? [each.value] : []));
}

/** Whether a value stands in a file that calls what is being applied, whichever layer it comes through. */
function isWrittenByCallers(leaf: Leaf, { frame }: Env): boolean {
  const args = frame?.args ?? [];
  return args.some((arg) => 'env' in arg && (arg.env.module === leaf.module || isWrittenByCallers(leaf, arg.env)));
}

/** Whether the value is one of several that stand at the same place, one of which the callers hand in. */
function isBesideUnknown({ leaf }: Found, all: readonly Found[]): boolean {
  return (
    leaf.value.kind !== 'unknown' &&
    all.some((other) => other.leaf.value.kind === 'unknown' && other.leaf.node === leaf.node)
  );
}

/** Whether the caller of a component is given what it hands to it: then its own callers write the address. */
function isOpenAddress({ leaf: { value }, sink }: Found, fn: FunctionNode): boolean {
  return sink.role === 'image' && value.kind === 'text' && value.params.some((each) => each !== fn);
}

/** The addresses among what a value may be beside something unknown. */
function fallbacksOf(value: Value): TextValue[] {
  const options = optionsOf(value);
  const isOpen = options.some(({ kind }) => kind === 'unknown' || kind === 'external');
  return isOpen
    ? (options.filter((each) => each.kind === 'text' && /^(?:\/|https?:)/.test(exactText(each) ?? '')) as TextValue[])
    : [];
}

/** Whether a value is a record or a list, as far as it is known. */
function holdsRecord(value: Value): boolean {
  const known = optionsOf(value).filter(({ kind }) => kind !== 'unknown' && kind !== 'external' && kind !== 'constant');
  return known.length > 0 && known.every(isRecord);
}

function isRecord({ kind }: Value): boolean {
  return kind === 'object' || kind === 'record' || kind === 'list' || kind === 'instance' || kind === 'props';
}

/** A value without the names of its holes: two spellings of one pattern are the same. */
function spelling({ leaf: { value }, sink }: Found): string {
  switch (value.kind) {
    case 'text':
      return `${sink.role} ${value.parts.map((part) => (typeof part === 'string' ? part : '\0')).join('')}`;
    case 'asset':
      return `${sink.role} ${value.file}`;
    default:
      return `${sink.role} \0`;
  }
}
