import { l10n, type Memento, window } from 'vscode';
import * as z from 'zod/mini';
import { textOf } from '../../core/index/entries.ts';
import type { Value } from '../../core/model.ts';
import { byName } from '../../core/schemas.ts';
import { isString } from '../../core/text-parts.ts';
import { answered, askEach, type StepResult } from '../steps.ts';
import { label, visible } from '../text.ts';
import { countFilled, fill, holesOf, MOST_FILLED, valuesFor } from './holes.ts';
import { listsIn, pickOrType } from './quick-pick.ts';

export type Pattern = Extract<Value, { certainty: 'pattern' }>;

/** The values of the first holes. */
type Answers = readonly (readonly string[])[];

const REMEMBERED = 'vercelCache.holeValues';
const Remembered = byName(z.array(z.string()));
const MOST_REMEMBERED = 8;
const MOST_PATTERNS = 100;

/**
 * Asks for what is missing in a pattern, several values at once if the user likes, and answers with the finished texts.
 * The last values come first, then those that texts need which are `known`: from the workspace, from its last build.
 */
export async function fillPattern(
  title: string,
  pattern: Pattern,
  known: readonly string[],
  memory: Memento,
): Promise<StepResult<readonly string[]>> {
  const source = textOf(pattern);
  const holes = holesOf(pattern.parts);

  async function askHole(hole: string, before: Answers): Promise<StepResult<readonly string[]>> {
    const choice = (values: readonly string[]) => ({
      label: label(values.join(', '), 120),
      description: `→ ${preview([...before, values])}`,
      value: values,
    });
    const suggestions = [
      ...rememberedFor(memory, source, hole),
      ...known.flatMap((text) => valueFor(text, hole, before)),
    ];
    const result = await pickOrType<string>({
      title,
      placeholder: l10n.t(
        'Values for “{0}” in {1}; several separated by commas',
        visible(hole, 60),
        visible(source, 80),
      ),
      items: [...new Set(suggestions)].map((value) => choice([value])),
      typed: (text) => listsIn(text).map(choice),
    });
    if (isString(result)) {
      return result;
    }
    const count = countFilled(pattern.parts, filled([...before, result.answer]));
    if (count > MOST_FILLED) {
      void window.showWarningMessage(
        l10n.t('That makes {0} values; {1} can be purged at once. Choose fewer.', count, MOST_FILLED),
      );
      return askHole(hole, before);
    }
    await remember(memory, source, hole, result.answer);
    return result;
  }
  return answered(await askEach(holes, askHole), (answers) => fill(pattern.parts, filled(answers)));

  /** What will be sent, as far as the holes are filled. */
  function preview(answers: Answers): string {
    return fill(pattern.parts, filled(answers))
      .slice(0, 5)
      .map((text) => label(text, 60))
      .join(', ');
  }

  /** What is not filled yet stands for itself. */
  function filled(answers: Answers): ReadonlyMap<string, readonly string[]> {
    return new Map(holes.map((hole, at) => [hole, answers[at] ?? [`\${${hole}}`]]));
  }

  /** What a known text needs in a hole, where it fits what the holes before were filled with. */
  function valueFor(text: string, hole: string, before: Answers): string[] {
    const needed = valuesFor(pattern.parts, text);
    const fits = needed && before.every((chosen, at) => chosen.includes(needed.get(holes[at] ?? '') ?? ''));
    return fits ? [needed.get(hole) ?? ''] : [];
  }
}

function rememberedFor(memory: Memento, pattern: string, hole: string): readonly string[] {
  return read(memory)[keyOf(pattern, hole)] ?? [];
}

async function remember(memory: Memento, pattern: string, hole: string, values: readonly string[]): Promise<void> {
  const all = Object.entries(read(memory));
  const key = keyOf(pattern, hole);
  const mine = [...new Set([...values, ...rememberedFor(memory, pattern, hole)])].slice(0, MOST_REMEMBERED);
  const others = all.filter(([name]) => name !== key).slice(0, MOST_PATTERNS - 1);
  await memory.update(REMEMBERED, Object.fromEntries([[key, mine], ...others]));
}

const read = (memory: Memento): Record<string, string[]> => Remembered.safeParse(memory.get(REMEMBERED)).data ?? {};

const keyOf = (pattern: string, hole: string): string => `${hole}\0${pattern}`;
