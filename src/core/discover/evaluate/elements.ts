import { isSpread } from '../kinds.ts';
import type { Expression, SpreadElement } from '../nodes.ts';
import type { Context } from './context.ts';
import { carried } from './unknowns.ts';
import { type Env, either, isConstant, isUnknown, optionsOf, TOO_COMPLEX, underChoices, type Value } from './values.ts';

/** The elements of a list, of every list that a value may be; `undefined` where it may be anything else. */
export function elementsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'either') {
    const each = value.options.filter((option) => !isConstant(option)).map(elementsOf);
    return each.every((items) => items !== undefined) ? each.flat() : undefined;
  }
  if (value.kind !== 'list') {
    return undefined;
  }
  const { items, choices } = value;
  // What is made of them meets nothing of another list that this may be.
  const meant = (item: Value) => {
    const options = underChoices(item, choices);
    return options.length > 0 ? [either(options)] : [];
  };
  return choices ? items.flatMap(meant) : items;
}

/** What an element of an array or an argument of a call stands for: several values where it is spread. */
export function elementValues(element: Expression | SpreadElement, env: Env, context: Context): readonly Value[] {
  if (!isSpread(element)) {
    return [context.evaluate(element, env)];
  }
  return spreadValues(context.evaluate(element.argument, env));
}

/** What `...value` puts into a list: a list that nobody knows stands for its elements. */
export function spreadValues(value: Value): readonly Value[] {
  return optionsOf(value).flatMap((option) => elementsOf(option) ?? (isConstant(option) ? [] : [option]));
}

/** What runs through a value holds one after the other: `list` is how the source names it. */
export function anyElement(value: Value, list: string): Value {
  const options = optionsOf(value).filter((option) => !isConstant(option) || value.kind !== 'either');
  const elements = options.flatMap((option) => elementsOf(option) ?? [carried(option, list)]);
  const any = either(elements);
  return any === TOO_COMPLEX ? either(onePerPlace(elements)) : any;
}

/** Of too many elements one for each place that makes them, whatever it makes them of. */
function onePerPlace(elements: readonly Value[]): readonly Value[] {
  const places = new Map<unknown, Value>();
  for (const { choices, ...element } of elements.flatMap(optionsOf)) {
    const place = 'node' in element ? element.node : isUnknown(element) ? element.reason : element;
    if (!places.has(place)) {
      places.set(place, element);
    }
  }
  return [...places.values()];
}
