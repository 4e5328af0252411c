import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { FileFindings } from '../../../src/core/model.ts';
import { DiscoveryScanner, type Run } from '../../../src/node/discovery-scanner.ts';
import { createDiskRun } from '../../../src/node/disk-run.ts';
import { findRipgrep } from '../../../src/node/ripgrep.ts';
import { seeded } from '../purge/simulation.ts';
import { folderWith } from './folder.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
const never = new AbortController().signal;

/** What a workspace shows: `file: value value`. */
type Shown = ReadonlyMap<string, string>;

class Disk {
  readonly #root: string;
  readonly #scanner = new DiscoveryScanner();
  readonly #run: Run;
  readonly #shown = new Map<string, string>();
  readonly #unsaved = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
    this.#run = this.#newRun();
  }

  write(file: string, text: string | null): void {
    const place = path.join(this.#root, file);
    if (text === null) {
      rmSync(place, { force: true });
    } else {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
  }

  type(file: string, text: string): void {
    this.#unsaved.set(`${this.#root}/${file}`, text);
  }

  revert(): void {
    this.#unsaved.clear();
  }

  async scan(): Promise<Shown> {
    await this.#scanner.scan(this.#run, {
      shown: [],
      signal: never,
      found: async (found) => this.#take(found, this.#shown),
    });
    return this.#nonEmpty(this.#shown);
  }

  /** One file, as the watcher tells of it. */
  async update(file: string, text: string | null): Promise<void> {
    this.#take(await this.#scanner.update(`${this.#root}/${file}`, text), this.#shown);
    if (this.#scanner.hasNewWrappers) {
      this.#take(await this.#scanner.findCallers(never), this.#shown);
    }
  }

  /** What somebody sees who opens the workspace now. */
  async anew(): Promise<Shown> {
    const shown = new Map<string, string>();
    await new DiscoveryScanner().scan(this.#newRun(), {
      shown: [],
      signal: never,
      found: async (found) => this.#take(found, shown),
    });
    return this.#nonEmpty(shown);
  }

  #newRun(): Run {
    return runOver(this.#root, this.#unsaved);
  }

  #take(found: readonly FileFindings[], shown: Map<string, string>): void {
    for (const { file, occurrences } of found) {
      const values = occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : `?${value.certainty}`));
      shown.set(file.slice(this.#root.length + 1), values.join(' '));
    }
  }

  #nonEmpty(shown: Shown): Shown {
    return new Map([...shown].filter(([, values]) => values !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const runOver = (root: string, unsaved: ReadonlyMap<string, string> = new Map()): Run =>
  createDiskRun({
    roots: [root],
    excluded: [],
    ripgrep: findRipgrep(undefined),
    unsaved,
    onFailure: (file, error) => assert.fail(`${file}: ${error}`),
  });

const open = (t: TestContext, files: Record<string, string>): Disk => new Disk(folderWith(t, files));

test('a second scan shows what changed, appeared and vanished behind the back of the watcher', async (t) => {
  const disk = open(t, {
    'tags.ts': `export const TAG = 'one';`,
    'a.ts': `${IMPORT}import { TAG } from './tags'; cacheTag(TAG);`,
    'b.ts': `${IMPORT}cacheTag('b');`,
    'c.ts': `${IMPORT}import { LATE } from './late'; cacheTag(LATE);`,
  });
  assert.deepEqual(
    await disk.scan(),
    new Map([
      ['a.ts', 'one'],
      ['b.ts', 'b'],
      ['c.ts', '?unknown'],
    ]),
  );
  disk.write('tags.ts', `export const TAG = 'two';`);
  disk.write('b.ts', null);
  disk.write('late.ts', `export const LATE = 'late';`);
  disk.write('d.ts', `${IMPORT}cacheTag('d');`);
  assert.deepEqual(
    await disk.scan(),
    new Map([
      ['a.ts', 'two'],
      ['c.ts', 'late'],
      ['d.ts', 'd'],
    ]),
  );
});

test('a second scan leaves out what a .gitignore leaves out by now', async (t) => {
  const disk = open(t, { 'a.ts': `${IMPORT}cacheTag('a');`, 'made/b.ts': `${IMPORT}cacheTag('b');` });
  assert.deepEqual([...(await disk.scan()).keys()], ['a.ts', 'made/b.ts']);
  disk.write('.gitignore', 'made\n');
  assert.deepEqual([...(await disk.scan()).keys()], ['a.ts']);
  disk.write('.gitignore', null);
  assert.deepEqual([...(await disk.scan()).keys()], ['a.ts', 'made/b.ts']);
});

test('a scan reads texts as they stand in the editor', async (t) => {
  const disk = open(t, { 'a.ts': `${IMPORT}cacheTag('saved');`, 'b.ts': 'nothing' });
  disk.type('a.ts', `${IMPORT}cacheTag('typed');`);
  disk.type('b.ts', `${IMPORT}cacheTag('new');`);
  assert.deepEqual(
    await disk.scan(),
    new Map([
      ['a.ts', 'typed'],
      ['b.ts', 'new'],
    ]),
  );
  disk.revert();
  assert.deepEqual(await disk.scan(), new Map([['a.ts', 'saved']]));
});

test('what is shown from before goes where it is not true any more', async (t) => {
  const root = folderWith(t, {
    'same.ts': `${IMPORT}cacheTag('same');`,
    'emptied.ts': `${IMPORT}cacheTag();`,
    'silent.ts': 'export {};',
  });
  const scanner = new DiscoveryScanner();
  const run = runOver(root);
  const told = new Map<string, number>();
  const found = async (findings: readonly FileFindings[]) => {
    for (const { file, occurrences } of findings) {
      told.set(file.slice(root.length + 1), occurrences.length);
    }
  };
  const shown = ['same.ts', 'emptied.ts', 'silent.ts', 'gone.ts'].map((file) => `${root}/${file}`);
  await scanner.scan(run, { shown, signal: AbortSignal.abort(), found });
  assert.deepEqual(Object.fromEntries(told), {}); // it is given up before it can tell
  await scanner.scan(run, { shown: [], signal: never, found });
  assert.deepEqual(Object.fromEntries(told), { 'same.ts': 1, 'emptied.ts': 0, 'silent.ts': 0, 'gone.ts': 0 });
});

test('a run over other folders takes back what was shown of the ones before', async (t) => {
  const [before, after] = [
    folderWith(t, { 'a.ts': `${IMPORT}cacheTag('a');` }),
    folderWith(t, { 'b.ts': `${IMPORT}cacheTag('b');` }),
  ];
  const scanner = new DiscoveryScanner();
  const shown = new Map<string, number>();
  const found = async (findings: readonly FileFindings[]) => {
    for (const { file, occurrences } of findings) {
      shown.set(file, occurrences.length);
    }
  };
  await scanner.scan(runOver(before), { shown: [], signal: never, found });
  await scanner.scan(runOver(after), { shown: [...shown.keys()], signal: never, found });
  assert.deepEqual(Object.fromEntries(shown), { [`${before}/a.ts`]: 0, [`${after}/b.ts`]: 1 });
});

/** Texts that files of a workspace may have, so that what one makes known another can use. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'lib/tags.ts': [`export const A = 'a1'; export const B = 'b1';`, `export const A = 'a2';`, 'export {};'],
  'lib/index.ts': [`export * from './tags'; export * from './purge';`, `export { A } from './tags';`],
  'lib/purge.ts': [
    `${IMPORT}export const purge = (tag: string) => revalidateTag(tag);`,
    `export const purge = (tag: string) => console.log(tag);`,
    `${IMPORT}export const clear = (tag: string) => revalidateTag(tag);`,
  ],
  'app/one.ts': [
    `${IMPORT}import { A } from '../lib'; cacheTag(A, 'one');`,
    `import { purge } from '../lib'; purge('one');`,
    `import { clear } from '@/purge'; clear('one');`,
    'export const nothing = 1;',
  ],
  'app/two.ts': [
    `${IMPORT}import { B } from '@/tags'; cacheTag(B);`,
    `import { again } from './again'; again('two');`,
    `import { purge } from '@/purge'; import { A } from '@/tags'; purge(A);`,
  ],
  'app/again.ts': [
    `import { purge } from '../lib/purge'; export const again = (tag: string) => purge(tag);`,
    'export {};',
  ],
  'tsconfig.json': ['{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }', '{}'],
  '.gitignore': ['app/two.ts\n', '\n'],
  'README.md': ['purge again clear', 'vercel cache invalidate --tag posts'],
};
const ROUNDS = 60;

test('after any changes a second scan shows what a first one would', async (t) => {
  const disk = open(t, Object.fromEntries(Object.entries(TEXTS).map(([file, [text = '']]) => [file, text])));
  await disk.scan();
  const fraction = seeded(20261127);
  const random = (below: number) => Math.floor(fraction() * below);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const done: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let changes = random(4); changes >= 0; changes--) {
      const file = pick(Object.keys(TEXTS));
      const text = random(5) === 0 ? null : pick(TEXTS[file] ?? []);
      disk.write(file, text);
      const isTold = file !== '.gitignore' && random(3) === 0;
      if (isTold) {
        await disk.update(file, text);
      }
      done.push(`${isTold ? 'told of ' : ''}${file}: ${text}`);
    }
    const shown = await disk.scan();
    assert.deepEqual(shown, await disk.anew(), done.slice(-12).join('\n'));
  }
});
