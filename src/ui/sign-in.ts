import { l10n } from 'vscode';
import { type Account, type CheckedToken, type Credential, KeyringError, type NamedTeam } from '../account/account.ts';
import { readToken } from '../account/token-text.ts';
import { isString } from '../core/text-parts.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import { FailureError } from './failure-error.ts';
import { icon } from './icon.ts';
import { askText } from './pick/input.ts';
import { type Choice, pickOne } from './pick/quick-pick.ts';
import { answered, runSteps, type Step, type StepResult, silently } from './steps.ts';
import { openPage, tell } from './tell.ts';
import { label, visible } from './text.ts';
import { waitFor } from './waiting.ts';
import { credentialLabel } from './words/accounts.ts';
import { failureSentence, keyringSentence } from './words/failures.ts';
import { listed } from './words/plans.ts';

const TOKEN_PAGE = 'https://vercel.com/account/settings/tokens';

export interface SignInParts {
  readonly account: Account;
  readonly client: VercelClient;
}

export interface SignInReason {
  /** A sentence that says why a token is asked for. */
  readonly because?: string;
  /** The team that it is needed for, where that is known. */
  readonly team?: NamedTeam;
}

interface Draft {
  readonly from: 'paste' | 'environment';
  readonly checked?: CheckedToken;
  /** The team that the token is kept for; absent for everything. */
  readonly only?: NamedTeam;
}

/**
 * Asks for an access token, checks with Vercel whose it is, and only then keeps it: for everything, or for one team where
 * there is another for everything already. Offers `VERCEL_TOKEN` where it is set. False where the user left.
 */
export async function signIn({ account, client }: SignInParts, reason: SignInReason = {}): Promise<boolean> {
  const abort = new AbortController();
  const check = (token: string) => account.check(client, token, abort.signal);
  const draft = await runSteps<Draft>({ from: 'paste' }, [
    askSource(account, reason),
    async (state) => {
      if (state.from === 'paste') {
        return answered(await pasteToken(check, reason), (checked) => ({ ...state, checked }));
      }
      const checked = await waitFor(() => check(account.environmentToken() ?? ''));
      if (!checked.ok) {
        throw new FailureError(checked.failure);
      }
      return silently({ ...state, checked: checked.value });
    },
    askUse(account, reason),
  ]);
  abort.abort();
  if (!draft?.checked) {
    return false;
  }
  const { checked, only, from } = draft;
  if (from === 'environment') {
    await account.allowEnvironment(checked.user);
  } else {
    await account.store(checked.token, checked.user, only);
    if (!only && reason.team) {
      // Its own token would come first.
      await account.remove(reason.team);
    }
  }
  tell(welcome(checked, only));
  return true;
}

/**
 * Asks for a token where there is none for this team. False where the user left.
 * @throws KeyringError where none can be kept, and `VERCEL_TOKEN` is not set either.
 */
export async function ensureToken(parts: SignInParts, team?: NamedTeam): Promise<boolean> {
  const { account } = parts;
  const reason = team ? { team } : {};
  try {
    return (await account.token(team?.id)) !== undefined || signIn(parts, reason);
  } catch (error) {
    if (error instanceof KeyringError && account.environmentToken() !== undefined) {
      return signIn(parts, { ...reason, because: keyringSentence() });
    }
    throw error;
  }
}

/** Removes a token; asks which where there are several. */
export async function signOut(account: Account): Promise<void> {
  const credentials = await account.credentials();
  if (credentials.length === 0) {
    tell(l10n.t('There is no access token.'));
    return;
  }
  const all: Choice<readonly Credential[]> = { label: l10n.t('All of them'), value: credentials };
  const each = credentials.map((credential) => ({ label: label(credentialLabel(credential)), value: [credential] }));
  const picked: StepResult<readonly Credential[]> =
    credentials.length === 1
      ? { answer: credentials }
      : await pickOne({
          title: l10n.t('Remove Access Token'),
          placeholder: l10n.t('Which one?'),
          items: [...each, all],
        });
  if (isString(picked)) {
    return;
  }
  for (const credential of picked.answer) {
    await account.remove(credential);
  }
  tell(
    picked.answer.some(({ kind }) => kind === 'environment')
      ? l10n.t('Removed. VERCEL_TOKEN is no longer used.')
      : l10n.t('Removed here. At Vercel a token stays valid until you delete it there.'),
  );
}

function askSource(account: Account, { because }: SignInReason): Step<Draft> {
  return async (state) => {
    if (account.environmentToken() === undefined || account.isEnvironmentAllowed()) {
      return 'skip';
    }
    const picked = await pickOne<Draft['from']>({
      title: l10n.t('Set Access Token'),
      placeholder: because ?? l10n.t('Which access token shall be used?'),
      items: [
        {
          label: l10n.t('Paste an access token…'),
          detail: l10n.t('It is kept in the system’s keyring.'),
          value: 'paste',
        },
        {
          label: l10n.t('Use VERCEL_TOKEN'),
          detail: l10n.t(
            'The variable of the editor’s environment. Allowed until you take it back with Remove Access Token.',
          ),
          value: 'environment',
        },
      ],
    });
    return answered(picked, (from) => ({ ...state, from }));
  };
}

function pasteToken(
  check: (token: string) => ReturnType<Account['check']>,
  { because, team }: SignInReason,
): Promise<StepResult<CheckedToken>> {
  return askText({
    title: l10n.t('Set Access Token'),
    prompt: [
      because,
      l10n.t(
        'Paste a Vercel access token whose scope is {0}, or your full account.',
        team ? visible(team.name, 80) : l10n.t('the team that owns the project'),
      ),
      l10n.t('It is kept in the system’s keyring. The button above creates one on vercel.com.'),
    ]
      .filter(Boolean)
      .join(' '),
    password: true,
    buttons: [
      {
        button: { iconPath: icon('link-external'), tooltip: l10n.t('Create a token on vercel.com') },
        run: () => void openPage(TOKEN_PAGE),
      },
    ],
    read: async (text) => {
      const read = readToken(text);
      if ('problem' in read) {
        return {
          problem:
            read.problem === 'empty'
              ? l10n.t('Paste a token first.')
              : l10n.t('That is no token: it holds a blank, a line break or another character that no token has.'),
        };
      }
      const checked = await check(read.token);
      return checked.ok ? { value: checked.value } : { problem: failureSentence(checked.failure) };
    },
  });
}

/** A token for everything is there already: the new one can take its place, or stand for one team. */
function askUse(account: Account, reason: SignInReason): Step<Draft> {
  return async (state) => {
    const { checked, from } = state;
    const known = (await account.credentials()).find(({ kind }) => kind === 'default');
    if (!checked || from === 'environment' || !known) {
      return 'skip';
    }
    const { teams } = checked;
    const wanted = teams.find(({ id }) => id === reason.team?.id) ?? reason.team;
    const ordered = [...(wanted ? [wanted] : []), ...teams.filter(({ id }) => id !== wanted?.id)];
    const forTeams: Choice<{ readonly team?: NamedTeam }>[] = ordered.map((team) => ({
      label: l10n.t('Only for {0}', label(team.name, 80)),
      value: { team },
    }));
    const forAll = {
      label: l10n.t('For everything'),
      description: l10n.t('in place of the token of {0}', label(credentialLabel(known))),
      value: {},
    };
    const picked = await pickOne<{ readonly team?: NamedTeam }>({
      title: l10n.t('Set Access Token'),
      placeholder: l10n.t('This is a token of {0}. What shall it be used for?', label(checked.user.username, 80)),
      items: forTeams.toSpliced(wanted ? 1 : 0, 0, forAll),
    });
    return answered(picked, ({ team }) => (team ? { ...state, only: team } : state));
  };
}

/** Whose it is, and what it reaches. */
function welcome({ user, teams }: CheckedToken, only: NamedTeam | undefined): string {
  const name = visible(user.username, 80);
  if (only) {
    return l10n.t('Signed in to Vercel as {0}, for {1} only.', name, visible(only.name, 80));
  }
  if (teams.length === 0) {
    return l10n.t('Signed in to Vercel as {0}.', name);
  }
  const names = teams.map((team) => visible(team.name, 80));
  return l10n.t('Signed in to Vercel as {0}. Teams: {1}.', name, listed(names, MOST_TEAMS).join(', '));
}

const MOST_TEAMS = 5;
