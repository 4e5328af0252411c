import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVercelClient } from '../../../src/core/vercel/client.ts';
import { productionDomains } from '../../../src/core/vercel/domains.ts';

/** The project as the client reads it out of an answer of the API. */
async function domainsIn(answer: object): Promise<string[] | undefined> {
  const body = JSON.stringify({ id: 'prj_1', name: 'web', ...answer });
  const client = createVercelClient({
    baseUrl: 'https://api.vercel.com',
    fetch: async () => new Response(body),
    token: async () => 'token',
  });
  const project = await client.project({ idOrName: 'prj_1' });
  return project.ok ? productionDomains(project.value) : undefined;
}

describe('the production domains of a project', () => {
  it('are its own before those that Vercel gives, each once', async () =>
    assert.deepEqual(
      await domainsIn({
        alias: [
          { domain: 'web-acme.vercel.app', target: 'PRODUCTION' },
          { domain: 'www.example.com', target: 'PRODUCTION', redirect: null },
        ],
        targets: { production: { alias: ['web.vercel.app', 'www.example.com'] } },
      }),
      ['www.example.com', 'web-acme.vercel.app', 'web.vercel.app'],
    ));

  it('are none that redirect, and none of other environments', async () =>
    assert.deepEqual(
      await domainsIn({
        alias: [
          { domain: 'example.com', target: 'PRODUCTION', redirect: 'www.example.com' },
          { domain: 'next.example.com', target: 'STAGING' },
        ],
        targets: { preview: { alias: ['x.vercel.app'] }, production: null },
      }),
      [],
    ));

  it('are none where the answer has another form, and the project is read all the same', async () => {
    for (const odd of [{}, { alias: 'x', targets: [] }, { alias: [7], targets: { production: { alias: 'x' } } }]) {
      assert.deepEqual(await domainsIn(odd), []);
    }
  });
});
