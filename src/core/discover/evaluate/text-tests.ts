import { joined } from '../../text-parts.ts';
import { constant, type TextValue, unknown, type Value } from './values.ts';

const HOLE = '\0';

/** What is known of a text where a piece of it is looked for: the piece could only be there by beginning or ending so. */
const TEXT_TESTS = {
  startsWith: (known: readonly string[]) => known[0],
  endsWith: (known: readonly string[]) => known.at(-1),
  includes: () => '',
};

export const isTextTest = (name: string | undefined): name is keyof typeof TEXT_TESTS =>
  name !== undefined && Object.hasOwn(TEXT_TESTS, name);

/** `src.startsWith('http')`, as far as what is known of the text decides it. */
export function tested(self: TextValue, name: keyof typeof TEXT_TESTS, piece: string | undefined): Value {
  const text = joined(self.parts, () => HOLE);
  const known = text.split(HOLE);
  const isThere = piece !== undefined && text[name](piece);
  return piece !== undefined && (isThere || known.length === 1 || !piece[name](TEXT_TESTS[name](known) ?? ''))
    ? constant(isThere)
    : unknown('runtime', name, self.params);
}
