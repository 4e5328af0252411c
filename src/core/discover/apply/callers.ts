import { isString } from '../../text-parts.ts';
import type { Collector } from '../collect/collector.ts';
import type { Leaf } from '../collect/leaves.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { noteMember } from '../evaluate/objects.ts';
import { returnsOf } from '../evaluate/returns.ts';
import {
  type Env,
  type FunctionValue,
  isConstant,
  isFunctionValue,
  isOpen,
  isText,
  isUnknown,
  optionsOf,
  type Value,
} from '../evaluate/values.ts';
import { isElement, isSpread } from '../kinds.ts';
import type { Expression, Node, SpreadElement } from '../nodes.ts';
import { isInside } from '../references.ts';
import { attributesOf, type Call } from './application.ts';
import { type Flow, spelling } from './flow.ts';

/** How deep the lists of an options object may stand in it. */
const MOST_NESTED = 3;

/** Finds where the callers of a wrapper write what goes through it. */
export function createCallers(evaluator: Evaluator, collector: Collector) {
  return { written, isData, takenAt, madeBy };

  /**
   * What a wrapper gives to a sink, at the place where the call writes it. `inside` tells whether the wrapper puts it
   * together itself.
   */
  function written(found: Flow, inside: boolean, call: Call): Leaf {
    const { leaf, sink } = found;
    if (!inside && isWrittenBy(call.env, leaf)) {
      return leaf;
    }
    return (sink.role === 'image' ? undefined : writtenIn(found, call)) ?? atCaller(leaf, call);
  }

  /**
   * Whether a component gets the image in a record that is handed on whole: then it is the component that writes which
   * image it takes out of it, and its place, not the caller's, shows the image.
   */
  function isData(leaf: Leaf, { at: element, env }: Call): boolean {
    if (!isElement(element)) {
      return false;
    }
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

  /**
   * Where a wrapper takes an image out of a record: of several places that it writes, the property that holds the image;
   * where it hands on what it does not know itself, the property of the element that it renders there.
   */
  function takenAt(leaf: Leaf, places: readonly Node[], use: Node, inner: Env): Node {
    const attributes = isElement(use) ? attributesOf(use) : [];
    const [first] = places;
    if (first) {
      const holds = (node: Node) => attributes.some((value) => isInside(node, value) && appearsIn(leaf, value, inner));
      return (places.length > 1 && places.find(holds)) || first;
    }
    const env: Env = { module: inner.module, frame: inner.frame?.outer };
    return (
      attributes.find((value) => appearsIn(leaf, value, inner)) ??
      attributes.find((value) => isUnknownIn(value, env)) ??
      use
    );
  }

  function isUnknownIn(value: Expression, env: Env): boolean {
    return optionsOf(evaluator.evaluate(value, env)).some(isUnknown);
  }

  /** A tag of a list that the wrapper makes anew (`[...new Set(tags)]`, one after the other): where an argument writes it. */
  function writtenIn(found: Flow, { args, env }: Call): Leaf | undefined {
    const wanted = spelling(found);
    return args
      .flatMap((arg) => ('node' in arg ? listedIn(arg.node, arg.env, 0) : []))
      .find((leaf) => spelling({ leaf, sink: found.sink }) === wanted && isWrittenBy(env, leaf));
  }

  /** What the lists write that an argument is, or that it holds as an options object, or makes when it is called back. */
  function listedIn(node: Expression | SpreadElement, env: Env, depth: number): readonly Leaf[] {
    return optionsOf(evaluator.evaluate(node, env)).flatMap((option): readonly Leaf[] => {
      if (option.kind === 'list') {
        return collector.collect(node, env).flatMap(madeByLeaf);
      }
      if (isFunctionValue(option)) {
        return option.node === node ? madeBy(option) : [];
      }
      if (option.kind !== 'object' || depth >= MOST_NESTED) {
        return [];
      }
      noteMember(option.node, option.env, evaluator);
      return option.node.properties.flatMap((each) =>
        listedIn(isSpread(each) ? each.argument : each.value, option.env, depth + 1),
      );
    });
  }

  /** Of a function in a list what it makes, whatever it is called with. */
  function madeByLeaf(leaf: Leaf): readonly Leaf[] {
    return isFunctionValue(leaf.value)
      ? optionsOf(evaluator.apply(leaf.value, [])).map((value) => ({ ...leaf, value }))
      : [leaf];
  }

  /** What a function that is written as an argument returns: `{ tags: (id) => ['posts', id] }`. */
  function madeBy({ node: fn, env }: FunctionValue): readonly Leaf[] {
    return returnsOf(fn, env, evaluator).flatMap((each) => (each ? collector.collect(each, env) : []));
  }

  /** A value that is put together inside the wrapper is shown where its caller writes what it is made of. */
  function atCaller(leaf: Leaf, { at, args, env }: Call): Leaf {
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
    const known = isText(value) ? value.parts.filter(isString) : [];
    return optionsOf(evaluator.evaluate(node, env)).some((option) => {
      if (option.kind === 'asset') {
        return value.kind === 'asset' && value.file === option.file;
      }
      // A number may stand in any text.
      const pieces = isText(option) ? option.parts.filter(isString) : [];
      const spelled = pieces.map((piece) => piece.trim()).filter((piece) => piece !== ''); // which appears everywhere
      return spelled.length > 0 && spelled.every((piece) => known.some((part) => part.includes(piece)));
    });
  }
}

/** Whether a value stands in the file of a call, or in one that calls what the call stands in, through all layers. */
function isWrittenBy({ module, frame }: Env, leaf: Leaf): boolean {
  const args = frame?.args ?? [];
  return module === leaf.module || args.some((arg) => 'env' in arg && isWrittenBy(arg.env, leaf));
}

/** Whether a value is a record or a list, as far as it is known. */
function holdsRecord(value: Value): boolean {
  const known = optionsOf(value).filter((option) => !isOpen(option) && !isConstant(option));
  return known.length > 0 && known.every(isRecord);
}

function isRecord({ kind }: Value): boolean {
  return kind === 'object' || kind === 'record' || kind === 'list' || kind === 'instance' || kind === 'props';
}
