import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Account } from '../account/account.ts';
import { readToken, type TokenProblem } from '../account/token-text.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import { askText } from './pick/input.ts';
import { visible } from './text.ts';
import { failureSentence } from './words/failures.ts';

const TOKEN_PAGE = 'https://vercel.com/account/settings/tokens';

/**
 * Asks for an access token, checks with Vercel whose it is, and only then stores it. False where the user left.
 * `because` says why it is asked for.
 */
export async function signIn(account: Account, client: VercelClient, because?: string): Promise<boolean> {
  const abort = new AbortController();
  const checked = await askText({
    title: l10n.t('Set Access Token'),
    prompt: [
      because,
      l10n.t('Paste a Vercel access token with the scope of your team. It is kept in the system’s keyring.'),
    ]
      .filter(Boolean)
      .join(' '),
    password: true,
    buttons: [
      {
        button: { iconPath: new vscode.ThemeIcon('link-external'), tooltip: l10n.t('Create a token on vercel.com') },
        run: () => void vscode.env.openExternal(vscode.Uri.parse(TOKEN_PAGE)),
      },
    ],
    read: async (text) => {
      const read = readToken(text);
      if ('problem' in read) {
        return { problem: tokenProblem(read.problem) };
      }
      const user = await account.check(client, read.token, abort.signal);
      return user.ok ? { value: { token: read.token, user: user.value } } : { problem: failureSentence(user.failure) };
    },
  });
  abort.abort();
  if (typeof checked === 'string') {
    return false;
  }
  const { token, user } = checked.answer;
  await account.store(token);
  void vscode.window.showInformationMessage(l10n.t('Signed in to Vercel as {0}.', visible(user.username, 80)));
  return true;
}

/** Asks for a token where there is none. False where the user left. */
export async function ensureToken(account: Account, client: VercelClient): Promise<boolean> {
  return (await account.token()) !== undefined || signIn(account, client);
}

export async function signOut(account: Account): Promise<void> {
  await account.remove();
  void vscode.window.showInformationMessage(l10n.t('The access token was removed.'));
}

function tokenProblem(problem: TokenProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Paste a token first.');
    case 'line-break':
      return l10n.t('There is a line break inside the token.');
    case 'blank-inside':
      return l10n.t('There is a blank inside the token.');
    case 'not-ascii':
      return l10n.t('The token holds a character that no token has.');
    case 'too-long':
      return l10n.t('That is too long for a token.');
  }
}
