import { wordSet } from '../../word-set.ts';
import { argumentsOf } from '../evaluate/arguments.ts';
import { nameOf } from '../evaluate/names.ts';
import type { Argument, Env } from '../evaluate/values.ts';
import { isCall, isElement, isMember, isSpread } from '../kinds.ts';
import type { CallExpression, Expression, JSXAttribute, JSXElement, NewExpression, Node } from '../nodes.ts';

/** Something that is called or rendered. */
export type Application = CallExpression | NewExpression | JSXElement;

/** One application, and in how many wrappers it stands. */
export interface Call {
  /** The application; of a function that is called with each element of a list, the list. */
  readonly at: Node;
  readonly args: readonly Argument[];
  readonly env: Env;
  readonly layers: number;
}

/** `as={Image}`, `component={Image}`, Vue's `:is`: something else renders this one, with the properties that it is given. */
const RENDERED_AS = wordSet('as component is');

/** The value of an attribute that names the component to render. */
export function isRenderedAs(attribute: Node): attribute is JSXAttribute {
  return attribute.type === 'JSXAttribute' && RENDERED_AS.has(attribute.name);
}

export function calleesOf(node: Application): Expression[] {
  if (!isElement(node)) {
    return [node.callee];
  }
  const others = node.attributes.filter(isRenderedAs).flatMap(({ value }) => value ?? []);
  return node.name ? [node.name, ...others] : others;
}

const BINDING = wordSet('bind call apply');
/** What makes an element of a component and its properties, where it is not written as one. */
const CREATING = wordSet('createElement h');

/** What a call only hands its further arguments to: `purge` of `purge.bind(null, 'posts')`, `Image` of `h(Image, { src })`. */
export function calledThrough(node: Node): Expression | undefined {
  if (!isCall(node)) {
    return undefined;
  }
  const { callee } = node;
  const [first] = node.arguments;
  if (isMember(callee) && BINDING.has(nameOf(callee))) {
    return callee.object;
  }
  return !isSpread(first) && CREATING.has(nameOf(callee)) ? first : undefined;
}

/** What is handed in: the arguments, or the properties as one. */
export function handedIn(node: Application, env: Env): readonly Argument[] {
  return isElement(node) ? [{ props: node, env }] : argumentsOf(node, env);
}

export function attributesOf(element: JSXElement): Expression[] {
  return element.attributes.flatMap((each) => (each.type === 'JSXAttribute' && each.value ? [each.value] : []));
}
