import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { KeyringError } from '../account/account.ts';
import type { Failure } from '../core/model.ts';
import type { Log } from '../support/log.ts';
import { converse } from './conversation.ts';
import { FailureError } from './failure-error.ts';
import { failureSentence, keyringSentence, type Remedy, remedyFor, remedyLabel } from './words/failures.ts';

/** What a message's button does. */
export type FollowRemedy = (remedy: Remedy, failure?: Failure) => Promise<void>;

/**
 * The one wrapper round every command: cancelling is silent, a known failure gets a sentence and one useful action (a
 * passing one lets the command begin anew: what was sent never fails here), a bug goes to the log with its stack.
 */
export async function runCommand(
  id: string,
  log: Log,
  follow: FollowRemedy,
  handler: () => Promise<void> | void,
): Promise<void> {
  try {
    await converse(handler);
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      return;
    }
    if (error instanceof FailureError) {
      log.warn(`${id}: ${error.failure.code}`);
      const again = () => runCommand(id, log, follow, handler);
      await tell(failureSentence(error.failure), remedyFor(error.failure), (remedy) =>
        remedy === 'try-again' ? again() : follow(remedy, error.failure),
      );
    } else if (error instanceof KeyringError) {
      log.error(`${id}: the keyring failed.`, error);
      await tell(keyringSentence(), 'show-log', follow);
    } else {
      log.error(`${id} failed.`, error);
      await tell(l10n.t('Something went wrong in Vercel Cache Tags.'), 'show-log', follow);
    }
  }
}

async function tell(sentence: string, remedy: Remedy, follow: FollowRemedy): Promise<void> {
  if (remedy !== 'none' && (await vscode.window.showErrorMessage(sentence, remedyLabel(remedy))) !== undefined) {
    await follow(remedy);
  }
}
