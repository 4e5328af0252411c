import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { discoveryOver, type Files, find, memoryHost } from './workspace.ts';

const HOLDER = {
  'lib/purge.ts': `import { revalidateTag } from 'next/cache'; export const purge = (tag: string) => revalidateTag(tag); export default purge;`,
  'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }`,
};

/** Ways from a call in `a.ts` to the wrapper. */
const WAYS: Readonly<Record<string, Files>> = {
  'an import by its name': { 'a.ts': `import { purge } from './lib/purge'; purge('x');` },
  'an import of several lines, with comments': {
    'a.ts': `import {\n  other, // don't\n  purge,\n} from '@/lib/purge';\npurge('x');`,
  },
  'a renamed default import': { 'a.ts': `import clean from './lib/purge'; clean('x');` },
  'a namespace': { 'a.ts': `import * as cache from './lib/purge'; cache.purge('x');` },
  'a barrel that hands on all': {
    'a.ts': `import { purge } from './lib'; purge('x');`,
    'lib/index.ts': `export * from './purge';`,
  },
  'two barrels': {
    'a.ts': `import { purge } from '@/api'; purge('x');`,
    'api.ts': `export { purge } from './lib';`,
    'lib/index.ts': `export { purge } from './purge';`,
  },
  'an import that waits': { 'a.ts': `const { purge } = await import('./lib/purge'); purge('x');` },
  'a module of before': { 'a.js': `const { purge } = require('./lib/purge'); purge('x');` },
  'a member of an object': {
    'a.ts': `import { api } from './api'; api.purge('x');`,
    'api.ts': `import * as all from './lib/purge'; export const api = { purge: all.purge };`,
  },
  'what a function returns': {
    'a.ts': `import { useCache } from './api'; const { purge } = useCache(); purge('x');`,
    'api.ts': `import { purge } from './lib/purge'; export const useCache = () => ({ purge });`,
  },
  'a variable that holds a call': {
    'a.ts': `import { makePurge } from './api';\nconst purge = makePurge();\npurge('x');`,
    'api.ts': `import { purge } from './lib/purge'; export const makePurge = () => purge;`,
  },
};

describe('a wrapper is reached by', () => {
  for (const [name, files] of Object.entries(WAYS)) {
    it(name, () => {
      const found = find({ ...HOLDER, ...files }).filter((line) => line.startsWith('a.'));
      assert.deepEqual(
        found.map((line) => line.slice(line.indexOf(' ') + 1)),
        ['invalidate x (purge)'],
      );
    });
  }
});

describe('a file that only spells the name of a wrapper', () => {
  const OTHER = {
    'other.ts': `import { purge } from './database'; export { purge };`,
    'database.ts': `import { pool } from './pool'; export const purge = (table: string) => pool.run(table);`,
    'pool.ts': `export const pool = connect();`,
  };

  /** The files that are read for what a scan of `a.ts` needs. */
  function readFor(text: string): Set<string> {
    const files = new Map(
      Object.entries({ ...HOLDER, ...OTHER, 'a.ts': text }).map(([file, each]) => [`/w/${file}`, each]),
    );
    const host = memoryHost(files);
    const read = new Set<string>();
    const discovery = discoveryOver({
      ...host,
      readText(file) {
        read.add(file);
        return host.readText(file);
      },
    });
    for (const file of ['/w/lib/purge.ts', '/w/a.ts']) {
      discovery.update(file, files.get(file));
      discovery.findings(file);
    }
    return read;
  }

  it('has nothing looked up that leads to no wrapper', () => {
    assert.equal(readFor(`import { purge } from './other'; purge('x');`).has('/w/pool.ts'), false);
    assert.equal(
      readFor(`import { remove } from './database';\n// purge\nremove(<purge />);`).has('/w/database.ts'),
      false,
    );
    assert.equal(
      readFor(`import { pool } from './pool';\nexport function purge() { pool.end(); }`).has('/w/pool.ts'),
      false,
    );
  });

  it('is looked at again when what it imports becomes one', () => {
    const files = new Map(
      Object.entries({ ...HOLDER, ...OTHER, 'a.ts': `import { purge } from './other'; purge('x');` }).map(
        ([file, text]) => [`/w/${file}`, text],
      ),
    );
    const discovery = discoveryOver(memoryHost(files));
    for (const file of ['/w/lib/purge.ts', '/w/a.ts']) {
      discovery.update(file, files.get(file));
    }
    assert.equal(discovery.findings('/w/lib/purge.ts').occurrences.length, 1);
    assert.deepEqual(discovery.findings('/w/a.ts').occurrences, []);
    files.set('/w/other.ts', `export * from './lib/purge';`);
    assert.ok(discovery.changed('/w/other.ts').has('/w/a.ts'));
    assert.equal(discovery.findings('/w/a.ts').occurrences.length, 1);
  });
});
