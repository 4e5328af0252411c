import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAddress, type Verdict, verify } from '../../../src/core/purge/verify.ts';

const NOW = 1_800_000_000_000;
const PAGE = 'https://shop.example/products';

type Answer = { readonly cache?: string; readonly age?: string; readonly location?: string; readonly status?: number };

/** Serves one answer after the other, and notes what was asked for. */
function site(...answers: (Answer | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  let time = NOW;
  const fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push({ url: String(input), init });
    const answer = answers.shift() ?? {};
    if (answer instanceof Error) {
      throw answer;
    }
    const { cache, age, location, status = location ? 308 : 200 } = answer;
    const headers = { ...(cache && { 'x-vercel-cache': cache }), ...(age && { age }), ...(location && { location }) };
    return new Response(status === 200 ? 'page' : null, { status, headers });
  };
  const clock = {
    now: () => time,
    random: () => 0,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
  return { asked, ports: { fetch, clock } };
}

async function verdictOf(first: Answer, second: Answer): Promise<Verdict> {
  const verified = await verify(new URL(PAGE), NOW - 10_000, site(first, second).ports);
  assert.ok('verdict' in verified);
  return verified.verdict;
}

describe('a look at the cache after a purge', () => {
  const cases: readonly [Verdict, Answer, Answer][] = [
    ['refreshed', { cache: 'STALE', age: '4000' }, { cache: 'HIT', age: '1' }],
    ['made-new', { cache: 'REVALIDATED', age: '0' }, { cache: 'HIT', age: '2' }],
    ['made-new', { cache: 'MISS' }, { cache: 'hit', age: '2' }],
    ['fresh', { cache: 'HIT', age: '3' }, { cache: 'HIT', age: '5' }],
    ['old', { cache: 'HIT', age: '4000' }, { cache: 'HIT', age: '4002' }],
    ['old', { cache: 'STALE', age: '4000' }, { cache: 'STALE', age: '4002' }],
    ['old', { cache: 'HIT', age: 'soon' }, { cache: 'HIT' }],
    ['not-cached', { cache: 'MISS' }, { cache: 'MISS' }],
    ['not-cached', { cache: 'BYPASS' }, { cache: 'BYPASS' }],
    ['not-vercel', {}, {}],
    ['not-vercel', { age: '7' }, { cache: 'HIT' }],
  ];
  for (const [verdict, first, second] of cases) {
    const words = (answer: Answer) => `${answer.cache ?? 'nothing'} ${answer.age ?? ''}`.trim();
    it(`is ${verdict} after ${words(first)}, then ${words(second)}`, async () =>
      assert.equal(await verdictOf(first, second), verdict));
  }

  it('is a GET, without a token and without cookies', async () => {
    const { asked, ports } = site();
    await verify(new URL(PAGE), NOW, ports);
    assert.equal(asked.length, 2);
    for (const { url, init } of asked) {
      assert.deepEqual(
        [url, init.method, init.headers, init.credentials, init.redirect],
        [PAGE, 'GET', undefined, 'omit', 'manual'],
      );
    }
  });

  it('follows a redirect on the same host, and only shows one to another', async () => {
    const { asked, ports } = site({ location: '/en/products' }, { location: 'https://elsewhere.example/' });
    const verified = await verify(new URL(PAGE), NOW, ports);
    assert.ok('looks' in verified);
    assert.deepEqual(verified.looks[0].redirects, ['https://shop.example/en/products', 'https://elsewhere.example/']);
    assert.ok(asked.every(({ url }) => url.startsWith('https://shop.example/')));
  });

  it('does not follow a redirect to http, or without an end', async () => {
    const down = site({ location: 'http://shop.example/' });
    await verify(new URL(PAGE), NOW, down.ports);
    assert.equal(down.asked.length, 2);
    const round = site(...Array.from({ length: 50 }, () => ({ location: '/again' })));
    await verify(new URL(PAGE), NOW, round.ports);
    assert.equal(round.asked.length, 12);
  });

  it('tells what went wrong', async () => {
    const cause = Object.assign(new Error(), { code: 'ENOTFOUND' });
    const { ports } = site(Object.assign(new TypeError('fetch failed'), { cause }));
    assert.deepEqual(await verify(new URL(PAGE), NOW, ports), { code: 'offline', cause: 'ENOTFOUND' });
  });
});

describe('an address to look at', () => {
  const read = (typed: string) => {
    const address = readAddress(typed);
    return typeof address === 'string' ? address : address.href;
  };
  for (const [typed, expected] of [
    ['https://shop.example/a?b', 'https://shop.example/a?b'],
    [' shop.example/a ', 'https://shop.example/a'],
    ['shop.example:8443', 'https://shop.example:8443/'],
    ['http://shop.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['https://user:secret@shop.example/', 'holds-credentials'],
    ['', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['two words', 'not-an-address'],
    [`https://shop.example/${'x'.repeat(3000)}`, 'not-an-address'],
  ] as const) {
    it(`${typed.slice(0, 40) || 'nothing'} is ${expected}`, () => assert.equal(read(typed), expected));
  }
});
