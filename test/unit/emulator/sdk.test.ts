import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Vercel } from '@vercel/sdk';
import { DEMO_TOKEN } from '../../emulator/seed.ts';
import { type RunningEmulator, startEmulator } from '../../emulator/server.ts';

/** The published client of the API, which knows nothing of this project, against the emulator. */
describe("Vercel's own SDK against the emulator", () => {
  let running: RunningEmulator;
  let sdk: Vercel;
  const project = { projectIdOrName: 'storefront', teamId: 'team_acme' };

  before(async () => {
    running = await startEmulator();
    sdk = new Vercel({ bearerToken: DEMO_TOKEN, serverURL: running.url });
  });
  after(() => running.close());

  const purged = () => running.emulator.purges.map(({ endpoint, body }) => [endpoint.split('/').at(-1), body]);

  it('purges by all four calls', async () => {
    running.emulator.reset();
    const tags = ['products', 'café'];
    const srcImages = ['/images/hero.png', 'https://cdn.example.com/a.jpg'];
    await sdk.edgeCache.invalidateByTags({ ...project, requestBody: { tags, target: 'production' } });
    await sdk.edgeCache.dangerouslyDeleteByTags({ ...project, requestBody: { tags, revalidationDeadlineSeconds: 60 } });
    await sdk.edgeCache.invalidateBySrcImages({ ...project, requestBody: { srcImages } });
    await sdk.edgeCache.dangerouslyDeleteBySrcImages({ ...project, requestBody: { srcImages } });
    assert.deepEqual(purged(), [
      ['invalidate-by-tags', { tags, target: 'production' }],
      ['dangerously-delete-by-tags', { tags, revalidationDeadlineSeconds: 60 }],
      ['invalidate-by-src-images', { srcImages }],
      ['dangerously-delete-by-src-images', { srcImages }],
    ]);
  });

  it('reads the failures that the documents name', async () => {
    running.emulator.reset();
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag-${index}`);
    const call = (client: Vercel, query: object, count = 1) =>
      client.edgeCache.invalidateByTags({ ...project, ...query, requestBody: { tags: tags(count) } });
    const stranger = new Vercel({ bearerToken: 'nobody', serverURL: running.url });
    await assert.rejects(call(sdk, {}, 17), { statusCode: 400 });
    await assert.rejects(call(sdk, {}, 0), { statusCode: 400 });
    await assert.rejects(call(sdk, { projectIdOrName: 'gone' }), { statusCode: 404 });
    await assert.rejects(call(sdk, { teamId: 'team_other' }), { statusCode: 403 });
    await assert.rejects(call(stranger, {}), { statusCode: 403 });
    assert.deepEqual(purged(), []);
  });

  it('reads whose the token is', async () => {
    const answer = await sdk.user.getAuthUser();
    assert.equal(answer?.user.id, 'user_demo');
  });
});
