import { wordSet } from '../../../word-set.ts';
import { concat, HOLE, type HoledText, oneHole, withoutHoles } from '../mapped-text.ts';
import type { Command } from './words.ts';

/** What the variables of a script can be: only those that are set once, to plain text, or run through a plain list. */
export type Variables = ReadonlyMap<string, readonly string[]>;

const DECLARING = wordSet('export readonly local declare typeset');
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/;

/** So many values for one word at the most. */
const MAX_VALUES = 64;
/** What is longer is no list of tags. */
const LONGEST_LIST = 10_000;
/** A word of more variables is left as it is. */
const MAX_HOLES = 64;

export function variablesOf(commands: readonly Command[]): Variables {
  const known = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const note = (name: string, values: readonly HoledText[]) => {
    const isPlain = !seen.has(name) && values.length > 0 && values.every(({ holes }) => holes.length === 0);
    seen.add(name);
    if (isPlain) {
      known.set(
        name,
        values.slice(0, MAX_VALUES).map(({ text }) => text),
      );
    } else {
      known.delete(name);
    }
  };
  for (const { words, isList } of commands) {
    const first = words[0]?.text;
    const assignments = words.slice(first !== undefined && DECLARING.has(first) ? 1 : 0);
    if (isList) {
      const at = words.findIndex(({ text }) => text.endsWith('='));
      const [, name = '', plus] = ASSIGNMENT.exec(words[at]?.text ?? '') ?? [];
      note(name, plus ? [] : words.slice(at + 1));
    } else if (first === 'for' && words[2]?.text === 'in') {
      note(
        words[1]?.text ?? '',
        words.slice(3).flatMap((word) => elementsOf(word, known)),
      );
    } else if (first === 'read') {
      for (const { text } of words.slice(1)) {
        note(text, []);
      }
    } else if (assignments.every(({ text }) => ASSIGNMENT.test(text))) {
      for (const { text, holes } of assignments) {
        const [, name = '', plus, value = ''] = ASSIGNMENT.exec(text) ?? [];
        note(name, plus ? [] : [{ text: value, holes }]);
      }
    }
  }
  return known;
}

/** What a loop runs through: a word, or all that a variable holds (`"${TAGS[@]}"`, `$TAGS`). */
function elementsOf(word: HoledText, variables: Variables): readonly HoledText[] {
  const [hole] = word.holes;
  const held = word.text === HOLE && hole !== undefined ? variables.get(hole) : undefined;
  return held?.every(({ length }) => length < LONGEST_LIST)
    ? held
        .flatMap((each) => each.split(/\s+/, MAX_VALUES))
        .filter(Boolean)
        .map(withoutHoles)
    : [word];
}

/** A text with its known variables filled in: every value that it can have. */
export function fillIn(word: HoledText, variables: Variables): HoledText[] {
  if (word.holes.length > MAX_HOLES) {
    return [word];
  }
  let filled = [withoutHoles('')];
  word.text.split(HOLE).forEach((piece, index) => {
    const hole = index > 0 ? word.holes[index - 1] : undefined;
    const choices =
      hole === undefined ? [withoutHoles('')] : (variables.get(hole)?.map(withoutHoles) ?? [oneHole(hole)]);
    filled = filled
      .flatMap((before) => choices.map((choice) => concat([before, choice, withoutHoles(piece)])))
      .slice(0, MAX_VALUES);
  });
  return filled;
}
