// A fresh clone has no node_modules: every script that needs them makes sure that they are there and current.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const lock = path.join(root, 'package-lock.json');
const stamp = path.join(root, 'node_modules/.installed-from');

/** Runs `npm ci` where node_modules is missing or was installed from another lock file. */
export async function ensureInstalled({ quiet = false } = {}) {
  const wanted = readFileSync(lock, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  if (!quiet) {
    console.error('Installing the packages, once: this takes a minute or two.');
  }
  // Its output goes to stderr: stdout belongs to the script that asked.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', ...(quiet ? ['--silent'] : [])], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed: is the npm registry reachable?');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
