import * as vscode from 'vscode';
import type { Account, Credential } from '../account/account.ts';
import { Owning } from '../support/owning.ts';
import { credentialLabel } from './words/accounts.ts';

/**
 * Puts the account into VS Code's Accounts menu, where it can be signed out. The sessions carry no token: another
 * extension that asks for one gets to know who is signed in, and nothing that it could act with.
 */
export class AccountsMenu extends Owning implements vscode.AuthenticationProvider {
  readonly #changed = this.own(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  readonly #account: Account;
  readonly #signIn: () => Promise<boolean>;
  /** The sessions that VS Code was told of last. */
  #told: readonly vscode.AuthenticationSession[] = [];

  readonly onDidChangeSessions = this.#changed.event;

  /** `signIn` asks for a token; false where the user left. */
  constructor(account: Account, signIn: () => Promise<boolean>) {
    super();
    this.#account = account;
    this.#signIn = signIn;
    this.own(account.onDidChange(() => void this.#tell()));
  }

  async getSessions(): Promise<vscode.AuthenticationSession[]> {
    const sessions = await this.#sessions();
    this.#told = sessions;
    return sessions;
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const before = await this.#sessions();
    const signedIn = await this.#signIn();
    const sessions = await this.#sessions();
    const session = without(sessions, before)[0] ?? sessions[0];
    if (!signedIn || !session) {
      throw new vscode.CancellationError();
    }
    return session;
  }

  async removeSession(id: string): Promise<void> {
    await this.#account.remove({ id });
  }

  /** None where the keyring cannot be read: the next command that needs it says so. */
  async #sessions(): Promise<vscode.AuthenticationSession[]> {
    return (await this.#account.credentials().catch(() => [])).map(sessionOf);
  }

  async #tell(): Promise<void> {
    const before = this.#told;
    const now = await this.#sessions();
    this.#told = now;
    const removed = without(before, now);
    const added = without(now, before);
    if (removed.length + added.length > 0) {
      this.#changed.fire({ added, removed, changed: [] });
    }
  }
}

function sessionOf(credential: Credential): vscode.AuthenticationSession {
  const label = credentialLabel(credential);
  return { id: credential.id, accessToken: '', account: { id: label, label }, scopes: [] };
}

/** The sessions that others are not among. Another owner is another account: VS Code keeps accounts by name. */
function without(
  sessions: readonly vscode.AuthenticationSession[],
  others: readonly vscode.AuthenticationSession[],
): vscode.AuthenticationSession[] {
  return sessions.filter(
    ({ id, account }) => !others.some((other) => other.id === id && other.account.id === account.id),
  );
}
