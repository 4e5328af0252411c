import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../src/core/model.ts';
import { createVercelClient, type VercelClient } from '../../../src/core/vercel/client.ts';
import type { PurgeCall } from '../../../src/core/vercel/endpoints.ts';
import type { RateInfo } from '../../../src/core/vercel/result.ts';

const NOW = 1_800_000_000_000;
const TOKEN = 'secret-token-4711';
const CALL: PurgeCall = {
  project: { idOrName: 'web', teamId: 'team_1' },
  mode: 'invalidate',
  kind: 'tag',
  values: ['a'],
};

function clientOf(fetch: typeof globalThis.fetch, token: () => Promise<string | undefined> = async () => TOKEN) {
  return createVercelClient({ baseUrl: 'https://api.vercel.com', fetch, token });
}

const answering = (status: number, body: string, headers: Record<string, string> = {}): VercelClient =>
  clientOf(async () => new Response(body, { status, headers: { date: new Date(NOW).toUTCString(), ...headers } }));

async function failureOf(client: VercelClient): Promise<Failure> {
  const result = await client.purge(CALL);
  assert.ok(!result.ok);
  return result.failure;
}

/** The failure has these fields, and may have others. */
const assertHolds = (failure: Failure, fields: Partial<Failure>) =>
  assert.deepEqual({ ...failure, ...fields }, failure);

async function failureFor(status: number, body: unknown, headers?: Record<string, string>): Promise<Failure> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return failureOf(answering(status, text, headers));
}

async function rateFor(headers: Record<string, string>): Promise<RateInfo | undefined> {
  return (await answering(200, '', headers).purge(CALL)).rate;
}

describe('a refusal', () => {
  const cases: readonly [string, number, unknown, Partial<Failure>][] = [
    [
      '400',
      400,
      { error: { code: 'bad_request', message: 'tags: too many' } },
      { code: 'bad-request', message: 'tags: too many' },
    ],
    ['an error under the key err', 400, { err: { message: 'no' } }, { code: 'bad-request', message: 'no' }],
    ['401', 401, '', { code: 'token-invalid', status: 401 }],
    ['a missing token', 403, { error: { missingToken: true } }, { code: 'token-missing' }],
    ['a wrong token', 403, { error: { code: 'forbidden', invalidToken: true } }, { code: 'token-invalid' }],
    ['an error code for a wrong token', 403, { error: { code: 'invalid_token' } }, { code: 'token-invalid' }],
    [
      'SSO',
      403,
      { error: { saml: true, scope: 'acme', teamId: 'team_1' } },
      { code: 'sso', scope: 'acme', teamId: 'team_1' },
    ],
    ['SSO without a team', 401, { error: { saml: true, scope: 7, teamId: null } }, { code: 'sso' }],
    ['a team that the token cannot enter', 403, { error: { code: 'forbidden', message: 'x' } }, { code: 'forbidden' }],
    ['402', 402, { error: {} }, { code: 'payment' }],
    ['404', 404, { error: { code: 'not_found' } }, { code: 'not-found' }],
    ['410', 410, '', { code: 'gone' }],
    ['an empty 500', 500, '', { code: 'server', status: 500, message: '' }],
    ['HTML with 502', 502, '<html>Bad Gateway</html>', { code: 'server', message: '' }],
    ['a status that nobody documents', 418, 'null', { code: 'unexpected-answer', status: 418 }],
    ['a redirect', 302, '', { code: 'unexpected-answer', status: 302 }],
    ['HTML with 200', 200, ' <!doctype html>', { code: 'unexpected-answer', status: 200 }],
    [
      'fields of other types',
      403,
      { error: { code: 7, message: {}, limit: 'x', invalidToken: true } },
      { code: 'token-invalid' },
    ],
    ['an error that is text', 403, { error: 'no' }, { code: 'forbidden', message: '' }],
    ['an array', 400, [], { code: 'bad-request' }],
  ];
  for (const [name, status, body, expected] of cases) {
    it(`is told apart: ${name}`, async () => assertHolds(await failureFor(status, body), expected));
  }

  it('keeps its message short', async () => {
    const failure = await failureFor(400, { error: { message: 'x'.repeat(1_000_000) } });
    assert.equal('message' in failure && failure.message.length, 300);
  });
});

describe('the wait after a 429', () => {
  const wait = async (headers: Record<string, string>, error: object = {}): Promise<number | undefined> => {
    const failure = await failureFor(429, { error }, headers);
    return failure.code === 'rate-limited' ? failure.retryAfterMs : Number.NaN;
  };
  const seconds = NOW / 1000;
  const cases: readonly [string, Record<string, string>, object, number | undefined][] = [
    ['Retry-After in seconds', { 'retry-after': '12' }, {}, 12_000],
    ['Retry-After as a date', { 'retry-after': new Date(NOW + 30_000).toUTCString() }, {}, 30_000],
    ['a reset in seconds', { 'x-ratelimit-reset': String(seconds + 20) }, {}, 20_000],
    ['a reset in milliseconds', { 'x-ratelimit-reset': String(NOW + 20_000) }, {}, 20_000],
    ['a reset in the body', {}, { limit: { remaining: 0, reset: seconds + 9, total: 5 } }, 9000],
    ['a reset in the body, in milliseconds', {}, { limit: { reset: 1, resetMs: NOW + 9500 } }, 9500],
    ['nothing', {}, {}, undefined],
    ['a reset that is over', { 'x-ratelimit-reset': '1' }, {}, undefined],
    ['a wait of nothing', { 'retry-after': '0' }, {}, undefined],
    ['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': '-7' }, { limit: null }, undefined],
    ['thirty years', { 'retry-after': '999999999' }, {}, 3_600_000],
    ['a reset at the end of time', { 'x-ratelimit-reset': '9'.repeat(20) }, {}, 3_600_000],
  ];
  for (const [name, headers, error, expected] of cases) {
    it(`is read from ${name}`, async () => assert.equal(await wait(headers, error), expected));
  }

  it("is measured by the server's clock, not by one that is an hour off", async () => {
    const server = NOW - 3_600_000;
    const headers = { date: new Date(server).toUTCString(), 'x-ratelimit-reset': String(server / 1000 + 20) };
    assert.equal(await wait(headers), 20_000);
  });
});

describe('the limit', () => {
  it('is read from the headers of any answer', async () => {
    const headers = {
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '3',
      'x-ratelimit-reset': String(NOW / 1000 + 7),
    };
    assert.deepEqual(await rateFor(headers), { remaining: 3, resetMs: 7000 });
  });

  it('is nothing where the headers are nonsense', async () =>
    assert.deepEqual(
      await rateFor({ 'x-ratelimit-limit': 'five', 'x-ratelimit-remaining': '', 'x-ratelimit-reset': 'NaN' }),
      {},
    ));
});

describe('the token', () => {
  it('is asked for, for every request, and sent in the header only', async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const client = clientOf(async (input, init) => {
      seen.push([String(input), init]);
      return new Response('');
    });
    await client.purge(CALL);
    const [url, init] = seen[0] ?? [];
    assert.equal(url, 'https://api.vercel.com/v1/edge-cache/invalidate-by-tags?projectIdOrName=web&teamId=team_1');
    assert.equal(new Headers(init?.headers).get('authorization'), `Bearer ${TOKEN}`);
    assert.equal(init?.body, '{"tags":["a"]}');
  });

  it('is missing: nothing is sent', async () => {
    const client = clientOf(
      () => assert.fail('sent'),
      async () => undefined,
    );
    assertHolds(await failureOf(client), { code: 'token-missing' });
  });

  it('cannot stand in a header: nothing is sent', async () => {
    for (const token of ['two words', 'line\nbreak', 'tökén']) {
      const client = clientOf(
        () => assert.fail('sent'),
        async () => token,
      );
      assertHolds(await failureOf(client), { code: 'token-invalid' });
    }
  });

  it('cannot be read: a failure, not an exception', async () => {
    const client = clientOf(
      () => assert.fail('sent'),
      () => Promise.reject(new Error('no keyring')),
    );
    const failure = { code: 'token-unreadable', cause: 'no keyring' };
    assert.deepEqual(await client.purge(CALL), { ok: false, failure });
  });

  it('never comes back, not even from a server that echoes it', async () => {
    const echo = JSON.stringify({ error: { message: `Bearer ${TOKEN} is wrong`, scope: TOKEN, saml: true } });
    for (const status of [400, 401, 402, 403, 404, 410, 418, 429, 500]) {
      assert.ok(!JSON.stringify(await answering(status, echo).purge(CALL)).includes(TOKEN), String(status));
    }
    const thrower = clientOf(() => Promise.reject(new TypeError(`fetch failed with ${TOKEN}`)));
    assert.ok(!JSON.stringify(await thrower.purge(CALL)).includes(TOKEN));
  });
});

describe('what fetch throws', () => {
  const thrown = (code: string, syscall?: string) =>
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code, syscall }) });
  const cases: readonly [string, unknown, Failure][] = [
    ['no such host', thrown('ENOTFOUND', 'getaddrinfo'), { code: 'offline', cause: 'ENOTFOUND' }],
    ['refused', thrown('ECONNREFUSED', 'connect'), { code: 'offline', cause: 'ECONNREFUSED' }],
    ['no way there', thrown('ENETUNREACH', 'connect'), { code: 'offline', cause: 'ENETUNREACH' }],
    ['the network went down in the middle', thrown('ENETUNREACH', 'write'), { code: 'lost', cause: 'ENETUNREACH' }],
    ['connecting took too long', thrown('ETIMEDOUT', 'connect'), { code: 'timeout', phase: 'connect' }],
    ['the same, told by undici', thrown('UND_ERR_CONNECT_TIMEOUT'), { code: 'timeout', phase: 'connect' }],
    ['no packet came back', thrown('ETIMEDOUT', 'read'), { code: 'lost', cause: 'ETIMEDOUT' }],
    ['no answer', thrown('UND_ERR_HEADERS_TIMEOUT'), { code: 'timeout', phase: 'answer' }],
    ['reset', thrown('ECONNRESET', 'read'), { code: 'lost', cause: 'ECONNRESET' }],
    ['closed', thrown('UND_ERR_SOCKET'), { code: 'lost', cause: 'UND_ERR_SOCKET' }],
    [
      'a private certificate',
      thrown('SELF_SIGNED_CERT_IN_CHAIN'),
      { code: 'certificate', cause: 'SELF_SIGNED_CERT_IN_CHAIN' },
    ],
    [
      'an unknown issuer',
      thrown('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      { code: 'certificate', cause: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    ],
    ['an expired certificate', thrown('CERT_HAS_EXPIRED'), { code: 'certificate', cause: 'CERT_HAS_EXPIRED' }],
    ['a proxy that wants a password', thrown('UND_ERR_ABORTED'), { code: 'proxy', cause: 'UND_ERR_ABORTED' }],
    ['something without a code', new TypeError('Failed to fetch'), { code: 'lost', cause: 'unknown' }],
    ['no error at all', 'nope', { code: 'lost', cause: 'unknown' }],
    [
      'every address refused',
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new AggregateError([thrown('ECONNREFUSED', 'connect').cause]), { code: 'ECONNREFUSED' }),
      }),
      { code: 'offline', cause: 'ECONNREFUSED' },
    ],
  ];
  for (const [name, error, failure] of cases) {
    it(`is told apart: ${name}`, async () =>
      assert.deepEqual(await clientOf(() => Promise.reject(error)).purge(CALL), { ok: false, failure }));
  }
});
