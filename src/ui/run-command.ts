import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { KeyringError } from '../account/account.ts';
import type { Log } from '../support/log.ts';
import { converse } from './conversation.ts';
import { FailureError } from './failure-error.ts';
import type { Mend } from './remedies.ts';
import { offer } from './tell.ts';
import { keyringSentence, remedyLabel } from './words/failures.ts';

/**
 * The one wrapper round every command: cancelling is silent, a known failure is told with what helps, and once that is
 * done the command begins anew (what was sent never fails here); a bug goes to the log with its stack.
 */
export async function runCommand(id: string, log: Log, mend: Mend, handler: () => Promise<void> | void): Promise<void> {
  try {
    await converse(handler);
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      return;
    }
    if (error instanceof FailureError) {
      log.warn(`${id}: ${error.failure.code}`);
      const { failure, team } = error;
      await runCommand(id, log, mend, async () => {
        if (await mend(failure, team)) {
          await handler();
        }
      });
    } else if (error instanceof KeyringError) {
      log.error(`${id}: the keyring failed.`, error);
      await tellOfBug(keyringSentence(), log);
    } else {
      log.error(`${id} failed.`, error);
      await tellOfBug(l10n.t('Something went wrong in Vercel Cache Tags.'), log);
    }
  }
}

async function tellOfBug(sentence: string, log: Log): Promise<void> {
  if (await offer(sentence, remedyLabel('show-log'), vscode.window.showErrorMessage)) {
    log.show();
  }
}
