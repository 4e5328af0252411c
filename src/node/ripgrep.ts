import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { NEVER_ENTERED } from './walk.ts';

/** Where VS Code keeps its ripgrep below `env.appRoot`: not API, and it has moved before. */
const BELOW_APP_ROOT = ['node_modules.asar.unpacked', 'node_modules'].flatMap((modules) => [
  `${modules}/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`,
  `${modules}/@vscode/ripgrep/bin/rg`,
]);

/**
 * Finds ripgrep: VS Code's own, else the one on the PATH. Only absolute folders of the PATH count, so that no workspace
 * can put a program of its own in the way. `undefined` where there is none.
 */
export function findRipgrep(
  appRoot: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const own = appRoot === undefined ? [] : BELOW_APP_ROOT.map((below) => path.join(appRoot, below));
  const onPath = (environment.PATH ?? '')
    .split(path.delimiter)
    .filter(path.isAbsolute)
    .map((folder) => path.join(folder, 'rg'));
  return [...own, ...onPath].map((program) => program + ending).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs `rg -l` once and yields the files that match, as they come. Ends early when aborted, and no process outlives
 * the run.
 * @throws where ripgrep cannot be started, crashes, or prints what is no path below the root: the caller then walks.
 */
export async function* searchWithRipgrep(
  program: string,
  root: string,
  pattern: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const excluded = NEVER_ENTERED.flatMap((name) => ['-g', `!**/${name}/**`]);
  const args = [
    '--files-with-matches',
    '--no-messages',
    '--no-config',
    '--null',
    '--hidden',
    '-g',
    '!**/.[!g]*/**',
    ...excluded,
  ];
  const child = spawn(program, [...args, '--regexp', pattern, '--', '.'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => {});
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    let rest = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      const names = (rest + chunk).split('\0');
      rest = names.pop() ?? '';
      for (const name of names) {
        yield path.join(root, checkedName(name));
      }
    }
    const code = await ended;
    // 1: nothing matched; 2: some folder could not be read, the rest stands.
    if (!signal?.aborted && code !== 0 && code !== 1 && code !== 2) {
      throw new Error(`ripgrep ended with ${code}`);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill();
  }
}

function checkedName(name: string): string {
  if (
    name === '' ||
    name.length > 4096 ||
    path.isAbsolute(name) ||
    name.includes('\n') ||
    name.split(/[\\/]/).includes('..')
  ) {
    throw new Error('ripgrep printed what is no path');
  }
  return name;
}
