import * as vscode from 'vscode';
import { lazy } from '../support/lazy.ts';
import { Lifetimes } from '../support/lifetimes.ts';
import type { AccountsMenu } from './accounts-menu.ts';

/** The account, as VS Code has to have it from the start: its first question loads what answers. */
export class LazyAccounts implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #lifetimes = new Lifetimes();
  readonly #changed = this.#lifetimes.add(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  readonly #menu: () => Promise<AccountsMenu>;

  readonly onDidChangeSessions = this.#changed.event;

  constructor(menu: () => Promise<AccountsMenu>) {
    this.#menu = lazy(async () => {
      const loaded = await menu();
      this.#lifetimes.add(loaded.onDidChangeSessions((change) => this.#changed.fire(change)));
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

  dispose(): void {
    this.#lifetimes.dispose();
  }
}
