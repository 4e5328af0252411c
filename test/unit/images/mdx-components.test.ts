import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { discoveryOver, expectFound, memoryHost } from '../discover/workspace.ts';

const PICTURE = `import Image from 'next/image';
export const Picture = ({ src, alt }) => <figure><Image src={src} alt={alt} /></figure>;`;

const POST = `---
title: Hello
cover: /cover.png
---

# Hello

![A cat](/cat.png)

\`\`\`md
![Not shown](/code.png)
\`\`\`

Text with ![two](/one.png "One") ![pictures](</two b.png>) and \`![code](/inline.png)\`.

{/* ![Not shown](/comment.png) */}
`;

describe('components that MDX is given', () => {
  it('the file of Next: every picture of Markdown', () => {
    expectFound(
      {
        'package.json': '{}',
        'mdx-components.tsx': `import Image from 'next/image';
export function useMDXComponents(components) {
  return { h1: Title, img: (props) => <Image sizes="100vw" {...props} />, ...components };
}`,
        'app/post.mdx': POST,
      },
      ['image /cat.png (img)', 'image /one.png (img)', 'image /two b.png (img)', 'image ?parameter'],
    );
  });

  it('a map that is handed to a renderer in another file', () => {
    expectFound(
      {
        'package.json': '{}',
        'page.tsx': `import { MDXRemote } from 'next-mdx-remote/rsc';
import { mdxComponents } from './map';
export default ({ source }) => <MDXRemote source={source} components={mdxComponents} />;`,
        'map.ts': `import NextImage from 'next/image';
import { Picture } from './picture';
export const mdxComponents = { img: Picture, Image: NextImage, Picture } satisfies MDXComponents;`,
        'picture.tsx': PICTURE,
        'posts/a.mdx': `![A](/a.png)\n\n<Image src="/b.png" />\n<Picture src="/c.png" />\n<Other src="/d.png" />\n<img src="/e.png" />\n`,
      },
      ['image ?parameter', 'image /a.png (Picture)', 'image /b.png', 'image /c.png (Picture)'],
    );
  });

  it('a map at its renderer, a default export, a function that makes one', () => {
    for (const provider of [
      `import Image from 'next/image'; export default ({ children }) => <MDXProvider components={{ Photo: Image }}>{children}</MDXProvider>;`,
      `import Photo from 'next/image'; const components = { Photo }; export default () => <Content components={components} />;`,
      `import Image from 'next/image'; export const load = (source) => compileMDX({ source, components: { Photo: (props) => <Image {...props} /> } });`,
      `import Image from 'next/image'; export function getMDXComponents() { const map = { Photo: Image }; return map; } export const mdx: MDXComponents = { Photo: Image };`,
    ]) {
      expectFound(
        { 'package.json': '{}', 'a.tsx': provider, 'b.mdx': '<Photo src="/a.png" />' },
        provider.includes('props') ? ['image ?parameter', 'image /a.png (Photo)'] : ['image /a.png'],
      );
    }
  });

  it('pictures in lists, quotes and links; what only looks like one', () => {
    expectFound(
      {
        'package.json': '{}',
        'mdx-components.js': `import Image from 'next/image'; export const useMDXComponents = () => ({ img: Image });`,
        'a.mdx': `- ![a](/a.png)
> ![b [c]](</b c.png> 'Title')
[![d](/d.png)](https://example.com/no.png)
\\![e](/no.png) [f](/no.png) ![g] (/no.png) ![h](data:image/png;base64,AAAA)
`,
      },
      ['image /a.png', 'image /b c.png', 'image /d.png'],
    );
  });

  it('not of another package, not where the file has its own, not what other renderers are given', () => {
    expectFound(
      {
        'package.json': '{}',
        'a/package.json': '{}',
        'a/mdx-components.tsx': `import Image from 'next/image'; export const useMDXComponents = () => ({ img: Image, Image });`,
        'b/package.json': '{}',
        'b/b.mdx': '![b](/b.png)\n\n<Image src="/b.png" />',
        'a/a.mdx': `import { Image } from 'lucide-react';\n\n<Image src="/a.png" />\n`,
        'c/package.json': '{}',
        'c/c.tsx': `import Image from 'next/image'; import Markdown from 'react-markdown';
export default ({ text }) => <Markdown components={{ img: Image }}>{text}</Markdown>;`,
        'c/c.mdx': '![c](/c.png)',
        'd/package.json': '{}',
        'd/d.tsx': `import Image from 'next/image'; export const icons = { img: Image };`,
        'd/d.mdx': '![d](/d.png)',
      },
      [],
    );
  });

  it('follow the map: it comes later, it changes, it goes', () => {
    const map = `import Image from 'next/image'; export const useMDXComponents = () => ({ img: Image });`;
    const files = new Map([
      ['/w/package.json', '{}'],
      ['/w/a.mdx', '![a](/a.png)'],
    ]);
    const discovery = discoveryOver(memoryHost(files));
    const set = (file: string, text: string | undefined) => {
      if (text === undefined) {
        files.delete(file);
      } else {
        files.set(file, text);
      }
      discovery.update(file, text);
      discovery.findings(file);
      return discovery.findings('/w/a.mdx').occurrences.length;
    };
    assert.equal(set('/w/a.mdx', '![a](/a.png)'), 0);
    assert.equal(set('/w/mdx-components.tsx', map), 1);
    assert.ok(discovery.wrapperNames().has('!['));
    assert.equal(set('/w/mdx-components.tsx', map.replace('img:', 'Image:')), 0);
    assert.equal(set('/w/mdx-components.tsx', map), 1);
    assert.equal(set('/w/mdx-components.tsx', undefined), 0);
  });
});
