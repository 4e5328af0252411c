import { describe, it } from 'node:test';
import { expectFound } from '../discover/workspace.ts';

const IMPORT = `import Image from 'next/image';\n`;

describe('how real projects write images', () => {
  it('a state that begins with a property, and falls back', () => {
    expectFound(
      {
        'page.tsx': `import { Photo } from './photo';
export default ({ user }) => <><Photo src="/a.png" /><Photo src={user.picture} fallback="/own.png" /></>;`,
        'photo.tsx': `${IMPORT}import { useEffect, useState } from 'react';
export function Photo({ src, fallback = '/fallback.png', ...rest }) {
  const [shown, setShown] = useState(src);
  useEffect(() => { setShown(src); }, [src]);
  return <Image {...rest} src={shown} onError={() => setShown(fallback)} />;
}`,
      },
      ['image /a.png (Photo)', 'image /own.png (Photo)', 'image /fallback.png'],
    );
  });

  it('a state: its first value, also of a function, and what its setter is called with; another state says nothing', () => {
    expectFound(
      `${IMPORT}import { useState } from 'react';
export function A() {
  const [one, setOne] = useState(() => '/first.png');
  const [two, setTwo] = useState<string | null>(null);
  const [, setOther] = useState('');
  return <><Image src={one} /><Image src={two} /><b onClick={() => { setOne('/second.png'); setTwo('/third.png'); setOther('/no.png'); }} /></>;
}`,
      ['image /first.png', 'image /second.png', 'image /third.png'],
    );
  });

  it('a state that counts picks any element, and one that is handed on may hold anything', () => {
    expectFound(
      `${IMPORT}import { useState } from 'react';
const slides = [{ image: '/1.png' }, { image: '/2.png' }];
export function A() {
  const [at, setAt] = useState(0);
  const [tab, setTab] = useState('first');
  return <><Image src={slides[at].image} onClick={() => setAt((before) => before + 1)} /><Tabs onChange={setTab} /><Image src={\`/\${tab}.png\`} /></>;
}`,
      ['image /1.png', 'image /2.png', 'image /${tab}.png'],
    );
  });

  it('a component whose properties have a type of a package', () => {
    expectFound(
      {
        'page.tsx': `import { Blur, Frame } from './blur';
import { people } from './people';
export default ({ who }) => <><Blur src="/a.png" /><Blur src={people[who].image} /><Frame src="/b.png" /></>;`,
        'people.ts': `export const people = { ada: { image: '/ada.png' }, bob: { image: '/bob.png' } };`,
        'blur.tsx': `import type { ComponentProps } from 'react';
import Image, { type ImageProps } from 'next/image';
export function Blur(props: ComponentProps<typeof Image>) { return <Image {...props} alt={props.alt} />; }
export const Frame = (props: ImageProps) => <p><Image {...props} /></p>;`,
      },
      [
        'image ?parameter',
        'image ?parameter',
        'image /a.png (Blur)',
        'image /ada.png (Blur)',
        'image /bob.png (Blur)',
        'image /b.png (Frame)',
      ],
    );
  });

  it('components that are properties of a component', () => {
    expectFound(
      {
        'page.tsx': `import { Box, Card, Kit } from './card';
export default () => <><Card.Image src="/a.png" /><Box.Cover image="/b.png" /><Kit.Cover image="/c.png" /><Card.Title src="/d.png" /></>;`,
        'card.tsx': `${IMPORT}export function Card({ children }) { return <div>{children}</div>; }
Card.Image = ({ src }) => <Image src={src} />; Card.Title = Title;
const Cover = ({ image }) => <Image src={image} />;
export const Box = Object.assign(Card, { Cover }); export const Kit = { Cover };`,
      },
      ['image ?parameter', 'image ?parameter', 'image /a.png (Image)', 'image /b.png (Cover)', 'image /c.png (Cover)'],
    );
  });

  it('components that hand all properties on, through several layers and beside others', () => {
    expectFound(
      {
        'page.tsx': `import { Outer, Middle } from './outer';
export default ({ post }) => <><Outer src="/a.png" /><Middle src={'/b.png'} wide /><Outer {...records[0]} /></>;
const records = [{ src: '/c.png', alt: 'C' }];`,
        'outer.tsx': `import Inner from './inner';
export const Outer = (props) => <p><Middle {...props} className="outer" /></p>;
export function Middle({ wide, ...rest }) { const blur = useBlur(rest.src); return <Inner {...rest} blur={blur} />; }`,
        'inner.tsx': `import Image from 'next/image';
export default function Inner(props) { return <Image {...props} alt={props.alt} />; }`,
      },
      ['image /c.png', 'image /a.png (Outer)', 'image /b.png (Middle)'],
    );
  });

  it('a component that shows a fallback through another', () => {
    expectFound(
      {
        'banner.tsx': `import Photo from './photo';
export function Banner({ post }) { const shown = post.images && post.images.length > 0 ? post.images[0] : '/fallback.png'; return <Photo src={shown} />; }`,
        'photo.tsx': `import Image from 'next/image';
const base = process.env.BASE_PATH;
export default ({ src, ...rest }) => <Image src={\`\${base || ''}\${src}\`} {...rest} />;`,
      },
      ['image /fallback.png (photo)', 'image ?runtime'],
    );
  });

  it('a beginning that only some addresses get', () => {
    expectFound(
      {
        'page.tsx': `import Photo from './photo';
export default ({ post }) => <><Photo src="/a.png" /><Photo src="b.png" /><Photo src={post.cover || '/none.png'} /></>;`,
        'photo.tsx': `import Image from 'next/image';
const whole = (src: string) => { if (src.startsWith('/') || src.startsWith('http')) { return src; } return \`/\${src}\`; };
export default ({ src }) => <Image src={whole(src)} />;`,
      },
      ['image /a.png (photo)', 'image /b.png (photo)', 'image /none.png (photo)', 'image ?parameter'],
    );
  });

  it('a function of the project that makes the URL of the optimizer', () => {
    expectFound(
      {
        'page.tsx': `import { urlOf, preload, HERO } from './urls';
const a = urlOf('/a.png', 640), b = urlOf(HERO);
preload({ src: '/c.png' });`,
        'urls.ts': `export const HERO = '/hero.png';
export const urlOf = (src: string, w = 1) => \`/_next/image?url=\${encodeURIComponent(src)}&w=\${w}&q=75\`;
export function preload({ src }) { const encoded = encodeURIComponent(src); link('/_vercel/image?w=1&url=' + src); }
const own = \`/_next/image?url=\${encodeURIComponent(HERO)}\`, written = \`/_next/image?url=\${encodeURIComponent('/once.png')}\`;`,
      },
      [
        'image /a.png (urlOf)',
        'image /hero.png (urlOf)',
        'image /c.png (preload)',
        'image ?parameter',
        'image ?parameter',
        'image /hero.png',
        'image /once.png',
      ],
    );
  });

  it('parameters of the optimizer that an object holds, what was encoded before', () => {
    expectFound(
      `const given = (src: string) => { const params = new URLSearchParams({ url: src, w: '1' }); return \`/_next/image?\${params.toString()}\`; };
const here = (url: string) => '/_vercel/image?' + new URLSearchParams({ url, q: '75' });
function set(src: string) { const params = new URLSearchParams(); params.set('w', '1'); params.append('url', src); return \`/_next/image?\${params}\`; }
function onUrl(src: string) { const url = new URL('/_next/image', origin); url.searchParams.set('url', src); return url.href; }
function encoded(src: string) { const whole = encodeURIComponent(src); return \`/_next/image?url=\${whole}&w=1\`; }
given('/a.png'); here('/b.png'); set('/c.png'); onUrl('/d.png'); encoded('/e.png');
const other = new URLSearchParams({ page: '/f.png' }); go(\`/_next/image?\${other}\`); new URL('/_next/image', origin);`,
      [
        'image ?parameter',
        'image ?parameter',
        'image ?parameter',
        'image ?parameter',
        'image ?parameter',
        'image /a.png (given)',
        'image /b.png (here)',
        'image /c.png (set)',
        'image /d.png (onUrl)',
        'image /e.png (encoded)',
      ],
    );
  });

  it('components that a package makes of one', () => {
    expectFound(
      `${IMPORT}import { motion } from 'framer-motion';
import styled from 'styled-components';
import { memo } from 'react';
import { wrap } from 'other';
const Moving = motion.create(Image); const Styled = styled(Image)\`width: 1px\`; const Kept = memo(Image); const Other = wrap(Image);
export default () => <><Moving src="/1.png" /><Styled src="/2.png" /><Kept src="/3.png" /><Other src="/4.png" /></>;`,
      ['image /1.png', 'image /2.png', 'image /3.png'],
    );
  });

  it('components that a package makes in several calls, for all files', () => {
    expectFound(
      {
        'page.tsx': `import * as S from './styles';
export default () => <><S.Called src="/1.png" /><S.Named src="/2.png" /><S.Nested src="/3.png" /><S.Themed src="/4.png" /><S.Div src="/5.png" /></>;`,
        'styles.ts': `${IMPORT}import { styled } from '@mui/material/styles'; import components from 'styled-components';
import { createStitches } from '@stitches/react'; import { motion } from 'motion/react';
const { styled: stitched } = createStitches({});
export const Called = styled(Image, { name: 'x' })(({ theme }) => ({ width: theme.width }));
export const Named = components(Image).attrs({ alt: '' })\`width: 1px\`;
export const Nested = components(motion.create(Image))\`width: 1px\`;
export const Themed = stitched(Image, { width: 1 });
export const Div = styled('div')({});`,
      },
      ['image /1.png', 'image /2.png', 'image /3.png', 'image /4.png'],
    );
  });

  it('elements that a function makes', () => {
    expectFound(
      `${IMPORT}import React, { createElement } from 'react';
const Photo = ({ src }) => <Image src={src} />;
export default () => [createElement(Image, { src: '/1.png' }), React.createElement(Photo, { src: '/2.png' }), createElement('img', { src: '/3.png' })];`,
      ['image ?parameter', 'image /1.png', 'image /2.png (Photo)'],
    );
  });

  it('a component that has one name for itself and another for its callers', () => {
    for (const made of [
      'memo(function Inner({ src }) { return <Image src={src} />; })',
      'forwardRef<HTMLImageElement, Props>(function Inner({ src }, ref) { return <Image ref={ref} src={src} />; })',
      'function Inner({ src }) { return <Image src={src} />; }',
      'React.memo(React.forwardRef(function Inner({ src }, ref) { return <Image ref={ref} src={src} />; }))',
    ]) {
      expectFound(
        {
          'page.tsx': `import { Photo } from './photo'; export default () => <Photo src="/1.png" />;`,
          'photo.tsx': `${IMPORT}import React, { forwardRef, memo } from 'react';
export const Photo = ${made};
export const Own = () => <Photo src="/2.png" />;`,
        },
        ['image /1.png (Photo)', 'image ?parameter', 'image /2.png (Photo)'],
      );
    }
  });

  it('a component that is loaded later; the whole module', () => {
    expectFound(
      {
        'page.tsx': `import dynamic from 'next/dynamic';
const Photo = dynamic(() => import('./photo'));
const Card = dynamic(() => import('./photo').then((module) => module.Card));
export default () => <><Photo src="/1.png" /><Card src="/2.png" /></>;`,
        'photo.tsx': `${IMPORT}export default function Photo({ src }) { return <Image src={src} />; }
export const Card = ({ src }) => <Image src={src} />;`,
      },
      ['image /1.png (Photo)', 'image /2.png (Card)', 'image ?parameter', 'image ?parameter'],
    );
    expectFound(
      `import dynamic from 'next/dynamic'; import React, { lazy } from 'react';
const Image = dynamic(() => import('next/image'), { ssr: false }); const Lazy = lazy(() => import('next/legacy/image'));
const Later = React.lazy(() => import('next/image')); const Named = dynamic(() => import('next/image').then((m) => m.default));
const Other = dynamic(() => import('other/image')); import * as Whole from 'next/image';
export default () => <><Whole.default src="/w.png" /><Image src="/a.png" /><Lazy src="/b.png" /><Later src="/c.png" /><Named src="/d.png" /><Other src="/e.png" /></>;`,
      ['image /w.png', 'image /a.png', 'image /b.png', 'image /c.png', 'image /d.png'],
    );
  });

  it('another component that renders as next/image; an element that does not', () => {
    expectFound(
      `${IMPORT}import NextImage from 'next/image';
import { Image as Mantine, Box } from '@mantine/core';
export default () => <><Mantine component={NextImage} src="/1.png" /><Box as={NextImage} src="/2.png" /><Mantine src="/3.png" /><Box as="img" src="/4.png" /><Box as={wide ? NextImage : 'img'} src="/5.png" /></>;`,
      ['image /1.png', 'image /2.png', 'image /5.png'],
    );
  });

  it('lists that are counted out, sums of numbers, an object in the form of an import', () => {
    expectFound(
      `${IMPORT}const pages = Array.from({ length: 2 }, (_, index) => \`/page-\${index + 1}.png\`);
export default () => <>{pages.map((page) => <Image src={page} />)}<Image src={{ src: '/object.png', width: 1, height: 1 }} /></>;`,
      ['image /page-1.png', 'image /page-2.png', 'image /object.png'],
    );
  });

  it('a list of so many elements is counted by its callbacks', () => {
    for (const list of ['[...Array(2)]', 'Array(2).fill(0)', 'new Array(2).fill(null)', 'Array.from({ length: 2 })']) {
      expectFound(`${IMPORT}export default () => <>{${list}.map((_, i) => <Image src={\`/\${i + 1}.png\`} />)}</>;`, [
        'image /1.png',
        'image /2.png',
      ]);
    }
    expectFound(
      `${IMPORT}export default () => <>{[...Array(2).keys()].map((i) => <Image src={\`/\${i}.png\`} />)}{['a', name].map((x, i) => <Image src={\`/of/\${i}.png\`} />)}</>;`,
      ['image /0.png', 'image /1.png', 'image /of/${i}.png'],
    );
  });

  it('what a promise is resolved with; one that only waits', () => {
    for (const made of [
      'new Promise((resolve) => setTimeout(() => resolve(posts), 100))',
      'new Promise<Post[]>(function (done, fail) { if (posts) { done(posts); } else { fail(); } })',
      'Promise.resolve(posts)',
    ]) {
      expectFound(
        {
          'api.ts': `const posts = [{ cover: '/a.png' }, { cover: '/b.png' }];
export const load = async () => { await new Promise((resolve) => setTimeout(resolve, 9)); return ${made}; };`,
          'page.tsx': `${IMPORT}import { use } from 'react'; import { load } from './api';
export const Page = async () => { const list = await load(); return list.map((each) => <Image src={each.cover} />); };
export const Client = () => use(load()).map((each) => <Image src={each.cover} />);`,
        },
        ['image /a.png', 'image /b.png', 'image /a.png', 'image /b.png'],
      );
    }
  });

  it('one of two that a package chooses; an address that is decoded', () => {
    expectFound(
      `${IMPORT}import { useColorModeValue } from '@chakra-ui/react';
const Photo = ({ bg, src }) => <><Image src={useColorModeValue(bg.light, bg.dark)} /><Image src={decodeURIComponent(src)} /></>;
export default () => <Photo bg={{ light: '/light.png', dark: '/dark.png' }} src="/a.png" />;`,
      ['image /light.png', 'image /dark.png', 'image ?parameter', 'image /a.png (Photo)'],
    );
  });

  it('a list that a package puts into another order, or cuts', () => {
    for (const made of ['shuffle(posts)', "orderBy(posts, ['date'], 'desc')", '_.take(_.sortBy(posts, byDate), 3)']) {
      expectFound(
        `${IMPORT}import _, { orderBy, shuffle } from 'lodash'; const posts = [{ cover: '/a.png' }, { cover: '/b.png' }];
export default () => ${made}.map((each) => <Image src={each.cover} />);`,
        ['image /a.png', 'image /b.png'],
      );
    }
  });

  it('a page of the pages router gets what its loader returns', () => {
    expectFound(
      `${IMPORT}const posts = [{ cover: '/a.jpg' }];
export default function Page({ posts, hero, query }) { return <><Image src={hero} />{posts.map((post) => <Image src={post.cover} />)}<Image src={query.src} /></>; }
export const Other = ({ hero }) => <Image src={hero} />;
export async function getStaticProps() { if (!posts) { return { notFound: true }; } return { props: { posts, hero: '/hero.png', query: await load() } }; }`,
      ['image /hero.png', 'image /a.jpg', 'image ?runtime', 'image ?parameter'],
    );
    expectFound(
      `${IMPORT}export default function Page({ country }) { return <Image src={\`/flags/\${country}.png\`} />; }
export const getServerSideProps = async ({ req }) => ({ props: { country: String(req.headers['x-country'] || 'us') } });`,
      ['image /flags/${x-country}.png'],
    );
  });

  it('Vue: a box around a value, and what is computed', () => {
    expectFound(
      {
        'nuxt.config.ts': 'export default defineNuxtConfig({});',
        'package.json': '{}',
        'a.vue': `<script setup>
const hero = ref('/hero.png');
const card = computed(() => (props.dark ? '/dark.png' : '/light.png'));
const image = useImage();
const url = image.getImage('/got.png').url;
const other = hero.value;
</script>
<template><NuxtImg :src="hero" /><NuxtImg :src="card" /><NuxtImg :src="other" /></template>`,
      },
      ['image /got.png', 'image /hero.png', 'image /dark.png', 'image /light.png', 'image /hero.png'],
    );
  });

  it('Nuxt: a component by its name, as a value, and imported all the same', () => {
    const nuxt = { 'package.json': '{}', 'nuxt.config.ts': 'export default defineNuxtConfig({});' };
    expectFound(
      {
        ...nuxt,
        'a.vue': `<script setup>
const NuxtImg = resolveComponent('NuxtImg');
const tag = computed(() => (props.plain ? 'img' : resolveComponent('NuxtImg')));
const cells = [() => h(resolveComponent('NuxtImg'), { src: '/1.png' }), () => h(NuxtImg, { src: '/2.png' }), () => h('img', { src: '/no.png' })];
</script>
<template><NuxtImg src="/3.png" /><component :is="NuxtImg" src="/4.png" /><component :is="tag" src="/5.png" /><component :is="Other" src="/no.png" /></template>`,
      },
      ['image /1.png', 'image /2.png', 'image /3.png', 'image /4.png', 'image /5.png'],
    );
    expectFound(
      {
        ...nuxt,
        'utils/address.ts': 'export const addressOf = (name) => `/photos/${name}.png`;',
        'a.vue': `<script setup>
import { NuxtImg } from '#components';
import { addressOf, useImage } from '#imports';
const url = useImage()('/1.png');
</script>
<template><NuxtImg :src="addressOf('2')" /></template>`,
      },
      ['image /1.png', 'image /photos/2.png'],
    );
  });

  it('Nuxt: what the configuration of the application says, wherever it stands', () => {
    for (const folder of ['', 'app/', 'src/']) {
      expectFound(
        {
          'package.json': '{}',
          'nuxt.config.ts': 'export default defineNuxtConfig({});',
          [`${folder}app.config.ts`]:
            "export default defineAppConfig({ profile: { picture: '/me.png', name: 'Me' } });",
          [`${folder}components/A.vue`]: `<script setup>
const { profile } = useAppConfig(); const config = useAppConfig();
</script>
<template><NuxtImg :src="profile.picture" /><NuxtImg :src="config.profile.picture" /></template>`,
        },
        ['image /me.png', 'image /me.png'],
      );
    }
    expectFound(
      {
        'package.json': '{}',
        'nuxt.config.ts': '',
        'a.vue': '<template><NuxtImg :src="useAppConfig().me" /></template>',
      },
      ['image ?runtime'],
    );
  });

  it('a component that puts something before what its caller writes', () => {
    expectFound(
      {
        'page.tsx': `import Image, { Logo, Photo } from './image';
import { assets } from './assets';
export default ({ name }) => <><Image src="/a.png" /><Image src={assets.b} /><Image src={name} /><Logo name="acme" /><Photo file={\`team/\${name}.jpg\`} /></>;`,
        'assets.ts': `export const assets = { b: '/b.png' };`,
        'image.tsx': `import NextImage from 'next/image';
const basePath = '/docs';
const withBase = (path: string) => \`https://cdn.example.com\${path}\`;
export default ({ src, ...rest }) => <NextImage src={basePath + src} {...rest} />;
export const Logo = ({ name }) => <NextImage src={\`/logos/\${name}.svg\`} />;
export const Photo = ({ file }) => <NextImage src={withBase('/people/' + file)} />;`,
      },
      [
        'image /docs${src}',
        'image /logos/${name}.svg',
        'image https://cdn.example.com/people/${file}',
        'image /docs/a.png (image)',
        'image /docs/b.png (image)',
        'image https://cdn.example.com/people/team/${name}.jpg (Photo)',
      ],
    );
  });

  it('an address that is told apart by how it begins or ends', () => {
    expectFound(
      {
        'page.tsx': `import { Photo, Remote } from './photo';
export default () => <><Photo src="/a.png" /><Photo src="b.png" /><Remote src="/c.png" /><Remote src="https://example.com/d.png" /><Remote src="/e.gif" />
  <Photo src={\`/\${id}.png\`} /><Photo src={\`\${id}.png\`} /><Remote src={\`/\${id}.gif\`} /><Remote src={\`https://\${id}\`} /></>;`,
        'photo.tsx': `${IMPORT}export const Photo = ({ src }) => <Image src={src.startsWith('/') ? src : \`/\${src}\`} />;
const CDN = 'https://cdn.example.com';
const resolve = (path: string) => { if (path.includes('://')) { return path; } return CDN + path; };
export const Remote = ({ src }) => src.endsWith('.gif') ? <img src={src} /> : <Image src={resolve(src)} />;`,
      },
      [
        'image /a.png (Photo)',
        'image /b.png (Photo)',
        'image https://cdn.example.com/c.png (Remote)',
        'image https://example.com/d.png (Remote)',
        'image /${id}.png (Photo)',
        'image ${id}.png (Photo)',
        'image /${id}.png (Photo)',
        'image https://${id} (Remote)',
        'image ?parameter',
        'image ?runtime',
        'image https://cdn.example.com${path}',
      ],
    );
  });

  it('a component that puts something before an address, behind another component', () => {
    expectFound(
      {
        'page.tsx': `import { Card } from './card'; import { projects } from './data';
export default () => <>{projects.map((each) => <Card cover={each.cover} href={each.href} />)}<Card cover="/c.png" /></>;`,
        'data.ts': `export const projects: Project[] = [{ cover: '/a.png', href: 'x' }, { cover: '/b.png', href: 'y' }];`,
        'card.tsx': `import Photo from './photo';
export const Card = ({ cover, href }) => <div>{cover && (href ? <a href={href}><Photo src={cover} /></a> : <Photo src={cover} />)}</div>;`,
        'photo.tsx': `import Image from 'next/image';
const basePath = process.env.BASE_PATH;
export default ({ src, ...rest }) => <Image src={\`\${basePath || ''}\${src}\`} {...rest} />;`,
      },
      ['image /a.png (Card)', 'image /b.png (Card)', 'image /c.png (Card)', 'image ?runtime'],
    );
  });

  it('a video among the pictures is none', () => {
    expectFound(
      `${IMPORT}const media = [{ src: '/a.png' }, { src: '/b.mp4' }, { src: 'https://example.com/c.WEBM?v=1' }, { src: '/d.mov#t=1' }];
export default ({ isVideo, id }) => <>{media.map((each) => isVideo(each) ? <video src={each.src} /> : <Image src={each.src} />)}<Image src={\`/\${id}.mp4\`} /></>;`,
      ['image /a.png'],
    );
  });

  it('a map that is filled under keys that nobody knows', () => {
    expectFound(
      `${IMPORT}async function load(ids) { const all = new Map(); for (const id of ids) { const one = await get(id); all.set(one.id, { avatar: one.avatar, cover: \`/covers/\${one.id}.png\` }); } return all; }
export default async ({ ids }) => { const all = await load(ids); return ids.map((id) => { const one = all.get(id); return one && <><Image src={one.avatar} /><Image src={one.cover} /></>; }); };`,
      ['image ?runtime', 'image /covers/${id}.png'],
    );
  });

  it('a value that is missing has no address', () => {
    expectFound(
      `${IMPORT}const addressOf = (url: unknown): string => { if (!url) { return ''; } return url instanceof URL ? url.toString() : String(url).trim(); };
export default ({ images, at }) => { const shown = images[at] ?? null; let other; return <><Image src={addressOf(shown)} /><Image src={(other ?? null).toString()} /><Image src={other.toString()} /></>; };`,
      ['image ?parameter', 'image ?runtime', 'image ?runtime'],
    );
  });

  it('an address of which only the query is written is unknown', () => {
    expectFound(
      `${IMPORT}export default ({ url }) => <><Image src={\`\${url}&w=2400&fit=max\`} /><Image src={url + '#top'} /><Image src={\`\${url}/w=1\`} /></>;`,
      ['image ?runtime', 'image ?runtime', 'image ${url}/w=1'],
    );
  });

  it('an object that spreads itself, also over others, ends', () => {
    expectFound(
      `${IMPORT}let state = { alt: '' }; state = { ...state, open: true };
let one = { a: '' }; let two = { ...one }; one = { ...two };
export default () => <><Image src={state.src} /><Image src={one.src} />{Object.keys(one).map((key) => <Image src={key} />)}</>;`,
      ['image ?too-complex', 'image ?too-complex', 'image ?runtime'],
    );
  });
});
