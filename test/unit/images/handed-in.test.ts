import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHandedIn } from '../../../src/core/discover/handed-in.ts';
import type { Occurrence } from '../../../src/core/model.ts';
import { discoveryOver, expectFound, find, memoryHost } from '../discover/workspace.ts';

const CARD = `import Image from 'next/image';
export function Card({ post }: { post: Post }) { return <Image src={post.cover} alt={post.title} />; }`;
const POSTS = `export const posts = [{ cover: '/a.jpg', title: 'A' }, { cover: '/b.jpg', title: 'B' }];`;
const PAGE = `import { Card } from './card';
import { posts } from './posts';
export default () => posts.map((post) => <Card key={post.title} post={post} />);`;

describe('images that a component takes out of a record of another file', () => {
  it('are shown where the component names them', () => {
    expectFound({ 'page.tsx': PAGE, 'card.tsx': CARD, 'posts.ts': POSTS }, ['image /a.jpg', 'image /b.jpg']);
  });

  it('also where the record holds imported pictures', () => {
    expectFound(
      {
        'package.json': '{}',
        'page.tsx': PAGE,
        'card.tsx': CARD,
        'posts.ts': `import a from '/pictures/a.png'; import b from './pictures/b.png'; export const posts = [{ cover: a }, { cover: b }];`,
        'pictures/a.png': '',
        'pictures/b.png': '',
      },
      ['image pictures/a.png', 'image pictures/b.png'],
    );
  });

  it('a list that is handed on whole, through a component of the project around next/image', () => {
    expectFound(
      {
        'page.tsx': `import { Team } from './team'; import { people } from './people'; export default () => <Team members={people} />;`,
        'people.ts': `export const people = all.filter(Boolean); const all = [{ photo: '/x.png' }, { photo: '/y.png' }];`,
        'picture.tsx': `import Image from 'next/image'; export default function Picture({ src }) { const known = src.trim(); return <Image src={known} />; }`,
        'team.tsx': `import Picture from './picture';
function Member({ member }) { return <Picture src={member.photo} />; }
export function Team({ members }) { return members.map((member) => <Member member={member} />); }`,
      },
      ['image ?parameter', 'image /x.png (Picture)', 'image /y.png (Picture)'],
    );
  });

  it('a record that is written at the element and taken apart at once', () => {
    for (const pattern of [
      '{ media: { image: { url } } }',
      '{ media: { image: { url } = {} } = {} }',
      '{ media: { image: { url } }, ...rest }',
      "{ media: { image: { url = '/none.png' } } }",
    ]) {
      expectFound(
        {
          'card.tsx': `import Image from 'next/image'; export const Card = (${pattern}) => <Image src={url} />;`,
          'page.tsx': `import { Card } from './card'; export default () => <Card media={{ image: { url: '/a.png' } }} />;`,
        },
        [pattern.includes('none') ? 'image /none.png' : 'image ?parameter', 'image /a.png (Card)'],
      );
    }
  });

  it('a record whose names only the running code knows', () => {
    expectFound(
      {
        'page.tsx': `import { translate } from 'i18n'; import { Themes } from './themes';
export default async () => { const t = await translate(); const keys = { bus: t('Bus'), food: t('Food') };
  return <Themes themes={{ [keys.bus]: { image: '/bus.png' }, [keys.food]: { image: '/food.png' }, ...more }} />; };`,
        'themes.tsx': `import Image from 'next/image'; import { useState } from 'react';
export function Themes({ themes }: { themes: Record<string, Theme> }) {
  const [chosen, choose] = useState<string>(Object.keys(themes)[0]);
  return <div onClick={() => choose(name)}>{themes[chosen].image && <Image src={themes[chosen].image} />}</div>;
}`,
      },
      ['image /bus.png', 'image /food.png'],
    );
  });

  it('a record of a state that is also changed, with a picture that falls back', () => {
    expectFound(
      {
        'page.tsx': `import { useState } from 'react'; import { load } from 'database'; import { Row } from './row'; import { make } from './make';
export default () => {
  const order = load();
  const [items, setItems] = useState(() => make(order));
  const remove = (id) => setItems((before) => before.filter((each) => each.id !== id));
  return items.map((item) => <Row item={item} onRemove={remove} />);
};`,
        'make.ts': `export const make = (order) => order.items.map((item) => { const image = item.image ?? '/none.png'; return { id: item.id, image }; });`,
        'row.tsx': `import Image from 'next/image'; export const Row = ({ item }) => <Image src={item.image} />;`,
        'list.tsx': `import { load } from 'database'; import { Row } from './row';
export default async () => (await load()).map((each) => ({ ...each, image: \`/of/\${each.id}.png\` })).map((item) => <Row item={item} />);`,
      },
      ['image /of/${id}.png', 'image /none.png'],
    );
  });

  it('a record that is spread, and one among others', () => {
    expectFound(
      {
        'page.tsx': `import { Card, Hero } from './card'; import site from './site';
export default () => <><Card {...site.cards[0]} /><Hero image={site.hero} title="x" /></>;`,
        'card.tsx': `import Image from 'next/image';
export const Card = ({ thumb }) => <Image src={thumb} />;
export const Hero = ({ image, title }) => <Image src={image.url} alt={title} />;`,
        'site.ts': `export default { cards: [{ thumb: '/thumb.png' }], hero: { url: '/hero.png' } };`,
      },
      ['image /thumb.png', 'image /hero.png'],
    );
  });

  it('two pictures of one record, each where the component names it', () => {
    const card = `import Image from 'next/image';
export const Card = ({ front, back }) => <><Image src={front} /><Image src={back} /></>;`;
    for (const [list, page] of [
      [
        'export const List = ({ items }) => items.map((item) => <Card front={item.front}\nback={item.back} />);',
        '<List items={sides} />',
      ],
      [
        "export const List = ({ items }) => items.map((item) => <Card front={item.front || ''}\nback={item.back || ''} />);",
        '<List {...{ items: sides }} />',
      ],
      [
        'export const List = ({ item: { front, back } }) => <Card front={front}\nback={back} />;',
        '<List item={sides[0]} />',
      ],
    ] as const) {
      const found = find({
        'card.tsx': card,
        'list.tsx': `import { Card } from './card'; ${list}`,
        'page.tsx': `import { List } from './list'; import { sides } from './sides'; export default () => ${page};`,
        'sides.ts': `export const sides = [{ front: '/front.png', back: '/back.png' }];`,
      });
      assert.deepEqual(
        found.filter((line) => line.includes('.png')),
        ['list.tsx:1 image /front.png (Card)', 'list.tsx:2 image /back.png (Card)'],
      );
    }
  });

  it('a record that is spread, with the number on which the picture depends', () => {
    expectFound(
      {
        'photo.tsx': `import Image from 'next/image';
export const Photo = ({ src, width, priority }) => <>{width && priority && <Image src={src} />}</>;`,
        'page.tsx': `import { Photo } from './photo'; import { photo, small } from './photos';
export default () => <><Photo {...photo} /><Photo {...small} /></>;`,
        'photos.ts': `export const photo = { src: '/a.png', width: 600, priority: true }, small = { src: '/b.png', width: 0, priority: true };`,
      },
      ['image /a.png'],
    );
  });

  it('a picture of a record beside a text of it', () => {
    const found = find({
      'logo.tsx': `import Image from 'next/image';
export const Logo = ({ title, url }) => { const src = url || '/none.png'; return <Image src={src} alt={title} />; };`,
      'side.tsx': `import { Logo } from './logo';
export const Side = ({ brand }) => <Logo title={brand.name || ''}\nurl={brand.logo || ''} />;`,
      'frame.tsx': `import { Side } from './side'; export const Frame = ({ brand }) => <Side brand={brand} />;`,
      'page.tsx': `import { Frame } from './frame';
export default () => { const brand = { name: 'Company', logo: '/company.png' }; return <Frame brand={brand} />; };`,
    });
    assert.deepEqual(
      found.filter((line) => line.includes('.png')),
      ['logo.tsx:2 image /none.png', 'side.tsx:3 image /company.png (Logo)'],
    );
  });

  it('a plain property is written by the caller', () => {
    expectFound(
      {
        'page.tsx': `import { Card } from './card'; import { posts } from './posts'; export default () => <Card src={posts[0].cover} />;`,
        'card.tsx': `import Image from 'next/image'; export const Card = ({ src }) => <Image src={src} />;`,
        'posts.ts': POSTS,
      },
      ['image ?parameter', 'image /a.jpg (Card)'],
    );
  });

  it('follow the file that hands them in: it changes, it goes', () => {
    const files = new Map([
      ['/w/page.tsx', PAGE],
      ['/w/card.tsx', CARD],
      ['/w/posts.ts', POSTS],
    ]);
    const discovery = discoveryOver(memoryHost(files));
    for (const [file, text] of files) {
      discovery.update(file, text);
    }
    const shown = () => {
      discovery.findings('/w/page.tsx');
      return discovery
        .findings('/w/card.tsx')
        .occurrences.map(({ value }) => (value.certainty === 'exact' ? value.text : value.certainty));
    };
    assert.deepEqual(discovery.findings('/w/card.tsx').occurrences.length, 1);
    discovery.findings('/w/page.tsx');
    assert.deepEqual([...discovery.outdated], ['/w/card.tsx']);
    assert.deepEqual(shown(), ['/a.jpg', '/b.jpg']);
    assert.equal(discovery.outdated.size, 0);

    files.set('/w/posts.ts', POSTS.replace('/b.jpg', '/c.jpg'));
    discovery.update('/w/posts.ts', files.get('/w/posts.ts'));
    assert.deepEqual(shown(), ['/a.jpg', '/c.jpg']);

    // Nothing in the page reaches a sink as long as the card does not.
    const card = (text: string) => {
      files.set('/w/card.tsx', text);
      for (const file of discovery.update('/w/card.tsx', text)) {
        discovery.findings(file);
      }
      return shown();
    };
    assert.deepEqual(card(CARD.replace('<Image', '<img')), []);
    assert.deepEqual(card(CARD), ['/a.jpg', '/c.jpg']);

    files.delete('/w/page.tsx');
    discovery.update('/w/page.tsx', undefined);
    assert.deepEqual([...discovery.outdated], ['/w/card.tsx']);
    assert.deepEqual(shown(), ['unknown']);
  });

  it('stand in the order of the files that hand them in, whichever was looked at last', () => {
    const handedIn = createHandedIn(new Set());
    const give = (giver: string, text: string) => {
      const value = { certainty: 'exact', text } as const;
      const occurrence: Occurrence = { role: 'image', api: 'next/image', span: { start: 0, end: 1 }, value };
      handedIn.set(giver, new Map([['/w/card.tsx', [occurrence]]]));
    };
    give('/w/b.tsx', '/b.jpg');
    give('/w/a.tsx', '/a.jpg');
    assert.deepEqual(
      handedIn.at('/w/card.tsx').map(({ value }) => value.certainty === 'exact' && value.text),
      ['/a.jpg', '/b.jpg'],
    );
  });
});
