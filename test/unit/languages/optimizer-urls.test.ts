import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDirect } from '../../../src/core/discover/languages/read.ts';
import { cpuTime } from '../cpu-time.ts';
import { expectFound, find } from '../discover/workspace.ts';
import { written } from './written.ts';

function images(file: string, text: string): string[] {
  return readDirect(file, text).map(({ role, value }) => {
    assert.equal(role, 'image');
    return written(value);
  });
}

test('CSS, HTML, Markdown, components', () => {
  for (const [file, text, expected] of [
    ['/a.css', 'a { background: url(/_next/image?url=%2Fa%20b.png&w=640&q=75) }', ['/a b.png']],
    [
      '/a.scss',
      `a { background: url("https://x.dev/_vercel/image?w=1&url=https%3A%2F%2Fh%2Fa.jpg%3Fv%3D1") }`,
      ['https://h/a.jpg?v=1'],
    ],
    [
      '/a.html',
      '<img src="/_next/image?url=%2Fa.png&amp;w=640" srcset="/_next/image?w=1&amp;url=%2Fb.png 1x, /_next/image/?url=%2Fc.png 2x">',
      ['/a.png', '/b.png', '/c.png'],
    ],
    ['/a.md', '![x](/_next/image?url=%2Fa.png&w=640 "title")', ['/a.png']],
    ['/a.vue', '<template><img :src="`/_vercel/image?url=/img/${post.id}.png&w=1`"></template>', ['/img/<id>.png']],
    ['/a.svelte', '<img src="/_vercel/image?url={encodeURIComponent(src)}&w=1">', ['(runtime)']],
    [
      '/a.md',
      '| http://x/_next/image?url=%2Fimages%2Fher… | /_next/image?url=... | /_next/image?url=/a...png |',
      ['/a...png'],
    ],
    ['/a.html', 'a /_next/image?url=%E4%F6.png b', ['%E4%F6.png']],
    ['/a.html', '"/_next/image?url=%ZZ+100%.png"', ['%ZZ 100%.png']],
    ['/a.html', '"/_next/image?url=%C3%A9%F0.png"', ['%C3%A9%F0.png']],
  ] as const) {
    assert.deepEqual(images(file, text), expected, text);
  }
});

test('code: strings, templates and sums', () => {
  for (const [text, expected] of [
    [`const a = '/_next/image?url=%2Fa.png&w=640&q=75';`, ['/a.png']],
    [`const a = "https://x.dev/_next/image?url=%2Fa.png&w=" + w;`, ['/a.png']],
    ['const a = `/_next/image?url=${encodeURIComponent("/a b.png")}&w=${w}`;', ['/a b.png']],
    ['const a = `/_vercel/image?url=/u/${encodeURIComponent(user.name)}.png&w=1`;', ['/u/${name}.png']],
    [`const a = '/_vercel/image?url=' + encodeURIComponent('/a.png') + '&w=' + w;`, ['/a.png']],
    [`f('/_vercel/image?url=/u/' + this.ids[0].slice(1) + '.png&w=1', 2);`, ['/u/${ids}.png']],
    [`const a = \`background: url("/_next/image?url=%2Fa.png")\`;`, ['/a.png']],
    [
      `const BASE = '/_next/image?'; const a = BASE + 'url=' + encodeURIComponent('/a/' + name) + '&w=1';`,
      ['/a/${name}'],
    ],
    ['const loader = ({ src }) => `/_next/image?url=${src}`;', ['?parameter']],
    [`// '/_next/image?url=%2Fa.png'`, []],
    [`f('/_next/image?w=1&q=2', '/_next/image', '/next/image?url=a', '/_next/image?url=')`, []],
  ] as const) {
    expectFound(
      text,
      expected.map((each) => `image ${each}`),
    );
  }
});

test('what is none: comments, code fences, a path without a url', () => {
  for (const [file, text] of [
    ['/a.css', '/* url(/_next/image?url=%2Fa.png) */'],
    ['/a.html', '<!-- /_next/image?url=%2Fa.png -->'],
    ['/a.md', '```html\n<img src="/_next/image?url=%2Fa.png">\n```'],
    ['/a.md', 'Ask for `/_next/image?url=%2Fa.png`.'],
    ['/a.md', '```ts\nrevalidateTag("a")\n```\nrevalidateTag("a")'],
    ['/a.html', `<a href='/_next/image?w=1&q=2' class="/_next/image /next/image?url=a /_next/image?url=">`],
  ] as const) {
    assert.deepEqual(images(file, text), [], text);
  }
});

test('the place is the whole URL; an SVG is said not to be optimized', () => {
  const css = 'a { background: url(https://x.dev/_next/image?url=%2Fa.svg&w=1) }';
  const [inCss] = readDirect('/a.css', css);
  assert.equal(inCss && css.slice(inCss.span.start, inCss.span.end), 'https://x.dev/_next/image?url=%2Fa.svg&w=1');
  assert.equal(inCss?.notOptimized, 'svg');
});

test('hostile text is read in linear time', () => {
  for (const file of ['a.css', 'a.html', 'a.md', 'a.ts', 'a.vue']) {
    for (const piece of [
      '/_next/image?url=',
      '`/_next/image?url=${',
      `"${'/_next/image?url='.repeat(10_000)}"`,
      '%25',
      '{',
      '`',
      '/_next/image?url=%',
    ]) {
      const started = cpuTime();
      find({ [file]: piece.repeat(Math.ceil(100_000 / piece.length)) });
      assert.ok(cpuTime() - started < 2000, `${file} ${piece.slice(0, 40)}`);
    }
  }
});
