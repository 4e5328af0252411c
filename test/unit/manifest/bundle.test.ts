import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

test('what a file exports never changes: the bundle makes a constant of each import', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  assert.ok(files.length > 100);
  const changing = files.filter((file) => /^export (?:let|var)\b/m.test(readFileSync(path.join('src', file), 'utf8')));
  assert.deepEqual(changing, []);
});
