import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDiscovery } from '../../../src/core/discover/discovery.ts';
import { memoryHost } from './workspace.ts';

const TEXTS = new Map([
  ['/w/a.ts', `import { cacheTag } from 'next/cache'; import { B } from './b'; cacheTag('a', B);`],
  ['/w/b.ts', `import { cacheTag } from 'next/cache'; export const B = 'b'; cacheTag('b');`],
  ['/w/c.ts', `import { cacheTag } from 'next/cache'; cacheTag('c');`],
]);

/** Finds with a host that fails at one file once it is read again: what each file holds, and what was told. */
function findWithFailureAt(broken: string) {
  const host = memoryHost(TEXTS);
  const failures: string[] = [];
  let fails = false;
  const discovery = createDiscovery(
    {
      ...host,
      readText: (file) => {
        if (fails && file === broken) {
          throw new RangeError('Maximum call stack size exceeded');
        }
        return host.readText(file);
      },
    },
    (file, error) => failures.push(`${file}: ${error}`),
  );
  for (const [file, text] of TEXTS) {
    discovery.update(file, text);
    discovery.findings(file);
  }
  fails = true;
  discovery.changed(broken);
  const found = [...TEXTS.keys()].map((file) =>
    discovery.findings(file).occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : '?')),
  );
  return { found, failures };
}

describe('a fault while a file is looked at', () => {
  it('is told, and leaves the other files whole', () => {
    const { found, failures } = findWithFailureAt('/w/c.ts');
    assert.deepEqual(found, [['a', 'b'], ['b'], []]);
    assert.deepEqual([...new Set(failures)], ['/w/c.ts: RangeError: Maximum call stack size exceeded']);
  });

  it('in a file that others import leaves them what they write themselves', () => {
    const { found, failures } = findWithFailureAt('/w/b.ts');
    assert.deepEqual(found, [['a', '?'], [], ['c']]);
    assert.deepEqual([...new Set(failures)], ['/w/b.ts: RangeError: Maximum call stack size exceeded']);
  });
});
