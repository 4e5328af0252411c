import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createVercelClient, type VercelClient } from '../../../src/core/vercel/client.ts';
import type { PurgeCall } from '../../../src/core/vercel/endpoints.ts';
import { DEMO_TOKEN, PROJECTS } from '../../emulator/seed.ts';
import { type RunningEmulator, startEmulator } from '../../emulator/server.ts';

const TEAM = 'team_acme';
const CALL: PurgeCall = {
  project: { idOrName: 'storefront', teamId: TEAM },
  mode: 'dangerously-delete',
  kind: 'tag',
  values: ['products'],
  environment: 'preview',
  revalidationDeadlineSeconds: 30,
};

const clientAt = (baseUrl: string): VercelClient =>
  createVercelClient({ baseUrl, fetch, token: async () => DEMO_TOKEN });

describe('the client over real sockets', () => {
  let running: RunningEmulator;
  let client: VercelClient;
  before(async () => {
    running = await startEmulator();
    client = clientAt(running.url);
  });
  beforeEach(() => running.emulator.reset());
  after(() => running.close());

  it('purges, and reads the limit', async () => {
    const result = await client.purge(CALL);
    assert.ok(result.ok);
    assert.equal(result.rate?.remaining, 4);
    assert.deepEqual(running.emulator.purges[0]?.body, {
      tags: ['products'],
      target: 'preview',
      revalidationDeadlineSeconds: 30,
    });
  });

  it('reads the user, the teams, and every page of the projects', async () => {
    const user = await client.user();
    assert.ok(user.ok && user.value.username === 'demo');
    const teams = await client.teams();
    assert.deepEqual(teams.ok && teams.value.items.map((team) => team.slug), ['acme', 'globex']);
    const names: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await client.projects({ teamId: TEAM, ...(cursor === undefined ? {} : { cursor }) });
      assert.ok(page.ok);
      names.push(...page.value.items.map((project) => project.name));
      cursor = page.value.next;
      if (cursor === undefined) {
        break;
      }
    }
    assert.deepEqual(
      names,
      PROJECTS.filter((project) => project.teamId === TEAM).map((project) => project.name),
    );
    const found = await client.projects({ teamId: TEAM, search: 'store' });
    assert.deepEqual(found.ok && found.value.items.map((project) => project.id), ['prj_storefront']);
    const one = await client.project({ idOrName: 'docs', teamId: TEAM });
    assert.equal(one.ok && one.value.id, 'prj_docs');
  });

  it('reads the purges of the team, newest first', async () => {
    await client.purge(CALL);
    await client.purge({ project: CALL.project, mode: 'invalidate', kind: 'image', values: ['/a.png'] });
    const events = await client.purgeEvents({ teamId: TEAM, projectId: 'prj_storefront' });
    assert.deepEqual(events.ok && events.value.map((event) => [event.type, event.user?.username]), [
      ['edge-cache-invalidate-by-src-images', 'demo'],
      ['edge-cache-dangerously-delete-by-tags', 'demo'],
    ]);
  });

  it('tells a lost connection, whether the purge was done or not', async () => {
    for (const cut of ['before', 'after'] as const) {
      running.emulator.addFault({ cut });
      const result = await client.purge(CALL);
      assert.ok(!result.ok && result.failure.code === 'lost');
    }
    assert.equal(running.emulator.purges.length, 1);
  });

  it('waits for an answer only half a minute', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    running.emulator.addFault({ delayMs: 60_000 });
    const result = client.purge(CALL);
    while (running.emulator.calls.length === 0) {
      await turn();
    }
    test.mock.timers.tick(29_999);
    assert.equal(await Promise.race([result, turn('waiting')]), 'waiting');
    test.mock.timers.tick(1);
    assert.deepEqual(await result, { ok: false, failure: { code: 'timeout', phase: 'answer' } });
  });

  it('does not follow a redirect', async () => {
    running.emulator.addFault({ status: 307, headers: { location: `${running.url}/elsewhere` } });
    const result = await client.purge(CALL);
    assert.ok(!result.ok && result.failure.code === 'unexpected-answer');
    assert.equal(running.emulator.calls.length, 1);
  });

  it('cuts an answer of 50 MB', async () => {
    running.emulator.addFault({ status: 500, body: 'x'.repeat(50_000_000) });
    const failed = await client.purge(CALL);
    assert.ok(!failed.ok && failed.failure.code === 'server');
    running.emulator.addFault({ status: 200, body: `{"user":{"id":"${'x'.repeat(50_000_000)}"}}` });
    const user = await client.user();
    assert.ok(!user.ok && user.failure.code === 'unexpected-answer');
  });

  it('tells what is no JSON, or other JSON', async () => {
    for (const body of ['', '<html>', '[]', '{"user":7}', '{"user":{"id":1}}', '[['.repeat(100_000)]) {
      running.emulator.addFault({ status: 200, body });
      const user = await client.user();
      assert.ok(!user.ok && user.failure.code === 'unexpected-answer', body.slice(0, 20));
    }
  });

  it('says when nobody listens', async () => {
    const free = await startEmulator();
    await free.close();
    const result = await clientAt(free.url).purge(CALL);
    assert.deepEqual(result, { ok: false, failure: { code: 'offline', cause: 'ECONNREFUSED' } });
  });
});

it('no more is fetched of an answer than is read, and none of it is kept', { timeout: 20_000 }, async () => {
  const chunk = Buffer.alloc(65_536, 'x');
  let sent = 0;
  const server = http.createServer(async (_, response) => {
    response.on('error', () => {});
    response.writeHead(500);
    while (sent < 50_000_000 && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) {
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const before = process.memoryUsage().heapUsed;
  const failed = await client.purge(CALL);
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(!failed.ok && failed.failure.code === 'server');
  assert.ok(grown < 20_000_000, `${grown} bytes more on the heap`);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
});

it('a cancel reaches the socket', { timeout: 5000 }, async () => {
  const cancel = new AbortController();
  let closed: () => void;
  const socketClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = http.createServer((request) => {
    request.socket.once('close', () => closed());
    cancel.abort();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  assert.deepEqual(await client.purge(CALL, { signal: cancel.signal }), { ok: false, failure: { code: 'aborted' } });
  await socketClosed;
  server.close();
});
