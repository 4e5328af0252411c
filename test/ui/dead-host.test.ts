import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

/** The workbench itself reports exit code 0 for an extension host that died: a run of host tests must still be red. */

test('a suite whose extension host dies is a failed run', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vcd-'));
  try {
    const suite = path.join(folder, 'suite.cjs');
    writeFileSync(
      suite,
      "exports.run = async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); };",
    );
    const args = [
      'scripts/offline-host/vscode.mjs',
      folder,
      '--disable-extensions',
      `--extensionDevelopmentPath=${process.cwd()}`,
      `--extensionTestsPath=${suite}`,
    ];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 90_000 });
    assert.equal(status, 73, stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
