import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '../../../src/core/discover/languages/index.ts';
import { cpuTime } from '../cpu-time.ts';

function lines(...text: string[]): string {
  return text.join('\n');
}

/** What stands in the file as code, and what was added for the template, with blanks closed up. */
function read(file: string, text: string): { kept: string; template: string } {
  const code = codeOf(file, text);
  assert.ok(code);
  const close = (part: string) =>
    part
      .replace(/\s+/g, ' ')
      .replace(/^ ;export default function \(\$props\) \{ const \$attrs = \$props; ?(.*)\} $/, ';$1')
      .trim();
  return { kept: close(code.text.slice(0, text.length)), template: close(code.text.slice(text.length)) };
}

test('TypeScript and JavaScript are code as they stand', () => {
  for (const [file, dialect] of [
    ['/a.ts', 'ts'],
    ['/a.mts', 'ts'],
    ['/a.tsx', 'tsx'],
    ['/a.cjs', 'js'],
    ['/a.JSX', 'js'],
  ] as const) {
    const code = codeOf(file, 'let a');
    assert.equal(code?.text, 'let a');
    assert.equal(code?.dialect, dialect);
  }
  assert.equal(codeOf('/a.py', 'a = 1'), undefined);
});

test('a Vue file keeps both of its scripts where they stand', () => {
  const text = lines(
    '<!-- <script>no()</script> -->',
    '<script>export default {}</script>',
    '<template><p>hello <script>no()</script></p></template>',
    '<script setup lang="ts" generic="T extends A > B">',
    'const a = 1 < 2;',
    '</script>',
    '<style>.no { color: red }</style>',
    '<docs><script>no()</script></docs>',
  );
  const code = codeOf('/a.vue', text);
  assert.ok(code);
  assert.deepEqual(read('/a.vue', text).kept, 'export default {} const a = 1 < 2;');
  assert.equal(code.text.indexOf('const a'), text.indexOf('const a'));
  assert.equal(code.text.slice(0, text.length).split('\n').length, text.split('\n').length);
});

test('a quote that is never closed leads to no place behind the text', () => {
  for (const [file, text] of [
    ['/a.vue', '<template><NuxtImg src="/a.png'],
    ['/a.svelte', '<Picture src="/a.png'],
    ['/a.astro', '<Image src=`/a.png'],
    ['/a.mdx', '<Image src="/a.png'],
  ] as const) {
    const code = codeOf(file, text);
    assert.ok(code);
    for (let end = 1; end <= code.text.length; end++) {
      assert.ok(code.sourceSpan({ start: end - 1, end }).end <= text.length, `${file} ${end}`);
    }
  }
});

test('CRLF, an upper-case tag and a script that is never closed', () => {
  assert.equal(read('/a.vue', '<script>\r\nlet a\r\n</script>\r\n<template>\r\n</template>').kept, 'let a');
  assert.equal(read('/a.svelte', '<script lang="ts">\nlet a').kept, 'let a');
  assert.equal(read('/a.vue', '<script>let a</SCRIPT><i18n>{ "b": 1 }</i18n>').kept, 'let a');
});

test('a script ends at its closing tag even in a string, as in HTML, and not at a mere prefix of it', () => {
  assert.equal(
    read('/a.vue', `<script>const a = '</scripts>'; const b = "</script>"; no()`).kept,
    `const a = '</scripts>'; const b = "`,
  );
});

test('JSON in a script is no code', () => {
  assert.equal(read('/a.svelte', '<script type="application/ld+json">{"tags":["a"]}</script>').kept, '');
  assert.equal(read('/a.svelte', '<script context="module" type="module">a</script>').kept, 'a');
});

test('components of a Vue template become JSX', () => {
  const { template } = read(
    '/a.vue',
    lines(
      '<template>',
      '<NuxtImg class="a > b" :src="img.src" alt="x" @load="no()" v-if="no"></NuxtImg>',
      `<nuxt-picture src='/a b.png'/>`,
      '<!-- <NuxtImg src="/no.png"/> -->',
      '<MyCard v-bind="props" v-bind:image-src="`/x/${id}.png`" />',
      '</template>',
    ),
  );
  assert.equal(
    template,
    `;<NuxtImg class="a > b" src={img.src} alt="x"/>; <NuxtPicture src='/a b.png'/>; ` +
      '<MyCard {...props} imageSrc={`/x/${id}.png`}/>;',
  );
});

test('v-for is a loop, around its element and what it holds', () => {
  assert.equal(
    read('/a.vue', '<template><li v-for="(img, i) in images"><br><NuxtImg :src="img"/></li>{{ $img("/a") }}</template>')
      .template,
    ';for (const img of images) { <NuxtImg src={img}/>; } ;( $img("/a") );',
  );
  assert.equal(
    read('/a.vue', '<template><NuxtImg v-for="{ src } of [...a]" :src="src"></NuxtImg></template>').template,
    ';for (const { src } of [...a]) { <NuxtImg src={src}/>; }',
  );
});

test('an expression that is half typed does not reach into the next one', () => {
  const { template } = read('/a.vue', '<template><NuxtImg :src="a[" /><NuxtImg src="/b.png" /></template>');
  assert.equal(template, ';<NuxtImg/>; <NuxtImg src="/b.png"/>;');
});

test('a Svelte template: blocks, shorthand, spread, constants', () => {
  const { kept, template } = read(
    '/a.svelte',
    lines(
      '<script lang="ts">let b;</script>',
      '{#each list as { src, alt }, i (src)}',
      '{@const u = `/x/${src}`}',
      `<Image {src} {...rest} on:click={no} alt="a{no}" width="3" title={"}"}/>`,
      `{:else}<p>don't { name }</p>`,
      '{/each}',
      '{#if x}<img src={`/_vercel/image?url=${a}`}>{/if}',
    ),
  );
  assert.equal(kept, 'let b;');
  assert.equal(
    template,
    ';for (const { src, alt } of list) { const u = `/x/${src}`; <Image src={src} {...rest} width="3" title={"}"}/>; } ' +
      '{ ;( name ); } { ;(`/_vercel/image?url=${a}`); }',
  );
});

test('an Astro template is almost JSX, behind its front matter', () => {
  const { kept, template } = read(
    '/a.astro',
    lines(
      '---',
      "import { Image } from 'astro:assets';",
      '---',
      '<!doctype html>',
      '<meta charset=utf-8>',
      '<!-- <Image src="/no.png"/> -->',
      '<style>a{b:c}</style>',
      '{list.map((x) => <li><Image {src} alt={`a`} title=`x${y}` /><br></li>)}',
      `<p>don't</p>`,
      '<script>boot()</script>',
    ),
  );
  assert.equal(kept, "import { Image } from 'astro:assets';");
  assert.equal(
    template,
    ';<> <meta /> <style></style> {list.map((x) => <li><Image src={src} alt={`a`} title={`x${y}`} /><br/></li>)} ' +
      "<p>don't</p> <script></script></>; { boot() }",
  );
});

test('an Astro file without front matter, and one whose front matter is never closed', () => {
  assert.deepEqual(read('/a.astro', '<Image src="/a.png" />'), { kept: '', template: ';<><Image src="/a.png" /></>;' });
  assert.equal(read('/a.astro', '---\nconst a = 1').kept, 'const a = 1');
});

test('MDX: imports and components, but no code fences, inline code or comments', () => {
  const { kept, template } = read(
    '/a.mdx',
    lines(
      '---',
      'title: no',
      '---',
      "import Image from 'next/image'",
      'export const meta = {',
      '',
      '  a: 1,',
      '}',
      '',
      'exported by hand, and import no from prose',
      '# Hello `<Image src="/no.png"/>`',
      '```jsx',
      "import no from 'no'",
      '<Image src="/no.png"/>',
      '```',
      '<Image src="/yes.png" alt={`a`}',
      '  width={1} />',
      '{/* <Image src="/no.png"/> */}',
    ),
  );
  assert.equal(kept, "import Image from 'next/image' export const meta = { a: 1, }");
  assert.equal(template, ';<Image src="/yes.png" alt={`a`} width={1}/>;');
});

test('every place in rewritten code leads back to the file', () => {
  const text = '<template>\n<li v-for="x in list"><NuxtImg :src="`/a/${x.id}.png`" /></li>\n</template>';
  const code = codeOf('/a.vue', text);
  assert.ok(code);
  for (const piece of ['`/a/${x.id}.png`', 'x.id', 'list']) {
    const start = code.text.lastIndexOf(piece);
    const span = code.sourceSpan({ start, end: start + piece.length });
    assert.equal(text.slice(span.start, span.end), piece);
  }
});

test('no place in rewritten code leads out of the file', () => {
  for (const [file, text] of [
    ['/a.vue', '<template>\n<li v-for="x in list"><NuxtImg :src="`/a/${x.id}.png`" /></li>\n</template>'],
    ['/a.astro', "---\nimport { Picture } from 'astro:assets';\n<Picture src={image"],
    ['/a.svelte', '<script>let a;</script><img src={a'],
  ] as const) {
    const code = codeOf(file, text);
    assert.ok(code);
    for (let start = 0; start < code.text.length; start++) {
      const span = code.sourceSpan({ start, end: Math.min(start + 7, code.text.length) });
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, `${file} ${start}`);
    }
  }
});

test('hostile templates are read in linear time', () => {
  for (const file of ['/a.vue', '/a.svelte', '/a.astro', '/a.mdx']) {
    for (const piece of [
      '{',
      '{<a ',
      '<a {',
      '{{<a ',
      '<A b="',
      '<script>',
      '`',
      '<!--',
      '{#each a as b}',
      '<a v-for="',
      '---\n',
      '{(',
      "'",
      '<a {\\"',
      "{ \\'b ",
      '<a {/*',
      '![a](',
      '![a](<',
    ]) {
      const text = `<template>${piece.repeat(10_000)}`;
      const started = cpuTime();
      codeOf(file, text);
      assert.ok(cpuTime() - started < 2000, `${file} ${piece}`);
    }
  }
});
