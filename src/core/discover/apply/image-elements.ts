import type { NotOptimized } from '../../model.ts';
import type { Leaf } from '../collect/leaves.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { type Env, exactText, isConstant, isUnknown, optionsOf } from '../evaluate/values.ts';
import type { Expression, JSXElement } from '../nodes.ts';
import { attributeNamed, isInside } from '../references.ts';

/** What is special about an image that an element shows: what holds it, where it is shown, whether the optimizer sees it. */
export function createImageElements(evaluator: Evaluator) {
  return { sourceOf, onElement, optimizerOf };

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
    const src = attributeNamed('src', element)?.value;
    const isElsewhere = env.frame === undefined && leaf.module === env.module && !isInside(leaf.node, element);
    const shown = isElsewhere && src ? { ...leaf, node: src } : leaf;
    return { ...shown, implicit: leaf.implicit && env.frame !== undefined && isUnknown(leaf.value) };
  }

  /** Why the optimizer never sees the image of an element; `undefined` where nothing on the element says so. */
  function optimizerOf(element: JSXElement, env: Env): NotOptimized | undefined {
    const unoptimized = attributeNamed('unoptimized', element);
    if (unoptimized && !mayBeFalse(unoptimized.value, env)) {
      return 'unoptimized';
    }
    const provider = attributeNamed('provider', element);
    return attributeNamed('loader', element) || isOtherProvider(provider?.value, env) ? 'loader' : undefined;
  }

  /** `provider` of Nuxt's components: any but Vercel's answers from elsewhere. */
  function isOtherProvider(value: Expression | undefined, env: Env): boolean {
    const provider = value && exactText(evaluator.evaluate(value, env));
    return provider !== undefined && provider !== 'vercel';
  }

  /** `unoptimized={condition}` is sometimes optimized: only what is certainly true counts. */
  function mayBeFalse(value: Expression | undefined, env: Env): boolean {
    if (!value) {
      return false;
    }
    const known = evaluator.evaluate(value, env);
    return !isConstant(known) || known.value !== true;
  }
}
