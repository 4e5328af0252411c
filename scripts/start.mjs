// npm start: a VS Code with this extension on the sample workspace, and the emulator of Vercel's API, whose calls are
// printed here. A desktop VS Code (VSCODE_PATH, or `code` on the PATH) where there is one, else the one of npm.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const state = path.join(root, '.vscode-test/start');
const sample = path.join(state, 'sample');

await ensureInstalled();
const { build, emulatorOptions, extensionOptions } = await import('./build.mjs');
await build(extensionOptions());
await build(emulatorOptions());
const load = (file) => import(pathToFileURL(path.join(root, 'out', file)).href);
const [{ startEmulator }, { DEMO_TOKEN }] = await Promise.all([load('emulator.mjs'), load('seed.mjs')]);

/** The port one would like to have, else any: a second `npm start` beside the first must work. */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const emulator = await startEmulator({
  port: await freePort(Number(process.env.EMULATOR_PORT ?? 8456)),
  log: console.log,
});
rmSync(sample, { recursive: true, force: true });
cpSync(path.join(root, 'test/fixtures/sample'), sample, { recursive: true });

const ending = [() => emulator.close()];
let ended = false;
async function end(code) {
  if (!ended) {
    ended = true;
    await Promise.all(ending.map((stop) => stop()));
    process.exit(code);
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => end(0));
}

const desktop =
  process.env.VSCODE_PATH ?? (spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0 ? 'code' : undefined);
if (desktop && process.env.VSCODE_TEST_HOST !== 'offline') {
  startDesktop(desktop);
} else {
  await startOffline();
}

function instructions() {
  console.log(`
When the extension asks for an access token, paste:  ${DEMO_TOKEN}
The emulator of Vercel's API listens at ${emulator.url}; each call that Vercel would have got is printed below.
Ctrl+C ends everything.
`);
}

function startDesktop(program) {
  const args = [
    '--new-window',
    '--wait',
    `--user-data-dir=${path.join(state, 'desktop')}`,
    `--extensionDevelopmentPath=${root}`,
    sample,
  ];
  const editor = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, VERCEL_CACHE_API_URL: emulator.url },
  });
  editor.once('exit', (code) => end(code ?? 0));
  ending.push(() => editor.kill());
  instructions();
}

async function startOffline() {
  const { startServer, workbenchUrl } = await import('./offline-host/host.mjs');
  const { publisher, name, version } = (await import('node:module')).createRequire(import.meta.url)('../package.json');
  const extensions = path.join(state, 'extensions');
  // A link in a fresh extensions folder is taken for an installed extension, in any browser.
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  symlinkSync(root, path.join(extensions, `${publisher}.${name}-${version}`), 'dir');
  const server = await startServer({
    userDataDir: path.join(state, 'user'),
    extensionsDir: extensions,
    // The same every time where it can be: the browser keeps SecretStorage per origin.
    port: await freePort(Number(process.env.PORT ?? 8455)),
    keepEnv: ['VSCODE_CLI'],
    env: { VSCODE_CLI: '1', VERCEL_CACHE_API_URL: emulator.url },
    settings: { 'files.autoSave': 'off', 'workbench.editor.useModal': 'off' },
  });
  ending.push(() => server.stop());
  const url = workbenchUrl(server.authority, { workspace: sample });
  console.log(`\nVS Code with the extension is at\n\n  ${url}`);
  instructions();
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    spawn('xdg-open', [url], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();
  }
  await server.gone;
  await end(1);
}
