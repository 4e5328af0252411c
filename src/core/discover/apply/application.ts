import { argumentsOf } from '../evaluate/arguments.ts';
import type { Argument, Env } from '../evaluate/values.ts';
import type { CallExpression, Expression, JSXElement, MemberExpression, NewExpression, Node } from '../nodes.ts';

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

/** `as={Image}` and `component={Image}`: another component renders this one, with the properties that it is given. */
const RENDERED_AS: ReadonlySet<string> = new Set(['as', 'component']);

/** The value of an attribute that names the component to render. */
export function isRenderedAs(attribute: Node): boolean {
  return attribute.type === 'JSXAttribute' && RENDERED_AS.has(attribute.name);
}

export function calleesOf(node: Application): Expression[] {
  if (node.type !== 'JSXElement') {
    return [node.callee];
  }
  const others = node.attributes.flatMap((each) =>
    each.type === 'JSXAttribute' && isRenderedAs(each) && each.value?.type === 'Identifier' ? [each.value] : [],
  );
  return node.name ? [node.name, ...others] : others;
}

const BINDING: ReadonlySet<string> = new Set(['bind', 'call', 'apply']);

export function isBound(node: Application): node is CallExpression & { callee: MemberExpression } {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    BINDING.has(node.callee.property.name)
  );
}

/** What is handed in: the arguments, or the properties as one. */
export function handedIn(node: Application, env: Env): readonly Argument[] {
  return node.type === 'JSXElement' ? [{ props: node, env }] : argumentsOf(node, env);
}

export function attributesOf(element: JSXElement): Expression[] {
  return element.attributes.flatMap((each) => (each.type === 'JSXAttribute' && each.value ? [each.value] : []));
}
