import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Occurrence } from '../../../src/core/model.ts';
import { discoveryOver, memoryHost } from '../discover/workspace.ts';

function show({ value, via, notOptimized, staticImport }: Occurrence): string {
  const text =
    value.certainty === 'exact'
      ? value.text
      : value.certainty === 'pattern'
        ? value.parts.map((part) => (typeof part === 'string' ? part : `<${part.hole}>`)).join('')
        : `(${value.reason})`;
  return [text, via && `via ${via}`, notOptimized, staticImport && 'static'].filter(Boolean).join(' ');
}

/** What is found in `/w/<file>`, all files being candidates in the order in which they are given. */
function found(files: Record<string, string>, file: string): string[] {
  const paths = new Map(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]));
  const discovery = discoveryOver(memoryHost(paths));
  for (const [path, text] of paths) {
    discovery.update(path, text);
  }
  for (const path of paths.keys()) {
    discovery.findings(path);
  }
  return discovery.findings(`/w/${file}`).occurrences.map(show);
}

const IMPORT = "import Image from 'next/image';\n";

test('Nuxt: components, $img, useImage; another provider is not optimized by Vercel', () => {
  const vue = `<script setup lang="ts">
const img = useImage();
const background = computed(() => img('/bg.png', { width: 10 }));
const { $img } = useNuxtApp();
const url = $img('/app.jpg');
const hero = '/hero.webp';
</script>
<template>
  <NuxtImg src="/plain.png" />
  <nuxt-img :src="hero" alt="" />
  <NuxtPicture v-for="i in ['/x.png', '/y.png']" :key="i" :src="i" />
  <NuxtImg src="/cloud.png" provider="cloudinary" />
  <NuxtImg src="/vercel.png" provider="vercel" />
  <NuxtImg :src="\`/users/\${user.id}.png\`" />
  <NuxtImg src="/icon.svg" />
</template>`;
  assert.deepEqual(found({ 'a.vue': vue }, 'a.vue'), [
    '/bg.png',
    '/app.jpg',
    '/plain.png',
    '/hero.webp',
    '/x.png',
    '/y.png',
    '/cloud.png loader',
    '/vercel.png',
    '/users/<id>.png',
    '/icon.svg svg',
  ]);
});

test('Astro: Image, Picture and getImage of astro:assets, and of nothing else', () => {
  const astro = `---
import { Image, Picture as Pic, getImage } from 'astro:assets';
import { Image as Other } from 'lucide-astro';
import hero from './hero.png';
const og = await getImage({ src: '/og.png' });
const list = [{ src: '/1.png' }, { src: '/2.png' }];
---
<Image src={hero} alt="" />
<Image src="/public.png" alt="" />
<Other src="/no.png" />
<ul>{list.map((item) => (<li><Pic {...item} /><br></li>))}</ul>`;
  assert.deepEqual(found({ 'a.astro': astro, 'hero.png': '' }, 'a.astro'), [
    '/og.png',
    'hero.png static',
    '/public.png',
    '/1.png',
    '/2.png',
  ]);
});

test('MDX: components in prose', () => {
  assert.deepEqual(found({ 'a.mdx': `${IMPORT}\n<Image src="/a.png" />\n\n\`<Image src="/no.png" />\`\n` }, 'a.mdx'), [
    '/a.png',
  ]);
});

test('Image of another package is none', () => {
  for (const module of ['@react-pdf/renderer', 'lucide-react', '@shopify/hydrogen', './image']) {
    const text = `import { Image } from '${module}';\nexport const A = () => <Image src="/no.png" />;`;
    assert.deepEqual(found({ 'a.tsx': text, 'image.tsx': 'export const Image = () => null;' }, 'a.tsx'), [], module);
  }
});

test('a wrapper whose src reaches next/image: the caller writes the image, whoever was read first', () => {
  const wrapper = `${IMPORT}export default function Photo({ src, fill = false }) {
  const trimmed = typeof src === 'string' ? src.trim() : src;
  if (!trimmed) return null;
  if (fill) return <Image src={trimmed} fill alt="" />;
  return <Image src={trimmed} alt="" />;
}`;
  const caller = `import Photo from './photo';
export const A = ({ user }) => <><Photo src="/a.png" /><Photo src={user.image || '/fallback.png'} /></>;`;
  const expected = ['/a.png via Photo', '/fallback.png via Photo'];
  assert.deepEqual(found({ 'photo.tsx': wrapper, 'a.tsx': caller }, 'a.tsx'), expected);
  assert.deepEqual(found({ 'a.tsx': caller, 'photo.tsx': wrapper }, 'a.tsx'), expected);
});

test('a file that was read as an import and becomes a candidate later loses nothing', () => {
  const files = new Map([
    [
      '/w/photo.tsx',
      `${IMPORT}import { base } from './base';\nexport const Photo = ({ src }) => <><Image src={base} alt="" /><Image src={src} alt="" /></>;`,
    ],
    ['/w/base.ts', `export const base = '/base.png';`],
    ['/w/a.tsx', `import { Photo } from './photo';\nexport const A = () => <Photo src="/a.png" />;`],
  ]);
  const discovery = discoveryOver(memoryHost(files));
  const read = (path: string) => discovery.findings(path).occurrences.map(show);
  discovery.update('/w/photo.tsx', files.get('/w/photo.tsx'));
  assert.deepEqual(read('/w/photo.tsx'), ['/base.png', '(parameter)']);
  discovery.update('/w/a.tsx', files.get('/w/a.tsx'));
  assert.deepEqual(read('/w/a.tsx'), ['/a.png via Photo']);
  assert.deepEqual([...discovery.update('/w/base.ts', files.get('/w/base.ts'))], ['/w/base.ts']);
  assert.deepEqual(read('/w/a.tsx'), ['/a.png via Photo']);

  files.set('/w/base.ts', `export const base = '/other.png';`);
  discovery.update('/w/base.ts', files.get('/w/base.ts'));
  assert.deepEqual(read('/w/a.tsx'), ['/a.png via Photo']);
  assert.deepEqual(read('/w/photo.tsx'), ['/other.png', '(parameter)']);
});

test('a record that is handed on whole: the image is written where a component takes it out', () => {
  const card = `${IMPORT}export const Card = ({ app }) => <Image src={app.logo} alt="" />;`;
  const list = `const apps = [{ logo: '/a.png' }, { logo: '/b.png' }];\n`;
  const use = 'export const A = () => apps.map((app) => <Card app={app} />);';
  assert.deepEqual(found({ 'a.tsx': `${card}\n${list}${use}` }, 'a.tsx'), ['/a.png', '/b.png']);
  const files = { 'card.tsx': card, 'a.tsx': `import { Card } from './card';\n${list}${use}` };
  assert.deepEqual(found(files, 'a.tsx'), []);
  assert.deepEqual(found(files, 'card.tsx'), ['/a.png', '/b.png']);
});

test('an element of a list that is filled elsewhere is unknown, not missing', () => {
  const text = `${IMPORT}const byKey = {};
export const A = () => { const keys = []; return keys.map((key) => { const src = imageOf(key); return <Image src={src} alt="" />; }); };`;
  assert.equal(found({ 'a.tsx': text }, 'a.tsx').length, 1);
});

test('the configuration of the project says what is not optimized, or that an SVG is', () => {
  const text = `${IMPORT}export const A = () => <><Image src="/a.png" alt="" /><Image src="/b.svg" alt="" /></>;`;
  const under = (images: string) =>
    found({ 'package.json': '{}', 'next.config.mjs': `export default { images: ${images} };`, 'a.tsx': text }, 'a.tsx');
  assert.deepEqual(under('{}'), ['/a.png', '/b.svg svg']);
  assert.deepEqual(under('{ unoptimized: true }'), ['/a.png unoptimized', '/b.svg unoptimized']);
  assert.deepEqual(under(`{ loader: 'custom' }`), ['/a.png loader', '/b.svg loader']);
  assert.deepEqual(under('{ dangerouslyAllowSVG: true }'), ['/a.png', '/b.svg']);
});

test('on the element: unoptimized, a loader, data and blob; an imported SVG', () => {
  const text = `${IMPORT}import logo from './logo.svg';
export const A = ({ off }) => <>
  <Image src="/1.png" unoptimized alt="" />
  <Image src="/2.png" unoptimized={off} alt="" />
  <Image src="/3.png" loader={mine} alt="" />
  <Image src="data:image/png;base64,AAAA" alt="" />
  <Image src="blob:https://x/1" alt="" />
  <Image src={logo} alt="" />
</>;`;
  assert.deepEqual(found({ 'a.tsx': text, 'logo.svg': '<svg/>' }, 'a.tsx'), [
    '/1.png unoptimized',
    '/2.png',
    '/3.png loader',
    'logo.svg svg static',
  ]);
});

test('a spread beside src: what is written counts, whatever the spread may hold', () => {
  const text = `${IMPORT}const known = { src: '/known.png' };
export const A = (props) => <Image src="/a.png" {...props} />;
export const B = ({ alt, ...rest }) => <Image {...rest} src="/b.png" />;
export const C = () => <Image {...known} alt="" />;
export const D = ({ src, ...rest }) => <Image src={src} {...rest} />;
export const E = () => <D src="/e.png" alt="" />;`;
  assert.deepEqual(found({ 'a.tsx': text }, 'a.tsx'), [
    '/a.png',
    '/b.png',
    '/known.png',
    '(parameter)',
    '/e.png via D',
  ]);
});

test('an image out of a list is shown where the element names it', () => {
  const text = `${IMPORT}const images = ['/1.png', '/2.png'];
export const A = () => images.map((image) => <Image key={image} src={image} alt="" />);`;
  const discovery = discoveryOver(memoryHost(new Map([['/w/a.tsx', text]])));
  discovery.update('/w/a.tsx', text);
  const { occurrences } = discovery.findings('/w/a.tsx');
  assert.deepEqual(occurrences.map(show), ['/1.png', '/2.png']);
  for (const { span } of occurrences) {
    assert.equal(span.start, text.indexOf('src={image}') + 'src={'.length);
  }
});

test('Vue: a component around an image, with properties in every spelling, imported by Nuxt itself', () => {
  const wrappers: Record<string, string> = {
    attrs: '<template><div><NuxtImg v-bind="$attrs" /></div></template>',
    typed: `<script setup lang="ts">
defineProps<{ /** where: there */ src: string; size?: { width: number } }>();
</script><template><NuxtImg :src="src" /></template>`,
    named: `<script setup lang="ts">
interface Props { src?: string }
const p = withDefaults(defineProps<Props>(), { src: '/default.png' });
</script><template><NuxtImg :src="p.src" /></template>`,
    options: `<script>
export default { props: { alt: { type: String, default: '' }, src: String } };
</script><template><nuxt-img :src="src" :alt="alt" /></template>`,
    list: `<script setup>defineProps(['alt', 'src']);</script><template><NuxtPicture :src="src" /></template>`,
  };
  for (const [name, wrapper] of Object.entries(wrappers)) {
    const files = {
      'package.json': '{}',
      'nuxt.config.ts': 'export default defineNuxtConfig({})',
      'components/base/Photo.vue': wrapper,
      'pages/index.vue': '<template><main><BasePhoto src="/a.png" /><base-photo :src="`/b.png`" /></main></template>',
    };
    assert.deepEqual(found(files, 'pages/index.vue'), ['/a.png via Photo', '/b.png via Photo'], name);
  }
});
