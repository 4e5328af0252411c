// npm run oracle -- DIR… [--mutants N] [--seed N] [--show N]
// Holds the parser and the resolver against TypeScript's over every source file below the folders: strings, calls,
// functions, imports and exports; how many calls are still found after one small damage; where every import leads. A
// folder that is no project is taken for a folder of repositories. The exit code is 1 when anything differs, or when
// fewer than 98 % of the calls are kept.
import { parseArgs } from 'node:util';
import { followAll, loadResolver } from './oracle/imports.mjs';
import { compareAll, loadParser, mutateAll } from './oracle/parser.mjs';

const { values, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '1250' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
  },
});
if (folders.length === 0) {
  console.error('usage: npm run oracle -- DIR… [--mutants N] [--seed N] [--show N]');
  process.exit(2);
}
const show = Number(values.show);
const parser = await loadParser();
const results = [
  compareAll(folders, parser, show),
  mutateAll(folders, parser, { count: Number(values.mutants), seed: Number(values.seed), show }),
  followAll(folders, await loadResolver(), show),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
