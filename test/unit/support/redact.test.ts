import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from '../../../src/support/redact.ts';

describe('the log', () => {
  it('never shows a token that was seen', () => {
    const redactor = createRedactor();
    redactor.hide('marked/token+123');
    assert.equal(redactor.redact('a marked/token+123 b'), 'a [redacted] b');
    assert.equal(redactor.redact(`?t=${encodeURIComponent('marked/token+123')}`), '?t=[redacted]');
  });

  it('never shows what stands behind Bearer, even if nobody named it', () => {
    assert.equal(createRedactor().redact('authorization: Bearer abc.def-1'), 'authorization: Bearer [redacted]');
  });

  it('leaves ordinary words alone', () => {
    const redactor = createRedactor();
    redactor.hide('a');
    assert.equal(redactor.redact('a banana'), 'a banana');
  });
});
