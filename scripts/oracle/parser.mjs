import { readFileSync } from 'node:fs';
import { filesBelow, lineAt, load } from './tools.mjs';

const LEAST_KEPT = 0.98;

export const loadParser = () =>
  load(
    'oracle',
    ['compare', 'dialects', 'kept-calls', 'mutate'].map((name) => `test/unit/parse/${name}`),
  );

/** Strings, calls, functions, imports and exports of every file. Are there no differences? */
export function compareAll(folders, { compare, dialectOf }, show) {
  const sums = { files: 0, skipped: 0, facts: 0, differences: 0 };
  for (const file of sourcesBelow(folders, dialectOf)) {
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
      console.log(`  ${file}:${lineAt(text, Number.parseInt(difference.slice(2), 10))} ${difference}`);
    }
  }
  const { files, skipped, facts, differences } = sums;
  console.log(
    `parser: ${files} files, ${facts} facts, ${differences} differences (${skipped} files with syntax errors left out)`,
  );
  return differences === 0;
}

/** How many calls are still found after one small damage. Are they enough? */
export function mutateAll(folders, { dialectOf, keptCalls, mutation, pick, randomFrom }, { count, seed, show }) {
  const files = sourcesBelow(folders, dialectOf);
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
    console.log(`  ${file}:${line} ${JSON.stringify(edit)} loses ${lost.length} of ${of}`);
  }
  const share = ((100 * kept) / total).toFixed(2);
  console.log(`mutants: ${count} of seed ${seed}, ${kept} of ${total} calls kept, ${share} %`);
  return kept >= LEAST_KEPT * total;
}

function sourcesBelow(folders, dialectOf) {
  return folders.flatMap((folder) => filesBelow(folder, (name) => dialectOf(name) !== undefined));
}
