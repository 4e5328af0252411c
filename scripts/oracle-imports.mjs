// node scripts/oracle-imports.mjs DIR… [--show N]
// Follows every import of every folder as TypeScript does and as the project does, and prints where they differ. The
// exit code is 1 where they do.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const MAX_BYTES = 1_000_000; // larger files are never read by the extension either

async function load() {
  const outfile = path.join(root, 'out/oracle-imports.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/unit/modules/typescript-imports.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '20' } },
});
const { compareImports, isSource } = await load();
let failed = false;
for (const folder of positionals.map((each) => path.resolve(each))) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/node_modules/') && statSync(file).size <= MAX_BYTES)
    .sort();
  const { internal, differences } = compareImports(folder, files);
  console.log(`${folder}: ${files.length} files, ${internal} internal imports, ${differences.length} differences`);
  for (const { from, specifier, expected, actual } of differences.slice(0, Number(values.show))) {
    console.log(`  ${from.slice(folder.length + 1)}: ${specifier}\n    expected ${expected}\n    got      ${actual}`);
  }
  failed ||= differences.length > 0;
}
process.exitCode = failed ? 1 : 0;
