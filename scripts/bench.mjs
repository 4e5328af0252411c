// npm run bench -- [DIR…] [--synthetic 100,10000] [--runs 3] [--json FILE] [--app-root DIR] [--no-host] [--host-on DIR] [--trace DIR]
// Measures the goals of the scan, of updates, slices, cache, memory, bundle and activation. Each folder in processes of
// its own, side by side with `rg -l` in the same process; of several runs each goal's best counts, as the others tell of
// what else the machine did. Without folders: on workspaces of 100, 10,000 and 100,000 files, sparse and dense.
// The real VS Code opens a workspace of 10,000 files, or a copy of a folder (--host-on), and leaves a profile of its
// extension host for each thing that happens there (--trace), as the developer tools of any Chromium open it.
// ripgrep is looked for below the folder of a VS Code (--app-root; by default the one that npm provides), else on the PATH.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

await ensureInstalled();
const esbuild = await import('esbuild');
const { build, extensionOptions, hostTestOptions, scanOptions } = await import('./build.mjs');
const root = path.resolve(import.meta.dirname, '..');
const SPARSE = 400;
const DENSE = 1;
/** What the host is given: large, and a thousand files with tags that a branch switch can change. */
const HOST_FILES = 10_000;
const HOST_EVERY_NTH = 10;
const MOST_BUNDLE = 100;
const MOST_ACTIVATION = 10;
const LONGEST_SLICE = 40;
const LONG_MS = 120_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    synthetic: { type: 'string' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
    'app-root': {
      type: 'string',
      default: path.join(root, 'scripts/offline-host/node_modules/code-server/lib/vscode'),
    },
    host: { type: 'boolean', default: true },
    'host-on': { type: 'string' },
    trace: { type: 'string' },
  },
});
for (const folder of positionals) {
  try {
    readdirSync(folder);
  } catch {
    console.error(`Cannot read the folder ${path.resolve(folder)}`);
    process.exit(2);
  }
}
await build({ ...scanOptions(), entryPoints: { bench: 'src/node/bench/main.ts' } });

function run(script, args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
  if (status !== 0) {
    throw new Error(`${[script, ...args].join(' ')} failed: ${stderr}${stdout.slice(-2000)}`);
  }
  return stdout;
}

const bench = (...args) =>
  run(
    'out/bench.mjs',
    args,
    existsSync(values['app-root']) ? { BENCH_APP_ROOT: path.resolve(values['app-root']) } : {},
  );

/** The best of several runs, goal by goal, and the facts of the last one. What takes minutes is not repeated. */
function measured(name, folder) {
  const runs = [];
  const began = Date.now();
  do {
    runs.push(JSON.parse(bench('measure', folder)));
  } while (runs.length < Number(values.runs) && Date.now() - began < LONG_MS);
  const { figures, goals } = runs.at(-1);
  const share = (row) => row.measured / row.goal;
  const best = goals.map(({ what }) =>
    runs
      .flatMap((each) => each.goals.filter((row) => row.what === what))
      .reduce((a, b) => (share(b) < share(a) ? b : a)),
  );
  return { name, figures, goals: best };
}

/** Does something with a workspace that is made for it and removed again. */
function inWorkspace(fill, use) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    fill(folder);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const synthetic = (files, everyNth) => (folder) => bench('write', folder, String(files), String(everyNth));
const copyOf = (from) => (folder) => cpSync(from, folder, { recursive: true });

const goal = (what, figure, most, unit) => ({ what, measured: figure, goal: most, unit, holds: figure <= most });

/** The minified extension without the schema library, in thousands of bytes: what activation loads, and all of it. */
async function bundleSizes() {
  const { metafile } = await esbuild.build({ ...extensionOptions({ production: true }), plugins: [], metafile: true });
  const { outputs } = metafile;
  const sizeOf = (files) =>
    [...files]
      .flatMap((file) => Object.entries(outputs[file].inputs))
      .filter(([file]) => !file.includes('node_modules/zod/'))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1000;
  const atActivation = new Set(Object.keys(outputs).filter((file) => outputs[file].entryPoint === 'src/extension.ts'));
  for (const file of atActivation) {
    for (const { path: imported, kind, external } of outputs[file].imports) {
      if (kind === 'import-statement' && !external) {
        atActivation.add(imported);
      }
    }
  }
  return { activation: sizeOf(atActivation), whole: sizeOf(Object.keys(outputs)) };
}

/** In a real VS Code with a large workspace open. */
async function inHost(fill) {
  await build(extensionOptions({ production: true }));
  await build(hostTestOptions());
  const env = values.trace ? { BENCH_TRACE: path.resolve(values.trace) } : {};
  const output = inWorkspace(fill, (folder) => run('scripts/host-tests.mjs', ['bench.cjs', folder], env));
  const { activation, phases } = JSON.parse(/^BENCH (.*)$/m.exec(output)?.[1] ?? '{}');
  const sum = activation?.reduce((a, b) => a + b, 0);
  return [
    ...(sum === undefined ? [] : [goal('activation: load, call and finish', sum, MOST_ACTIVATION, 'ms')]),
    ...Object.entries(phases ?? {}).flatMap(([name, { longest, own }]) => [
      goal(`thread held at most: ${name}`, longest, LONGEST_SLICE, 'ms'),
      goal(`  by this extension, in ${own.length} slices`, own.at(-1) ?? 0, LONGEST_SLICE, 'ms'),
    ]),
  ];
}

const results = [];

/** Shows a result at once: the next one may take its time. */
function report(result) {
  results.push(result);
  const { name, figures, goals } = result;
  const facts = figures
    ? `: ${figures.files} files, ${figures.candidates} candidates, ${figures.occurrences} occurrences`
    : '';
  const floor = figures?.floor === undefined ? '' : `, rg -l ${figures.floor.toFixed(0)} ms`;
  console.log(`\n${name}${facts}${floor}`);
  for (const { what, measured: figure, goal: most, unit, holds } of goals) {
    const text = `${figure.toFixed(2)} ${unit}`.padStart(12);
    console.log(`  ${holds ? '✔' : '✖'} ${what.padEnd(46)}${text}   goal ${Number(most.toFixed(2))} ${unit}`);
  }
}

const bundle = await bundleSizes();
report({
  name: 'the extension',
  goals: [
    goal('bundle without the schema library', bundle.whole, MOST_BUNDLE, 'KB'),
    goal('bundle that activation loads', bundle.activation, MOST_BUNDLE, 'KB'),
  ],
});
if (values.host) {
  const from = values['host-on'];
  report({
    name: `a VS Code with ${from ?? `${HOST_FILES} files`} open`,
    goals: await inHost(from ? copyOf(from) : synthetic(HOST_FILES, HOST_EVERY_NTH)),
  });
}
for (const folder of positionals) {
  report(measured(folder, folder));
}
const sizes = (values.synthetic ?? (positionals.length > 0 ? '' : '100,10000,100000')).split(',').filter(Boolean);
for (const size of sizes) {
  for (const everyNth of [SPARSE, DENSE]) {
    const name = `${size} files, ${everyNth === DENSE ? 'dense' : 'sparse'}`;
    report(inWorkspace(synthetic(Number(size), everyNth), (folder) => measured(name, folder)));
  }
}
const rows = results.flatMap(({ goals }) => goals);
console.log(`\n${rows.filter(({ holds }) => holds).length} of ${rows.length} goals hold`);
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
}
