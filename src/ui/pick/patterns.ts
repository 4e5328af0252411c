import { l10n, type Memento, window } from 'vscode';
import * as z from 'zod/mini';
import { nameOrder, textOf } from '../../core/index/entries.ts';
import type { Value } from '../../core/model.ts';
import { byName } from '../../core/schemas.ts';
import { isString } from '../../core/text-parts.ts';
import { Kept } from '../../workspace/kept.ts';
import type { StepResult } from '../steps.ts';
import { label, visible } from '../text.ts';
import { listed } from '../words/plans.ts';
import { countFilled, fill, holesOf, MOST_FILLED, valuesFor } from './holes.ts';
import { listsIn, pickOrType, searching } from './quick-pick.ts';

export type Pattern = Extract<Value, { certainty: 'pattern' }>;

/** The values of the first holes. */
export type Answers = readonly (readonly string[])[];

const Values = byName(z.array(z.string()));
type Remembered = Kept<z.infer<typeof Values>>;
const MOST_REMEMBERED = 8;
const MOST_PATTERNS = 100;

/** What the questions for the holes of a pattern need. */
export interface Filling {
  readonly title: string;
  readonly pattern: Pattern;
  /** Texts of the workspace and of its last build. */
  readonly known: readonly string[];
  readonly memory: Memento;
}

/**
 * Asks for what is missing in one hole of a pattern, several values at once if the user likes; the holes before it are
 * filled already. The last values come first, then those that known texts need.
 */
export async function askHole(filling: Filling, hole: string, before: Answers): Promise<StepResult<readonly string[]>> {
  const { title, pattern, known, memory } = filling;
  const source = textOf(pattern);
  const choice = (values: readonly string[]) => ({
    label: label(values.join(', '), 120),
    description: `→ ${preview(pattern, [...before, values])}`,
    value: values,
  });
  const fitting = known.flatMap((text) => valueFor(pattern, text, hole, before)).sort(nameOrder());
  const remembered: Remembered = new Kept(memory, 'vercelCache.holeValues', Values, {});
  const key = `${hole}\0${source}`;
  const suggestions = new Set([...(remembered.value[key] ?? []), ...fitting]);
  const result = await pickOrType<string>({
    title,
    placeholder: l10n.t('Values for “{0}” in {1}; several separated by commas', visible(hole, 60), visible(source, 80)),
    items: searching([...suggestions].map((value) => choice([value]))),
    typed: (text) => listsIn(text).map(choice),
  });
  if (isString(result)) {
    return result;
  }
  const count = countFilled(pattern.parts, filled(pattern, [...before, result.answer]));
  if (count > MOST_FILLED) {
    void window.showWarningMessage(
      l10n.t('That makes {0} values; {1} can be purged at once. Choose fewer.', count, MOST_FILLED),
    );
    return askHole(filling, hole, before);
  }
  await remember(remembered, key, result.answer);
  return result;
}

/** The texts that the answers make of a pattern. */
export const filledTexts = (pattern: Pattern, answers: Answers): readonly string[] =>
  fill(pattern.parts, filled(pattern, answers));

/** What will be sent, as far as the holes are filled. */
function preview(pattern: Pattern, answers: Answers): string {
  const texts = filledTexts(pattern, answers).map((text) => label(text, 60));
  return listed(texts, 5).join(', ');
}

/** What is not filled yet stands for itself. */
function filled({ parts }: Pattern, answers: Answers): ReadonlyMap<string, readonly string[]> {
  return new Map(holesOf(parts).map((hole, at) => [hole, answers[at] ?? [`\${${hole}}`]]));
}

/** What a known text needs in a hole, where it fits what the holes before were filled with. */
function valueFor({ parts }: Pattern, text: string, hole: string, before: Answers): string[] {
  const needed = valuesFor(parts, text);
  const holes = holesOf(parts);
  const fits = needed && before.every((chosen, at) => chosen.includes(needed.get(holes[at] ?? '') ?? ''));
  return fits ? [needed.get(hole) ?? ''] : [];
}

/** Puts the values of a hole before those that were remembered for it, and it before all others. */
async function remember(remembered: Remembered, key: string, values: readonly string[]): Promise<void> {
  const { [key]: before = [], ...others } = remembered.value;
  const mine = [...new Set([...values, ...before])].slice(0, MOST_REMEMBERED);
  await remembered.set(Object.fromEntries([[key, mine], ...Object.entries(others).slice(0, MOST_PATTERNS - 1)]));
}
