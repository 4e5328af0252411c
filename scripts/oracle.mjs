// node scripts/oracle.mjs DIR… [--mutants N] [--fuzz SECONDS] [--seed N] [--show N]
// Holds our parser against TypeScript's over every source file below the folders: strings, calls, imports, exports.
// --mutants also counts how many calls are still found after one small damage, --fuzz looks for crashes and hangs.
// The exit code is 1 when there are differences, fewer than 98 % of the calls are kept, or the fuzzer finds anything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const MAX_BYTES = 1_000_000; // larger files are never read by the extension either
const MAX_FUZZED = 300_000;
const MAX_MILLISECONDS = 100;

/** The parser and what compares it, bundled for any Node. */
async function load() {
  const outfile = path.join(root, 'out/oracle.mjs');
  const modules = ['compare', 'dialects', 'kept-calls', 'mutate', 'soundness'];
  await esbuild.build({
    stdin: {
      contents: modules.map((name) => `export * from './test/unit/parse/${name}.ts';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

function filesBelow(folders, dialectOf) {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && dialectOf(entry.name) !== undefined)
        .map((entry) => path.join(entry.parentPath, entry.name)),
    )
    .filter((file) => statSync(file).size <= MAX_BYTES)
    .sort();
}

function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}

function compareAll(files, { compare, dialectOf }, show) {
  const sums = { files: 0, skipped: 0, facts: 0, differences: 0 };
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const comparison = compare(text, dialectOf(file));
    if (comparison === undefined) {
      sums.skipped++;
      continue;
    }
    sums.files++;
    sums.facts += comparison.facts;
    sums.differences += comparison.differences.length;
    for (const difference of comparison.differences.slice(0, show)) {
      console.log(`${file}:${lineAt(text, Number.parseInt(difference.slice(2), 10))} ${difference}`);
    }
  }
  const { files: compared, skipped, facts, differences } = sums;
  console.log(`${compared} files, ${facts} facts, ${differences} differences (${skipped} files with syntax errors)`);
  return differences === 0;
}

function mutateAll(files, { dialectOf, keptCalls, mutation, pick, randomFrom }, { count, seed, show }) {
  const random = randomFrom(seed);
  const losses = [];
  let kept = 0;
  let total = 0;
  for (let done = 0; done < count; done++) {
    const file = pick(files, random);
    const text = readFileSync(file, 'utf8');
    const edit = mutation(text, random);
    const result = keptCalls(text, dialectOf(file), edit);
    kept += result.kept;
    total += result.total;
    if (result.lost.length > 0) {
      losses.push({ file, line: lineAt(text, edit.at), edit, ...result });
    }
  }
  losses.sort((a, b) => b.lost.length - a.lost.length);
  for (const { file, line, edit, lost, total: of } of losses.slice(0, show)) {
    console.log(`${file}:${line} ${JSON.stringify(edit)} loses ${lost.length} of ${of}`);
  }
  console.log(`${count} mutants: ${kept} of ${total} calls kept, ${((100 * kept) / total).toFixed(2)} %`);
  return kept >= 0.98 * total;
}

/** Several damages at once; now and then a piece of another file, repeated. */
function damaged(text, other, { applyEdit, mutation, pick }, random) {
  let result = text;
  for (let edits = 1 + Math.floor(random() * 8); edits > 0; edits--) {
    result = applyEdit(result, mutation(result, random));
  }
  if (random() < 0.2) {
    const from = Math.floor(random() * other.length);
    const piece = other.slice(from, from + Math.floor(random() * 40)).repeat(pick([1, 10, 1000], random));
    result = applyEdit(result, { at: Math.floor(random() * result.length), removed: 0, inserted: piece });
  }
  return result.slice(0, MAX_FUZZED);
}

/** The time of this thread alone, where Node can tell it: what the machine does meanwhile is not the parser's fault. */
function now() {
  const usage = process.threadCpuUsage?.();
  return usage === undefined ? performance.now() : (usage.user + usage.system) / 1000;
}

/** The shortest of three runs. */
function millisecondsOf(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > MAX_MILLISECONDS; tries++) {
    const start = now();
    run();
    best = Math.min(best, now() - start);
  }
  return best;
}

function fuzzAll(files, tools, { seconds, seed, show }) {
  const { dialectOf, pick, randomFrom, unsoundness } = tools;
  const random = randomFrom(seed);
  const end = Date.now() + seconds * 1000;
  let texts = 0;
  let found = 0;
  let slowest = 0;
  while (Date.now() < end) {
    const file = pick(files, random);
    const text = damaged(readFileSync(file, 'utf8'), readFileSync(pick(files, random), 'utf8'), tools, random);
    let problems = [];
    try {
      const milliseconds = millisecondsOf(() => {
        problems = unsoundness(text, dialectOf(file));
      });
      slowest = Math.max(slowest, milliseconds);
      if (milliseconds > MAX_MILLISECONDS) {
        problems.push(`takes ${milliseconds.toFixed()} ms for ${text.length} characters`);
      }
    } catch (error) {
      problems.push(String(error.stack ?? error));
    }
    texts++;
    found += problems.length;
    for (const problem of problems.slice(0, show)) {
      console.log(`text ${texts} of seed ${seed}, from ${file}: ${problem}`);
    }
  }
  console.log(`${texts} damaged texts, ${found} problems, the slowest took ${slowest.toFixed()} ms`);
  return found === 0;
}

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string' },
    fuzz: { type: 'string' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});
if (folders.length === 0) {
  console.error('usage: node scripts/oracle.mjs DIR… [--mutants N] [--fuzz SECONDS] [--seed N] [--show N]');
  process.exit(2);
}
const tools = await load();
const files = filesBelow(folders, tools.dialectOf);
const seed = Number(values.seed);
const show = Number(values.show);
const results = [
  values.fuzz === undefined || fuzzAll(files, tools, { seconds: Number(values.fuzz), seed, show }),
  values.mutants === undefined || mutateAll(files, tools, { count: Number(values.mutants), seed, show }),
  values.fuzz !== undefined || values.mutants !== undefined || compareAll(files, tools, show),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
