import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWord } from '../../../src/ui/words/skips.ts';

test('what a scan left unread is said in a line, and nothing where it read all', () => {
  assert.equal(skipsWord({ large: 0, unreadable: false, capped: false }), '');
  assert.equal(skipsWord({ large: 1, unreadable: false, capped: false }), '1 file is too large to be read.');
  assert.equal(
    skipsWord({ large: 3, unreadable: true, capped: true }),
    '3 files are too large to be read. Some folders could not be read. There are more files than are looked at.',
  );
});
