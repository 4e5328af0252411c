import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { NEVER_ENTERED } from '../core/discover/ignored.ts';
import { startsByItself } from './executable.ts';
import { isBelow, leadsInto } from './real-path.ts';

/** Where VS Code keeps its ripgrep below `env.appRoot`: not API, and it has moved before. */
const BELOW_APP_ROOT = ['node_modules.asar.unpacked', 'node_modules'].flatMap((modules) => [
  `${modules}/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`,
  `${modules}/@vscode/ripgrep/bin/rg`,
]);

/**
 * Finds ripgrep: VS Code's own, else the one on the PATH. No program of a workspace is ever run: relative folders of the
 * PATH do not count, nor does what lies below one of `roots`, through links neither. `undefined` where there is none.
 */
export function findRipgrep(
  appRoot: string | undefined,
  roots: readonly string[] = [],
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const own = appRoot === undefined ? [] : BELOW_APP_ROOT.map((below) => path.join(appRoot, below));
  // Windows calls it Path, and on a thread of its own the case counts.
  const onPath = (environment.PATH ?? environment.Path ?? '')
    .split(path.delimiter)
    .filter(path.isAbsolute)
    .map((folder) => path.join(folder, 'rg'));
  return [...own, ...onPath].map((program) => program + ending).find((file) => isProgram(file, roots));
}

function isProgram(file: string, roots: readonly string[]): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    const isOfWorkspace = roots.some((root) => isBelow(file, root)) || leadsInto(file, roots);
    return fs.statSync(file).isFile() && !isOfWorkspace && startsByItself(file);
  } catch {
    return false;
  }
}

/** Without Unicode `\b` means what it does in JavaScript, and many words are found 40 times as fast. */
const ALWAYS = ['--no-messages', '--no-config', '--no-unicode', '--null', '--path-separator', '/'];
/** The .gitignore files below the root count, in a git repository or not, and nothing else does: as `walk` has it. */
const FOLDERS = [
  '--hidden',
  '--no-require-git',
  '--no-ignore-parent',
  '--no-ignore-global',
  '--no-ignore-exclude',
  '--no-ignore-dot',
  ...['**/.[!g]*/**', ...NEVER_ENTERED.map((name) => `**/${name}/**`)].flatMap((glob) => ['--glob', `!${glob}`]),
];
/** Characters of file names in one command line. */
const LONGEST_COMMAND = process.platform === 'win32' ? 28_000 : 400_000;
const MOST_COMMANDS = 16;

export interface RunOptions {
  /** Ends the process when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the root where something below it could not be read. */
  readonly onUnreadable?: ((root: string) => void) | undefined;
}

/**
 * Yields the files below a root that match, as they come: what `rg -l` prints. Ends early when aborted, and no process
 * outlives the run.
 * @throws where ripgrep cannot be started, crashes, or prints what is no path below the root: the caller then walks.
 */
export function searchWithRipgrep(
  program: string,
  root: string,
  pattern: string,
  options: RunOptions = {},
): AsyncGenerator<string> {
  const args = [...ALWAYS, ...FOLDERS, '--files-with-matches', '--regexp', pattern, '--', '.'];
  return names(run(program, root, args, options), root, options);
}

/**
 * Yields all files below a root that a search would look into. Ends as a search does.
 * @throws as `searchWithRipgrep` does
 */
export function listWithRipgrep(program: string, root: string, options: RunOptions = {}): AsyncGenerator<string> {
  return names(run(program, root, [...ALWAYS, ...FOLDERS, '--files', '.'], options), root, options);
}

/** Whether so many files fit on a few command lines. */
export function fitsOnCommandLines(files: readonly string[]): boolean {
  return files.reduce((sum, file) => sum + file.length + 1, 0) <= LONGEST_COMMAND * MOST_COMMANDS;
}

/**
 * Yields those of some files below a root that match: no folder is walked for it.
 * @throws as `searchWithRipgrep` does
 */
export async function* searchFilesWithRipgrep(
  program: string,
  root: string,
  files: readonly string[],
  pattern: string,
  options: RunOptions = {},
): AsyncGenerator<string> {
  const args = [...ALWAYS, '--files-with-matches', '--regexp', pattern, '--'];
  for (const some of commands(files.map((file) => file.slice(root.length + 1)))) {
    yield* names(run(program, root, [...args, ...some], options), root, options);
  }
}

function* commands(names: readonly string[]): Generator<readonly string[]> {
  let some: string[] = [];
  let length = 0;
  for (const name of names) {
    if (length + name.length > LONGEST_COMMAND) {
      yield some;
      some = [];
      length = 0;
    }
    some.push(name);
    length += name.length + 1;
  }
  if (some.length > 0) {
    yield some;
  }
}

async function* names(chunks: AsyncIterable<string>, root: string, { signal }: RunOptions): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const found = (rest + chunk).split('\0');
    rest = found.pop() ?? '';
    for (const name of found) {
      yield `${root}/${checkedName(name)}`;
    }
  }
  if (rest !== '' && !signal?.aborted) {
    throw new Error('ripgrep ended half way');
  }
}

/** What a run prints, as it comes. */
async function* run(
  program: string,
  root: string,
  args: readonly string[],
  { signal, onUnreadable }: RunOptions = {},
): AsyncGenerator<string> {
  if (signal?.aborted) {
    return;
  }
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => {});
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  let hasPrinted = false;
  try {
    for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      hasPrinted = true;
      yield chunk;
    }
    const code = await ended;
    // 1: nothing matched; 2: something could not be read, and the rest stands. Where there is no rest, the program may
    // be none: what cannot be executed is handed to a shell, which fails with 2 as well.
    const isPartial = code === 2 && hasPrinted;
    if (isPartial) {
      onUnreadable?.(root);
    }
    if (!signal?.aborted && code !== 0 && code !== 1 && !isPartial) {
      throw new Error(`ripgrep ended with ${code}`);
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    child.kill();
  }
}

function checkedName(name: string): string {
  const below = name.startsWith('./') ? name.slice(2) : name;
  if (below === '' || below.length > 4096 || path.isAbsolute(below) || `/${below}/`.includes('/../')) {
    throw new Error('ripgrep printed what is no path');
  }
  return below;
}
