import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beside, inFolder, label, markdown, visible } from '../../../src/ui/text.ts';

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

  it('leaves joined emoji together, and nothing else', () => {
    assert.equal(visible('👩\u200d👧 ❤\ufe0f\u200d🔥 👍🏽\u200d🦰'), '👩\u200d👧 ❤\ufe0f\u200d🔥 👍🏽\u200d🦰');
    assert.equal(visible('a\u200db 👩\u200d \u200d👩'), 'a\\u{200d}b 👩\\u{200d} \\u{200d}👩');
  });

  it('that is read from right to left leaves the words behind it where they are', () => {
    assert.equal(beside('שלום', '1 use'), '\u200e1 use');
    assert.equal(beside('مرحبا-${id}', '1 use'), '\u200e1 use');
    assert.equal(beside('café', '1 use'), '1 use');
  });

  it('draws no icon in a label', () => assert.equal(label('$(trash) x'), '\\$(trash) x'));
});

for (const [path, name, ...folder] of [
  ['/images/home/hero.png', 'hero.png', '/images/home'],
  ['/logo.svg', '/logo.svg'],
  ['https://cdn.example.com/a.jpg?from=/b', 'a.jpg?from=/b', 'https://cdn.example.com'],
  ['https://cdn.example.com', 'https://cdn.example.com'],
  ['/posts/${slug}.png', '${slug}.png', '/posts'],
  ['/posts/', '/posts/'],
] as const) {
  it(`an image’s row begins with its file: ${path}`, () => assert.deepEqual(inFolder(path), { name, folder }));
}
