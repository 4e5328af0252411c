import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Emulator, type EmulatorOptions, type Fault } from './emulator.ts';

export interface RunningEmulator {
  readonly emulator: Emulator;
  /** `http://127.0.0.1:PORT`, for `VERCEL_CACHE_API_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions extends EmulatorOptions {
  readonly port?: number;
  /** Called with a line for each call that Vercel would have got. */
  readonly log?: (line: string) => void;
}

const MOST_BODY = 1_000_000;

/**
 * The emulator behind a socket on loopback. Steered over HTTP too: `GET /__emulator/calls` and `/purges`, `POST
 * /__emulator/faults` (a `Fault`), `/rate` (`{ callsPerWindow, windowMs }`), `/revoke` (`{ token }`) and `/reset`.
 */
export async function startEmulator(options: ServerOptions = {}): Promise<RunningEmulator> {
  const emulator = new Emulator(options);
  const server = http.createServer(async (request, response) => {
    const body = await readBody(request);
    const url = request.url ?? '/';
    if (url.startsWith('/__emulator/')) {
      const { status, answer } = steer(emulator, url, body);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
      return;
    }
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = emulator.handle({ method: request.method ?? 'GET', url, headers, body });
    options.log?.(lineOf(request.method ?? 'GET', url, body, answer.cut ? 'cut' : String(answer.status)));
    if (answer.delayMs) {
      await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    }
    if (answer.cut) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    emulator,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function steer(emulator: Emulator, url: string, body: string): { readonly status: number; readonly answer: unknown } {
  try {
    const answer = control(emulator, url, body);
    return answer === undefined ? { status: 404, answer: {} } : { status: 200, answer };
  } catch (error) {
    return { status: 400, answer: { message: String(error) } };
  }
}

function control(emulator: Emulator, url: string, body: string): unknown {
  switch (url.slice('/__emulator/'.length)) {
    case 'calls':
      return emulator.calls;
    case 'purges':
      return emulator.purges;
    case 'faults':
      emulator.addFault(JSON.parse(body) as Fault);
      return {};
    case 'rate': {
      const { callsPerWindow, windowMs } = JSON.parse(body) as { callsPerWindow: number; windowMs: number };
      emulator.setRate(callsPerWindow, windowMs);
      return {};
    }
    case 'revoke':
      emulator.revoke((JSON.parse(body) as { token: string }).token);
      return {};
    case 'reset':
      emulator.reset();
      return {};
    default:
      return undefined;
  }
}

/** One line of a terminal. What came from outside is shown as JSON, so that it cannot steer the terminal. */
function lineOf(method: string, url: string, body: string, status: string): string {
  const time = new Date().toISOString().slice(11, 19);
  return `${time} ${status} ${method} ${JSON.stringify(url).slice(1, -1)}${body ? ` ${JSON.stringify(parsed(body))}` : ''}`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MOST_BODY) {
      break;
    }
  }
  return body;
}
