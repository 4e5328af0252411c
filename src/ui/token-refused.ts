import { l10n } from 'vscode';
import type { NamedTeam } from '../account/account.ts';
import { given } from '../core/given.ts';
import type { Failure } from '../core/model.ts';
import { askInModal } from './pick/modal.ts';
import { type SignInParts, signIn } from './sign-in.ts';
import { openPage } from './tell.ts';
import { failureSentence, remedyLabel } from './words/failures.ts';

type SsoFailure = Extract<Failure, { code: 'sso' }>;

/**
 * What to do about a token that Vercel refused in the middle of a purge: another one, or a log-in through the team's
 * single sign-on. True where the purge can go on.
 */
export async function afterRefusal(parts: SignInParts, failure: Failure, team?: NamedTeam): Promise<boolean> {
  if (failure.code === 'sso') {
    const answer = await askForSso(failure);
    if (answer !== 'set-token') {
      return answer === 'go-on';
    }
  }
  return signIn(parts, { because: failureSentence(failure), ...given({ team }) });
}

/** Opens the page where a team's single sign-on begins. */
export async function openSsoPage(failure: Failure | undefined): Promise<void> {
  const team = failure?.code === 'sso' ? (failure.scope ?? failure.teamId) : undefined;
  // By slug or id, as the Vercel CLI opens it (packages/cli/src/util/login/saml.ts).
  const page = team === undefined ? 'login' : `sso/${encodeURIComponent(team)}`;
  await openPage(`https://vercel.com/${page}`);
}

async function askForSso(failure: SsoFailure): Promise<'go-on' | 'set-token' | undefined> {
  const detail = [l10n.t('Log in on the page that opens, then go on here. The access token can stay the same.')];
  const answer = await askInModal(failureSentence(failure), detail, {
    [remedyLabel('log-in-sso')]: 'log-in',
    [remedyLabel('set-token')]: 'set-token',
  } as const);
  if (answer !== 'log-in') {
    return answer;
  }
  await openSsoPage(failure);
  return askInModal(l10n.t('Have you logged in?'), detail, { [l10n.t('Go On')]: 'go-on' });
}
