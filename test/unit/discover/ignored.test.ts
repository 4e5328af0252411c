import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { createIgnoreRules } from '../../../src/core/discover/ignored.ts';
import { cpuTime } from '../cpu-time.ts';
import { pick, type Random, randomFrom } from '../parse/mutate.ts';

/** The rules of a workspace at `/w` with these .gitignore files, by their folder. */
const rulesOf = (texts: Readonly<Record<string, string>>) =>
  createIgnoreRules('/w', (file) => texts[file.slice('/w/'.length).replace(/\/?\.gitignore$/, '')]);
const rulesWith = (text: string) => rulesOf({ '': text });

test('rules as git has them', () => {
  const rules = rulesWith('\ufeff*.log\r\n/build\n# a.ts\nlogs/**\n**/gen/**/out\n!keep.log\nspaced\\   \n[a\nx\\');
  for (const file of ['a.log', 'x/a.log', 'build/a.ts', 'logs/a.ts', 'p/gen/q/r/out/a.ts', 'spaced ']) {
    assert.equal(rules.isFileIgnored(`/w/${file}`), true, file);
  }
  for (const file of [
    'a.ts',
    'keep.log',
    'x/build/a.ts',
    'x/logs/a.ts',
    'p/gen/a.ts',
    'A.LOG',
    'spaced',
    '[a',
    'x\\\\',
  ]) {
    assert.equal(rules.isFileIgnored(`/w/${file}`), false, file);
  }
});

/** Few names, so that rules meet paths. */
const NAMES = ['a', 'b', 'ab', 'a.b', 'b-a', 'a b', '#a', '!b', 'a]', '*a', 'a\\b', ' a', '.a'];
const PIECES = ['a', 'b', '*', '?', '.', '-', ' ', '\\*', '\\#', '\\!', '\\ ', '\\\\', '#', '!', ']'];
const SETS = ['[ab]', '[!a]', '[^b]', '[]a]', '[!]a]', '[a-b]', '[a-]', '[-b]', '[--b]', '[\\]]', '[\\a-\\b]'];

function someOf<T>(most: number, random: Random, one: () => T): T[] {
  return Array.from({ length: 1 + Math.floor(random() * most) }, one);
}

/** A `**` within a segment is not made: what git does with it depends on the letters before it. */
function ruleFrom(random: Random): string {
  const segment = () =>
    random() < 0.2
      ? pick(['**', '***'], random)
      : someOf(3, random, () => pick(random() < 0.2 ? SETS : PIECES, random))
          .join('')
          .replaceAll(/\*\*+/g, '*');
  const negated = random() < 0.25 ? '!' : '';
  const anchored = random() < 0.2 ? '/' : '';
  const end = pick(['', '', '', '/', ' ', '\r', '\\'], random);
  return negated + anchored + someOf(3, random, segment).join('/') + end;
}

const hasGit = spawnSync('git', ['--version']).status === 0;

test('generated rules say what git says', { skip: hasGit ? false : 'needs git on the PATH' }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ignored-'));
  try {
    const git = (args: string[], input = '') =>
      spawnSync('git', ['-c', 'core.ignoreCase=false', '-c', 'core.excludesFile=', ...args], {
        cwd: folder,
        input,
        encoding: 'utf8',
      }).stdout;
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    const files = NAMES.flatMap((name) => [
      `f/${name}`,
      `a/${name}`,
      `a/d/${name}`,
      `a.b/a/${name}`,
      `.github/${name}`,
    ]);
    for (const file of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), '');
    }
    let ignored = 0;
    for (let seed = 0; seed < 100; seed++) {
      const random = randomFrom(seed);
      const texts = Object.fromEntries(
        ['', 'a', 'a/d'].map((each) => [each, someOf(4, random, () => ruleFrom(random)).join('\n')]),
      );
      for (const [below, text] of Object.entries(texts)) {
        writeFileSync(path.join(folder, below, '.gitignore'), text);
      }
      const rules = rulesOf(texts);
      const expected = new Set(git(['check-ignore', '--no-index', '-z', '--stdin'], files.join('\0')).split('\0'));
      for (const file of files) {
        assert.equal(rules.isFileIgnored(`/w/${file}`), expected.has(file), `${file} by ${JSON.stringify(texts)}`);
        ignored += expected.has(file) ? 1 : 0;
      }
    }
    assert.ok(ignored > files.length, 'the rules met their paths');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('hostile rules cost no more than others, and leave what stands beside them', () => {
  const deep = 'a/'.repeat(50);
  for (const [rule, file] of [
    [`${'**/a/'.repeat(12)}b`, `${deep}c`],
    [`${'**/a/'.repeat(39)}b`, `${deep}c`],
    [`${'*a'.repeat(12)}b`, 'a'.repeat(60)],
    [`${'*a'.repeat(90)}b`, 'a'.repeat(255)],
    [`${' '.repeat(50_000)}b`, 'a'],
    ['\\ '.repeat(50_000), 'a'],
    [`${'a/'.repeat(30_000)}b`, `${deep}c`],
    ['[a-'.repeat(20_000), 'a'],
    [Array.from({ length: 15_000 }, (_, at) => `**/a/**/${at}`).join('\n'), `${deep}c`],
  ] as const) {
    const rules = rulesWith(`*.log\n${rule}`);
    const started = cpuTime();
    assert.equal(rules.isFileIgnored(`/w/${file}`), false, rule.slice(0, 20));
    assert.equal(rules.isFileIgnored('/w/a.log'), true, rule.slice(0, 20));
    assert.ok(cpuTime() - started < 1000, `${rule.slice(0, 20)}: ${cpuTime() - started} ms`);
  }
  const rules = rulesWith('**/a/**/b');
  const started = cpuTime();
  rules.isFileIgnored(`/w/${'a/'.repeat(3000)}c`);
  assert.ok(cpuTime() - started < 1000);
});
