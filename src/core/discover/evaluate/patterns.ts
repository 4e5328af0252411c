import type { Step } from './bindings.ts';
import type { Context } from './context.ts';
import { memberOf } from './members.ts';
import { carried } from './unknowns.ts';
import { type Env, either, isMissing, isUnknown, mapOptions, optionsOf, UNDEFINED, type Value } from './values.ts';

/** Takes the steps of a pattern from a value: `{ a: [, b = 'c'] }`. */
export function walk(value: Value, steps: readonly Step[], env: Env, context: Context): Value {
  return steps.reduce((at, step) => stepInto(at, step, env, context), value);
}

function stepInto(value: Value, step: Step, env: Env, context: Context): Value {
  switch (step.step) {
    case 'member':
      return memberOf(value, step.name, context);
    case 'index':
      return mapOptions(value, (option) =>
        option.kind === 'list' ? (option.items[step.index] ?? UNDEFINED) : carried(option, 'value'),
      );
    case 'default':
      return withDefault(value, () => context.evaluate(step.value, env));
    case 'rest':
      return mapOptions(value, (option) =>
        option.kind === 'list' ? { kind: 'list', items: option.items.slice(step.from) } : option,
      );
    case 'without':
      return mapOptions(value, (option) => ({ ...option, without: [...(option.without ?? []), ...step.names] }));
  }
}

function withDefault(value: Value, fallback: () => Value): Value {
  const options = optionsOf(value);
  if (options.some(isMissing)) {
    return either([...options.filter((option) => !isMissing(option)), fallback()]);
  }
  return isUnknown(value) ? either([value, fallback()]) : value;
}
