// npm run --silent scan -- DIR [--json]: see src/node/scan-cli.ts. Installs and bundles by itself.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

await ensureInstalled({ quiet: true });
const { build, scanOptions } = await import('./build.mjs');
await build(scanOptions());
await import(pathToFileURL(path.resolve(import.meta.dirname, '../out/scan.mjs')).href);
