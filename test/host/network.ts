import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import * as vscode from 'vscode';
import type { Failure } from '../../src/core/model.ts';
import { createVercelClient, type VercelClient } from '../../src/core/vercel/client.ts';
import type { PurgeCall } from '../../src/core/vercel/endpoints.ts';
import { failureSentence, remedyFor } from '../../src/ui/words/failures.ts';
import { DEMO_TOKEN } from '../emulator/seed.ts';
import { type RunningEmulator, startEmulator } from '../emulator/server.ts';
import { privateCertificate } from '../support/certificate.ts';

const CALL: PurgeCall = {
  project: { idOrName: 'storefront', teamId: 'team_acme' },
  mode: 'invalidate',
  kind: 'tag',
  values: ['products'],
};

/** A name that no DNS knows: only the proxy can lead there. */
const HOST = 'api.vercel.invalid';

interface Proxy {
  readonly url: string;
  /** `HOST:PORT` of each tunnel that was asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A proxy that records where it is asked to lead, and leads to a port of this machine instead, or nowhere. */
async function startProxy(to: number | 'needs a password'): Promise<Proxy> {
  const asked: string[] = [];
  const server = http.createServer((_, response) => response.writeHead(501).end());
  server.on('connect', (request, socket: net.Socket) => {
    asked.push(String(request.url));
    socket.on('error', () => socket.destroy());
    if (typeof to === 'string') {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const there = net.connect(to, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    socket.on('close', () => there.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked, close: () => closed(server) };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function closed(server: http.Server | https.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The client as the extension makes it: through the editor's own `fetch`. */
const clientOf = (baseUrl: string): VercelClient =>
  createVercelClient({
    baseUrl,
    fetch: (input, init) => globalThis.fetch(input, init),
    token: async () => DEMO_TOKEN,
  });

async function failureOf(client: VercelClient): Promise<Failure> {
  const result = await client.purge(CALL);
  assert.ok(!result.ok, 'the call went through');
  return result.failure;
}

export function registerNetworkTests(): void {
  describe('calls with http.proxy set', () => {
    const settings = () => vscode.workspace.getConfiguration('http');
    let emulator: RunningEmulator;
    let proxy: Proxy | undefined;

    const through = async (to: Parameters<typeof startProxy>[0]): Promise<Proxy> => {
      proxy = await startProxy(to);
      await settings().update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
      return proxy;
    };

    before(async () => {
      emulator = await startEmulator();
    });
    afterEach(async () => {
      await settings().update('proxy', undefined, vscode.ConfigurationTarget.Global);
      await proxy?.close();
      proxy = undefined;
    });
    after(() => emulator.close());

    it('go through the proxy, and only through it', async () => {
      assert.equal((await failureOf(clientOf(`http://${HOST}`))).code, 'offline');
      const { asked } = await through(Number(new URL(emulator.url).port));
      const result = await clientOf(`http://${HOST}`).purge(CALL);
      assert.ok(result.ok, JSON.stringify(result));
      assert.deepEqual(asked, [`${HOST}:80`]);
      assert.deepEqual(
        emulator.emulator.purges.map(({ body }) => body),
        [{ tags: ['products'] }],
      );
    });

    it('say so where the proxy has a certificate of its own, and what to do', async () => {
      const { key, cert } = privateCertificate(HOST);
      let heard = 0;
      const server = https.createServer({ key, cert }, () => heard++);
      try {
        const { asked } = await through(await listen(server));
        const failure = await failureOf(clientOf(`https://${HOST}`));
        assert.equal(failure.code, 'certificate', JSON.stringify(failure));
        assert.deepEqual(asked, [`${HOST}:443`]);
        assert.equal(heard, 0, 'nothing is told to a server that nobody vouches for');
        const words = failureSentence(failure);
        assert.match(words, /certificate .* not trusted/);
        assert.match(words, /proxy .* SSL_CERT_FILE/);
        assert.equal(remedyFor(failure), 'show-log');
      } finally {
        await closed(server);
      }
    });

    it('say so where the proxy wants a password', async () => {
      await through('needs a password');
      const failure = await failureOf(clientOf(`https://${HOST}`));
      assert.equal(failure.code, 'proxy', JSON.stringify(failure));
      assert.match(failureSentence(failure), /http\.proxyAuthorization/);
    });
  });
}
