import { l10n, type Memento } from 'vscode';
import type { Environment } from '../../core/model.ts';
import type { StepResult } from '../steps.ts';
import { environmentWord } from '../words/environments.ts';
import { pickOne } from './quick-pick.ts';

const LAST = 'vercelCache.lastEnvironment';

/** `all` stands for the API's left-out `target`. */
export type EnvironmentChoice = Environment | 'all';
const CHOICES: readonly EnvironmentChoice[] = ['production', 'preview', 'all'];

/** The environment of a tag purge; the last answer comes first. */
export async function pickEnvironment(
  title: string,
  memory: Memento,
  byDefault: string,
): Promise<StepResult<EnvironmentChoice>> {
  const last = lastEnvironment(memory) ?? CHOICES.find((choice) => choice === byDefault) ?? 'production';
  const result = await pickOne<EnvironmentChoice>({
    title,
    placeholder: l10n.t('In which environment?'),
    items: [last, ...CHOICES.filter((choice) => choice !== last)].map((choice) => ({
      label: environmentWord(choice === 'all' ? undefined : choice),
      ...(choice === last && lastEnvironment(memory) ? { description: l10n.t('last used') } : {}),
      value: choice,
    })),
  });
  if (typeof result !== 'string') {
    await memory.update(LAST, result.answer);
  }
  return result;
}

export function lastEnvironment(memory: Memento): EnvironmentChoice | undefined {
  const last = memory.get<unknown>(LAST);
  return CHOICES.find((choice) => choice === last);
}
