import { wordSet } from '../../../word-set.ts';
import { concat, HOLE, type HoledText, oneHole, withoutHoles } from '../mapped-text.ts';
import type { Command } from './words.ts';

/** What the variables of a script can be: only those that are set once, to plain text, or run through a plain list. */
export type Variables = ReadonlyMap<string, readonly string[]>;

const DECLARING = wordSet('export readonly local declare typeset');
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=([\s\S]*)$/;

/** So many values for one word at the most. */
const MAX_VALUES = 64;
/** A word of more variables is left as it is. */
const MAX_HOLES = 64;

export function variablesOf(commands: readonly Command[]): Variables {
  const set = new Map<string, readonly string[] | undefined>();
  const note = (name: string, values: readonly HoledText[]) => {
    const isPlain = !set.has(name) && values.length > 0 && values.every(({ holes }) => holes.length === 0);
    set.set(name, isPlain ? values.slice(0, MAX_VALUES).map(({ text }) => text) : undefined);
  };
  for (const { words } of commands) {
    const first = words[0]?.text;
    const assignments = words.slice(first !== undefined && DECLARING.has(first) ? 1 : 0);
    if (first === 'for' && words[2]?.text === 'in') {
      note(words[1]?.text ?? '', words.slice(3));
    } else if (first === 'read') {
      for (const { text } of words.slice(1)) {
        note(text, []);
      }
    } else if (assignments.every(({ text }) => ASSIGNMENT.test(text))) {
      for (const { text, holes } of assignments) {
        const [, name = '', plus, value = ''] = ASSIGNMENT.exec(text) ?? [];
        note(name, plus === '' ? [{ text: value, holes }] : []);
      }
    }
  }
  return new Map([...set].flatMap(([name, values]) => (values ? [[name, values] as const] : [])));
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
