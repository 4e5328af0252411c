import { holesIn, isString, trimmed } from '../../text-parts.ts';
import { isText, type Part, type TextValue, textOf, unknown, type Value } from '../evaluate/values.ts';
import type { Leaf } from './leaves.ts';

/** A text that is a list, as a header's is: each piece between commas is a tag of its own, without the blanks around it. */
export function itemsOf(leaf: Leaf): Leaf[] {
  const { value } = leaf;
  if (!isText(value)) {
    return [leaf];
  }
  return splitAtCommas(value.parts)
    .filter((parts) => parts.length > 0)
    .map((parts) => ({ ...leaf, value: itemOf(parts, value.params) }));
}

function itemOf(parts: readonly Part[], params: TextValue['params']): Value {
  const [hole] = holesIn(parts);
  if (hole !== undefined && parts.length === 1) {
    return unknown(params.length > 0 ? 'parameter' : 'runtime', hole, params);
  }
  return textOf(parts, hole === undefined ? [] : params);
}

function splitAtCommas(parts: readonly Part[]): Part[][] {
  const lists: Part[][] = [[]];
  for (const part of parts) {
    if (!isString(part)) {
      lists.at(-1)?.push(part);
      continue;
    }
    part.split(',').forEach((piece, index) => {
      if (index > 0) {
        lists.push([]);
      }
      if (piece !== '') {
        lists.at(-1)?.push(piece);
      }
    });
  }
  return lists.map(trimmed);
}
