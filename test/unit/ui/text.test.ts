import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { label, markdown, visible } from '../../../src/ui/text.ts';

describe('text from a hostile workspace', () => {
  it('shows control, escape and bidirectional characters instead of obeying them', () => {
    assert.equal(visible('a\u001b[31mb\u202ec\u200bd\ne'), 'a\\u{1b}[31mb\\u{202e}c\\u{200b}d\\u{a}e');
  });

  it('leaves ordinary text of any language as it is', () => {
    assert.equal(visible('café 日本 🎉 post-1'), 'café 日本 🎉 post-1');
  });

  it('is cut', () => assert.equal(visible('x'.repeat(1000)).length, 301));

  it('is no Markdown', () => {
    assert.equal(markdown('[x](command:y)'), '\\[x\\]\\(command\\:y\\)');
    assert.equal(markdown('<img src=x>'), '\\<img src\\=x\\>');
    assert.equal(markdown('**b** `c`'), '\\*\\*b\\*\\* \\`c\\`');
  });

  it('is no link of a notification', () => {
    assert.equal(visible('[x](command:y)'), '[x]\\u{28}command:y)');
    assert.equal(visible('app/(shop)/[id]/page.tsx'), 'app/(shop)/[id]/page.tsx');
  });

  it('draws no icon in a label', () => assert.equal(label('$(trash) x'), '\\$(trash) x'));
});
