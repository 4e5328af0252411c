import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

/** The rows of the table of threats: the threat, what stands against it, and the tests that hold it. */
function threats(): { readonly threat: string; readonly tests: readonly string[] }[] {
  const table = /## Threats[\s\S]*?(?=\n## |$)/.exec(readFileSync('SECURITY.md', 'utf8'))?.[0] ?? '';
  return table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
    .map((line) => {
      const [threat = '', , tests = ''] = line.slice(2, -2).split(' | ');
      return { threat, tests: [...tests.matchAll(/`([\w/-]+)`/g)].map((match) => match[1] ?? '') };
    });
}

describe('the threat model', () => {
  it('names tests for each threat, and they exist', () => {
    const rows = threats();
    assert.ok(rows.length >= 15);
    for (const { threat, tests } of rows) {
      assert.ok(tests.length > 0, threat);
      for (const test of tests) {
        assert.ok(existsSync(`test/${test}.test.ts`), `${threat}: ${test}`);
      }
    }
  });
});
