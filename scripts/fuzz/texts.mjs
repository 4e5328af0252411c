import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, load } from '../oracle/tools.mjs';

const MAX_MILLISECONDS = 100;
const OUT = path.resolve(import.meta.dirname, '../../out/fuzz');

const { damaged, dialectOf, faultsOf, isReadable, mentionsTrigger, occurrencesIn, pick, randomFrom, unsoundness } =
  await load('fuzz-texts', [
    'src/core/discover/prefilter',
    'test/unit/fuzz/damage',
    'test/unit/fuzz/pipeline',
    'test/unit/parse/dialects',
    'test/unit/parse/mutate',
    'test/unit/parse/soundness',
  ]);

/** Damages files from below the folders and looks into each, until the time is over. Was nothing wrong? */
export function damageTexts(folders, { minutes, seed, show }) {
  const files = folders.flatMap((folder) => filesBelow(folder, (name) => isReadable(name, '')));
  const pools = poolsOf(files);
  const random = randomFrom(seed);
  const end = Date.now() + minutes * 60_000;
  const slow = [];
  let texts = 0;
  let failed = 0;
  let found = 0;
  let slowest = 0;
  console.log(`seed ${seed}: ${files.length} files of ${pools.length} kinds, ${minutes} minutes`);
  while (Date.now() < end) {
    const file = pick(pick(pools, random), random);
    const other = pick(pick(pools, random), random);
    const text = damaged(readFileSync(file, 'utf8'), readFileSync(other, 'utf8'), random);
    texts++;
    report(texts, file, text, problemsWith(file, text));
  }
  slow.forEach(measureAgain);
  console.log(
    `${texts} damaged texts, ${found} occurrences, ${failed} texts with problems, the slowest took ${slowest.toFixed()} ms`,
  );
  return failed === 0;

  function problemsWith(file, text) {
    try {
      let occurrences = [];
      const milliseconds = millisecondsOf(() => {
        occurrences = occurrencesIn(nameOf(file), text);
      }, 3);
      if (milliseconds > MAX_MILLISECONDS) {
        slow.push({ file, text, number: texts });
      } else {
        slowest = Math.max(slowest, milliseconds);
      }
      found += occurrences.length;
      const dialect = dialectOf(file);
      return [...faultsOf(occurrences, text), ...(dialect ? unsoundness(text, dialect) : [])];
    } catch (error) {
      return [String(error.stack ?? error)];
    }
  }

  function report(number, file, text, problems) {
    if (problems.length > 0 && failed++ < show) {
      mkdirSync(OUT, { recursive: true });
      const kept = path.join(OUT, `${seed}-${number}-${path.basename(file)}`);
      writeFileSync(kept, text);
      console.log(`text ${number}, from ${file}, kept as ${kept}:\n  ${problems.slice(0, 3).join('\n  ')}`);
    }
  }

  /** What was slow is measured again and again, when the machine may be quieter. */
  function measureAgain({ number, file, text }) {
    const milliseconds = millisecondsOf(() => occurrencesIn(nameOf(file), text), 20);
    const isSlow = milliseconds > MAX_MILLISECONDS;
    slowest = Math.max(slowest, milliseconds);
    report(number, file, text, isSlow ? [`takes ${milliseconds.toFixed()} ms for ${text.length} characters`] : []);
  }
}

/** Those that hold something, and all others, by what they are: each kind gets its turns, however rare it is. */
function poolsOf(files) {
  const kinds = new Map();
  for (const file of files) {
    const kind = `${path.extname(file) || path.basename(file)} ${mentionsTrigger(readFileSync(file, 'latin1'))}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), file]);
  }
  return [...kinds.values()];
}

const nameOf = (file) => `/w/${path.basename(file)}`;

/** The shortest of some runs: the first may warm up, or collect another's garbage. */
function millisecondsOf(run, most) {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < most && best > MAX_MILLISECONDS; tries++) {
    const start = now();
    run();
    best = Math.min(best, now() - start);
  }
  return best;
}

/** The time that is spent computing: what else the machine does meanwhile is not the code's fault. */
function now() {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return (user + system) / 1000;
}
