// node scripts/build.mjs [--watch] [--production]: bundles the extension, the scan script and the tests.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const common = { absWorkingDir: root, bundle: true, platform: 'node', logLevel: 'warning', charset: 'utf8' };

/**
 * The extension as VS Code loads it: CommonJS, what each `import()` loads in a file of its own. esbuild splits only
 * ESM, which the extension host loads much slower: so it splits, and then each file is written as CommonJS.
 */
export const extensionOptions = ({ production = false } = {}) => ({
  ...common,
  entryPoints: { extension: 'src/extension.ts', 'scan-worker': 'src/node/scan-worker.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  splitting: true,
  format: 'esm',
  target: 'node22',
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'inline',
  legalComments: 'none',
  write: false,
  plugins: [writeAsCommonJs],
});

/**
 * What esbuild writes at the borders of a file: `import a from "b"`, `import * as a from "b"`, `import { a as b } from
 * "c"`, in between `import("d")` of a file of the bundle, and at its end `export { a as b }`. Tried from the word alone:
 * a source map has lines of a megabyte.
 */
const IMPORT = /(?<=^|[;}\n])import(?:\s*\*\s*as)?\s*([\w$]+|\{[^{}]*\})\s*from\s*("[^"]+")/g;
const IMPORT_OF_NOTHING = /(?<=^|[;}\n])import\s*"\.[^"]+";?/g;
const IMPORT_LATER = /(?<![\w$.])import\(("\.[^"]+")\)/g;
const EXPORT = /(?<=^|[;}\n])export\s*(\{[^{}]*\})(?=;\s*(?:\/\/#.*\s*)?$)/;

/**
 * Writes what was built as ESM as CommonJS. The files of a bundle import each other in one direction, and what they
 * export never changes: so an import is a constant. esbuild, which cannot know that, asks the other file at every use,
 * and copies VS Code's large API. What many source files import as a whole is one constant of the file they end up in;
 * a file of which nothing is taken is not asked for, as none does anything but declare.
 */
const writeAsCommonJs = {
  name: 'write-as-common-js',
  setup({ initialOptions: { minify, sourcemap }, onEnd }) {
    onEnd(async ({ outputFiles }) => {
      rmSync(path.join(root, 'dist/chunks'), { recursive: true, force: true });
      for (const file of outputFiles) {
        const wholes = new Map();
        const bound = file.text
          .replaceAll(IMPORT_OF_NOTHING, '')
          .replaceAll(IMPORT, (_, names, from) => {
            const value = wholes.get(from) ?? `require(${from})`;
            if (!names.startsWith('{') && !wholes.has(from)) {
              wholes.set(from, names);
            }
            return `const ${names.replaceAll(' as ', ':')}=${value}`;
          })
          .replaceAll(IMPORT_LATER, (_, from) => `Promise.resolve().then(()=>require(${from}))`)
          .replace(EXPORT, (_, names) => `module.exports=${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2:$1')}`);
        const sourcefile = path.basename(file.path);
        const { code } = await esbuild.transform(bound, {
          format: 'cjs',
          minify,
          sourcemap,
          sourcefile,
          charset: 'utf8',
        });
        mkdirSync(path.dirname(file.path), { recursive: true });
        writeFileSync(file.path, code);
      }
    });
  },
};

/** The scan script, for any Node from 20 on. */
export const scanOptions = () => ({
  ...common,
  entryPoints: { scan: 'src/node/scan-cli.ts' },
  outdir: 'out',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  target: 'node20',
});

/** In unit tests a stand-in takes the place of `vscode`; core must not ask for it at all. */
const vscodeStandIn = {
  name: 'vscode-stand-in',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ importer }) =>
      importer.startsWith(path.join(root, 'src/core') + path.sep)
        ? { errors: [{ text: `core knows no VS Code: ${importer}` }] }
        : { path: path.join(root, 'test/unit/stand-in/vscode.ts') },
    );
  },
};

/** Every `*.test.ts` below a folder of tests, what they import from src shared, packages left outside. */
export const testOptions = (folder) => ({
  ...common,
  entryPoints: readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join(folder, file)),
  outdir: path.join('out', folder),
  outbase: folder,
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  splitting: true,
  target: 'node20',
  packages: 'external',
  plugins: folder === 'test/unit' ? [vscodeStandIn] : [],
  logOverride: { 'import-is-undefined': 'silent' }, // what the stand-in lacks no unit test calls
  sourcemap: 'inline',
});

/** What runs inside the extension host: the suite, and the benchmark's part. */
export const hostTestOptions = () => ({
  ...common,
  entryPoints: { index: 'test/host/index.ts', bench: 'test/host/bench.ts' },
  outdir: 'out/test/host',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node22',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
});

/** The emulator behind `npm start`. */
export const emulatorOptions = () => ({
  ...common,
  entryPoints: { emulator: 'test/emulator/server.ts', seed: 'test/emulator/seed.ts' },
  outdir: 'out',
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  target: 'node20',
});

export async function build(options) {
  if (options.outbase) {
    rmSync(path.join(root, options.outdir), { recursive: true, force: true });
  }
  await esbuild.build(options);
}

if (process.argv[1] === import.meta.filename) {
  const production = process.argv.includes('--production');
  if (process.argv.includes('--watch')) {
    const context = await esbuild.context(extensionOptions());
    await context.watch();
  } else {
    await build(extensionOptions({ production }));
  }
}
