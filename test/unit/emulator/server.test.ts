import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { type RunningEmulator, startEmulator } from '../../emulator/server.ts';

describe('the emulator', () => {
  let running: RunningEmulator;
  const lines: string[] = [];
  before(async () => {
    running = await startEmulator({ log: (line) => lines.push(line) });
  });
  beforeEach(() => {
    running.emulator.reset();
    lines.length = 0;
  });
  after(() => running.close());

  const get = (path: string, token: string | undefined = DEMO_TOKEN) =>
    fetch(running.url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  const purge = (body: unknown, name = 'invalidate-by-tags', query = 'projectIdOrName=storefront&teamId=team_acme') =>
    fetch(`${running.url}/v1/edge-cache/${name}?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEMO_TOKEN}` },
      body: JSON.stringify(body),
    });
  const steer = (path: string, body?: unknown) =>
    fetch(
      `${running.url}/__emulator/${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
  const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

  it('answers a purge with 200, no body, and the limit', async () => {
    const answer = await purge({ tags: ['a'] });
    assert.deepEqual([answer.status, await answer.text()], [200, '']);
    assert.equal(answer.headers.get('x-ratelimit-limit'), '5');
    assert.equal(answer.headers.get('x-ratelimit-remaining'), '4');
    assert.ok(Number(answer.headers.get('x-ratelimit-reset')) < 1e11);
  });

  it('takes five calls a minute for each endpoint', async () => {
    for (let count = 0; count < 5; count++) {
      assert.equal((await purge({ tags: ['a'] })).status, 200);
    }
    const refused = await purge({ tags: ['a'] });
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 50);
    const { limit } = (await errorOf(refused)) as { limit: Record<string, number> };
    assert.deepEqual([limit.remaining, limit.total], [0, 5]);
    assert.equal((await purge({ srcImages: ['/a.png'] }, 'invalidate-by-src-images')).status, 200);
    assert.equal(running.emulator.purges.length, 6);
  });

  it('tells a missing, a wrong, a revoked token and SSO apart', async () => {
    assert.equal((await errorOf(await get('/v2/user', ''))).missingToken, true);
    assert.equal((await errorOf(await get('/v2/user', 'nobody'))).invalidToken, true);
    assert.equal((await errorOf(await get('/v2/user', '__proto__'))).invalidToken, true);
    const sso = await errorOf(await get('/v9/projects?teamId=team_acme', 'token-that-needs-sso'));
    assert.deepEqual([sso.saml, sso.scope, sso.teamId], [true, 'acme', 'team_acme']);
    assert.equal((await get('/v9/projects?teamId=team_acme', 'token-of-globex-only')).status, 403);
    await steer('revoke', { token: DEMO_TOKEN });
    assert.equal((await errorOf(await get('/v2/user'))).invalidToken, true);
  });

  it('knows a project only in its own team', async () => {
    assert.equal((await purge({ tags: ['a'] }, undefined, 'projectIdOrName=storefront')).status, 404);
    assert.equal((await purge({ tags: ['a'] }, undefined, 'projectIdOrName=blog')).status, 200);
    assert.equal((await purge({ tags: ['a'] }, undefined, 'projectIdOrName=storefront&slug=acme')).status, 200);
    assert.equal((await purge({ tags: ['a'] }, undefined, 'teamId=team_acme')).status, 400);
  });

  it('does not know the endpoints that people invent', async () => {
    for (const name of ['purge', 'purge-all', 'invalidate-by-tag']) {
      assert.equal((await purge({ tags: ['a'] }, name)).status, 404);
    }
    assert.equal((await get('/v1/edge-cache/invalidate-by-tags')).status, 405);
  });

  it('fails as it is told, and only so often', async () => {
    await steer('faults', { path: 'by-tags', after: 1, times: 2, status: 503, body: '<html>' });
    const statuses = [];
    for (let count = 0; count < 4; count++) {
      statuses.push((await purge({ tags: ['a'] })).status);
    }
    assert.deepEqual(statuses, [200, 503, 503, 200]);
    assert.equal((await get('/v2/user')).status, 200);
  });

  it('cuts the connection before or after its work', async () => {
    await steer('faults', { cut: 'before' });
    await assert.rejects(purge({ tags: ['a'] }));
    assert.equal(running.emulator.purges.length, 0);
    await steer('faults', { cut: 'after' });
    await assert.rejects(purge({ tags: ['a'] }));
    assert.equal(running.emulator.purges.length, 1);
  });

  it('lies in its headers when told so', async () => {
    await steer('faults', { headers: { 'x-ratelimit-remaining': '-7', 'retry-after': 'never' } });
    const answer = await purge({ tags: ['a'] });
    assert.deepEqual([answer.status, answer.headers.get('x-ratelimit-remaining')], [200, '-7']);
  });

  it('is steered and asked over HTTP', async () => {
    await steer('rate', { callsPerWindow: 1, windowMs: 60_000 });
    assert.deepEqual([(await purge({ tags: ['a'] })).status, (await purge({ tags: ['b'] })).status], [200, 429]);
    await steer('rate', { callsPerWindow: 1, windowMs: 0 });
    assert.equal((await purge({ tags: ['c'] })).status, 200);
    const purges = (await (await steer('purges')).json()) as { body: { tags: string[] } }[];
    assert.deepEqual(
      purges.flatMap(({ body }) => body.tags),
      ['a', 'c'],
    );
    assert.equal(((await (await steer('calls')).json()) as unknown[]).length, 3);
    await steer('reset', {});
    assert.deepEqual(await (await steer('calls')).json(), []);
    assert.equal((await steer('unknown')).status, 404);
    assert.equal((await fetch(`${running.url}/__emulator/faults`, { method: 'POST', body: '{' })).status, 400);
  });

  it('writes a line for each call, and no token and no control character in it', async () => {
    await purge({ tags: ['a\u001b[31m\n'] });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d 200 POST \/v1\/edge-cache\/invalidate-by-tags\?/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    assert.ok(!/[\u0000-\u001f]/.test(lines[0] ?? '') && !lines[0]?.includes(DEMO_TOKEN));
  });
});
