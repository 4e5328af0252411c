import { describe, it } from 'node:test';
import { expectFound } from '../discover/workspace.ts';

const OPTIMIZED = 'const optimized = (path: string, w = 1) => `/_vercel/image?url=${encodeURIComponent(path)}&w=${w}`;';

describe('components of Vue, Svelte and Astro around an image', () => {
  it('Svelte: each way to declare properties, and what the script makes of them', () => {
    for (const script of [
      'export let src: string;\nexport let quality = 80;\n$: url = `/_vercel/image?url=${encodeURIComponent(src)}&q=${quality}`;',
      'let { src, quality = 80 }: { src: string } = $props();\nconst url = $derived(`/_vercel/image?url=${encodeURIComponent(src)}&q=${quality}`);',
      `const { image, ...rest } = $props();\n${OPTIMIZED}\nlet url = optimized(image.src);`,
      'import { optimized } from "./url";\nexport let image;\nexport { className as class };\n$: ({ src = null } = image || {});\n$: set = [1, 2].map((w) => optimized(image?.src, w)).join(",");',
    ]) {
      const isRecord = script.includes('image;') || script.includes('image,');
      expectFound(
        {
          'package.json': '{}',
          'src/lib/Picture.svelte': `<script lang="ts">\n${script}\n</script>\n<img src={url} />`,
          ...(script.includes('import') && { 'src/lib/url.ts': `export ${OPTIMIZED}` }),
          'src/routes/+page.svelte': `<script>\nimport Picture from '$lib/Picture.svelte';\n</script>\n${
            isRecord ? "<Picture image={{ src: '/a.jpg' }} />" : '<Picture src="/a.jpg" />'
          }`,
        },
        ['image ?parameter', 'image /a.jpg (Picture)'],
      );
    }
  });

  it('Svelte: an element that is given the URL in the template', () => {
    expectFound(
      {
        'package.json': '{}',
        'Picture.svelte':
          '<script>\nimport { dev } from "$app/environment";\nexport let src;\n</script>\n<img src={dev ? src : `/_vercel/image?url=${src}&q=80`} />',
        'page.svelte':
          '<script>\nimport Picture from "./Picture.svelte";\nconst list = ["/a.jpg", "/b.jpg"];\n</script>\n{#each list as each}<Picture src={each} />{/each}',
      },
      ['image ?parameter', 'image /a.jpg (Picture)', 'image /b.jpg (Picture)'],
    );
  });

  it('Vue: what the setup makes of the properties', () => {
    for (const setup of [
      'const props = defineProps<{ file: string }>();\nconst url = computed(() => `/photos/${props.file}`);',
      'const { file = "none.png" } = defineProps<{ file?: string }>();\nconst url = `/photos/${file}`;',
      'const props = withDefaults(defineProps<Props>(), { file: "none.png" });\nexport interface Props { file?: string }\nconst { file } = toRefs(props);\nconst url = computed(() => "/photos/" + file.value);',
      'import { addressOf } from "./address";\nconst props = defineProps({ file: String });\nconst url = addressOf(props.file);',
    ]) {
      expectFound(
        {
          'package.json': '{}',
          'nuxt.config.ts': 'export default defineNuxtConfig({});',
          'components/Photo.vue': `<script setup lang="ts">\n${setup}\n</script>\n<template><NuxtImg :src="url" /></template>`,
          'components/address.ts': 'export const addressOf = (file: string) => `/photos/${file}`;',
          'pages/a.vue':
            '<template><Photo file="a.png" /><Photo v-for="each in [\'b.png\']" :file="each" /></template>',
        },
        [
          `image /photos/\${${setup.includes('file.value') ? 'value' : 'file'}}`,
          'image /photos/a.png (Photo)',
          'image /photos/b.png (Photo)',
        ],
      );
    }
  });

  it('Astro: properties that the front matter takes out, and what it makes of them', () => {
    for (const component of [
      'const { src, alt } = Astro.props;\n---\n<Image src={src} alt={alt} />',
      'interface Props { src: string }\nconst { src: shown = "/none.png" } = Astro.props as Props;\n---\n<Image src={shown} />',
      'const props = Astro.props;\n---\n<figure><Image {...props} /></figure>',
      'const path = Astro.props.src;\nconst made = await getImage({ src: path });\n---\n<img src={made.src} />',
      '---\n<Image src={Astro.props.src} />',
    ]) {
      expectFound(
        {
          'package.json': '{}',
          'src/Photo.astro': `---\nimport { getImage, Image } from 'astro:assets';\n${component}`,
          'src/page.astro': `---\nimport Photo from './Photo.astro';\nconst posts = [{ cover: '/b.png' }];\n---\n<Photo src="/a.png" />{posts.map((post) => <Photo src={post.cover} />)}`,
        },
        [
          component.includes('none') ? 'image /none.png' : 'image ?parameter',
          'image /a.png (Photo)',
          'image /b.png (Photo)',
        ],
      );
    }
  });
});
