import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DangerouslyDeleteBySrcImagesRequestBody$outboundSchema as deleteImages } from '@vercel/sdk/models/dangerouslydeletebysrcimagesop.js';
import { DangerouslyDeleteByTagsRequestBody$outboundSchema as deleteTags } from '@vercel/sdk/models/dangerouslydeletebytagsop.js';
import { InvalidateBySrcImagesRequestBody$outboundSchema as invalidateImages } from '@vercel/sdk/models/invalidatebysrcimagesop.js';
import { InvalidateByTagsRequestBody$outboundSchema as invalidateTags } from '@vercel/sdk/models/invalidatebytagsop.js';
import { Emulator } from '../../emulator/emulator.ts';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { seeded } from '../purge/simulation.ts';

const SCHEMAS = {
  'invalidate-by-tags': { schema: invalidateTags, known: ['tags', 'target'] },
  'dangerously-delete-by-tags': { schema: deleteTags, known: ['tags', 'target', 'revalidationDeadlineSeconds'] },
  'invalidate-by-src-images': { schema: invalidateImages, known: ['srcImages'] },
  'dangerously-delete-by-src-images': { schema: deleteImages, known: ['srcImages', 'revalidationDeadlineSeconds'] },
} as const;

/** The published schemas say nothing of sizes, and drop what they do not know; the API's documents do not. */
function isWithinLimits(body: Readonly<Record<string, unknown>>, known: readonly string[]): boolean {
  const { tags, srcImages, revalidationDeadlineSeconds: deadline } = body;
  return (
    Object.keys(body).every((key) => known.includes(key)) &&
    (typeof tags === 'string' ? tags.length <= 8196 : fits(tags, 16, 256)) &&
    fits(srcImages, 8, 8192) &&
    (deadline === undefined || Number(deadline) >= 0)
  );
}

const fits = (list: unknown, most: number, longest: number): boolean =>
  !Array.isArray(list) ||
  (list.length >= 1 && list.length <= most && list.every((each) => String(each).length <= longest));

describe("the emulator and the SDK's request schemas", () => {
  for (const [name, { schema, known }] of Object.entries(SCHEMAS)) {
    it(`agree on 2000 bodies for ${name}`, () => {
      const random = seeded(name.length);
      const emulator = new Emulator({ callsPerWindow: Number.POSITIVE_INFINITY });
      const verdicts = { accepted: 0, refused: 0 };
      for (let count = 0; count < 2000; count++) {
        const text = JSON.stringify(randomBody(random, known));
        const body = JSON.parse(text);
        const good = schema.safeParse(body).success && isWithinLimits(body, known);
        verdicts[good ? 'accepted' : 'refused']++;
        assert.equal(statusFor(emulator, name, text), good ? 200 : 400, text.slice(0, 500));
      }
      assert.ok(verdicts.accepted > 200 && verdicts.refused > 200, JSON.stringify(verdicts));
      assert.equal(emulator.purges.length, verdicts.accepted, 'nothing of a refused body is purged');
    });
  }

  it('refuse what is no object', () => {
    for (const body of ['', 'null', '[]', '"a"', '7', '{', '{"tags":["a"]', 'undefined']) {
      assert.equal(statusFor(new Emulator(), 'invalidate-by-tags', body), 400, body);
    }
  });
});

function statusFor(emulator: Emulator, name: string, body: string): number {
  const url = `/v1/edge-cache/${name}?projectIdOrName=storefront&teamId=team_acme`;
  const headers = { authorization: `Bearer ${DEMO_TOKEN}` };
  return emulator.handle({ method: 'POST', url, headers, body }).status;
}

function randomBody(random: () => number, known: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(VALUES).filter(([key]) => random() < (known.includes(key) ? 0.9 : 0.05));
  return Object.fromEntries(entries.map(([key, values]) => [key, pick(values, random)(random)]));
}

const VALUES: Readonly<Record<string, readonly ((random: () => number) => unknown)[]>> = {
  tags: [
    (random) => texts(random, 1 + Math.floor(random() * 16), 256),
    (random) => texts(random, Math.floor(random() * 20), 260),
    (random) => 'a,b,'.repeat(2000 + random() * 60),
    () => ['a', 7],
    () => null,
  ],
  srcImages: [
    (random) => texts(random, 1 + Math.floor(random() * 8), 8192),
    (random) => texts(random, Math.floor(random() * 10), 8200),
    () => '/a.png',
    () => [null],
  ],
  target: [() => 'production', () => 'preview', () => 'staging', () => 1, () => undefined],
  revalidationDeadlineSeconds: [() => 0, (random) => Math.floor(random() * 1000), () => -1, () => 0.5, () => '60'],
  dryRun: [() => true],
};

/** Mostly short texts; sometimes one as long as it may be, or a little longer. */
function texts(random: () => number, count: number, longest: number): string[] {
  const length = () => (random() < 0.9 ? 1 + Math.floor(random() * 20) : longest - Math.floor(random() * 6));
  return Array.from({ length: count }, () => 't'.repeat(length()));
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}
