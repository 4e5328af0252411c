import type { Value } from '../../../src/core/model.ts';

/** A value in one text, as the tests of this folder compare it. */
export function written(value: Value): string {
  switch (value.certainty) {
    case 'exact':
      return value.text;
    case 'pattern':
      return value.parts.map((part) => (typeof part === 'string' ? part : `<${part.hole}>`)).join('');
    default:
      return `(${value.reason})`;
  }
}
