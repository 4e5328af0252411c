import type { UnknownReason } from '../../model.ts';
import { isString } from '../../text-parts.ts';
import type { Evaluator } from '../evaluate/context.ts';
import { elementsOf } from '../evaluate/elements.ts';
import { type Env, type Module, optionsOf, text, type Value } from '../evaluate/values.ts';
import type { Node } from '../nodes.ts';

/** One value, and the expression that yields it: where the tag is written. */
export interface Leaf {
  readonly value: Value;
  readonly node: Node;
  readonly module: Module;
  /** Nothing was written there that names a tag: an options object handed on whole. */
  readonly implicit: boolean;
  /** Where the code gets it, for what it knows only when it runs. */
  readonly origin?: UnknownReason | undefined;
}

/** Where leaves stand, and whether something there names them. */
export type Site = Omit<Leaf, 'value'>;

export const siteAt = (node: Node, { module }: Pick<Env, 'module'>, implicit = false): Site => ({
  node,
  module,
  implicit,
});

/** What was found, where there is any. */
export const some = (found: Leaf[] | undefined): Leaf[] | undefined => (found?.length ? found : undefined);

/** A value as leaves of one place: a list is its elements, an unknown whose type names its texts is those texts. */
export function leavesOf(value: Value, site: Site, evaluator: Evaluator): Leaf[] {
  return optionsOf(value).flatMap((option): Leaf[] => {
    const items = elementsOf(option);
    if (items) {
      return items.flatMap((item) => leavesOf(item, site, evaluator));
    }
    switch (option.kind) {
      case 'constant':
        return typeof option.value === 'number' ? [{ ...site, value: text(String(option.value)) }] : [];
      case 'unknown':
        return textsByType(option, evaluator).map((each) => ({ ...site, value: each }));
      default:
        return [{ ...site, value: option }];
    }
  });
}

function textsByType(value: Value & { kind: 'unknown' }, evaluator: Evaluator): readonly Value[] {
  const texts = value.type ? evaluator.textsOf(value) : [];
  const known = texts.filter((each) => each.parts.every(isString));
  return known.length > 0 ? known : [value];
}
