import * as vscode from 'vscode';
import type { Account } from '../account/account.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import type { Log } from '../support/log.ts';
import type { Projects } from '../workspace/projects.ts';
import { chooseProject } from './choose-project.ts';
import type { AfterPurge } from './purge/result.ts';
import { signIn } from './sign-in.ts';

export interface RemedyParts {
  readonly account: Account;
  readonly client: VercelClient;
  readonly projects: Projects;
  readonly log: Log;
}

/** Does what the button of a message says. */
export function followRemedy({ account, client, projects, log }: RemedyParts): (after: AfterPurge) => Promise<void> {
  return async (after) => {
    switch (after) {
      case 'set-token':
        await signIn(account, client);
        break;
      case 'choose-project':
        await chooseProject(projects, client);
        break;
      case 'log-in-sso':
        await vscode.env.openExternal(vscode.Uri.parse('https://vercel.com/login'));
        break;
      case 'history':
        await vscode.commands.executeCommand('vercelCache.showHistory');
        break;
      case 'verify':
        await vscode.commands.executeCommand('vercelCache.verify');
        break;
      case 'show-log':
        log.show();
        break;
      case 'try-again':
      case 'send-unknown':
      case 'none':
        break;
    }
  };
}
