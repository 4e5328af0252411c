// [SUITE FOLDER]: runs test/host, or another built suite, inside a real extension host: a desktop VS Code where one can be had, else the one that npm provides.
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

const [suite = 'index.cjs', folder = path.join(root, 'test/fixtures/sample')] = process.argv.slice(2);
try {
  await runTests({
    ...(await pickHost()),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/test/host', suite),
    launchArgs: [folder, '--disable-extensions'],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
