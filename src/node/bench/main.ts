import path from 'node:path';
import { findRipgrep } from '../ripgrep.ts';
import { goalsOf } from './goals.ts';
import { measure } from './measure.ts';
import { writeWorkspace } from './synthetic.ts';

/**
 * What scripts/bench.mjs runs in a process of its own: `measure DIR` prints figures and goals as JSON, `write DIR FILES
 * EVERY_NTH` makes a workspace.
 */
async function main([verb, folder = '.', files, everyNth]: readonly string[]): Promise<void> {
  const root = path.resolve(folder).replaceAll('\\', '/');
  if (verb === 'write') {
    writeWorkspace(root, { files: Number(files), everyNth: Number(everyNth) });
    return;
  }
  const figures = await measure(root, findRipgrep(process.env.BENCH_APP_ROOT));
  process.stdout.write(JSON.stringify({ figures, goals: goalsOf(figures) }));
}

await main(process.argv.slice(2));
