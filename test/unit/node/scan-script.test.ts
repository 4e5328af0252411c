import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fakeRipgrep, folderWith } from './folder.ts';

/** `npm run --silent scan -- …`, without npm. */
function scan(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/scan.mjs', ...args], { encoding: 'utf8' });
}

const FILES = {
  'app/hero.png': '',
  'lib/cache.ts': [
    "import { cacheTag, revalidateTag } from 'next/cache';",
    'export const purge = (tag: string) => revalidateTag(tag);',
    'export async function load(id: string) { cacheTag(`post-${id}`); }',
  ].join('\n'),
  'app/page.tsx': [
    "import Image from 'next/image';",
    "import hero from './hero.png';",
    "import { purge } from '../lib/cache';",
    "purge('posts');",
    'export default () => <Image src={hero} />;',
  ].join('\n'),
};

describe('the scan script', () => {
  it('prints one JSON array, in the form that its readers rely on', (t) => {
    const { status, stdout } = scan(folderWith(t, FILES), '--json');
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), [
      {
        file: 'app/page.tsx',
        line: 4,
        column: 7,
        kind: 'invalidate',
        api: 'revalidateTag',
        value: 'posts',
        certainty: 'exact',
        via: 'purge',
      },
      {
        file: 'app/page.tsx',
        line: 5,
        column: 34,
        kind: 'image',
        api: 'next/image',
        value: 'app/hero.png',
        certainty: 'exact',
        staticImport: true,
      },
      {
        file: 'lib/cache.ts',
        line: 2,
        column: 53,
        kind: 'invalidate',
        api: 'revalidateTag',
        value: null,
        certainty: 'unknown',
        reason: 'parameter',
      },
      {
        file: 'lib/cache.ts',
        line: 3,
        column: 51,
        kind: 'assign',
        api: 'cacheTag',
        value: 'post-${id}',
        certainty: 'pattern',
      },
    ]);
  });

  it('prints an empty array, and a table for people', (t) => {
    const empty = scan(folderWith(t, { 'a.ts': '' }), '--json');
    assert.deepEqual([empty.status, empty.stdout.trim()], [0, '[]']);
    assert.match(scan(folderWith(t, FILES)).stdout, /post-\$\{id\}/);
  });

  it('shows its usage, and says what it cannot read', () => {
    const help = scan('--help');
    assert.equal(help.status, 0);
    assert.match(help.stdout, /--json.*\n.*--bench/);
    for (const options of [[], ['--bench']]) {
      const failed = scan('/no/such/folder', ...options);
      assert.equal(failed.status, 2);
      assert.match(failed.stderr, /^Cannot read the folder \/no\/such\/folder\n$/);
    }
  });

  it('measures a folder beside the goals', (t) => {
    // A machine may have no ripgrep, and then nothing to hold a scan against.
    const ripgrep = fakeRipgrep(t, "printf './app/page.tsx\\0./lib/cache.ts\\0'");
    const PATH = [path.dirname(ripgrep), process.env.PATH].join(path.delimiter);
    const args = ['scripts/scan.mjs', folderWith(t, FILES), '--bench', '--runs', '1', '--app-root', '/no/such/folder'];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, PATH } });
    for (const goal of ['first full scan', 'scan again', 'without rg', 'one changed file', 'bundle']) {
      assert.match(stdout, new RegExp(`[✔✖] ${goal}`));
    }
  });
});
