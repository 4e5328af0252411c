import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Target } from '../../core/model.ts';
import { targetsOf } from '../../core/purge/history.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { HistoryStore } from '../../workspace/history-store.ts';
import { targetsPhrase } from '../words/targets.ts';

/**
 * Tells the view of purges that were left in the middle, once the view is in use: they are offered in the history, and
 * never sent by themselves.
 */
export function followLeftOver(
  history: HistoryStore,
  finding: Finding,
  view: { tell(text: string | undefined): void },
): vscode.Disposable {
  const look = async () => {
    const left = (await history.cutOff()).flatMap((purge) => targetsOf(purge, 'not-sent', 'refused', 'unknown'));
    view.tell(left.length === 0 ? undefined : sentence(left));
  };
  return vscode.Disposable.from(
    history.onDidChange(() => void look()),
    finding.onDidChangeState((state) => void (state === 'done' && look())),
  );
}

const sentence = (left: readonly Target[]): string =>
  l10n.t(
    'A purge was left in the middle. Not accepted yet: {0}. The purge history can go on with it.',
    targetsPhrase(left),
  );
