import type { Value as Written } from '../../model.ts';
import { type TextValue, text, textOf, unknown, type Value } from '../evaluate/values.ts';

/** What was read out of a text that depends on parameters, as the evaluator has it. `name` is what is not known of it. */
export function asValue(written: Written, name: string, params: TextValue['params']): Value {
  switch (written.certainty) {
    case 'exact':
      return text(written.text);
    case 'pattern':
      return textOf(written.parts, params);
    default:
      return unknown(params.length > 0 ? 'parameter' : 'runtime', name, params);
  }
}
