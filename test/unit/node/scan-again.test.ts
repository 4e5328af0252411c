import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { FileFindings } from '../../../src/core/model.ts';
import { DiscoveryScanner } from '../../../src/node/discovery-scanner.ts';
import { seeded } from '../purge/simulation.ts';
import { folderWith } from './folder.ts';
import { LiveFolder, runOver } from './live-folder.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
const never = new AbortController().signal;

const open = (t: TestContext, files: Record<string, string>) => new LiveFolder(folderWith(t, files));

test('a second scan shows what changed, appeared and vanished behind the back of the watcher', async (t) => {
  const folder = open(t, {
    'tags.ts': `export const TAG = 'one';`,
    'a.ts': `${IMPORT}import { TAG } from './tags'; cacheTag(TAG);`,
    'b.ts': `${IMPORT}cacheTag('b');`,
    'c.ts': `${IMPORT}import { LATE } from './late'; cacheTag(LATE);`,
  });
  assert.deepEqual(
    await folder.scan(),
    new Map([
      ['a.ts', 'one'],
      ['b.ts', 'b'],
      ['c.ts', '?unknown'],
    ]),
  );
  folder.write('tags.ts', `export const TAG = 'two';`);
  folder.write('b.ts', null);
  folder.write('late.ts', `export const LATE = 'late';`);
  folder.write('d.ts', `${IMPORT}cacheTag('d');`);
  assert.deepEqual(
    await folder.scan(),
    new Map([
      ['a.ts', 'two'],
      ['c.ts', 'late'],
      ['d.ts', 'd'],
    ]),
  );
});

test('a second scan leaves out what a .gitignore leaves out by now', async (t) => {
  const folder = open(t, { 'a.ts': `${IMPORT}cacheTag('a');`, 'made/b.ts': `${IMPORT}cacheTag('b');` });
  assert.deepEqual([...(await folder.scan()).keys()], ['a.ts', 'made/b.ts']);
  folder.write('.gitignore', 'made\n');
  assert.deepEqual([...(await folder.scan()).keys()], ['a.ts']);
  folder.write('.gitignore', null);
  assert.deepEqual([...(await folder.scan()).keys()], ['a.ts', 'made/b.ts']);
});

test('a scan reads texts as they stand in the editor', async (t) => {
  const folder = open(t, { 'a.ts': `${IMPORT}cacheTag('saved');`, 'b.ts': 'nothing' });
  folder.type('a.ts', `${IMPORT}cacheTag('typed');`);
  folder.type('b.ts', `${IMPORT}cacheTag('new');`);
  assert.deepEqual(
    await folder.scan(),
    new Map([
      ['a.ts', 'typed'],
      ['b.ts', 'new'],
    ]),
  );
  folder.revert();
  assert.deepEqual(await folder.scan(), new Map([['a.ts', 'saved']]));
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
  await scanner.scan(run, shown, AbortSignal.abort(), found);
  assert.deepEqual(Object.fromEntries(told), {}); // it is given up before it can tell
  await scanner.scan(run, [], never, found);
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
  await scanner.scan(runOver(before), [], never, found);
  await scanner.scan(runOver(after), [...shown.keys()], never, found);
  assert.deepEqual(Object.fromEntries(shown), { [`${before}/a.ts`]: 0, [`${after}/b.ts`]: 1 });
});

test('wrappers of wrappers that rest on one module come back, in whatever order they are looked at', async (t) => {
  const resting = `${IMPORT}import { K } from './k'; cacheTag(K);`;
  // Who calls `three` is looked at once more when that is known to be a wrapper, which is after everybody else.
  const andThree = `import { three } from './three'; three('x');`;
  const folder = open(t, {
    'a.ts': `${resting} import { twice } from './b'; twice('a');`,
    'b.ts': `${resting} import { once } from './c'; export const twice = (tag: string) => once(tag); ${andThree}`,
    'c.ts': `${resting} export const once = (tag: string) => revalidateTag(tag); ${andThree}`,
    'k.ts': `export const K = 'one';`,
    'one.ts': `${IMPORT}export const one = (tag: string) => revalidateTag(tag);`,
    'two.ts': `import { one } from './one'; export const two = (tag: string) => one(tag);`,
    'three.ts': `import { two } from './two'; export const three = (tag: string) => two(tag);`,
  });
  assert.equal((await folder.scan()).get('a.ts'), 'one a');
  folder.write('k.ts', `export const K = 'two';`);
  await folder.update('k.ts', `export const K = 'two';`);
  assert.deepEqual(await folder.differences(), []);
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
  const folder = open(t, Object.fromEntries(Object.entries(TEXTS).map(([file, [text = '']]) => [file, text])));
  await folder.scan();
  const fraction = seeded(20261127);
  const random = (below: number) => Math.floor(fraction() * below);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const done: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let changes = random(4); changes >= 0; changes--) {
      const file = pick(Object.keys(TEXTS));
      const text = random(5) === 0 ? null : pick(TEXTS[file] ?? []);
      folder.write(file, text);
      const isTold = file !== '.gitignore' && random(3) === 0;
      if (isTold) {
        await folder.update(file, text);
      }
      done.push(`${isTold ? 'told of ' : ''}${file}: ${text}`);
    }
    const shown = await folder.scan();
    assert.deepEqual(shown, await folder.anew(), done.slice(-12).join('\n'));
  }
});
