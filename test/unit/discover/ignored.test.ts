import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createIgnoreRules } from '../../../src/core/discover/ignored.ts';
import { cpuTime } from '../cpu-time.ts';

/** The rules of a workspace at `/w` with this .gitignore. */
const rulesWith = (text: string) => createIgnoreRules('/w', (file) => (file === '/w/.gitignore' ? text : null));

test('rules as git has them', () => {
  const rules = rulesWith('*.log\n/build\nlogs/**\n**/gen/**/out\n!keep.log\n');
  for (const file of ['a.log', 'x/a.log', 'build/a.ts', 'logs/a.ts', 'p/gen/q/r/out/a.ts']) {
    assert.equal(rules.isFileIgnored(`/w/${file}`), true, file);
  }
  for (const file of ['a.ts', 'keep.log', 'x/build/a.ts', 'x/logs/a.ts', 'p/gen/a.ts']) {
    assert.equal(rules.isFileIgnored(`/w/${file}`), false, file);
  }
});

test('hostile rules cost no more than others, and leave what stands beside them', () => {
  const deep = 'a/'.repeat(50);
  for (const [rule, path] of [
    [`${'**/a/'.repeat(12)}b`, `${deep}c`],
    [`${'*a'.repeat(12)}b`, 'a'.repeat(60)],
    [`${' '.repeat(50_000)}b`, 'a'],
    ['\\ '.repeat(50_000), 'a'],
    [`${'a/'.repeat(30_000)}b`, `${deep}c`],
    ['[a-'.repeat(20_000), 'a'],
    [Array.from({ length: 15_000 }, (_, at) => `**/a/**/${at}`).join('\n'), `${deep}c`],
  ] as const) {
    const rules = rulesWith(`*.log\n${rule}`);
    const started = cpuTime();
    assert.equal(rules.isFileIgnored(`/w/${path}`), false, rule.slice(0, 20));
    assert.equal(rules.isFileIgnored('/w/a.log'), true, rule.slice(0, 20));
    assert.ok(cpuTime() - started < 1000, `${rule.slice(0, 20)}: ${cpuTime() - started} ms`);
  }
  const rules = rulesWith('**/a/**/b');
  const started = cpuTime();
  rules.isFileIgnored(`/w/${'a/'.repeat(3000)}c`);
  assert.ok(cpuTime() - started < 1000);
});
