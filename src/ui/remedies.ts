import * as vscode from 'vscode';
import type { NamedTeam } from '../account/account.ts';
import type { Failure } from '../core/model.ts';
import { isTokenProblem } from '../core/purge/failed-calls.ts';
import type { Log } from '../support/log.ts';
import { type ChooseProjectParts, chooseProject } from './choose-project.ts';
import type { AfterPurge } from './purge/result.ts';
import { signIn } from './sign-in.ts';
import { offer, openPage } from './tell.ts';
import { afterRefusal, openSsoPage } from './token-refused.ts';
import { failureSentence, remedyFor, remedyLabel } from './words/failures.ts';

export interface RemedyParts extends ChooseProjectParts {
  readonly log: Log;
}

/** Does what the button of a message says. `failure` is what the message told of. True where that stands in no way now. */
export function followRemedy(parts: RemedyParts): (after: AfterPurge, failure?: Failure) => Promise<boolean> {
  return async (after, failure) => {
    switch (after) {
      case 'set-token':
        return signIn(parts);
      case 'choose-project':
        return (await chooseProject(parts)) !== undefined;
      case 'log-in-sso':
        await openSsoPage(failure);
        return true;
      case 'read-prices':
        await openPage(LEGACY_PRICES);
        return false;
      case 'history':
        await vscode.commands.executeCommand('vercelCache.showHistory');
        return false;
      case 'show-log':
        parts.log.show();
        return false;
      default:
        return after === 'try-again';
    }
  };
}

/** What to do about a failure before anything was sent, for a team where that is known. True where to try again. */
export type Mend = (failure: Failure, team?: NamedTeam) => Promise<boolean>;

export function createMend(parts: RemedyParts): Mend {
  const follow = followRemedy(parts);
  return async (failure, team) => {
    if (isTokenProblem(failure) || failure.code === 'forbidden') {
      return afterRefusal(parts, failure, team);
    }
    const remedy = remedyFor(failure);
    return (
      remedy !== 'none' &&
      (await offer(failureSentence(failure), remedyLabel(remedy), vscode.window.showErrorMessage)) &&
      follow(remedy, failure)
    );
  };
}

/** Says who is on the legacy price of image optimization, and how to leave it. */
const LEGACY_PRICES = 'https://vercel.com/docs/image-optimization/legacy-pricing';
