import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { given } from '../core/given.ts';
import { messageOf } from '../core/message-of.ts';
import { readJson } from '../core/schemas.ts';
import type { Team, User, VercelClient } from '../core/vercel/client.ts';
import type { Result } from '../core/vercel/result.ts';
import type { Log } from '../support/log.ts';
import { Owning } from '../support/owning.ts';
import type { Redactor } from '../support/redact.ts';
import { readToken } from './token-text.ts';

/** The default token stands under this very name, that of a team under this name, a dot and the team's id. */
const SECRET = 'vercelCache.token';
const CONSENT = 'vercelCache.environmentToken';

const Owner = z.object({ id: z.string(), username: z.string() });
const NamedTeam = z.object({ id: z.string(), name: z.string() });
const StoredToken = z.object({ token: z.string(), owner: z.optional(Owner), team: z.optional(NamedTeam) });
type StoredToken = z.infer<typeof StoredToken>;

export type Owner = z.infer<typeof Owner>;
export type NamedTeam = z.infer<typeof NamedTeam>;

/** A token that may be used, without the token itself. */
export interface Credential {
  /** Stays the same as long as the credential is for the same thing. */
  readonly id: string;
  /** `default`: for everything that has none of its own. `environment`: the variable `VERCEL_TOKEN`, as the user allowed. */
  readonly kind: 'default' | 'team' | 'environment';
  /** Whose it was when it was checked; absent for one that an older version stored. */
  readonly owner?: Owner;
  /** Of kind `team` only. */
  readonly team?: NamedTeam;
}

/** Why a token cannot be read or kept: the system's keyring is missing or locked. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

export interface AccountParts {
  readonly secrets: vscode.SecretStorage;
  /** Where it is kept that the user allowed `VERCEL_TOKEN`; never a token. */
  readonly memory: vscode.Memento;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly redactor: Redactor;
  readonly log: Log;
}

/**
 * The user's access tokens: one by default and one for each team that needs its own, in SecretStorage and nowhere else;
 * then `VERCEL_TOKEN` of the environment, once the user has allowed it.
 */
export class Account extends Owning {
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #parts: AccountParts;

  /** A token came, went or became another, in this window or in another one. */
  readonly onDidChange = this.#changed.event;

  constructor(parts: AccountParts) {
    super();
    this.#parts = parts;
    this.own(
      parts.secrets.onDidChange(({ key }) => {
        if (isOurs(key)) {
          parts.log.info('The access token changed.');
          this.#changed.fire();
        }
      }),
    );
  }

  /**
   * The token for a team, or for the personal account: read for the one request that needs it, and not kept.
   * @throws KeyringError where the keyring cannot be read and the environment is not allowed either.
   */
  async token(teamId?: string): Promise<string | undefined> {
    const fromEnvironment = this.#consent() && this.environmentToken();
    try {
      const own = teamId === undefined ? undefined : await this.#read(secretOf(teamId));
      return (own ?? (await this.#read(SECRET)))?.token ?? fromEnvironment;
    } catch (error) {
      if (fromEnvironment) {
        this.#parts.log.error('The keyring cannot be read: VERCEL_TOKEN is used.', error);
        return fromEnvironment;
      }
      throw error;
    }
  }

  /**
   * What there is to sign in with, the default first.
   * @throws KeyringError as `token` does.
   */
  async credentials(): Promise<readonly Credential[]> {
    const owner = this.environmentToken() === undefined ? undefined : this.#consent();
    const fromEnvironment: Credential[] = owner ? [{ id: 'environment', kind: 'environment', owner }] : [];
    try {
      return [...(await this.#stored()), ...fromEnvironment];
    } catch (error) {
      if (owner) {
        return fromEnvironment;
      }
      throw error;
    }
  }

  /** Whether there is anything to sign in with; a keyring that cannot be read holds nothing. */
  async isSignedIn(): Promise<boolean> {
    try {
      return (await this.credentials()).length > 0;
    } catch (error) {
      this.#parts.log.error('The keyring cannot be read.', error);
      return false;
    }
  }

  /** Keeps a checked token: for everything, or for one team only. */
  async store(token: string, { id, username }: Owner, team?: NamedTeam): Promise<void> {
    this.#parts.redactor.hide(token);
    const stored: StoredToken = { token, owner: { id, username }, ...given({ team }) };
    const key = team ? secretOf(team.id) : SECRET;
    await asKeyringError(this.#parts.secrets.store(key, JSON.stringify(stored)));
  }

  async remove(credential: Pick<Credential, 'id'>): Promise<void> {
    if (credential.id === 'environment') {
      await this.#parts.memory.update(CONSENT, undefined);
      this.#changed.fire();
    } else {
      await asKeyringError(this.#parts.secrets.delete(secretOf(credential.id)));
    }
  }

  /** `VERCEL_TOKEN`, where it holds what can be sent. Not to be used before it is allowed. */
  environmentToken(): string | undefined {
    const read = readToken(this.#parts.environment.VERCEL_TOKEN ?? '');
    if (!('token' in read)) {
      return undefined;
    }
    this.#parts.redactor.hide(read.token);
    return read.token;
  }

  /** Remembers that the user lets `VERCEL_TOKEN` be used, and whose it was when it was checked. */
  async allowEnvironment({ id, username }: Owner): Promise<void> {
    await this.#parts.memory.update(CONSENT, { id, username });
    this.#changed.fire();
  }

  isEnvironmentAllowed(): boolean {
    return this.#consent() !== undefined;
  }

  /** Whose a token is and which teams it enters, asked of Vercel before it is stored. */
  async check(client: VercelClient, token: string, signal: AbortSignal): Promise<Result<CheckedToken>> {
    this.#parts.redactor.hide(token);
    const user = await client.user({ token, signal });
    if (!user.ok) {
      return user;
    }
    // A token that is limited to one team may not list teams; that says nothing against it.
    const teams = await client.teams(undefined, { token, signal });
    return { ok: true, value: { token, user: user.value, teams: teams.ok ? teams.value.items.map(namedTeam) : [] } };
  }

  #consent(): Owner | undefined {
    return Owner.safeParse(this.#parts.memory.get(CONSENT)).data;
  }

  async #stored(): Promise<Credential[]> {
    const keys = (await asKeyringError(this.#parts.secrets.keys())).filter(isOurs).sort();
    const found = await Promise.all(keys.map(async (key) => ({ key, stored: await this.#read(key) })));
    return found.flatMap(({ key, stored }) => (stored ? [credentialOf(key, stored)] : []));
  }

  async #read(key: string): Promise<StoredToken | undefined> {
    const text = await asKeyringError(this.#parts.secrets.get(key));
    if (!text) {
      return undefined;
    }
    const stored = parseStored(text);
    this.#parts.redactor.hide(stored.token);
    return stored;
  }
}

/** A token with its owner and the teams that it can enter (the first hundred). */
export interface CheckedToken {
  readonly token: string;
  readonly user: User;
  readonly teams: readonly NamedTeam[];
}

/** A team need not have another name than its slug. */
export const namedTeam = ({ id, name, slug }: Team): NamedTeam => ({ id, name: name ?? slug });

function credentialOf(key: string, { owner, team }: StoredToken): Credential {
  const owned = owner ? { owner } : {};
  if (key === SECRET) {
    return { id: 'default', kind: 'default', ...owned };
  }
  const id = key.slice(SECRET.length + 1);
  return { id, kind: 'team', team: team ?? { id, name: id }, ...owned };
}

/** Before there was more than one, the token stood there bare. */
function parseStored(text: string): StoredToken {
  return readJson(StoredToken, text) ?? { token: text };
}

const secretOf = (id: string): string => (id === 'default' ? SECRET : `${SECRET}.${id}`);

const isOurs = (key: string): boolean => key === SECRET || key.startsWith(`${SECRET}.`);

async function asKeyringError<T>(work: Thenable<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new KeyringError(messageOf(error), { cause: error });
  }
}
