import { describe, it } from 'node:test';
import { expectFound } from '../discover/workspace.ts';

/** The README's table of what is not understood: nothing of it is guessed, and what can be told of it is. */
describe('images that are not understood', () => {
  it('pictures of Markdown that is no MDX, whatever shows them', () => {
    expectFound(
      {
        'package.json': '{}',
        'mdx-components.tsx': `import Image from 'next/image'; export const useMDXComponents = () => ({ img: Image });`,
        'post.md': '![A](/a.png)',
      },
      [],
    );
  });

  it('a picture of MDX whose address stands elsewhere', () => {
    expectFound(
      {
        'package.json': '{}',
        'mdx-components.tsx': `import Image from 'next/image'; export const useMDXComponents = () => ({ img: Image });`,
        'post.mdx': '![A][hero] ![hero]\n\n[hero]: /hero.png',
      },
      [],
    );
  });

  it('files of import.meta.glob', () => {
    expectFound(
      {
        'package.json': '{}',
        'assets/a.png': '',
        'gallery.astro': `---
import { Image } from 'astro:assets';
const images = import.meta.glob('./assets/*.png', { eager: true });
---
{Object.values(images).map((each) => <Image src={each.default} alt="" />)}<Image src="/b.png" alt="" />`,
      },
      ['image ?runtime', 'image /b.png'],
    );
  });

  it('a class component: the properties of its callers', () => {
    expectFound(
      `import Image from 'next/image'; import { Component } from 'react';
class Photo extends Component { render() { return <Image src={this.props.src} />; } }
export default () => <Photo src="/a.png" />;`,
      ['image ?runtime'],
    );
  });
});
