import { l10n } from 'vscode';
import type { Failure } from '../../core/model.ts';
import { visible } from '../text.ts';

/** What helps against a failure, at most one thing. */
export type Remedy = 'try-again' | 'set-token' | 'choose-project' | 'log-in-sso' | 'read-prices' | 'show-log' | 'none';

/** One plain sentence on what went wrong with a call to Vercel, or to another host. */
export function failureSentence(failure: Failure, host = 'Vercel'): string {
  switch (failure.code) {
    case 'aborted':
      return l10n.t('It was cancelled.');
    case 'offline':
      return l10n.t('{0} could not be reached ({1}). Check the network connection.', host, visible(failure.cause));
    case 'certificate':
      return l10n.t(
        'The certificate of {0} is not trusted ({1}). If it is your company’s, as a proxy re-signs traffic, start the editor with SSL_CERT_FILE set to it.',
        host,
        visible(failure.cause),
      );
    case 'proxy':
      return l10n.t(
        'The proxy does not lead to {0} ({1}). Check the settings http.proxy and http.proxyAuthorization.',
        host,
        visible(failure.cause),
      );
    case 'timeout':
      return failure.phase === 'connect'
        ? l10n.t('{0} could not be reached in time.', host)
        : l10n.t('{0} did not answer in time.', host);
    case 'lost':
      return l10n.t('The connection broke before {0} answered ({1}).', host, visible(failure.cause));
    case 'bad-request':
      return withMessage(l10n.t('Vercel refused the request.'), failure.message);
    case 'token-missing':
      return l10n.t('An access token is needed.');
    case 'token-unreadable':
      return keyringSentence();
    case 'token-invalid':
      return l10n.t('Vercel does not accept the access token: it expired, was revoked or is mistyped.');
    case 'sso':
      return l10n.t('The team {0} wants you to log in through its single sign-on first.', team(failure));
    case 'forbidden':
      return withMessage(l10n.t('The access token may not purge in this project or team.'), failure.message);
    case 'payment':
      return withMessage(
        l10n.t(
          'Vercel does not purge source images for this team: it is probably on the legacy price of image optimization. Its owner can change that in Vercel: Settings, Billing, Image Optimization.',
        ),
        failure.message,
      );
    case 'not-found':
      return l10n.t('Vercel knows no such project, or the access token cannot see it.');
    case 'gone':
      return withMessage(l10n.t('Vercel no longer offers this.'), failure.message);
    case 'rate-limited':
      return l10n.t('Vercel takes five calls a minute, and they are used up. Try again in a minute.');
    case 'server':
      return withMessage(l10n.t('Vercel has a problem of its own (status {0}).', failure.status), failure.message);
    case 'unexpected-answer':
      return l10n.t(
        'The answer (status {0}) does not look like Vercel’s. A proxy or login page may stand in between.',
        failure.status,
      );
  }
}

/** What to do where the system's keyring is missing or locked. */
export function keyringSentence(): string {
  return l10n.t(
    'The system’s keyring is missing or locked, so no access token can be kept. Unlock it, install one (on Linux GNOME Keyring or KWallet), or start the editor with VERCEL_TOKEN set.',
  );
}

export function remedyFor(failure: Failure): Remedy {
  switch (failure.code) {
    case 'token-missing':
    case 'token-invalid':
    case 'forbidden':
      return 'set-token';
    case 'sso':
      return 'log-in-sso';
    case 'payment':
      return 'read-prices';
    case 'not-found':
      return 'choose-project';
    case 'offline':
    case 'timeout':
    case 'lost':
    case 'rate-limited':
    case 'server':
    case 'proxy':
      return 'try-again';
    case 'aborted':
      return 'none';
    default:
      return 'show-log';
  }
}

export function remedyLabel(remedy: Exclude<Remedy, 'none'>): string {
  const words: Readonly<Record<Exclude<Remedy, 'none'>, string>> = {
    'try-again': l10n.t('Try Again'),
    'set-token': l10n.t('Set Token…'),
    'choose-project': l10n.t('Choose Project…'),
    'log-in-sso': l10n.t('Log In'),
    'read-prices': l10n.t('About the Prices'),
    'show-log': l10n.t('Show Log'),
  };
  return words[remedy];
}

function withMessage(sentence: string, message: string): string {
  return message === '' ? sentence : l10n.t('{0} Vercel says: “{1}”.', sentence, visible(message));
}

function team(failure: Extract<Failure, { code: 'sso' }>): string {
  return visible(failure.scope ?? failure.teamId ?? '?');
}
