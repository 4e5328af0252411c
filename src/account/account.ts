import * as vscode from 'vscode';
import type { VercelClient } from '../core/vercel/client.ts';
import { Lifetimes } from '../support/lifetimes.ts';
import type { Log } from '../support/log.ts';
import type { Redactor } from '../support/redact.ts';

const SECRET = 'vercelCache.token';

/** Why the token cannot be read or kept: the system's keyring is missing or locked. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** The user's access token: in SecretStorage and nowhere else. */
export class Account implements vscode.Disposable {
  readonly #lifetimes = new Lifetimes();
  readonly #changed = this.#lifetimes.add(new vscode.EventEmitter<void>());
  readonly #secrets: vscode.SecretStorage;
  readonly #redactor: Redactor;

  /** The token came, went or became another, in this window or in another one. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage, redactor: Redactor, log: Log) {
    this.#secrets = secrets;
    this.#redactor = redactor;
    this.#lifetimes.add(
      secrets.onDidChange((event) => {
        if (event.key === SECRET) {
          log.info('The access token changed.');
          this.#changed.fire();
        }
      }),
    );
  }

  /** Read for the one request that needs it, and not kept. */
  async token(): Promise<string | undefined> {
    const token = await asKeyringError(this.#secrets.get(SECRET));
    if (token !== undefined) {
      this.#redactor.hide(token);
    }
    return token;
  }

  async store(token: string): Promise<void> {
    this.#redactor.hide(token);
    await asKeyringError(this.#secrets.store(SECRET, token));
  }

  async remove(): Promise<void> {
    await asKeyringError(this.#secrets.delete(SECRET));
  }

  /** Whose a token is, asked of Vercel before it is stored. */
  check(client: VercelClient, token: string, signal: AbortSignal): ReturnType<VercelClient['user']> {
    this.#redactor.hide(token);
    return client.user({ token, signal });
  }

  dispose(): void {
    this.#lifetimes.dispose();
  }
}

async function asKeyringError<T>(work: Thenable<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new KeyringError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
