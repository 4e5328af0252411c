import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Account, KeyringError } from '../../../src/account/account.ts';
import { createVercelClient } from '../../../src/core/vercel/client.ts';
import type { Log } from '../../../src/support/log.ts';
import { createRedactor } from '../../../src/support/redact.ts';
import { AccountsMenu } from '../../../src/ui/accounts-menu.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { startEmulator } from '../../emulator/server.ts';
import { Keyring, MemoryMemento } from '../stand-in/vscode.ts';

const DEMO = { id: 'user_demo', username: 'demo' };
const GIL = { id: 'user_globex', username: 'gil' };
const ACME = { id: 'team_acme', name: 'Acme' };
const GLOBEX = { id: 'team_globex', name: 'Globex' };

const silent: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  show: () => undefined,
  dispose: () => undefined,
};

let keyring: Keyring;
let memory: MemoryMemento;

/** The account as one window has it. */
const windowOf = (environment: Record<string, string> = {}): Account =>
  new Account({ secrets: keyring.window(), memory, environment, redactor: createRedactor(), log: silent });

beforeEach(() => {
  keyring = new Keyring();
  memory = new MemoryMemento();
});

describe('the tokens', () => {
  it('are one for everything, and one for each team that has its own', async () => {
    const account = windowOf();
    await account.store('token-for-all', DEMO);
    await account.store('token-for-globex', GIL, GLOBEX);
    assert.equal(await account.token(), 'token-for-all');
    assert.equal(await account.token('team_acme'), 'token-for-all');
    assert.equal(await account.token('team_globex'), 'token-for-globex');
    assert.deepEqual(await account.credentials(), [
      { id: 'default', kind: 'default', owner: DEMO },
      { id: 'team_globex', kind: 'team', team: GLOBEX, owner: GIL },
    ]);
  });

  it('of one team are for no other and for no personal account', async () => {
    const account = windowOf();
    await account.store('token-for-globex', GIL, GLOBEX);
    assert.equal(await account.token(), undefined);
    assert.equal(await account.token('team_acme'), undefined);
  });

  it('are removed one by one', async () => {
    const account = windowOf();
    await account.store('token-for-all', DEMO);
    await account.store('token-for-globex', GIL, GLOBEX);
    await account.remove({ id: 'team_globex' });
    assert.equal(await account.token('team_globex'), 'token-for-all');
    await account.remove({ id: 'default' });
    assert.equal(await account.token('team_globex'), undefined);
    assert.deepEqual([...keyring.values], []);
  });

  it('that an older version stored are understood', async () => {
    keyring.values.set('vercelCache.token', 'bare-token');
    const account = windowOf();
    assert.equal(await account.token('team_acme'), 'bare-token');
    assert.deepEqual(await account.credentials(), [{ id: 'default', kind: 'default' }]);
  });

  it('that another window stores or removes are known here at once', async () => {
    const [here, there] = [windowOf(), windowOf()];
    let told = 0;
    here.onDidChange(() => told++);
    await there.store('token-for-all', DEMO);
    assert.equal(await here.token(), 'token-for-all');
    await there.store('another-token', DEMO);
    assert.equal(await here.token(), 'another-token');
    await there.remove({ id: 'default' });
    assert.equal(await here.token(), undefined);
    assert.equal(told, 3);
  });

  it('of other extensions are none of ours', async () => {
    const account = windowOf();
    let told = 0;
    account.onDidChange(() => told++);
    await keyring.window().store('vercelCache.tokenizer', 'x');
    await keyring.window().store('other', 'x');
    assert.equal(told, 0);
    assert.deepEqual(await account.credentials(), []);
  });

  it('stand in the keyring and nowhere else', async () => {
    const account = windowOf({ VERCEL_TOKEN: 'token-of-the-environment' });
    await account.store('token-for-all', DEMO);
    await account.allowEnvironment(DEMO);
    assert.doesNotMatch(memory.text(), /token-of|token-for/);
  });
});

describe('VERCEL_TOKEN', () => {
  const environment = { VERCEL_TOKEN: '  token-of-the-environment\n' };

  it('is not used before the user allows it, and not once it is taken back', async () => {
    const account = windowOf(environment);
    assert.equal(await account.token(), undefined);
    assert.deepEqual(await account.credentials(), []);
    await account.allowEnvironment(DEMO);
    assert.equal(await account.token('team_acme'), 'token-of-the-environment');
    assert.deepEqual(await account.credentials(), [{ id: 'environment', kind: 'environment', owner: DEMO }]);
    await account.remove({ id: 'environment' });
    assert.equal(await account.token(), undefined);
    assert.equal(account.isEnvironmentAllowed(), false);
  });

  it('stays allowed in the next window', async () => {
    await windowOf(environment).allowEnvironment(DEMO);
    assert.equal(await windowOf(environment).token(), 'token-of-the-environment');
    assert.equal(await windowOf({}).token(), undefined);
  });

  it('comes after the user’s own token', async () => {
    const account = windowOf(environment);
    await account.allowEnvironment(DEMO);
    await account.store('token-for-all', DEMO);
    assert.equal(await account.token(), 'token-for-all');
  });

  it('is nothing where it holds what no header can carry', () => {
    for (const text of ['', '  ', 'two words', 'a\nb', 'caf\u00e9']) {
      assert.equal(windowOf({ VERCEL_TOKEN: text }).environmentToken(), undefined);
    }
  });
});

describe('a keyring that is missing or locked', () => {
  it('is told as such', async () => {
    keyring.broken = new Error('no keyring');
    const account = windowOf();
    await assert.rejects(account.token(), KeyringError);
    await assert.rejects(account.store('token-for-all', DEMO), KeyringError);
    await assert.rejects(account.credentials(), KeyringError);
    assert.equal(await account.isSignedIn(), false);
  });

  it('does not keep VERCEL_TOKEN from being used', async () => {
    const account = windowOf({ VERCEL_TOKEN: 'token-of-the-environment' });
    keyring.broken = new Error('no keyring');
    await assert.rejects(account.token(), KeyringError);
    await account.allowEnvironment(DEMO);
    assert.equal(await account.token(), 'token-of-the-environment');
    assert.equal(await account.isSignedIn(), true);
  });

  it('is the client’s failure, and no call is made', async () => {
    keyring.broken = new Error('no keyring');
    const account = windowOf();
    const client = createVercelClient({
      baseUrl: 'https://api.vercel.com',
      fetch: () => assert.fail('nothing may be sent'),
      token: (teamId) => account.token(teamId),
    });
    const result = await client.user();
    assert.deepEqual(result.ok || result.failure.code, 'token-unreadable');
  });
});

describe('the client', () => {
  it('sends each team’s call with that team’s token', async () => {
    const running = await startEmulator();
    try {
      const account = windowOf();
      await account.store(DEMO_TOKEN, DEMO);
      await account.store('token-of-globex-only', GIL, GLOBEX);
      const client = createVercelClient({
        baseUrl: running.url,
        fetch,
        token: (teamId) => account.token(teamId),
      });
      const call = { mode: 'invalidate', kind: 'tag', values: ['a'] } as const;
      await client.purge({ ...call, project: { idOrName: 'prj_storefront', teamId: 'team_acme' } });
      await client.purge({ ...call, project: { idOrName: 'prj_globex_site', teamId: 'team_globex' } });
      await client.purge({ ...call, project: { idOrName: 'prj_blog' } });
      assert.deepEqual(
        running.emulator.purges.map(({ projectId, username }) => [projectId, username]),
        [
          ['prj_storefront', 'demo'],
          ['prj_globex_site', 'gil'],
          ['prj_blog', 'demo'],
        ],
      );
      const team = await client.team('team_globex');
      assert.equal(team.ok && team.value.name, 'Globex');
    } finally {
      await running.close();
    }
  });
});

describe('the Accounts menu', () => {
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('shows every account, and hands out no token', async () => {
    const account = windowOf({ VERCEL_TOKEN: 'token-of-the-environment' });
    await account.store('token-for-all', DEMO);
    await account.store('token-for-globex', GIL, GLOBEX);
    await account.allowEnvironment(DEMO);
    const sessions = await new AccountsMenu(account, async () => true).getSessions();
    assert.deepEqual(
      sessions.map(({ id, account: { label } }) => [id, label]),
      [
        ['default', 'demo'],
        ['team_globex', 'gil (only Globex)'],
        ['environment', 'demo (VERCEL_TOKEN)'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(sessions), /token-of|token-for/);
  });

  it('signs out, and hears of what another window does', async () => {
    const account = windowOf();
    const menu = new AccountsMenu(account, async () => true);
    const heard: string[] = [];
    menu.onDidChangeSessions(({ added = [], removed = [] }) => {
      heard.push(...added.map(({ account: { label } }) => `+${label}`));
      heard.push(...removed.map(({ account: { label } }) => `-${label}`));
    });
    await menu.getSessions();
    const elsewhere = windowOf();
    await elsewhere.store('token-for-all', DEMO);
    await settle();
    await elsewhere.store('token-of-gil', GIL);
    await settle();
    await menu.removeSession('default');
    await settle();
    assert.deepEqual(heard, ['+demo', '+gil', '-demo', '-gil']);
    assert.equal(await account.token(), undefined);
  });

  it('begins a sign-in, and is cancelled where the user leaves', async () => {
    const account = windowOf();
    const menu = new AccountsMenu(account, async () => {
      await account.store('token-for-all', DEMO);
      return true;
    });
    assert.equal((await menu.createSession()).account.label, 'demo');
    await assert.rejects(new AccountsMenu(windowOf(), async () => false).createSession());
  });

  it('is empty where the keyring cannot be read', async () => {
    keyring.broken = new Error('no keyring');
    assert.deepEqual(await new AccountsMenu(windowOf(), async () => true).getSessions(), []);
  });

  it('shows a name of a hostile server as text', async () => {
    const account = windowOf();
    await account.store('token-for-all', { id: 'u', username: 'a\u202eb\u001b[31m' }, ACME);
    const [session] = await new AccountsMenu(account, async () => true).getSessions();
    assert.equal(session?.account.label, 'a\\u{202e}b\\u{1b}[31m (only Acme)');
  });
});
