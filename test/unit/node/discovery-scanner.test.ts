import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mentionsTrigger, wordsPattern } from '../../../src/core/discover/prefilter.ts';
import type { FileFindings } from '../../../src/core/model.ts';
import { DiscoveryScanner, type Run } from '../../../src/node/discovery-scanner.ts';
import { discoveryOver, memoryHost } from '../discover/workspace.ts';

const IMPORT = `import { cacheTag, revalidateTag } from 'next/cache';\n`;
const never = new AbortController().signal;

/** A workspace that changes while it is looked at. */
class LiveWorkspace {
  readonly #files: Map<string, string>;
  readonly #shown = new Map<string, readonly string[]>();
  readonly #scanner = new DiscoveryScanner();

  private constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files).map(([file, text]) => [`/w/${file}`, text]));
  }

  static async open(files: Readonly<Record<string, string>>): Promise<LiveWorkspace> {
    const workspace = new LiveWorkspace(files);
    await workspace.rescan();
    return workspace;
  }

  async rescan(): Promise<void> {
    this.#shown.clear();
    await this.#scanner.scan(runOver(this.#files), [], never, async (findings) => this.#show(findings));
  }

  async write(file: string, text: string | null): Promise<void> {
    if (text === null) {
      this.#files.delete(`/w/${file}`);
    } else {
      this.#files.set(`/w/${file}`, text);
    }
    const { findings, hasNewWrappers } = await this.#scanner.update(`/w/${file}`, text);
    this.#show(findings);
    if (hasNewWrappers) {
      this.#show((await this.#scanner.findCallers(never)).findings);
    }
  }

  /** What each file shows: `file: value value`. */
  get shown(): string[] {
    return [...this.#shown]
      .filter(([, values]) => values.length > 0)
      .map(([file, values]) => `${file.slice('/w/'.length)}: ${values.join(' ')}`)
      .sort();
  }

  #show(findings: readonly FileFindings[]): void {
    for (const { file, occurrences } of findings) {
      this.#shown.set(
        file,
        occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : `?${value.certainty}`)),
      );
    }
  }
}

function runOver(files: ReadonlyMap<string, string>): Run {
  const discovery = discoveryOver({
    readText: (file) => files.get(file) ?? null,
    kind: (file) => memoryHost(new Map(files)).kind(file),
    list: (folder) => memoryHost(new Map(files)).list(folder),
    rootOf: () => '/w',
  });
  let there: ReadonlySet<string> = new Set(files.keys());
  const matching = (words: RegExp) => [...files].filter(([, text]) => words.test(text));
  return {
    discovery,
    skips: { large: 0, unreadable: false, capped: false },
    isReadable: () => true,
    isExcluded: () => false,
    unsaved: () => new Set(),
    forget(file) {
      const wasThere = there.has(file);
      there = new Set(files.keys());
      return wasThere !== there.has(file);
    },
    async *findings() {
      const candidates = new Map([...files].filter(([, text]) => mentionsTrigger(text)));
      for (let round = 0; round < 3; round++) {
        for (const [file, text] of candidates) {
          discovery.update(file, text);
        }
        for (const file of candidates.keys()) {
          discovery.findings(file);
        }
        const names = discovery.wrapperNames();
        for (const [file, text] of names.size > 0 ? matching(new RegExp(wordsPattern(names))) : []) {
          candidates.set(file, text);
        }
      }
      for (const file of new Set([...candidates.keys(), ...discovery.outdated])) {
        yield discovery.findings(file);
      }
    },
    async *mentioning(names) {
      for (const [file, text] of matching(new RegExp(wordsPattern(names)))) {
        yield { file, text };
      }
    },
  };
}

describe('a workspace that changes', () => {
  it('while a line is half typed, the rest of the file is what it was', async () => {
    const workspace = await LiveWorkspace.open({ 'a.ts': `${IMPORT}cacheTag('a');\ncacheTag('b');\n` });
    for (const half of [
      'c',
      'cacheTag',
      'cacheTag(',
      "cacheTag('",
      'cacheTag(`x-${',
      'if (',
      'const x = {',
      '/* ',
      'foo([',
    ]) {
      await workspace.write('a.ts', `${IMPORT}cacheTag('a');\n${half}\ncacheTag('b');\n`);
      const [shown = ''] = workspace.shown;
      assert.match(shown, /: a .*\bb\b|: a b$/, half);
    }
  });

  it('a constants module changes all that depends on it, through others too', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `${IMPORT}import { TAGS } from './index'; cacheTag(TAGS.a);`,
      'index.ts': `export * from './tags';`,
      'tags.ts': `export const TAGS = { a: 'one' };`,
    });
    assert.deepEqual(workspace.shown, ['a.ts: one']);
    await workspace.write('tags.ts', `export const TAGS = { a: 'two' };`);
    assert.deepEqual(workspace.shown, ['a.ts: two']);
    await workspace.write('tags.ts', null);
    assert.deepEqual(workspace.shown, ['a.ts: ?unknown']);
    await workspace.write('tags.ts', `export const TAGS = { a: 'three' };`);
    assert.deepEqual(workspace.shown, ['a.ts: three']);
  });

  it('a file that appears is what imports have waited for, or takes the place of another', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `${IMPORT}import { TAG } from './lib/tags'; cacheTag(TAG);`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'b.ts': `${IMPORT}import { TAG } from '@/tags'; cacheTag(TAG);`,
    });
    assert.deepEqual(workspace.shown, ['a.ts: ?unknown', 'b.ts: ?unknown']);
    await workspace.write('lib/tags/index.ts', `export const TAG = 'of-index';`);
    await workspace.write('src/tags.ts', `export const TAG = 'of-src';`);
    assert.deepEqual(workspace.shown, ['a.ts: of-index', 'b.ts: of-src']);
    await workspace.write('lib/tags.ts', `export const TAG = 'of-file';`);
    assert.deepEqual(workspace.shown, ['a.ts: of-file', 'b.ts: of-src']);
    await workspace.write('lib/tags.ts', null);
    await workspace.write('src/tags.ts', null);
    assert.deepEqual(workspace.shown, ['a.ts: of-index', 'b.ts: ?unknown']);
  });

  it('what a framework imports by itself is known when it appears, and gets another name', async () => {
    const workspace = await LiveWorkspace.open({
      'package.json': '{ "name": "app" }',
      'nuxt.config.ts': 'export default defineNuxtConfig({});',
      'utils/first.ts': `export const FIRST = 'first';`,
      'server/api/a.ts': `export default defineEventHandler((event) => { setHeader(event, 'Vercel-Cache-Tag', [FIRST, SECOND].join(',')); });`,
    });
    assert.deepEqual(workspace.shown, ['server/api/a.ts: first ?unknown']);
    await workspace.write('utils/second.ts', `export const SECOND = 'second';`);
    assert.deepEqual(workspace.shown, ['server/api/a.ts: first second']);
    await workspace.write('utils/second.ts', `export const OTHER = 'second';`);
    assert.deepEqual(workspace.shown, ['server/api/a.ts: first ?unknown']);
  });

  it('a function that becomes a wrapper brings its callers, in files that said nothing before', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `import { purge } from './purge'; purge('a');`,
      'b.ts': `${IMPORT}import { purge } from './purge'; cacheTag('own'); purge('b');`,
      'purge.ts': 'export function purge(tag: string) { console.log(tag); }',
    });
    assert.deepEqual(workspace.shown, ['b.ts: own']);
    await workspace.write('purge.ts', `${IMPORT}export function purge(tag: string) { revalidateTag(tag); }`);
    assert.deepEqual(workspace.shown, ['a.ts: a', 'b.ts: own b', 'purge.ts: ?unknown']);
    await workspace.write('purge.ts', 'export function purge(tag: string) { console.log(tag); }');
    assert.deepEqual(workspace.shown, ['b.ts: own']);
    await workspace.write('purge.ts', `${IMPORT}export function purge(tag: string) { revalidateTag(tag); }`);
    assert.deepEqual(workspace.shown, ['a.ts: a', 'b.ts: own b', 'purge.ts: ?unknown']);
  });

  it('a wrapper of a wrapper does too', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `import { later } from './later'; later('a');`,
      'later.ts': `import { purge } from './purge'; export const later = (tag: string) => after(() => purge(tag));`,
      'purge.ts': 'export const purge = (tag: string) => undefined;',
    });
    await workspace.write('purge.ts', `${IMPORT}export const purge = (tag: string) => revalidateTag(tag);`);
    assert.deepEqual(workspace.shown, ['a.ts: a', 'purge.ts: ?unknown']);
  });

  it('a function becomes a wrapper by what another file does, under a name that another wrapper has', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `import { add } from './second'; add('a');`,
      'first.ts': `${IMPORT}export const add = (tag: string) => revalidateTag(tag);`,
      'second.ts': `import { send } from './send'; export const add = (tag: string) => send(tag);`,
      'send.ts': 'export const send = (tag: string) => undefined;',
    });
    assert.deepEqual(workspace.shown, ['first.ts: ?unknown']);
    await workspace.write('send.ts', `${IMPORT}export const send = (tag: string) => revalidateTag(tag);`);
    assert.deepEqual(workspace.shown, ['a.ts: a', 'first.ts: ?unknown', 'send.ts: ?unknown']);
  });

  it('an interface gets a class that implements it, and loses it', async () => {
    const nextCache = `${IMPORT}import type { Cache } from './cache'; export class NextCache implements Cache { purge(tag: string) { revalidateTag(tag); } }`;
    const workspace = await LiveWorkspace.open({
      'cache.ts': 'export interface Cache { purge(tag: string): void }',
      'posts.ts': `${IMPORT}import type { Cache } from './cache'; cacheTag('own'); export class Posts { constructor(private cache: Cache) {} save() { this.cache.purge('post'); } }`,
    });
    assert.deepEqual(workspace.shown, ['posts.ts: own']);
    await workspace.write('next.ts', nextCache);
    assert.deepEqual(workspace.shown, ['next.ts: ?unknown', 'posts.ts: own post']);
    await workspace.write('next.ts', null);
    assert.deepEqual(workspace.shown, ['posts.ts: own']);
  });

  it('a file is renamed, and another takes its place', async () => {
    const workspace = await LiveWorkspace.open({
      'a.ts': `${IMPORT}import { A } from './old'; cacheTag(A);`,
      'old.ts': `${IMPORT}export const A = 'a'; cacheTag('of-old');`,
    });
    await workspace.write('old.ts', null);
    await workspace.write('new.ts', `${IMPORT}export const A = 'a'; cacheTag('of-old');`);
    assert.deepEqual(workspace.shown, ['a.ts: ?unknown', 'new.ts: of-old']);
    await workspace.write('a.ts', `${IMPORT}import { A } from './new'; cacheTag(A);`);
    assert.deepEqual(workspace.shown, ['a.ts: a', 'new.ts: of-old']);
  });

  it('shows after any changes what a new scan would show', async () => {
    const steps: readonly (readonly [string, string | null])[] = [
      ['tags.ts', `export const TAGS = { a: 'x' };`],
      ['make.ts', 'export const make = (clear) => ({ all: () => clear("all") });'],
      ['use.ts', `${IMPORT}import { make } from './make'; export const r = make(revalidateTag);`],
      ['a.ts', `${IMPORT}import { TAGS } from './tags'; cacheTag(TAGS.a);`],
      ['make.ts', 'export const make = (clear) => ({ all: () => clear("everything") });'],
      ['use.ts', `${IMPORT}import { make } from './make'; export const r = make(console.log);`],
      ['use.ts', `${IMPORT}import { make } from './make'; export const r = make(revalidateTag);`],
      ['tags.ts', `export const TAGS = { a: 'y' };`],
      ['use.ts', null],
    ];
    const workspace = await LiveWorkspace.open({});
    for (const [file, text] of steps) {
      await workspace.write(file, text);
      const { shown } = workspace;
      await workspace.rescan();
      assert.deepEqual(shown, workspace.shown, `${file}: ${text}`);
    }
  });
});
