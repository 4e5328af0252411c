import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createResolver } from '../../../src/core/discover/modules/resolver.ts';
import { cpuTime } from '../cpu-time.ts';
import { memoryHost, ROOT } from './memory-host.ts';

/** What the specifier means to `from`: a path below the root, else the kind of the resolution. */
function follow(files: Record<string, unknown>, from: string, specifier: string): string {
  const found = createResolver(memoryHost({ [from]: '', ...files })).resolve(specifier, `${ROOT}/${from}`);
  return 'file' in found ? `${found.kind} ${found.file.slice(ROOT.length + 1)}` : found.kind;
}

test('relative imports: endings, index files, .js that means .ts, assets', () => {
  const files = {
    'src/a.ts': '',
    'src/b.tsx': '',
    'src/lib/index.ts': '',
    'src/card.vue': '',
    'src/data.json': '{}',
    'src/hero.png': '',
    'src/v1.2.ts': '',
    'src/both.ts': '',
    'src/both/index.ts': '',
    'package.json': {},
  };
  const cases = {
    './a': 'file src/a.ts',
    './a.js': 'file src/a.ts',
    './b.jsx': 'file src/b.tsx',
    './lib': 'file src/lib/index.ts',
    './lib/': 'file src/lib/index.ts',
    '.': 'missing',
    './card.vue': 'file src/card.vue',
    './data.json': 'file src/data.json',
    './hero.png': 'asset src/hero.png',
    './hero.png?url': 'asset src/hero.png',
    './v1.2': 'file src/v1.2.ts',
    './both': 'file src/both.ts',
    '../src//a': 'file src/a.ts',
    './none': 'missing',
    '../../../etc/passwd': 'missing',
    'node:fs': 'external',
    react: 'external',
    '/absolute': 'missing',
    '/src/hero.png': 'asset src/hero.png',
    '/../etc/passwd': 'missing',
    '': 'missing',
  };
  for (const [specifier, expected] of Object.entries(cases)) {
    assert.equal(follow(files, 'src/page.tsx', specifier), expected, specifier);
  }
});

test('a folder with a package.json names its entry, as TypeScript source where there is one', () => {
  const files = {
    'libs/plain/package.json': { main: './entry.js' },
    'libs/plain/entry.js': '',
    'libs/plain/index.js': '',
    'libs/built/package.json': { main: 'dist/index.js' },
    'libs/built/src/index.ts': '',
  };
  assert.equal(follow(files, 'app/x.ts', '../libs/plain'), 'file libs/plain/entry.js');
  assert.equal(follow(files, 'app/x.ts', '../libs/built'), 'file libs/built/src/index.ts');
});

test('tsconfig paths: relative to the file that declares them, the longest prefix wins, comments are fine', () => {
  const files = {
    'web/tsconfig.json': '{ "extends": ["../config/paths", "../config/none.json"], }',
    'config/paths.json': `{
      // aliases
      "compilerOptions": { "paths": { "@/*": ["../web/src/*"], "@/ui/*": ["./missing/*", "../ui/*"], "exact": ["../one.ts"], } },
    }`,
    'config/none.json': {},
    'web/src/a.ts': '',
    'ui/button.tsx': '',
    'one.ts': '',
  };
  assert.equal(follow(files, 'web/src/p.ts', '@/a'), 'file web/src/a.ts');
  assert.equal(follow(files, 'web/src/p.ts', '@/../src//a.js'), 'file web/src/a.ts');
  assert.equal(follow(files, 'web/src/p.ts', '@/ui/button'), 'file ui/button.tsx');
  assert.equal(follow(files, 'web/src/p.ts', 'exact'), 'file one.ts');
  assert.equal(follow(files, 'other/p.ts', 'exact'), 'external');
});

test('tsconfig: extends of a workspace package, baseUrl, jsconfig, a solution with references', () => {
  const files = {
    'package.json': { workspaces: { packages: ['packages/*'] } },
    'packages/tsconfig/package.json': { name: '@acme/tsconfig' },
    'packages/tsconfig/next.json': { compilerOptions: { baseUrl: '../../base' } },
    'base/lib/tags.ts': '',
    'a/tsconfig.json': { extends: '@acme/tsconfig/next.json' },
    'b/jsconfig.json': { compilerOptions: { baseUrl: '.' } },
    'b/lib/tags.js': '',
    'c/tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
    'c/tsconfig.app.json': { compilerOptions: { paths: { '#/*': ['./src/*'] } } },
    'c/src/tags.ts': '',
  };
  assert.equal(follow(files, 'a/p.ts', 'lib/tags'), 'file base/lib/tags.ts');
  assert.equal(follow(files, 'b/p.js', 'lib/tags'), 'file b/lib/tags.js');
  assert.equal(follow(files, 'c/src/p.ts', '#/tags'), 'file c/src/tags.ts');
});

test('workspace packages without node_modules: npm, pnpm, nested, by conditions, wildcards and missing builds', () => {
  const files = {
    'pnpm-workspace.yaml': 'packages:\n  - \'packages/**\' # all\n  - "!**/test/**"\ncatalog:\n  - nothing/*\n',
    'packages/tags/package.json': {
      name: '@acme/tags',
      exports: {
        '.': { browser: './browser.ts', import: './dist/index.mjs', types: './dist/index.d.ts' },
        './*': { default: './dist/esm/*.js' },
        './deep/*': './src/deep/*.ts',
      },
    },
    'packages/tags/browser.ts': '',
    'packages/tags/src/index.ts': '',
    'packages/tags/src/orders.ts': '',
    'packages/tags/src/deep/x.ts': '',
    'packages/old/nested/package.json': { name: 'old', main: 'lib/main.js', types: 'lib/main.d.ts' },
    'packages/old/nested/src/main.ts': '',
    'apps/inner/package.json': { name: 'inner', workspaces: ['libs/*'] },
    'apps/inner/libs/own/package.json': { name: 'own' },
    'apps/inner/libs/own/index.ts': '',
  };
  const from = 'apps/inner/page.ts';
  assert.equal(follow(files, from, '@acme/tags'), 'file packages/tags/src/index.ts');
  assert.equal(follow(files, from, '@acme/tags/orders'), 'file packages/tags/src/orders.ts');
  assert.equal(follow(files, from, '@acme/tags/deep/x'), 'file packages/tags/src/deep/x.ts');
  assert.equal(follow(files, from, 'old'), 'file packages/old/nested/src/main.ts');
  assert.equal(follow(files, from, 'own'), 'file apps/inner/libs/own/index.ts');
  assert.equal(follow(files, 'packages/tags/src/deep/x.ts', '@acme/tags/orders'), 'file packages/tags/src/orders.ts');
  assert.equal(follow(files, from, '@acme/unknown'), 'external');
});

test('#imports, and the prefixes of Nuxt and SvelteKit without a tsconfig', () => {
  const files = {
    'web/package.json': { imports: { '#tags': { node: './lib/tags.ts' }, '#lib/*': './lib/*.js' } },
    'web/lib/tags.ts': '',
    'web/app/utils/x.ts': '',
    'web/server/y.ts': '',
    'web/src/lib/z.ts': '',
    'web/src/lib/index.ts': '',
  };
  const cases = {
    '#tags': 'file web/lib/tags.ts',
    '#lib/tags': 'file web/lib/tags.ts',
    '#none': 'missing',
    '~/utils/x': 'file web/app/utils/x.ts',
    '~~/server/y': 'file web/server/y.ts',
    '@/lib/z': 'file web/src/lib/z.ts',
    '$lib/z': 'file web/src/lib/z.ts',
    $lib: 'file web/src/lib/index.ts',
    '@/none': 'missing',
  };
  for (const [specifier, expected] of Object.entries(cases)) {
    assert.equal(follow(files, 'web/app/page.ts', specifier), expected, specifier);
  }
});

test('forget: a changed tsconfig is read again', () => {
  const files: Record<string, unknown> = { 'a.ts': '', 'one/t.ts': '', 'two/t.ts': '' };
  const config = (folder: string) => JSON.stringify({ compilerOptions: { paths: { 't/*': [`./${folder}/*`] } } });
  let text = config('one');
  const memory = memoryHost({ ...files, 'tsconfig.json': '' });
  const resolver = createResolver({
    ...memory,
    readText: (file) => (file.endsWith('tsconfig.json') ? text : memory.readText(file)),
  });
  assert.deepEqual(resolver.resolve('t/t', `${ROOT}/a.ts`), { kind: 'file', file: `${ROOT}/one/t.ts` });
  text = config('two');
  resolver.forget();
  assert.deepEqual(resolver.resolve('t/t', `${ROOT}/a.ts`), { kind: 'file', file: `${ROOT}/two/t.ts` });
});

test('hostile configs end quickly and harm nothing', () => {
  const itself = Array.from({ length: 200 }, (_, index) => `./tsconfig${index % 3}.json`);
  const stars = Array.from({ length: 300 }, () => '**/**/{a,b}/**');
  const files = {
    'tsconfig.json': { extends: itself, compilerOptions: { paths: { __proto__x: 1, '*': [5, null, './*'] } } },
    'tsconfig0.json': { extends: itself },
    'tsconfig1.json': { extends: itself },
    'tsconfig2.json': '{ broken',
    'package.json': `{ "workspaces": ${JSON.stringify(stars)}, "imports": { "#a*": { "x": ${'['.repeat(5000)}${']'.repeat(5000)} } } }`,
    'a/b/a/b/package.json': { name: '__proto__' },
    'lib.ts': '',
  };
  const began = cpuTime();
  assert.equal(follow(files, 'a/p.ts', 'lib'), 'file lib.ts');
  assert.equal(follow(files, 'a/p.ts', '#abc'), 'missing');
  assert.equal(follow(files, 'a/p.ts', 'constructor'), 'external');
  assert.ok(cpuTime() - began < 2000);
});
