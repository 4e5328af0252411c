import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { compareImports } from './typescript-imports.ts';

const FILES: Record<string, string> = {
  'package.json': '{ "workspaces": ["packages/*"] }',
  'tsconfig.base.json': '{ "compilerOptions": { "paths": { "~/*": ["./apps/web/src/*"] } } }',
  'packages/tags/package.json':
    '{ "name": "@acme/tags", "exports": { ".": "./src/index.ts", "./*": { "types": "./src/*.ts" } } }',
  'packages/tags/src/index.ts': "export * from './orders.js';",
  'packages/tags/src/orders.ts': '',
  'apps/web/tsconfig.json': '{ "extends": "../../tsconfig.base", "include": ["src"], /* c */ }',
  'apps/web/package.json': '{ "imports": { "#db": "./src/db.ts" } }',
  'apps/web/src/db.ts': '',
  'apps/web/src/lib/index.tsx': '',
  'apps/web/src/legacy/package.json': '{ "main": "start.js" }',
  'apps/web/src/legacy/start.js': '',
  'apps/web/src/page.tsx': `
    import '@acme/tags';
    import { a } from '@acme/tags/orders';
    import db from '#db';
    import lib from '~/lib';
    import legacy from './legacy';
    export * from './db.js';
    const later = import('./lib/index.jsx');
    const old = require('../src/db');
  `,
};

test('follows imports as TypeScript does', () => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'imports-')));
  try {
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
    const files = Object.keys(FILES).filter((file) => /\.tsx?$/.test(file));
    const { internal, differences } = compareImports(
      root,
      files.map((file) => `${root}/${file}`),
    );
    assert.deepEqual(differences, []);
    assert.equal(internal, 9);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
