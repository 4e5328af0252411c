// npm run --silent scan -- DIR [--json]: see src/node/scan-cli.ts. Installs and bundles by itself.
// With --bench the figures of the goals for that folder instead, as scripts/bench.mjs measures them.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

await ensureInstalled({ quiet: true });
const bench = process.argv.indexOf('--bench');
if (bench >= 0) {
  process.argv.splice(bench, 1, '--no-host');
  await import('./bench.mjs');
} else {
  const { build, scanOptions } = await import('./build.mjs');
  await build(scanOptions());
  await import(pathToFileURL(path.resolve(import.meta.dirname, '../out/scan.mjs')).href);
}
