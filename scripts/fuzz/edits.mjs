import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from '../oracle/tools.mjs';

const EDITS = 40;
/** Of what a difference says, which may be whole occurrences. */
const LONGEST_LINE = 600;

const { editUntilDifferent, randomFrom } = await load('fuzz-edits', ['test/unit/fuzz/edits', 'test/unit/parse/mutate']);

/**
 * Edits a copy of each folder in turn, and holds what live updates show against a fresh scan, until the time is over.
 * Was there no difference?
 */
export async function editFolders(folders, { minutes, seed, show }) {
  const end = Date.now() + minutes * 60_000;
  let runs = 0;
  let differing = 0;
  for (let turn = seed; Date.now() < end; turn++) {
    for (const folder of folders) {
      if (Date.now() >= end) {
        break;
      }
      const lines = await editOne(path.resolve(folder), turn);
      runs++;
      if (lines.length > 0 && differing++ < show) {
        console.log(`seed ${turn}, ${folder}:\n  ${lines.map((each) => each.slice(0, LONGEST_LINE)).join('\n  ')}`);
      }
    }
  }
  console.log(`${runs} folders edited ${EDITS} times, ${differing} with differences`);
  return differing === 0;
}

async function editOne(folder, seed) {
  const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'fuzz-edits-')));
  try {
    return await editUntilDifferent(folder, copy, { edits: EDITS, random: randomFrom(seed) });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
