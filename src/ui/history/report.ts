import { l10n } from 'vscode';
import { pushTo } from '../../core/maps.ts';
import { failureOfStored, type StoredPurge, type StoredTarget } from '../../core/purge/history.ts';
import { showText } from '../read-only.ts';
import { visible } from '../text.ts';
import { environmentLines, modeWord } from '../words/environments.ts';
import { failureSentence } from '../words/failures.ts';
import { timeWords } from '../words/locale.ts';
import { projectLines, projectOf } from '../words/projects.ts';
import { outcomeWord, targetsPhrase } from '../words/targets.ts';

/** Opens what became of each target of a purge, with the reasons, as a text. */
export async function showReport(purge: StoredPurge, isCutOff: boolean): Promise<void> {
  await showText(l10n.t('Purge Report'), reportText(purge, isCutOff));
}

function reportText(purge: StoredPurge, isCutOff: boolean): string {
  const groups = new Map<string, StoredTarget[]>();
  for (const target of purge.targets) {
    const key = JSON.stringify([target.outcome, target.failure]);
    pushTo(groups, key, target);
  }
  return [
    [
      `${modeWord(purge.mode)} ${targetsPhrase(purge.targets)}`,
      ...projectLines(projectOf(purge)),
      ...environmentLines(purge.targets, purge.environment),
      l10n.t('Begun: {0}', timeWords(purge.at)),
      ...(isCutOff ? [l10n.t('Its window was closed in the middle.')] : []),
    ].join('\n'),
    ...[...groups.values()].map(groupText),
  ].join('\n\n');
}

function groupText(targets: readonly StoredTarget[]): string {
  const [first] = targets;
  if (!first) {
    return '';
  }
  return [
    `${outcomeWord(first.outcome)} (${targets.length})`,
    ...(first.outcome === 'accepted'
      ? [l10n.t('Vercel answered yes, which does not prove that anything had this name.')]
      : []),
    ...(first.failure ? [failureSentence(failureOfStored(first.failure))] : []),
    ...targets.map(({ value }) => `  ${visible(value)}`),
  ].join('\n');
}
