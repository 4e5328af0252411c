import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
const MAX_BYTES = 1_000_000; // larger files are never read by the extension either

/** Bundles modules of the project, for any Node, and loads what they export. `name` is that of the bundle. */
export async function load(name, modules) {
  const outfile = path.join(root, `out/${name}.mjs`);
  await esbuild.build({
    stdin: { contents: modules.map((each) => `export * from './${each}.ts';`).join('\n'), resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

const LEFT_OUT = /[\\/](?:node_modules|\.git)[\\/]/;

/** The files below a folder that are wanted by their names. */
export function filesBelow(folder, isWanted) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !LEFT_OUT.test(file) && statSync(file).size <= MAX_BYTES)
    .sort();
}

export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}
