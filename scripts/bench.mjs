// npm run bench -- [DIR…] [--synthetic 100,10000] [--json FILE] [--app-root DIR]
// Measures the goals of the full scan, of updates, slices, memory and the bundle, side by side with `rg -l`, each folder
// in a process of its own. Without folders: on synthetic workspaces of 100, 10,000 and 100,000 files, sparse and dense.
// ripgrep is looked for on the PATH, or below the folder of a VS Code (--app-root). Activation and the first paint from
// the cache are measured in the real host, by its tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

await ensureInstalled();
const esbuild = await import('esbuild');
const { build, extensionOptions, scanOptions } = await import('./build.mjs');
const root = path.resolve(import.meta.dirname, '..');
const SPARSE = 400;
const DENSE = 1;
const MOST_BUNDLE = 100_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { synthetic: { type: 'string' }, json: { type: 'string' }, 'app-root': { type: 'string' } },
});
await build({ ...scanOptions(), entryPoints: { bench: 'src/node/bench/main.ts' } });

function bench(...args) {
  const env = { ...process.env, ...(values['app-root'] && { BENCH_APP_ROOT: values['app-root'] }) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'out/bench.mjs'), ...args], {
    encoding: 'utf8',
    env,
    maxBuffer: 1e8,
  });
  if (status !== 0) {
    throw new Error(`${args.join(' ')} failed: ${stderr}`);
  }
  return stdout;
}

/** Measures a workspace that is made for it and removed again. */
function onSynthetic(files, everyNth) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    bench('write', folder, String(files), String(everyNth));
    const result = JSON.parse(bench('measure', folder));
    return { name: `${files} files, ${everyNth === DENSE ? 'dense' : 'sparse'}`, ...result };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The minified extension without the schema library, in bytes. */
async function bundleSize() {
  const options = extensionOptions({ production: true });
  const { metafile } = await esbuild.build({ ...options, metafile: true, write: false });
  const output = Object.values(metafile.outputs).find((each) => each.entryPoint);
  const inputs = Object.entries(output.inputs).filter(([file]) => !file.includes('node_modules/zod/'));
  return inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}

const bytes = await bundleSize();
const bundle = {
  what: 'bundle without zod',
  measured: bytes / 1000,
  goal: MOST_BUNDLE / 1000,
  unit: 'KB',
  holds: bytes <= MOST_BUNDLE,
};
const sizes = (values.synthetic ?? (positionals.length > 0 ? '' : '100,10000,100000')).split(',').filter(Boolean);
const results = [
  { name: 'the extension', goals: [bundle] },
  ...positionals.map((folder) => ({ name: folder, ...JSON.parse(bench('measure', folder)) })),
  ...sizes.flatMap((size) => [onSynthetic(Number(size), SPARSE), onSynthetic(Number(size), DENSE)]),
];

for (const { name, figures, goals } of results) {
  const facts = figures ? `: ${figures.candidates} candidates, ${figures.occurrences} occurrences` : '';
  const floor = figures?.floor === undefined ? '' : `, rg -l ${figures.floor.toFixed(0)} ms`;
  console.log(`\n${name}${facts}${floor}`);
  for (const { what, measured, goal, unit, holds } of goals) {
    const figure = `${measured.toFixed(2)} ${unit}`.padStart(12);
    console.log(`  ${holds ? '✔' : '✖'} ${what.padEnd(46)}${figure}   goal ${Number(goal.toFixed(2))} ${unit}`);
  }
}
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
}
