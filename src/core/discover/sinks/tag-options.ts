import type { SinkKind } from '../apply/flow.ts';
import { isFunction, isObject, isProperty } from '../kinds.ts';
import type { Expression, Node, Property, SpreadElement } from '../nodes.ts';
import { keyName } from '../references.ts';

/** Options whose member `tags` an API reads: the tags where they are written, else the value that may hold them. */
export type TagOptions = { readonly sink: SinkKind; readonly place: Node } & (
  | { readonly tags: Expression | SpreadElement; readonly whole?: undefined }
  | { readonly tags?: undefined; readonly whole: Expression }
);

export function tagsIn(whole: Expression, place: Node, sink: SinkKind): TagOptions {
  const written = propertyNamed('tags', whole);
  return written ? { sink, place, tags: written.value } : { sink, place, whole };
}

/** Where an object holds what it calls so (options their tags), as far as that is written in it. */
export function propertyNamed(name: string, node: Node | undefined): Property | undefined {
  const object = node?.type === 'TSAsExpression' ? node.expression : node;
  if (!isObject(object)) {
    return undefined;
  }
  return object.properties.findLast(
    (each): each is Property => isProperty(each) && keyName(each) === name && !isFunction(each.value),
  );
}
