import * as vscode from 'vscode';
import { lazy } from '../support/lazy.ts';
import { Owning } from '../support/owning.ts';
import type { AccountsMenu } from './accounts-menu.ts';

/** The account, as VS Code has to have it from the start: its first question loads what answers. */
export class LazyAccounts extends Owning implements vscode.AuthenticationProvider {
  readonly #changed = this.own(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  readonly #menu: () => Promise<AccountsMenu>;

  readonly onDidChangeSessions = this.#changed.event;

  constructor(menu: () => Promise<AccountsMenu>) {
    super();
    this.#menu = lazy(async () => {
      const loaded = await menu();
      this.own(loaded.onDidChangeSessions((change) => this.#changed.fire(change)));
      return loaded;
    });
  }

  async getSessions(): Promise<vscode.AuthenticationSession[]> {
    return (await this.#menu()).getSessions();
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    return (await this.#menu()).createSession();
  }

  async removeSession(id: string): Promise<void> {
    await (await this.#menu()).removeSession(id);
  }
}
