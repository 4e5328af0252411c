#!/usr/bin/env node
// Looks like the VS Code executable to @vscode/test-electron: takes the same arguments,
// prints the extension host's console, exits with the suite's exit code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODE_SERVER, codeServerArgs, launch, NODE24 } from './host.mjs';
import { installOfflineHost } from './install.mjs';

const WITH_VALUE = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'user-data-dir',
  'extensions-dir',
  'folder-uri',
  'file-uri',
  'install-extension',
  'uninstall-extension',
  'locale',
  'log',
  'enable-proposed-api',
  'disable-extension',
  'profile',
]);
const opts = {};
const rest = [];
for (let argv = process.argv.slice(2), i = 0; i < argv.length; i++) {
  const m = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]);
  if (!m) {
    rest.push(argv[i]);
    continue;
  }
  const value = m[2] ?? (WITH_VALUE.has(m[1]) ? argv[++i] : 'true');
  opts[m[1]] = [...(opts[m[1]] ?? []), value];
}
const one = (k) => opts[k]?.at(-1);
const asPath = (u) => (/^file:/.test(u) ? fileURLToPath(u) : u);

if (['version', 'install-extension', 'uninstall-extension', 'list-extensions'].some((k) => opts[k])) {
  installOfflineHost();
  const tmp = mkdtempSync(path.join(os.tmpdir(), 'vsh-'));
  const pass = process.argv
    .slice(2)
    .filter((a) => !/^--(user-data-dir|extensions-dir|no-sandbox|disable-gpu-sandbox|disable-updates)/.test(a));
  const r = spawnSync(
    NODE24,
    [
      CODE_SERVER,
      ...codeServerArgs(
        one('user-data-dir') ?? tmp,
        one('extensions-dir') ?? path.join(tmp, 'e'),
        path.join(tmp, 'c.yaml'),
      ),
      ...pass,
    ],
    { stdio: 'inherit' },
  );
  rmSync(tmp, { recursive: true, force: true });
  process.exit(r.status ?? 1);
}

const targets = [...(opts['folder-uri'] ?? []), ...rest].map(asPath);
const isDir = (p) => {
  try {
    return statSync(p).isDirectory();
  } catch {
    return false;
  }
};
const tests = one('extensionTestsPath');
const verbose = !!process.env.OFFLINE_VSCODE_VERBOSE;
const SUITE_LIMIT_MS = 15 * 60_000;
const tmp = mkdtempSync(path.join(os.tmpdir(), 'vst-'));
const out = path.join(tmp, 'out');
const done = path.join(tmp, 'done');
writeFileSync(out, '');
let printed = 0;
function pump() {
  const all = readFileSync(out);
  if (all.length > printed) {
    process.stdout.write(all.subarray(printed));
    printed = all.length;
  }
}

let host;
let finishing = false;
const workbenchLog = [];
async function finish(code, why) {
  if (finishing) {
    return;
  }
  finishing = true;
  pump();
  if (code && tests && !printed) {
    console.error(
      `[offline-vscode] the suite printed nothing; end of the workbench log:\n${workbenchLog.slice(-20).join('\n')}`,
    );
  }
  if (why) {
    console.error(`[offline-vscode] ${why}`);
  }
  await host?.close();
  rmSync(tmp, { recursive: true, force: true });
  process.exitCode = code;
  process.exit();
}
for (const [sig, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(sig, () => finish(code, sig));
}

let shim;
if (tests) {
  shim = path.join(tmp, 'index.js');
  writeFileSync(
    shim,
    `module.exports = require(${JSON.stringify(path.join(import.meta.dirname, 'suite-shim.cjs'))}).make(${JSON.stringify({ suite: path.resolve(asPath(tests)), out, done })});\n`,
  );
}

if (tests) {
  setTimeout(() => finish(74, `the suite did not end within ${SUITE_LIMIT_MS} ms`), SUITE_LIMIT_MS).unref();
}
setInterval(pump, 100).unref();
try {
  host = await launch({
    userDataDir: one('user-data-dir'),
    extensionsDir: one('extensions-dir'),
    extensionDevelopmentPath: (opts.extensionDevelopmentPath ?? []).map(asPath),
    extensionTestsPath: shim,
    disableExtensions: !!opts['disable-extensions'],
    workspace: targets.find((p) => isDir(p) || p.endsWith('.code-workspace')),
    openFile: targets.find((p) => !isDir(p) && !p.endsWith('.code-workspace')),
    onLog(type, args) {
      workbenchLog.push(`${type} ${args.join(' ')}`);
      if (verbose) {
        console.error(`[workbench ${type}]`, ...args);
      }
    },
  });
} catch (e) {
  await finish(70, e.stack);
}

host.server.gone.then((c) => finish(71, `the VS Code server ended (${c})\n${host.server.getLog().slice(-3000)}`));
host.page.on('crash', () => finish(72, 'the workbench page crashed'));
// The end comes as codeAutomationExit. The workbench sends exit code 0 for an extension host that died, too:
// hence the mark the shim leaves; and the timer, should nothing be sent at all.
if (tests) {
  host.server.onExtHostExit((code, signal) =>
    setTimeout(
      () => finish(73, `the extension host ended (code ${code}, signal ${signal}) before the suite did`),
      3000,
    ).unref(),
  );
}
const code = await host.exited;
if (tests && !code && !existsSync(done)) {
  await finish(73, 'the extension host ended before the suite did');
}
await finish(code);
