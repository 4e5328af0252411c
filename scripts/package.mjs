// npm run package: writes dist/vercel-cache-tags.vsix, the same bytes for the same sources. Fails where something that
// ships has a known vulnerability.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const VSIX = path.join(root, 'dist/vercel-cache-tags.vsix');

/** 2026-01-01: a file's time in the archive must not depend on when it was checked out. */
const SOURCE_DATE_EPOCH = '1767225600';

/** Builds the package; answers with the digest of its bytes. */
export async function packageExtension() {
  await ensureInstalled();
  const { build, extensionOptions } = await import('./build.mjs');
  await build(extensionOptions({ production: true }));
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const env = {
    ...process.env,
    SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? SOURCE_DATE_EPOCH,
    VSCE_TESTS: '1',
  };
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--skip-license',
    '--no-update-package-json',
    '--out',
    VSIX,
  ];
  execFileSync(process.execPath, [vsce, ...args], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return createHash('sha256').update(readFileSync(VSIX)).digest('hex');
}

/** Throws where npm knows of a vulnerability in what ships. A registry that does not answer is no verdict, and said. */
function auditWhatShips() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const total = totalOf(stdout);
  if (total === undefined) {
    console.warn('The registry does not tell whether what ships has known vulnerabilities.');
  } else if (total > 0) {
    throw new Error(`npm knows of ${total} vulnerabilities in what ships:\n${stdout}`);
  }
}

function totalOf(report) {
  try {
    return JSON.parse(report).metadata?.vulnerabilities?.total;
  } catch {
    return undefined;
  }
}

if (process.argv[1] === import.meta.filename) {
  auditWhatShips();
  await packageExtension();
}
