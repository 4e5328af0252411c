import { l10n, type Memento } from 'vscode';
import type { Environment, Target } from '../../core/model.ts';
import type { StepResult } from '../steps.ts';
import { environmentWord } from '../words/environments.ts';
import { warningSentence } from '../words/plans.ts';
import { type MoreRow, pickOne } from './quick-pick.ts';

const LAST = 'vercelCache.lastEnvironment';

/** `all` stands for the API's left-out `target`. */
export type EnvironmentChoice = Environment | 'all';
const CHOICES: readonly EnvironmentChoice[] = ['production', 'preview', 'all'];

/** The environment of a purge that has tags; that of the last one comes first. */
export function pickEnvironment(
  title: string,
  memory: Memento,
  byDefault: string,
  targets: readonly Target[],
  more: readonly MoreRow[],
): Promise<StepResult<EnvironmentChoice>> {
  const first = firstEnvironment(memory, byDefault);
  return pickOne<EnvironmentChoice>({
    title,
    placeholder: [
      l10n.t('In which environment?'),
      ...(targets.some(({ kind }) => kind === 'image') ? [warningSentence('images-ignore-environment')] : []),
    ].join(' '),
    items: [first, ...CHOICES.filter((choice) => choice !== first)].map((choice) => ({
      label: environmentWord(choice === 'all' ? undefined : choice),
      ...(choice === lastEnvironment(memory) ? { description: l10n.t('last used') } : {}),
      value: choice,
    })),
    more,
  });
}

/** Of a purge that is sent; one of images alone has none. */
export const rememberEnvironment = (memory: Memento, choice = lastEnvironment(memory)) => memory.update(LAST, choice);

/** The one that Enter takes. */
export function firstEnvironment(memory: Memento, byDefault: string): EnvironmentChoice {
  return lastEnvironment(memory) ?? CHOICES.find((choice) => choice === byDefault) ?? 'production';
}

export function lastEnvironment(memory: Memento): EnvironmentChoice | undefined {
  const last = memory.get<unknown>(LAST);
  return CHOICES.find((choice) => choice === last);
}
