import * as vscode from 'vscode';
import type { Failure } from '../core/model.ts';
import type { Log } from '../support/log.ts';
import { type ChooseProjectParts, chooseProject } from './choose-project.ts';
import type { AfterPurge } from './purge/result.ts';
import { signIn } from './sign-in.ts';
import { openSsoPage } from './token-refused.ts';

export interface RemedyParts extends ChooseProjectParts {
  readonly log: Log;
}

/** Does what the button of a message says. `failure` is what the message told of, if it was one. */
export function followRemedy(parts: RemedyParts): (after: AfterPurge, failure?: Failure) => Promise<void> {
  return async (after, failure) => {
    switch (after) {
      case 'set-token':
        await signIn(parts);
        break;
      case 'choose-project':
        await chooseProject(parts);
        break;
      case 'log-in-sso':
        await openSsoPage(failure);
        break;
      case 'read-prices':
        await vscode.env.openExternal(vscode.Uri.parse(LEGACY_PRICES, true));
        break;
      case 'history':
        await vscode.commands.executeCommand('vercelCache.showHistory');
        break;
      case 'verify':
        await vscode.commands.executeCommand('vercelCache.verify');
        break;
      case 'show-log':
        parts.log.show();
        break;
      case 'try-again':
      case 'send-unknown':
      case 'show-report':
      case 'none':
        break;
    }
  };
}

/** Says who is on the legacy price of image optimization, and how to leave it. */
const LEGACY_PRICES = 'https://vercel.com/docs/image-optimization/legacy-pricing';
