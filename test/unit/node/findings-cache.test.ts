import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { FileFindings, Occurrence } from '../../../src/core/model.ts';
import { createFindingsCache } from '../../../src/node/findings-cache.ts';
import { folderWith } from './folder.ts';

const OCCURRENCES: readonly Occurrence[] = [
  {
    role: 'assign',
    api: 'cacheTag',
    value: { certainty: 'exact', text: 'posts' },
    span: { start: 3, end: 9 },
    via: 'load',
  },
  {
    role: 'invalidate',
    api: 'revalidateTag',
    value: { certainty: 'pattern', parts: ['post-', { hole: 'id' }] },
    span: { start: 12, end: 20 },
  },
  {
    role: 'image',
    api: 'next/image',
    value: { certainty: 'unknown', reason: 'request' },
    span: { start: 30, end: 31 },
    staticImport: true,
    notOptimized: 'svg',
  },
];

/** Two files with findings, one of which was read from a third, and a cache that holds them. */
async function kept(t: TestContext) {
  const root = folderWith(t, { 'a.ts': 'a', 'b.ts': 'b', 'tags.ts': 'tags', 'other.ts': 'other' });
  const at = (name: string) => path.join(root, name);
  const findings: FileFindings[] = [
    { file: at('a.ts'), dependencies: [at('tags.ts')], occurrences: OCCURRENCES },
    { file: at('b.ts'), dependencies: [], occurrences: OCCURRENCES.slice(0, 1) },
    { file: at('other.ts'), dependencies: [], occurrences: [] },
  ];
  const file = at('storage/findings.json');
  const cache = createFindingsCache({ path: file, version: '1.0.0' });
  await cache.write(findings);
  const names = async () => (await cache.read()).map((each) => path.basename(each.file));
  return { at, file, cache, findings, names };
}

describe('what an earlier window found', () => {
  it('is read as it was written, of files that hold something', async (t) => {
    const { cache, findings } = await kept(t);
    assert.deepEqual(await cache.read(), findings.slice(0, 2));
  });

  it('counts only for files that have not changed, nor what they were read from', async (t) => {
    const { at, names } = await kept(t);
    writeFileSync(at('tags.ts'), 'other tags');
    assert.deepEqual(await names(), ['b.ts']);
    rmSync(at('b.ts'));
    assert.deepEqual(await names(), []);
  });

  it('is thrown away where it is damaged, of another version, or not ours', async (t) => {
    const { file, names } = await kept(t);
    const whole = readFileSync(file, 'utf8');
    const lines = whole.split('\n');
    const strange = (line: number, change: (stored: ReturnType<typeof JSON.parse>) => void) => {
      const stored = JSON.parse(lines[line] ?? '');
      change(stored);
      return lines.with(line, JSON.stringify(stored)).join('\n');
    };
    for (const text of [
      '',
      whole.slice(0, -10),
      `${whole}\n`,
      '[]',
      'null',
      strange(0, (head) => head.format++),
      strange(0, (head) => {
        head.version = '0.9.0';
      }),
      strange(0, (head) => {
        head.stamps = {};
      }),
      strange(1, ({ occurrences }) => {
        occurrences[0].span.start = -1;
      }),
      strange(2, ({ occurrences }) => {
        occurrences[0].role = 'other';
      }),
      ' '.repeat(9_000_000) + whole,
    ]) {
      writeFileSync(file, text);
      assert.deepEqual(await names(), [], text.trim().slice(0, 40));
    }
    writeFileSync(file, whole);
    assert.deepEqual(await names(), ['a.ts', 'b.ts']);
  });

  it('is kept as far as it fits', async (t) => {
    const { at, file, cache, names } = await kept(t);
    const many = Array.from({ length: 30_000 }, () => OCCURRENCES[0] as Occurrence);
    const files = ['a.ts', 'b.ts', 'other.ts', 'tags.ts'];
    await cache.write(files.map((name) => ({ file: at(name), dependencies: [], occurrences: many })));
    assert.deepEqual(await names(), ['a.ts', 'b.ts']);
    assert.ok(statSync(file).size < 8_000_000);
  });

  it('is read in slices, however much it is', async (t) => {
    const { at, cache } = await kept(t);
    const files = 500;
    await cache.write(
      Array.from({ length: files }, () => ({ file: at('a.ts'), dependencies: [], occurrences: OCCURRENCES })),
    );
    let now = 0;
    t.mock.method(performance, 'now', () => {
      now += 100; // each look at the clock finds the slice used up
      return now;
    });
    const turns = new Set<number>(); // by the clock, which goes on between slices alone
    let next = setImmediate(function turn() {
      turns.add(now);
      next = setImmediate(turn);
    });
    assert.equal((await cache.read()).length, files);
    clearImmediate(next);
    assert.ok(turns.size >= files, `others came ${turns.size} times in between`);
  });

  it('is nothing to fail for: neither a missing file nor a folder that cannot be written', async (t) => {
    const { at, names, cache, findings, file } = await kept(t);
    rmSync(file);
    assert.deepEqual(await names(), []);
    chmodSync(at('storage'), 0o500);
    await cache.write(findings);
    chmodSync(at('storage'), 0o700);
    assert.ok(readdirSync(at('storage')).every((name) => name === 'findings.json'));
  });
});
