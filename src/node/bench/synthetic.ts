import fs from 'node:fs';
import path from 'node:path';

/** A workspace to make: how many source files, and how many of them hold tags. */
export interface Shape {
  readonly files: number;
  /** Every n-th file holds tags: 1 is dense, 400 is what large public repositories have. */
  readonly everyNth: number;
  /** Characters of comment in each file that holds tags: source text that nothing may keep alive. */
  readonly padding?: number;
}

const FILES_IN_FOLDER = 50;
/** As most files of a checkout: what has just changed is looked at again, as it may have changed once more. */
const LONG_AGO = new Date('2026-01-01');

/** Writes a workspace with a tsconfig, a module of constants and many source files. Always the same for a shape. */
export function writeWorkspace(folder: string, { files, everyNth, padding = 0 }: Shape): void {
  const comment = padding === 0 ? '' : `/* ${'.'.repeat(padding)} */\n`;
  write(folder, 'package.json', '{ "name": "synthetic", "dependencies": { "next": "16.0.0" } }');
  write(folder, 'tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }');
  write(folder, '.gitignore', 'node_modules\n*.log\n/out\n');
  write(folder, 'src/tags.ts', TAGS);
  for (let index = 0; index < files; index++) {
    const name = `src/area-${Math.floor(index / FILES_IN_FOLDER)}/file-${index}.ts`;
    write(folder, name, index % everyNth === 0 ? tagged(index) + comment : plain(index));
  }
  for (const name of ['.', ...fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    fs.utimesSync(path.join(folder, name), LONG_AGO, LONG_AGO);
  }
}

function write(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const TAGS = `export const TAGS = { cart: 'cart', orders: 'orders', byId: (id: string) => \`item-\${id}\` } as const;
export const region = 'eu';
`;

/** Twelve values, written in the ways that real code writes them. */
const tagged = (index: number) => `import { cacheTag, revalidateTag, unstable_cache } from 'next/cache';
import { region, TAGS } from '@/tags';

const local = ['list-${index}', \`page-\${region}\`];

export async function load${index}() {
  'use cache';
  cacheTag('literal-${index}', TAGS.cart, TAGS.byId('first'), ...local);
  const answer = await fetch('https://example.com', { next: { tags: ['fetch-${index}', TAGS.orders] } });
  return answer.json();
}

export const cached${index} = unstable_cache(async () => load${index}(), ['key'], { tags: ['cached-${index}', \`area:\${region}\`] });

export async function change${index}() {
  const id = crypto.randomUUID();
  revalidateTag('literal-${index}');
  revalidateTag(TAGS.byId(id));
  revalidateTag(\`change-${index}-\${id}\`);
}
`;

const plain = (index: number) => `import { useState } from 'react';

/** Part ${index} of the page. */
export function usePart${index}(initial: number) {
  const [value, setValue] = useState(initial);
  const add = (step: number) => setValue((before) => before + step * ${index});
  return { value, add, label: \`part \${value} of ${index}\` };
}
`;
