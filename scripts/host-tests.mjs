// [SUITE FOLDER]: runs test/host, or another built suite, inside a real extension host: a desktop VS Code where one can be had, else the one that npm provides.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';

const root = path.resolve(import.meta.dirname, '..');
const offlineHost = {
  vscodeExecutablePath: path.join(root, 'scripts/offline-host/vscode.mjs'),
  reuseMachineInstall: true,
};

async function pickHost() {
  const wanted = process.env.VSCODE_TEST_HOST;
  if (wanted === 'offline') {
    return offlineHost;
  }
  if (process.env.VSCODE_PATH) {
    return { vscodeExecutablePath: process.env.VSCODE_PATH };
  }
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (wanted !== 'desktop' && headless) {
    return offlineHost;
  }
  try {
    return { vscodeExecutablePath: await downloadAndUnzipVSCode({ version: 'stable', timeout: 15_000 }) };
  } catch (error) {
    if (wanted === 'desktop') {
      throw error;
    }
    console.log(`No desktop VS Code (${error.message}): taking the one that npm provides.`);
    return offlineHost;
  }
}

const [suite = 'index.cjs', folder] = process.argv.slice(2);
// A copy, which the tests may change; a workspace file, so that adding a folder does not restart the host.
const workspace = mkdtempSync(path.join(os.tmpdir(), 'host-tests-'));
cpSync(path.join(root, 'test/fixtures/sample'), path.join(workspace, 'sample'), { recursive: true });
writeFileSync(path.join(workspace, 'sample.code-workspace'), JSON.stringify({ folders: [{ path: 'sample' }] }));

try {
  await runTests({
    ...(await pickHost()),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/test/host', suite),
    launchArgs: [folder ?? path.join(workspace, 'sample.code-workspace'), '--disable-extensions'],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
