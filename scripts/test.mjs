// npm test [-- unit|host|ui …]: everything, or the named stages. Installs what it needs; ends with a line of sums.
//   VSCODE_TEST_HOST=desktop|offline   choose the host;   VSCODE_PATH=/path/to/code   a desktop VS Code already here
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
process.chdir(root);
await ensureInstalled();
const { build, extensionOptions, testOptions } = await import('./build.mjs');

const sums = { passed: 0, failed: 0 };

/** Runs a command, shows what it prints, and resolves to its exit code and output. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      // No colours: the sums are read from the output.
      env: { ...process.env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Adds a stage's numbers; a stage that failed or ran nothing counts as a failure whatever it printed. */
function count(name, { code, output }, passedPattern, failedPattern) {
  const number = (pattern) => [...output.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);
  const passed = number(passedPattern);
  const failed = number(failedPattern);
  sums.passed += passed;
  sums.failed += failed;
  if ((code !== 0 && failed === 0) || passed + failed === 0) {
    console.error(`${name}: ${passed + failed === 0 ? 'ran no test' : 'failed'} (exit code ${code})`);
    sums.failed++;
  }
}

const NODE_TEST = [/^ℹ pass (\d+)$/gm, /^ℹ fail (\d+)$/gm];
const MOCHA = [/^\s+(\d+) passing/gm, /^\s+(\d+) failing/gm];
const bin = (name) => path.join(root, 'node_modules/.bin', name + (process.platform === 'win32' ? '.cmd' : ''));

function record(name, passed) {
  sums[passed ? 'passed' : 'failed']++;
  console.log(`${passed ? '✔' : '✖'} ${name}`);
}

async function check(name, command, args) {
  record(name, (await run(command, args)).code === 0);
}

/** Arguments for the built tests of a folder. The files are named one by one: Node 20 knows no patterns here. */
function nodeTest(folder, ...more) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.test.mjs'));
  return [
    '--enable-source-maps',
    '--test',
    '--test-reporter=spec',
    ...more,
    ...files.map((file) => path.join(folder, file)),
  ];
}

const stages = {
  async unit() {
    await check('types', bin('tsc'), ['--noEmit']);
    await check('lint and format', bin('biome'), ['check', '.']);
    await build(testOptions('test/unit'));
    count('unit tests', await run(process.execPath, nodeTest('out/test/unit')), ...NODE_TEST);
  },
  async host() {
    await build(extensionOptions());
    const { hostTestOptions } = await import('./build.mjs');
    await build(hostTestOptions());
    count('host tests', await run(process.execPath, ['scripts/host-tests.mjs']), ...MOCHA);
  },
  async ui() {
    const { packageExtension } = await import('./package.mjs');
    const [first, second] = [await packageExtension(), await packageExtension()];
    record('the package is the same bytes when it is built again', first === second);
    await build(extensionOptions());
    await build(testOptions('test/ui'));
    count('ui tests', await run(process.execPath, nodeTest('out/test/ui', '--test-concurrency=1')), ...NODE_TEST);
  },
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(stages)) {
  if (!Object.hasOwn(stages, name)) {
    console.error(`There is no stage "${name}": ${Object.keys(stages).join(', ')}`);
    process.exit(2);
  }
  console.log(`\n── ${name}`);
  await stages[name]();
}
console.log(`\n${sums.passed} passed, ${sums.failed} failed`);
process.exitCode = sums.failed === 0 && sums.passed > 0 ? 0 : 1;
