import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** The server that the attacker's workspace wants to hear from the user. */
export interface Canary {
  readonly url: string;
  /** What it was asked for. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function startCanary(): Promise<Canary> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end();
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Adds to a copy of `test/fixtures/hostile` what a repository cannot hold everywhere: the canary's address, links out of
 * the workspace, a pipe, names that no other system takes, and files that are made to take long. Answers with the folder
 * outside that the links lead to.
 */
export function arm(folder: string, canary: Canary): string {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (/\.(?:json|tsx?|md)$|\.env/.test(name)) {
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('http://canary.invalid', canary.url));
    }
  }
  const outside = mkdtempSync(path.join(os.tmpdir(), 'vco-'));
  mkdirSync(path.join(outside, '.vercel'));
  const tag = (name: string) =>
    `import { cacheTag } from 'next/cache';\nexport const linkedTag = '${name}';\ncacheTag('${name}');\n`;
  writeFileSync(path.join(outside, 'secret.ts'), tag('from-outside-the-workspace'));
  writeFileSync(path.join(outside, '.vercel/project.json'), '{"projectId":"prj_storefront","orgId":"team_acme"}');
  symlinkSync(outside, path.join(folder, 'linked'));
  symlinkSync(path.join(outside, 'secret.ts'), path.join(folder, 'app/secret.ts'));
  mkdirSync(path.join(folder, 'apps/linked'), { recursive: true });
  symlinkSync(path.join(outside, '.vercel'), path.join(folder, 'apps/linked/.vercel'));
  writeFileSync(path.join(folder, 'apps/linked/page.ts'), tag('beside-a-link'));
  spawnSync('mkfifo', [path.join(folder, 'app/pipe.ts')]);
  const strange = 'app/\u202egnp.\n[x](command:workbench.action.closeWindow) $(trash).ts';
  mkdirSync(path.dirname(path.join(folder, strange)), { recursive: true });
  writeFileSync(path.join(folder, strange), tag('of-a-strange-file'));
  const long = [
    `cacheTag(${'('.repeat(20_000)}`,
    `cacheTag(\`${'${'.repeat(5000)}`,
    `fetch('/', { next: { tags: [${'['.repeat(20_000)}`,
    `headers.set('Vercel-Cache-Tag', '${','.repeat(50_000)}')`,
    `// /_next/image?url=${'%'.repeat(50_000)}`,
    `const a = '${' '.repeat(50_000)}' + cacheTag`,
  ];
  writeFileSync(path.join(folder, 'app/long.ts'), `import { cacheTag } from 'next/cache';\n${long.join('\n')}\n`);
  writeFileSync(path.join(folder, 'app/large.ts'), `${tag('in-a-large-file')}${'// filling\n'.repeat(150_000)}`);
  return outside;
}

export function disarm(outside: string): void {
  rmSync(outside, { recursive: true, force: true });
}
