import { l10n, type Memento, window } from 'vscode';
import * as z from 'zod/mini';
import { byName } from '../../core/by-name.ts';
import { textOf } from '../../core/index/entries.ts';
import type { Value } from '../../core/model.ts';
import type { StepResult } from '../steps.ts';
import { label, visible } from '../text.ts';
import { countFilled, fill, holesOf, MOST_FILLED, valuesFor } from './holes.ts';
import { pickOrType } from './quick-pick.ts';

export type Pattern = Extract<Value, { certainty: 'pattern' }>;

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
  const values = new Map<string, readonly string[]>();
  const holes = holesOf(pattern.parts);
  for (let at = 0; at < holes.length; ) {
    const hole = holes[at] ?? '';
    // What was answered here and after it counts no more, after a step back.
    for (const open of holes.slice(at)) {
      values.delete(open);
    }
    const suggestions = [...rememberedFor(memory, source, hole), ...known.flatMap((text) => valueFor(text, hole))];
    const result = await pickOrType<string>({
      title,
      placeholder: l10n.t(
        'Values for “{0}” in {1}; several separated by commas',
        visible(hole, 60),
        visible(source, 80),
      ),
      items: [...new Set(suggestions)].map((value) => choice([value], preview(new Map(values).set(hole, [value])))),
      typed: (text) => {
        const typed = text
          .split(',')
          .map((value) => value.trim())
          .filter(Boolean);
        return typed.length === 0 ? undefined : choice(typed, preview(new Map(values).set(hole, typed)));
      },
    });
    if (result === 'cancel' || (result === 'back' && at === 0)) {
      return result;
    }
    if (result === 'back') {
      at--;
      continue;
    }
    values.set(hole, result.answer);
    const count = countFilled(pattern.parts, open(values));
    if (count > MOST_FILLED) {
      void window.showWarningMessage(
        l10n.t('That makes {0} values; {1} can be purged at once. Choose fewer.', count, MOST_FILLED),
      );
      continue;
    }
    await remember(memory, source, hole, result.answer);
    at++;
  }
  return { answer: fill(pattern.parts, values) };

  /** What will be sent, as far as the holes are filled. */
  function preview(filled: ReadonlyMap<string, readonly string[]>): string {
    return fill(pattern.parts, open(filled))
      .slice(0, 5)
      .map((text) => label(text, 60))
      .join(', ');
  }

  /** What is not filled yet stands for itself. */
  function open(filled: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
    return new Map(holes.map((hole) => [hole, filled.get(hole) ?? [`\${${hole}}`]]));
  }

  /** What a known text needs in a hole, where it fits what the holes before were filled with. */
  function valueFor(text: string, hole: string): string[] {
    const needed = valuesFor(pattern.parts, text);
    const fits = needed && [...values].every(([name, chosen]) => chosen.includes(needed.get(name) ?? ''));
    return fits ? [needed.get(hole) ?? ''] : [];
  }
}

function choice(values: readonly string[], description: string) {
  return { label: label(values.join(', '), 120), description: `→ ${description}`, value: values };
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
