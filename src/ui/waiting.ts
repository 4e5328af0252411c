import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { systemClock } from '../core/purge/clock.ts';
import { takeFloor } from './conversation.ts';

/** What is over sooner is not worth a word. */
const SOON_MS = 400;

/**
 * What some work comes to. Where it takes a while that is said; to cancel it ends the command, and so does another one
 * that begins to ask meanwhile.
 * @throws vscode.CancellationError
 */
export async function waitFor<T>(
  work: (signal: AbortSignal) => Promise<T>,
  title = l10n.t('Asking Vercel…'),
): Promise<T> {
  const abort = new AbortController();
  const floor = takeFloor(() => abort.abort());
  if (!floor.isGiven) {
    throw new vscode.CancellationError();
  }
  const left = new Promise<never>((_, reject) => {
    abort.signal.addEventListener('abort', () => reject(new vscode.CancellationError()));
  });
  const done = Promise.race([work(abort.signal), left]);
  try {
    const isSoon = await Promise.race([done.then(() => true), systemClock.sleep(SOON_MS)]);
    if (!isSoon) {
      const { Notification } = vscode.ProgressLocation;
      await vscode.window.withProgress({ location: Notification, title, cancellable: true }, (_, cancel) => {
        cancel.onCancellationRequested(() => abort.abort());
        return done;
      });
    }
    return await done;
  } finally {
    floor.leave();
  }
}
