import { l10n } from 'vscode';
import type { PurgeMode } from '../../core/model.ts';
import type { StepResult } from '../steps.ts';
import { modeWord } from '../words/environments.ts';
import { warningSentence } from '../words/plans.ts';
import { askText } from './input.ts';
import { type MoreRow, pickOne } from './quick-pick.ts';

/** Invalidate comes first and is what Enter takes. */
export function pickMode(title: string, more: readonly MoreRow[]): Promise<StepResult<PurgeMode>> {
  return pickOne<PurgeMode>({
    title,
    placeholder: l10n.t('How should it be purged?'),
    items: [
      {
        label: modeWord('invalidate'),
        description: l10n.t('serve stale, refresh behind'),
        detail: l10n.t('The next visitor still gets the old answer at once while the new one is made.'),
        value: 'invalidate',
      },
      {
        label: modeWord('dangerously-delete'),
        description: l10n.t('the next visitor waits'),
        detail: warningSentence('stampede'),
        value: 'dangerously-delete',
      },
    ],
    more,
  });
}

const LONGEST_DEADLINE_SECONDS = 365 * 86_400;

/** Seconds of grace for a delete. */
export function askDeadline(title: string, earlier = 0): Promise<StepResult<number>> {
  return askText<number>({
    title,
    prompt: l10n.t(
      'Deadline in seconds: until then visitors still get the old answer while the new one is made. 0 deletes at once.',
    ),
    value: String(earlier),
    eager: true,
    read: (text) => {
      const seconds = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
      return seconds <= LONGEST_DEADLINE_SECONDS
        ? { value: seconds }
        : { problem: l10n.t('A whole number of seconds, 0 or more, please.') };
    },
  });
}
