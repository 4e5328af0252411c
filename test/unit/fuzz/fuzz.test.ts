import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isReadable } from '../../../src/core/discover/prefilter.ts';
import { pick, randomFrom } from '../parse/mutate.ts';
import { damaged } from './damage.ts';
import { faultsOf, occurrencesIn } from './pipeline.ts';

const TEXTS = 600;
/** Every kind of file that is read. */
const NAMES = [
  ...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'astro', 'mdx', 'py', 'go', 'rb', 'php'],
  ...['css', 'scss', 'html', 'md', 'sh', 'mk', 'dockerfile', 'yml', 'yaml'],
].map((ending) => `/w/file.${ending}`);
NAMES.push('/w/vercel.json', '/w/package.json', '/w/Makefile', '/w/Dockerfile', '/w/astro.config.mjs');

test('whatever a file holds, nothing fails and every place is inside of its text', () => {
  assert.deepEqual(
    NAMES.filter((name) => !isReadable(name, '/w')),
    [],
  );
  const samples = readdirSync('test/fixtures', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isReadable(entry.name, entry.parentPath))
    .map(({ name, parentPath }) => ({
      name,
      text: readFileSync(path.join(parentPath, name), 'utf8').slice(0, 20_000),
    }));
  const random = randomFrom(3);
  let found = 0;
  for (let i = 0; i < TEXTS; i++) {
    const sample = pick(samples, random);
    const file = random() < 0.5 ? `/w/${sample.name}` : pick(NAMES, random);
    const text = damaged(sample.text, pick(samples, random).text, random);
    const occurrences = occurrencesIn(file, text);
    found += occurrences.length;
    assert.deepEqual(faultsOf(occurrences, text), [], `text ${i} as ${file}`);
  }
  assert.ok(found > 100, `only ${found} occurrences were looked at`);
});
