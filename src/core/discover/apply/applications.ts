import { given } from '../../given.ts';
import type { Collector } from '../collect/collector.ts';
import { type Leaf, leavesOf, siteAt } from '../collect/leaves.ts';
import { itemsOf } from '../collect/lists.ts';
import { argumentsAt, argumentsBehind, handedOn } from '../evaluate/arguments.ts';
import { constructing } from '../evaluate/classes.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { elementsOf } from '../evaluate/elements.ts';
import { frameFor, insideOf } from '../evaluate/frames.ts';
import { isWithin } from '../evaluate/function-name.ts';
import type { Answer } from '../evaluate/memory.ts';
import { PerEnv } from '../evaluate/per-env.ts';
import { isReached } from '../evaluate/reached.ts';
import {
  type Argument,
  concat,
  type Env,
  exactText,
  type Frame,
  type FunctionValue,
  isExternal,
  isFunctionValue,
  isOpen,
  isText,
  isUnknown,
  optionsOf,
  type TextValue,
  textOf,
  type Value,
} from '../evaluate/values.ts';
import { isCall, isElement, isSpread } from '../kinds.ts';
import type { Expression, FunctionNode } from '../nodes.ts';
import { attributeNamed, isInside } from '../references.ts';
import { type AccessPath, type Sink, sinkAt } from '../sinks/table.ts';
import type { Use, Wrappers } from '../wrappers.ts';
import { type Application, type Call, calledThrough, calleesOf, handedIn } from './application.ts';
import { createCallers } from './callers.ts';
import {
  type Flow,
  isBesideUnknown,
  isNamedWithout,
  isOpenAddress,
  isToldByType,
  namesTarget,
  reaching,
  spelling,
} from './flow.ts';
import { createImageElements } from './image-elements.ts';

const MOST_LAYERS = 8;
/** What is known of the values costs nothing: what bounds wrappers that call one another are their calls. */
const STEPS_TO_APPLY = 20;

/**
 * Applies sinks and wrappers: which values reach a sink through a call, and where they are written. A wrapper's own uses
 * are looked at again with its parameters bound to the arguments of the call.
 */
export function createApplications(evaluator: Evaluator, collector: Collector, wrappers: Wrappers) {
  const { memory } = evaluator;
  const images = createImageElements(evaluator);
  const callers = createCallers(evaluator, collector);
  /** The wrappers that are being applied inside one another: components render one another in circles. */
  let applied: readonly FunctionNode[] = [];
  const outsideOfCalls = new PerEnv<{ readonly layers: number; readonly answer: Answer<readonly Flow[]> }>();

  /** What a call or an element gives to sinks. Empty for one that reaches none. */
  function foundAt(node: Application, env: Env, layers = 0): readonly Flow[] {
    if (layers > MOST_LAYERS) {
      return [];
    }
    return env.frame || applied.length > 0 ? lookAt(node, env, layers) : foundOnce(node, env, layers);
  }

  /**
   * Outside of calls it is the same for whoever asks, and worked out once; what was worked out with more layers left
   * serves as well.
   */
  function foundOnce(node: Application, env: Env, layers: number): readonly Flow[] {
    const answers = outsideOfCalls.in(env);
    const before = answers.get(node);
    const known = before && before.layers <= layers ? memory.again(before.answer) : undefined;
    if (known) {
      return known.value;
    }
    const answer = memory.answer(() => lookAt(node, env, layers));
    if (answer.holds !== 'never') {
      answers.set(node, { layers, answer });
    }
    return answer.value;
  }

  function lookAt(node: Application, env: Env, layers: number): Flow[] {
    const call: Call = { at: node, args: handedIn(node, env), env, layers };
    const called = calleesOf(node).flatMap((callee) => foundByAny(callee, call));
    return called.length > 0 ? called : foundThrough(node, env, layers);
  }

  /** Whether what is called or rendered is known well enough to reach a sink: cheap, next to what the arguments cost. */
  function mayReach(node: Application, env: Env): boolean {
    const inner = calledThrough(node);
    return [...calleesOf(node), ...(inner ? [inner] : [])].some((callee) =>
      optionsOf(evaluator.evaluate(callee, env)).some(({ kind }) => APPLICABLE.has(kind)),
    );
  }

  /** `purge.bind(null, 'posts')`, `purge.apply(null, ['posts'])`, `createElement(Image, { src })`. */
  function foundThrough(node: Application, env: Env, layers: number): Flow[] {
    const inner = calledThrough(node);
    return inner && isCall(node) ? foundByAny(inner, { at: node, args: argumentsBehind(node, env), env, layers }) : [];
  }

  /** The same for a function that an array method calls with each element: `tags.forEach(revalidateTag)`. */
  function foundForElements(callee: Expression, list: Expression, env: Env): Flow[] {
    return foundByAny(callee, { at: list, args: [{ node: list, env }], env, layers: 0 });
  }

  /** What a call gives to sinks by all that its callee may be. */
  function foundByAny(callee: Expression, call: Call): Flow[] {
    return optionsOf(evaluator.evaluate(callee, call.env)).flatMap((option) => foundBy(option, call));
  }

  function foundBy(callee: Value, call: Call): Flow[] {
    if (isExternal(callee)) {
      const sink = sinkAt(callee.module, callee.path);
      return sink ? foundInSink(sink, call) : [];
    }
    const fn = isFunctionValue(callee) ? callee : constructing(callee, evaluator);
    return fn ? foundInWrapper(fn, call) : [];
  }

  function foundInSink(sink: Sink, { at, args, env }: Call): Flow[] {
    // An option may be a function that makes the tags; one among the tags themselves (`Object.values(TAGS)`) is none.
    const made = sink.input.path ? callers.madeBy : () => [];
    const all = leavesAt(sink.input, args).flatMap((leaf) => (isFunctionValue(leaf.value) ? made(leaf.value) : [leaf]));
    const leaves = sink.role === 'image' ? all.flatMap(images.sourceOf) : sink.list ? all.flatMap(itemsOf) : all;
    if (sink.role !== 'image' || !isElement(at)) {
      return leaves.map(reaching(sink));
    }
    const optimizer = given({ notOptimized: images.optimizerOf(at, env) });
    return leaves.map((leaf) => ({ leaf: images.onElement(leaf, at, env), sink, ...optimizer }));
  }

  function leavesAt({ argument, rest, path }: AccessPath, args: readonly Argument[]): Leaf[] {
    return argumentsAt(handedOn(args), argument, rest).flatMap((each) => {
      if (path) {
        return collector.collectPath(each, path);
      }
      if (!('node' in each)) {
        return [];
      }
      const { node, env } = each;
      // Of `...[tag, profile]` the first is meant.
      const first = rest || !isSpread(node) ? undefined : elementsOf(evaluator.evaluate(node, env))?.[0];
      return first ? leavesOf(first, siteAt(node, env), evaluator) : collector.collect(node, env);
    });
  }

  function foundInWrapper(callee: FunctionValue, call: Call): Flow[] {
    memory.note(callee.node);
    const wrapper = wrappers.of(callee.node);
    const isInCircle = applied.includes(callee.node) || frameFor(callee.node, call.env) !== undefined;
    if (!wrapper || isInCircle || !evaluator.budget.spend(STEPS_TO_APPLY)) {
      return [];
    }
    const inner = insideOf(callee, call.args);
    return whileApplied([...applied, callee.node], () =>
      wrapper.uses.flatMap((use) =>
        isReached(use.place, callee.node, inner, evaluator) ? forwarded(use, inner, wrapper.name, call) : [],
      ),
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
  function forwarded(use: Use, inner: Env & { readonly frame: Frame }, name: string, call: Call): Flow[] {
    const { module, frame } = inner;
    const { fn, outer } = frame;
    const layers = call.layers + 1;
    const reached = use.found(inner, layers).flatMap((each) => [each, ...withFallbacks(each, fn, call)]);
    if (reached.length === 0) {
      return []; // also where wrappers call one another in a circle, which by themselves would never come to an end
    }
    const own = whileApplied(outer ? applied : [], () => use.found({ module, frame: outer }, layers));
    const open = own.some((each) => !namesTarget(each));
    const spellings = new Set(own.map(spelling));
    return reached.flatMap((each): Flow[] => {
      if (each.takenOut) {
        return [each];
      }
      const isOwn = spellings.has(spelling(each));
      if (isOwn && isBesideUnknown(each, reached)) {
        return []; // the default that the wrapper has itself: written once, where the innermost sets the tag
      }
      if (isUnknown(each.leaf.value)) {
        return [{ ...each, via: name }];
      }
      const inside = isWithin(each.leaf.node, fn);
      if (!open || (inside ? isToldByType(each, own) : isNamedWithout(each, own))) {
        return [];
      }
      if (inside && isOwn) {
        return isOpenAddress(each, fn) ? [{ ...each, via: name, leaf: { ...each.leaf, implicit: true } }] : [];
      }
      const leaf = callers.written(each, inside, call);
      if (each.sink.role === 'image' && callers.isData(leaf, call)) {
        const places = own.filter((written) => written.leaf.module === module).map((written) => written.leaf.node);
        const node = callers.takenAt(leaf, places, use.place, inner);
        return [{ ...each, leaf: { ...leaf, node, module }, takenOut: true }];
      }
      return [{ ...each, via: name, leaf }];
    });
  }

  /** `<Photo src={post.cover || '/none.png'} />`, where the component puts something before it: that with what is written. */
  function withFallbacks(found: Flow, fn: FunctionNode, { at, env }: Call): Flow[] {
    const { leaf, sink } = found;
    const { value } = leaf;
    const end = isText(value) ? value.parts.at(-1) : undefined;
    const isOpen = isText(value) && typeof end === 'object' && isInside(leaf.node, fn);
    if (!isOpen || sink.role !== 'image' || !isElement(at)) {
      return [];
    }
    const beginning = textOf(value.parts.slice(0, -1));
    const written = attributeNamed(end.hole, at)?.value;
    return (written ? fallbacksOf(evaluator.evaluate(written, env)) : [])
      .flatMap((fallback) => optionsOf(concat([[beginning], [fallback]])))
      .filter((each) => !NO_ADDRESS.test(exactText(each) ?? ''))
      .map((each) => ({ ...found, leaf: { ...leaf, value: each } }));
  }

  return { mayReach, foundAt, foundForElements };
}

export type Applications = ReturnType<typeof createApplications>;

const APPLICABLE: ReadonlySet<Value['kind']> = new Set(['external', 'function', 'class']);

/** A beginning before what has one already: that comes behind a condition. */
const NO_ADDRESS = /(?:^|[^:])\/\/|.https?:/;

/** The addresses among what a value may be beside something unknown. */
function fallbacksOf(value: Value): TextValue[] {
  const options = optionsOf(value);
  return options.some(isOpen)
    ? (options.filter((each) => isText(each) && /^(?:\/|https?:)/.test(exactText(each) ?? '')) as TextValue[])
    : [];
}
